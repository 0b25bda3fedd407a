/** GET …/revisions: the history of a record, as far as the caller may know it. */
import { createHash } from 'node:crypto';
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Expunged } from '../../shared/domain/release.ts';
import { isRestricted } from '../../shared/domain/snapshot.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import type { Entry, Left, Revision } from '../store/items.ts';
import { readCurrent, readKept } from '../store/record.ts';
import { readHistory } from '../store/revision.ts';
import { type Deps, isCleared } from './deps.ts';
import { mayKnow } from './team.ts';
import { type Reader, witnessed } from './witness.ts';

/** Who expunged a revision, the one who asked first, when and why. */
type Expunging = Pick<Expunged, 'at' | 'by' | 'reason'>;

/**
 * What a history shows of a revision; `record` and the rest are what its hash is made of. The reason of one that was expunged
 * is gone as well.
 */
export type Listed = Omit<Entry, 'restricted'> & { expunged?: Expunging };

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
  // Nothing comes before the first: no page ends there and has another after it.
  const isOurs = version !== undefined && Number(version) > 1 && cursorOf(record, Number(version)) === cursor;
  return isOurs ? Number(version) : undefined;
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

const isSecret = (found: Revision | Left): boolean =>
  'stored' in found ? isRestricted(found.snapshot) : found.restricted;

/** The version that an address names; undefined where it is no number of one. */
export const versionOf = (number: string): number | undefined =>
  /^[1-9]\d{0,7}$/.test(number) ? Number(number) : undefined;

/** Who expunged a revision, when and why, as the newest state has it. */
const expungedOf = (now: Revision, version: number): { expunged?: Expunging } => {
  const found = now.snapshot.release.expunged?.find((one) => one.version === version);
  return found ? { expunged: { at: found.at, by: found.by, reason: found.reason } } : {};
};

/** Whether the caller may know of a restricted revision, by what it was of then and is now. */
const isKnown = async (deps: Deps, now: Revision, version: number, caller: Caller): Promise<boolean> => {
  const found = isCleared(caller) ? await readKept(deps, now.record, version) : undefined;
  return found !== undefined && mayKnow(deps, now, found, caller);
};

/** A page of a record's revisions, newest first, those of deleted records too. */
export const history = async (
  deps: Deps,
  { record, query, ...reader }: Reader & { record: Ref; query: URLSearchParams },
): Promise<{ items: Listed[]; next: string | null } | Refusal> => {
  const { caller } = reader;
  const now = await readCurrent(deps, record);
  if (!now || !(await mayKnow(deps, now, now, caller))) return absent;
  const page = pageOf(record, query);
  if ('refused' in page) return page;
  const { entries, next } = await readHistory(deps, record, page);
  const isShown = await Promise.all(
    entries.map(({ restricted, version }) => !restricted || isKnown(deps, now, version, caller)),
  );
  const shown = entries.filter((_entry, index) => isShown[index]);
  const secret = isRestricted(now.snapshot) || shown.some(({ restricted }) => restricted);
  await witnessed(deps, reader, { record, what: 'revisions', secret });
  return {
    items: shown.map(({ restricted: _restricted, ...entry }) => ({ ...entry, ...expungedOf(now, entry.version) })),
    next: next === undefined ? null : cursorOf(record, next),
  };
};

/**
 * One revision with its snapshot as it was written, from which `content` and `hash` can be made again; of one that was
 * expunged, who did that and why.
 */
export const revision = async (
  deps: Deps,
  { record, number, ...reader }: Reader & { record: Ref; number: string },
): Promise<(Listed & { snapshot?: Revision['stored'] }) | Refusal> => {
  const version = versionOf(number);
  if (version === undefined) return absent;
  const [now, found] = await Promise.all([readCurrent(deps, record), readKept(deps, record, version)]);
  if (!now || !found || !(await mayKnow(deps, now, found, reader.caller))) return absent;
  const secret = isSecret(now) || isSecret(found);
  await witnessed(deps, reader, { record, what: 'revision', secret });
  if (!('stored' in found)) {
    const { expunged: _act, restricted: _restricted, ...entry } = found;
    return { ...entry, ...expungedOf(now, version) };
  }
  const { snapshot: _snapshot, stored, pending: _pending, ...entry } = found;
  return { ...entry, snapshot: stored };
};
