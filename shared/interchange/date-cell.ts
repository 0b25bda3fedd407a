/** Dates as cells have them, read as EDTF. A date that could be read in two ways is read in none. */
import { readExtent } from '../domain/edtf.ts';
import { lineIn } from './cell.ts';

/** `none`: the cell says that there is no date, or none yet. */
export type DateRead = { date: string } | { none: true } | { fault: string };

/** Years by which data sets say `not in force`, `open` or `unknown`: no act of this world is dated so. */
const isStandIn = (year: number): boolean => year >= 2500;

const two = (text: string): string => text.padStart(2, '0');

const proper = (date: string): DateRead =>
  readExtent(date) ? { date } : { fault: `${JSON.stringify(date)} is not in the calendar` };

/**
 * A cell with an ISO or EDTF date (`1992`, `1992-06`, `1992-06?`, `1992-06-05/1992-06-07`), or, where the file writes days so,
 * `DD/MM/YYYY`. Empty, `NA`, and years from 2500 on are no date.
 */
export const dateIn = (cell: string | undefined, order: 'iso' | 'day-first' = 'iso'): DateRead => {
  const text = lineIn(cell).replace(/T00:00(:00)?(\.0+)?Z?$/, '');
  if (text === '' || text === 'NA' || text === 'n/a') return { none: true };
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  if (slashed) {
    const [, day = '', month = '', year = ''] = slashed;
    if (order !== 'day-first') return { fault: `${JSON.stringify(text)} may be day or month first` };
    return proper(`${year}-${two(month)}-${two(day)}`);
  }
  const year = Number(/^(\d{4})/.exec(text)?.[1]);
  if (isStandIn(year)) return { none: true };
  return readExtent(text) ? { date: text } : { fault: `${JSON.stringify(text)} is not a date` };
};

/** The date of a cell, undefined where it has none. For cells whose faults another place has named. */
export const dateOr = (cell: string | undefined): string | undefined => {
  const read = dateIn(cell);
  return 'date' in read ? read.date : undefined;
};

/** A date of three cells, as many as are filled: year, then month, then day. */
export const dateOf = (year: string, month: string, day: string): DateRead => {
  const parts = [year, month, day].map((part) => lineIn(part).replace(/\.0$/, ''));
  const [y = '', m = '', d = ''] = parts;
  if (y === '' || y === 'NA') return { none: true };
  if (m === '' || m === 'NA') return proper(y);
  if (d === '' || d === 'NA') return proper(`${y}-${two(m)}`);
  return proper(`${y}-${two(m)}-${two(d)}`);
};

/** The first and last of some dates as a period, `/` of none. */
export const spanOf = (dates: readonly string[]): string => {
  const days = dates.flatMap((date) => {
    const extent = readExtent(date);
    return extent && !extent.unknown ? [{ date: date.split('/')[0] ?? date, extent }] : [];
  });
  const first = days.reduce<(typeof days)[number] | undefined>(
    (least, one) => (!least || one.extent.earliest < least.extent.earliest ? one : least),
    undefined,
  );
  const last = days.reduce<(typeof days)[number] | undefined>(
    (most, one) => (!most || one.extent.latest > most.extent.latest ? one : most),
    undefined,
  );
  if (!first || !last) return '/';
  return first.date === last.date ? first.date : `${first.date}/${last.date}`;
};
