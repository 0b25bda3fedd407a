/** A record turns out to be another, and is merged into it; or it does not, and is taken out again: each an edit with a revision. */
import type { Fault } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { ref } from '../../shared/domain/record-type.ts';
import { edited } from '../../shared/domain/release.ts';
import { isLive, isRestricted } from '../../shared/domain/snapshot.ts';
import { validate } from '../../shared/domain/validate.ts';
import type { Refusal } from '../http/problems.ts';
import { commit } from '../store/commit.ts';
import { inOrder, standingIn } from '../store/items.ts';
import { readCurrent, readReleased } from '../store/record.ts';
import type { Check } from '../store/transaction.ts';
import type { ActRequest } from './act-request.ts';
import { type Again, again, failureRefusal, settled } from './attempt.ts';
import { current, isAt } from './current.ts';
import type { Deps } from './deps.ts';
import { type Footing, footingOf } from './footing.ts';
import { type LiveRevision, recordIn } from './reading.ts';
import { reachOf, referenceFaults } from './reference.ts';
import { isOfTeam, outsider } from './team.ts';

/** A request to merge a record into another of its type, the survivor, or to take it out of that again. */
export type Merging = ActRequest & { survivor: string };

/** The record as it is now. */
export type Merged = { revision: LiveRevision; footing: Footing };

const pointer = '/mergedInto';
const invalid = (...errors: Fault[]): Refusal => ({ refused: 'invalid-record', errors });

const answered = async (deps: Deps, revision: LiveRevision): Promise<Merged> => {
  const known = new Map([[revision.record, standingIn(revision)]]);
  return { revision, footing: await footingOf(deps, recordIn(revision.snapshot), known, revision.pending) };
};

/** Whether the newest state is what this very act made, by this caller, of the version expected. */
const isRepeated = (live: LiveRevision, act: 'merge' | 'unmerge', { caller, precondition }: Merging): boolean =>
  live.act === act &&
  live.by === caller.sub &&
  precondition.expects === 'version' &&
  precondition.tag === String(live.version - 1);

/** An edit of content by one of the two acts: what was proposed is so no longer, and the public's form stays. */
const saved = async (
  deps: Deps,
  { caller, reason }: Merging,
  live: LiveRevision,
  act: 'merge' | 'unmerge',
  record: AnyRecord,
  checks: readonly Check[],
): Promise<Merged | Refusal | Again> => {
  const at = deps.clock().toISOString();
  const release = edited(live.snapshot.release, { by: caller.sub, version: live.version + 1 });
  const snapshot = inOrder({ ...record, release });
  const next = await commit(deps, {
    record: live.record,
    before: live,
    releasedBefore: record.type === 'party' ? await readReleased(deps, live) : undefined,
    snapshot,
    act,
    by: caller.sub,
    at,
    reason,
    checks,
    pending: live.pending ?? [],
  });
  if (!('failed' in next)) return answered(deps, { ...next, snapshot });
  // The survivor was changed meanwhile: it may be one no longer.
  return (next.failed === 'reference' ? undefined : failureRefusal(next, () => [])) ?? again;
};

/**
 * The survivor as it was read, or why nothing can be merged into it. It cannot be merged itself, neither now nor in what the
 * public has of it: so no record is ever merged, by any way, into itself.
 */
const survivorOf = async (
  deps: Deps,
  { type, survivor, caller }: Merging,
  record: AnyRecord,
): Promise<Check | Refusal> => {
  const verdict = validate(type, record.id, record);
  const mentions = verdict.mentions.filter((mention) => mention.pointer === pointer);
  const reach = reachOf(isRestricted(record), caller);
  const { faults } = await referenceFaults(deps, mentions, { reach, caller });
  const faulty = [...(verdict.ok ? [] : verdict.faults), ...faults];
  if (faulty.length > 0) return invalid(...faulty);
  const one = ref(type, survivor);
  const now = await readCurrent(deps, one);
  if (!now || !isLive(now.snapshot)) return invalid({ pointer, detail: 'is gone' });
  if (!(await isOfTeam(deps, now.snapshot, caller))) return outsider;
  const out = await readReleased(deps, now);
  const isMerged = [now.snapshot, out].some((state) => state && isLive(state) && state.mergedInto !== undefined);
  if (isMerged) return invalid({ pointer, detail: 'was merged into another record itself, or is so to the public' });
  return { ref: one, must: 'be-version', version: now.version };
};

const merging = async (deps: Deps, request: Merging): Promise<Merged | Refusal | Again> => {
  const { type, id, survivor, caller, precondition } = request;
  const { before, live } = await current(deps, type, id, caller);
  const isThere = live?.snapshot.mergedInto === survivor;
  if (!live || !isAt(precondition, { before, live })) {
    return live && isThere && isRepeated(live, 'merge', request)
      ? answered(deps, live)
      : { refused: 'precondition-failed' };
  }
  if (!(await isOfTeam(deps, live.snapshot, caller))) return outsider;
  if (isThere) return answered(deps, live);
  const record = { ...recordIn(live.snapshot), mergedInto: survivor };
  const check = await survivorOf(deps, request, record);
  return 'refused' in check ? check : saved(deps, request, live, 'merge', record, [check]);
};

const unmerging = async (deps: Deps, request: Merging): Promise<Merged | Refusal | Again> => {
  const { type, id, survivor, caller, precondition } = request;
  const { before, live } = await current(deps, type, id, caller);
  if (!live || !isAt(precondition, { before, live })) {
    const isUndone = live && live.snapshot.mergedInto === undefined && isRepeated(live, 'unmerge', request);
    return isUndone ? answered(deps, live) : { refused: 'precondition-failed' };
  }
  if (!(await isOfTeam(deps, live.snapshot, caller))) return outsider;
  const { mergedInto, ...record } = recordIn(live.snapshot);
  return mergedInto === survivor ? saved(deps, request, live, 'unmerge', record, []) : { refused: 'not-found' };
};

/**
 * Merges a record into another of its type: 412 unless it is of the version expected, 403 for whoever is not of the team of both, 422
 * where the other is not there for it, is the record itself, or was merged.
 */
export const merge = (deps: Deps, request: Merging): Promise<Merged | Refusal> => settled(() => merging(deps, request));

/** Takes a record out of the one that it was merged into: 412, 403, and 404 where it was not merged into that. */
export const unmerge = (deps: Deps, request: Merging): Promise<Merged | Refusal> =>
  settled(() => unmerging(deps, request));
