/** Shows how far an import has come: one line written over on a terminal, a plain line now and then elsewhere. */

export type Display = { readonly isTTY?: boolean | undefined; write(text: string): unknown };

/** Milliseconds between two showings. */
const often = 200;
const seldom = 5_000;

const timeIn = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
};

/** Tell it the rows that are done and about how many there are, as often as you like; `end` leaves the last line standing. */
export const progressOn = (display: Display, clock: () => number) => {
  const began = clock();
  let shown = began;
  const show = (rows: number, all: number): void => {
    const passed = (clock() - began) / 1_000;
    const rate = passed > 0 ? rows / passed : 0;
    const left = rate > 0 && rows < all ? `, ${timeIn((all - rows) / rate)} left` : '';
    const line = `${rows} of ${all > rows ? `about ${Math.round(all)}` : rows} rows, ${Math.round(rate)} a second${left}`;
    display.write(display.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  return {
    tell: (rows: number, all: number): void => {
      if (clock() - shown < (display.isTTY ? often : seldom)) return;
      shown = clock();
      show(rows, all);
    },
    end: (rows: number): void => {
      show(rows, rows);
      if (display.isTTY) display.write('\n');
    },
  };
};
