/** Shows how far a long piece of work has come. */

/** Where it is shown: a line that is written over on a terminal, plain lines elsewhere. */
export type Display = { readonly isTTY?: boolean | undefined; write(text: string): unknown };

const width = 30;

const bar = (share: number): string => '█'.repeat(Math.round(share * width)).padEnd(width, '░');

/** Tells a display how much is done; call it as often as you like. A line elsewhere than on a terminal says each tenth once. */
export const progressOn = (display: Display, label: string): ((done: number, total: number) => void) => {
  let told = -1;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    if (display.isTTY) {
      display.write(`\r${label} ${bar(share)} ${done} of ${total}${done === total ? '\n' : ''}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth <= told) return;
    told = tenth;
    display.write(`${label}: ${done} of ${total}\n`);
  };
};
