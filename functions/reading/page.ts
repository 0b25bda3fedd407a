/** Pages of a list: what is asked of which partition, so that a page costs what it shows and is never cut short unsaid. */
import { endOf, firstDayOf } from '../../shared/contract/reading.ts';
import { carriedMonth, carriedOpen, carriedYear } from '../../shared/projection/keys.ts';
import type { Condition, Range } from '../store/question.ts';
import type { StoredRow } from '../store/row.ts';
import type { Answer, List, ViewReader } from '../store/view.ts';

/** How a list is turned over: `after` is the sort key of the page before, `from` and `to` years, months or days. */
export type Turn = {
  from?: string | undefined;
  to?: string | undefined;
  descending: boolean;
  limit: number;
  after: string | undefined;
};

/** Some rows of a list, and the sort key to go on after; undefined is the end, and nothing else is. */
export type Page = { rows: StoredRow[]; next: string | undefined };

/** A reading examines at most so many rows, and of these at most so many in each partition of carried ones. */
export const mostExamined = 1000;
const mostCarried = 250;

/** Sort keys that begin with a day of which something is known. */
export const someDay = '0001';
export const everyDay = '~';

/** A reading from a day on: where its own rows begin, and where the rows are that began before and last until then. */
type From = { day: string; floor: string; older: Range; carried: { pk: string; cuts: boolean }[]; latest: Condition };

const fromOf = (list: List, time: string): From => {
  const day = firstDayOf(time);
  const floor = `${day.slice(0, 7)}-01`;
  return {
    day,
    floor,
    older: { from: someDay, upTo: floor },
    // Rows of a month's partition all last until its first day, those of a year's until the first of January.
    carried: [
      { pk: carriedMonth(list.pk, day.slice(0, 7)), cuts: day !== floor },
      { pk: carriedYear(list.pk, day.slice(0, 4)), cuts: !day.endsWith('-01-01') },
      { pk: carriedOpen(list.pk), cuts: true },
    ],
    latest: { attribute: 'latest', test: 'from', value: day },
  };
};

const rangeOf = (list: List, { to }: Turn, from: From | undefined): Range | undefined => {
  if (list.start !== undefined) return { start: list.start };
  if (from === undefined && to === undefined) return undefined;
  return { from: from?.floor ?? someDay, upTo: to === undefined ? everyDay : endOf(to) };
};

/** Whether a sort key can be one of the list's: a cursor that says another was made by somebody else. */
export const isWithin = (list: List, turn: Turn, key: string): boolean => {
  if (list.start !== undefined) return key.startsWith(list.start);
  if (turn.from === undefined && turn.to === undefined) return true;
  // The bounds are no row's key, and a Query may not start on them.
  return key > someDay && key < (turn.to === undefined ? everyDay : endOf(turn.to));
};

/** The first `room` rows of an answer, and where to go on when it has more, or may have. */
const cut = (rows: StoredRow[], room: number, last: string | undefined): Page => ({
  rows: rows.slice(0, room),
  next: rows.length > room ? rows[room - 1]?.sk : last,
});

/**
 * Up to `room` of the carried rows in the order of their sort keys. Where one partition was not read to its end, rows past
 * that place wait for the next page, for others may come before them.
 */
const carriedPage = async (
  view: ViewReader,
  list: List,
  from: From,
  turn: Turn & { room: number; budget: number },
): Promise<Page & { examined: number }> => {
  const { descending, limit, room, budget } = turn;
  const share = Math.min(mostCarried, Math.floor(budget / from.carried.length));
  const answers: Answer[] = await Promise.all(
    from.carried.map(({ pk, cuts }) =>
      view.some({
        pk,
        range: from.older,
        conditions: cuts ? [...list.conditions, from.latest] : list.conditions,
        descending,
        after: turn.after,
        // One more than is shown, so that a page is said to follow only when carried rows follow.
        limit: Math.min(share, list.conditions.length > 0 ? share : room + 1 + (cuts ? limit : 0)),
      }),
    ),
  );
  const before = (a: string, b: string): boolean => (descending ? a > b : a < b);
  const horizon = answers
    .flatMap(({ last }) => last ?? [])
    .reduce<string | undefined>(
      (least, last) => (least === undefined || before(last, least) ? last : least),
      undefined,
    );
  const rows = answers
    .flatMap((answer) => answer.rows)
    .filter(({ sk }) => horizon === undefined || !before(horizon, sk))
    .sort((a, b) => (before(a.sk, b.sk) ? -1 : 1));
  return { ...cut(rows, room, horizon), examined: answers.reduce((sum, { examined }) => sum + examined, 0) };
};

/** A page from a day on, oldest first: carried rows, all of which began earlier, then the list's own. */
const ascendingFrom = async (view: ViewReader, list: List, from: From, turn: Turn): Promise<Page> => {
  const { after, limit } = turn;
  const filtered = list.conditions.length > 0;
  const older =
    after === undefined || after < from.floor
      ? await carriedPage(view, list, from, { ...turn, room: limit, budget: mostExamined })
      : { rows: [], next: undefined, examined: 0 };
  if (older.next !== undefined) return older;
  // The floor itself is no row's key: the next page then asks for the list's own rows only.
  if (older.rows.length === limit) return { rows: older.rows, next: from.floor };
  const room = limit - older.rows.length;
  const start = after === undefined || after < from.floor ? undefined : after;
  const cuts = from.day !== from.floor && (start ?? '') < from.day;
  const { rows, last } = await view.some({
    pk: list.pk,
    range: rangeOf(list, turn, from),
    conditions: cuts ? [...list.conditions, from.latest] : list.conditions,
    after: start,
    limit: filtered ? mostExamined - older.examined : room + (cuts ? limit : 0),
  });
  const own = cut(rows, room, last);
  return { rows: [...older.rows, ...own.rows], next: own.next };
};

/** A page from a day on, newest first: the list's own rows, then carried ones. */
const descendingFrom = async (view: ViewReader, list: List, from: From, turn: Turn): Promise<Page> => {
  const { after, limit } = turn;
  const filtered = list.conditions.length > 0;
  const own: Answer =
    after === undefined || after > from.floor
      ? await view.some({
          pk: list.pk,
          range: rangeOf(list, turn, from),
          conditions: from.day === from.floor ? list.conditions : [...list.conditions, from.latest],
          descending: true,
          after,
          limit: filtered ? mostExamined : limit,
        })
      : { rows: [], examined: 0, last: undefined };
  if (own.last !== undefined || own.rows.length > limit) return cut(own.rows, limit, own.last);
  const room = limit - own.rows.length;
  const budget = mostExamined - own.examined;
  if (room === 0 || budget < from.carried.length) return { rows: own.rows, next: from.floor };
  const start = after === undefined || after > from.floor ? undefined : after;
  const older = await carriedPage(view, list, from, { ...turn, after: start, room, budget });
  return { rows: [...own.rows, ...older.rows], next: older.next };
};

/** One page of a list. At most four Queries while carried rows may be shown, else one; at most 1 000 rows examined. */
export const readPage = async (view: ViewReader, list: List, turn: Turn): Promise<Page> => {
  if (turn.from !== undefined) {
    const from = fromOf(list, turn.from);
    return turn.descending ? descendingFrom(view, list, from, turn) : ascendingFrom(view, list, from, turn);
  }
  const { rows, last } = await view.some({
    pk: list.pk,
    range: rangeOf(list, turn, undefined),
    conditions: list.conditions,
    descending: turn.descending,
    after: turn.after,
    limit: list.conditions.length > 0 ? mostExamined : turn.limit,
  });
  return cut(rows, turn.limit, last);
};
