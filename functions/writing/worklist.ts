/** GET /worklist: what is proposed, embargoed, lacks a consent, waits for other records, or is simply not released; and what was merged, or is asked to be expunged. */
import type * as z from 'zod/mini';
import { bases } from '../../shared/contract/operation.ts';
import type { WorkState } from '../../shared/contract/work-state.ts';
import { type WorkItem, WorklistQuery } from '../../shared/contract/worklist.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { pathOf, type Ref } from '../../shared/domain/record-type.ts';
import { isLive, isRestricted } from '../../shared/domain/snapshot.ts';
import type { Localized } from '../../shared/domain/text.ts';
import type { Refusal } from '../http/problems.ts';
import { cursorOf, keyOf } from '../reading/cursor.ts';
import { parserOf, queryOf } from '../reading/parameters.ts';
import { type Due, dueAt, readDues } from '../store/due.ts';
import { type RecordStore, readCurrents } from '../store/record.ts';
import { readList, readWork, type Work } from '../store/work.ts';
import { footOf } from './footing.ts';
import { releaseAsRead } from './reading.ts';
import { type Judged, judged, livesOf } from './together.ts';

/** A page: `next` goes into `cursor` of the same address; only null is the end. */
type Page = { items: z.infer<typeof WorkItem>[]; next: string | null };

/** Some records to look at, and after which key the list goes on; undefined at its end. */
type Candidates = { refs: Ref[]; next: string | undefined };

const parsed = parserOf(WorklistQuery);

const isCandidate = (state: WorkState, { proposed, pending }: Work): boolean => {
  if (state === 'proposed') return proposed === true;
  return state === 'pending' ? pending !== undefined : true;
};

/** The first of the work list that may be in a state. */
const fromWork = async (
  store: RecordStore,
  state: WorkState,
  after: string | undefined,
  limit: number,
): Promise<Candidates> => {
  const { works, next } = await readWork(store, after);
  const found = works.filter((work) => isCandidate(state, work));
  const taken = found.slice(0, limit);
  return { refs: taken.map((work) => work.ref), next: found.length > limit ? taken.at(-1)?.sk : next };
};

/** The first of the embargoes that are not over. */
const fromDues = async (store: RecordStore, after: string | Due, limit: number): Promise<Candidates> => {
  const dues = await readDues(store, 'due', { after, upTo: '9999', limit });
  const last = dues.at(-1);
  return {
    refs: [...new Set(dues.map((due) => due.ref))],
    next: last && dues.length === limit ? `${last.until}#${last.ref}` : undefined,
  };
};

const isIn = (state: WorkState, { live: { snapshot }, footing }: Judged, now: string): boolean => {
  const { release } = snapshot;
  if (state === 'merged') return snapshot.mergedInto !== undefined;
  if (state === 'expunging') return release.expunging !== undefined;
  if (state === 'pending') return footing.pending.length > 0;
  if (state === 'consent-missing') return footing.agreement.missing.length > 0;
  if (state === 'embargoed') return release.public === 'released' && (release.released?.embargoUntil ?? '') > now;
  return true;
};

const titleOf = (record: AnyRecord): Localized | undefined => {
  if (record.type === 'round') return record.label;
  if (record.type === 'document') return record.title;
  if (record.type === 'outcome') return record.summary;
  return record.type === 'caseload' ? undefined : record.name;
};

const itemOf = ({ live, footing }: Judged): z.infer<typeof WorkItem> => {
  const { snapshot, version, at, by } = live;
  const { process, round } = footOf(snapshot);
  const title = titleOf(snapshot);
  return {
    type: snapshot.type,
    id: snapshot.id,
    href: `${bases.staff}/${pathOf[snapshot.type]}/${snapshot.id}`,
    ...(title && { title }),
    ...(process !== undefined && { process }),
    ...(round !== undefined && { round }),
    ...(snapshot.mergedInto !== undefined && { mergedInto: snapshot.mergedInto }),
    version,
    updatedAt: at,
    updatedBy: by,
    release: releaseAsRead(snapshot.release, footing),
  };
};

/** Those of some records that were deleted, of which a content is asked to be expunged. */
const deletedAmong = async (store: RecordStore, refs: readonly Ref[]): Promise<z.infer<typeof WorkItem>[]> =>
  [...(await readCurrents(store, refs)).values()].flatMap(({ snapshot, version, at, by }) => {
    const { type, id, release } = snapshot;
    if (isLive(snapshot) || isRestricted(snapshot) || release.expunging === undefined) return [];
    const href = `${bases.staff}/${pathOf[type]}/${id}`;
    return [
      { type, id, href, deleted: true, version, updatedAt: at, updatedBy: by, release: { ...release, missing: [] } },
    ];
  });

/**
 * A page of the work list, at most `limit` records. What depends on other records (`consent-missing`, `pending`) is judged as
 * they stand now, so that a page may be short, even empty; only `next: null` is the end.
 */
export const worklist = async (store: RecordStore, address: string, now: Date): Promise<Page | Refusal> => {
  const query = parsed(queryOf(address));
  if (!query.ok) return { refused: 'invalid-parameter', errors: query.faults };
  const { state, limit, cursor } = query.asked;
  const reading = { audience: 'staff', path: '/worklist', filters: { state } };
  const after = cursor === undefined ? undefined : keyOf(reading, cursor);
  const due = state === 'embargoed' && after !== undefined ? dueAt(after) : undefined;
  if (cursor !== undefined && (after === undefined || (state === 'embargoed' && !due))) {
    const errors = [{ parameter: 'cursor', detail: 'is none that was given out here' }];
    return { refused: 'invalid-parameter', errors };
  }
  const { refs, next } =
    state === 'embargoed'
      ? await fromDues(store, due ?? now.toISOString(), limit)
      : state === 'merged' || state === 'expunging'
        ? await readList(store, state, after, limit)
        : await fromWork(store, state, after, limit);
  const all = await judged(store, await livesOf(store, refs, (record) => !isRestricted(record)));
  const deleted = state === 'expunging' ? await deletedAmong(store, refs) : [];
  return {
    items: [...all.filter((one) => isIn(state, one, now.toISOString())).map(itemOf), ...deleted],
    next: next === undefined ? null : cursorOf(reading, next),
  };
};
