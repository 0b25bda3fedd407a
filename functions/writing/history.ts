/** GET …/revisions: the history of a record, as far as the caller may know it. */
import { createHash } from 'node:crypto';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isRestricted } from '../../shared/domain/snapshot.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import type { Entry, Revision } from '../store/items.ts';
import { readCurrent, readRevision } from '../store/record.ts';
import { readHistory } from '../store/revision.ts';
import { type Deps, isCleared } from './deps.ts';

/** What a history shows of a revision; `record` and the rest are what its hash is made of. */
export type Listed = Omit<Entry, 'restricted'>;

const absent: Refusal = { refused: 'not-found' };
const faulty = (parameter: string, detail: string): Refusal => ({
  refused: 'invalid-parameter',
  errors: [{ parameter, detail }],
});

const seal = (record: Ref, version: number): string =>
  createHash('sha256').update(`revisions ${record} ${version}`).digest('base64url').slice(0, 12);
const cursorOf = (record: Ref, version: number): string => `${version}.${seal(record, version)}`;

const versionIn = (record: Ref, cursor: string): number | undefined => {
  const version = /^([1-9]\d{0,7})\./.exec(cursor)?.[1];
  return version !== undefined && cursorOf(record, Number(version)) === cursor ? Number(version) : undefined;
};

type Page = { limit: number; below?: number };

/** What an address asks for: `limit` 1–100 (25 unless said) and `cursor`, each at most once and nothing else. */
const pageOf = (record: Ref, query: URLSearchParams): Page | Refusal => {
  for (const name of new Set(query.keys())) {
    if (name !== 'limit' && name !== 'cursor') return faulty(name, 'is not a parameter here');
    if (query.getAll(name).length > 1) return faulty(name, 'stands twice');
  }
  const limit = query.get('limit') ?? '25';
  if (!/^[1-9]\d?$|^100$/.test(limit)) return faulty('limit', 'is not a number from 1 to 100');
  const cursor = query.get('cursor');
  if (cursor === null) return { limit: Number(limit) };
  const below = versionIn(record, cursor);
  return below === undefined ? faulty('cursor', 'is none that was given out here') : { limit: Number(limit), below };
};

/** Whether the caller may know of a revision: it is as secret as itself and as the record today, whichever is more. */
const mayKnow = (now: Revision, found: Revision, caller: Caller): boolean =>
  isCleared(caller) || !(isRestricted(now.snapshot) || isRestricted(found.snapshot));

/** A page of a record's revisions, newest first, those of deleted records too. */
export const history = async (
  deps: Deps,
  { record, caller, query }: { record: Ref; caller: Caller; query: URLSearchParams },
): Promise<{ items: Listed[]; next: string | null } | Refusal> => {
  const now = await readCurrent(deps, record);
  if (!now || !mayKnow(now, now, caller)) return absent;
  const page = pageOf(record, query);
  if ('refused' in page) return page;
  const { entries, next } = await readHistory(deps, record, page);
  const shown = entries.filter(({ restricted }) => isCleared(caller) || !restricted);
  return {
    items: shown.map(({ restricted: _restricted, ...entry }) => entry),
    next: next === undefined ? null : cursorOf(record, next),
  };
};

/** One revision with its snapshot as it was written, from which `content` and `hash` can be made again. */
export const revision = async (
  deps: Deps,
  { record, caller, number }: { record: Ref; caller: Caller; number: string },
): Promise<(Listed & { snapshot: Revision['stored'] }) | Refusal> => {
  if (!/^[1-9]\d{0,7}$/.test(number)) return absent;
  const [now, found] = await Promise.all([readCurrent(deps, record), readRevision(deps, record, Number(number))]);
  if (!now || !found || !mayKnow(now, found, caller)) return absent;
  const { snapshot: _snapshot, stored, pending: _pending, ...entry } = found;
  return { ...entry, snapshot: stored };
};
