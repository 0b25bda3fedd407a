/** A day is closed: a root over all that there is, written last, so that a day stands whole or not at all. */
import type { Day } from '../../shared/contract/day.ts';
import { tops as topsKey } from '../../shared/projection/keys.ts';
import { type Book, dropPages, type Page, putDay, putPages, readDays } from '../store/day.ts';
import { leavesInPage, rootOf } from './tree.ts';

/** A leaf: what it is kept and found under, its hash, and what is kept of it. */
export type Leaf = { readonly key: string; readonly hash: string; readonly kept: unknown };

/** How many days are kept with their leaves: a reading that began before the newest was written comes to its end. */
const keptWhole = 2;
/** So many days are looked at for leaves that were left behind. */
const lookedAt = 10;

const chunked = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** The rows of a tree over leaves in the order of their keys, and its root. */
export const treeOf = (leaves: readonly Leaf[], perPage = leavesInPage): { root: string; pages: Page[] } => {
  const sorted = [...leaves].sort((one, other) => (one.key < other.key ? -1 : 1));
  const rows = chunked(sorted, perPage);
  const tops = rows.map((row) => rootOf(row.map(({ hash }) => hash)));
  const pages = rows.map((row) => ({
    sk: row[0]?.key ?? '',
    body: JSON.stringify(row.map(({ kept }) => kept)),
  }));
  return { root: rootOf(tops), pages: [...pages, { sk: topsKey, body: JSON.stringify(tops) }] };
};

/** What closing a day came to: the newest day, undefined before the first; and whether it was closed just now. */
export type Closed = { readonly day: Day | undefined; readonly closed: boolean };

/**
 * Closes the day of `now` (UTC) over the leaves that `gather` finds; a day that is closed stays as it is, and where there is
 * nothing there is no day. Broken off, it leaves rows that nobody finds, and the next run begins again. Of two at once the
 * first to end has closed it.
 */
export const closeDay = async (book: Book, now: Date, gather: () => Promise<readonly Leaf[]>): Promise<Closed> => {
  const date = now.toISOString().slice(0, 10);
  const before = await readDays(book, lookedAt);
  const [newest] = before;
  // Never before one that stands, though the clock be set back.
  if (newest && newest.date >= date) return { day: newest, closed: false };
  const leaves = await gather();
  if (leaves.length === 0) return { day: newest, closed: false };
  const { root, pages } = treeOf(leaves);
  await putPages(book, root, pages);
  const day = { date, root, size: leaves.length };
  if (!(await putDay(book, day))) return { day: (await readDays(book, 1))[0], closed: false };
  const days = [day, ...before];
  const whole = new Set(days.slice(0, keptWhole).map((one) => one.root));
  const past = new Set(days.slice(keptWhole).map((one) => one.root));
  for (const one of past) if (!whole.has(one)) await dropPages(book, one);
  return { day, closed: true };
};
