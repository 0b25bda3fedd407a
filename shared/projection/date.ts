/** Where a date puts a row: its place in date order, and where it is kept once more because it lasts. */
import { type Extent, extent, firstDay } from '../domain/edtf.ts';
import { carriedMonth, carriedOpen, carriedYear, sortKey, unknownDay } from './keys.ts';

/** Rows that last longer than this many months are carried by year, and past this many years as if without an end. */
const monthsByMonth = 24;
const yearsByYear = 30;

/** A date as a record has it; a form may lack it, and then nothing is known of it. */
export const whenOf = (text: string | undefined): { text: string; extent: Extent } => ({
  text: text ?? '/',
  extent: extent(text ?? '/'),
});
export type When = ReturnType<typeof whenOf>;

/** The days a row is filtered by: none where nothing is known of its date. */
export const daysOf = ({ extent: { earliest, latest, unknown } }: When): { earliest?: string; latest?: string } =>
  unknown ? {} : { earliest, latest };

/** The sort key of a row of this date. */
export const placed = ({ text, extent: { earliest, unknown } }: When, type: string, id: string, at = ''): string =>
  sortKey(unknown ? unknownDay : earliest, text, type, id, at);

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const month = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
const upTo = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/**
 * The partitions in which a row of a list stands once more (design, section 6): lasting at most 24 months, under each later
 * month it touches; longer, under each year it touches, its first included; without a known end or beginning, or longer
 * than thirty years, in one of its own. A row within one month is not carried.
 */
export const carriedIn = (list: string, { extent: { earliest, latest, open, unknown } }: When): string[] => {
  if (unknown) return [];
  if (open || earliest === firstDay) return [carriedOpen(list)];
  const first = monthOf(earliest);
  const last = monthOf(latest);
  if (last - first < monthsByMonth) return upTo(first + 1, last).map((number) => carriedMonth(list, month(number)));
  const years = upTo(Number(earliest.slice(0, 4)), Number(latest.slice(0, 4)));
  if (years.length > yearsByYear) return [carriedOpen(list)];
  return years.map((year) => carriedYear(list, String(year).padStart(4, '0')));
};
