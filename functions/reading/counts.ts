/** The reading of how many entries of the timeline begin when: counted where they stand, at most 1 000 in one reading. */
import { CountsQuery, countsPath, endOf, firstDayOf } from '../../shared/contract/reading.ts';
import * as ask from '../store/view.ts';
import { cursorOf, keyOf, type Reading } from './cursor.ts';
import { filtersGone } from './moved.ts';
import { everyDay, mostExamined, someDay } from './page.ts';
import { parserOf } from './parameters.ts';
import { type Answering, type Answers, badCursor } from './readings.ts';

const parse = parserOf(CountsQuery);
/** A sort key begins with the earliest day: as many letters of it are its year, month or day. */
const lengths = { year: 4, month: 7, day: 10 } as const;

const counts: Answering = async ({ audience, view }, _id, query) => {
  const parsed = parse(query);
  if (!parsed.ok) return parsed;
  const { from, to, by, cursor } = parsed.asked;
  const reading: Reading = { audience, path: countsPath, filters: parsed.asked };
  const range = {
    from: from === undefined ? someDay : firstDayOf(from),
    upTo: to === undefined ? everyDay : endOf(to),
  };
  const after = cursor === undefined ? undefined : keyOf(reading, cursor);
  const isWithin = after !== undefined && after > range.from && after < range.upTo;
  if (cursor !== undefined && !isWithin) return (await filtersGone(view, parsed.asked)) ?? badCursor;
  const { pk, conditions } = ask.theTimeline(parsed.asked);
  const { rows, last } = await view.some({ pk, range, conditions, after, limit: mostExamined });
  const gone = rows.length === 0 ? await filtersGone(view, parsed.asked) : undefined;
  if (gone) return gone;
  const found = new Map<string, number>();
  for (const { sk } of rows) {
    const date = sk.slice(0, lengths[by]);
    found.set(date, (found.get(date) ?? 0) + 1);
  }
  const items = [...found].map(([date, count]) => ({ date, count }));
  return { body: JSON.stringify({ items, next: last === undefined ? null : cursorOf(reading, last) }) };
};

/** The counts by their path; the public door alone has them. */
export const countsAnswers: Answers = [[countsPath, counts]];
