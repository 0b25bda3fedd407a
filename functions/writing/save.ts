/** A record is written: created or replaced by PUT. */
import { type Fault, isObject, withoutEmptyLists } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { ref } from '../../shared/domain/record-type.ts';
import { edited, revived, withdrawn } from '../../shared/domain/release.ts';
import { isLive, isRestricted } from '../../shared/domain/snapshot.ts';
import { validate } from '../../shared/domain/validate.ts';
import type { Refusal } from '../http/problems.ts';
import { commit } from '../store/commit.ts';
import { canonical } from '../store/hash.ts';
import { inOrder, type Revision, standingIn } from '../store/items.ts';
import { readReleased, readRevision } from '../store/record.ts';
import { bytesOf, largest } from '../store/transaction.ts';
import type { SentActRequest } from './act-request.ts';
import { type Again, again, failureRefusal, settled, tooLarge } from './attempt.ts';
import { type Current, current, isAt } from './current.ts';
import { type Deps, isCleared, withheld } from './deps.ts';
import { type Footing, footingOf } from './footing.ts';
import { apart, type LiveRevision, ownedFaults, recordIn, withOwned } from './reading.ts';
import { checksOf, faultsAt, reachOf, referenceFaults, secretsInClaims } from './reference.ts';
import { namesOpenly, referrersOf, stillReferenced } from './referrer.ts';
import { isOfTeam, outsider } from './team.ts';

/** What a save is answered with. `withheld` where it was one that the public view cannot wait for. */
export type Saved = { created: boolean; revision: LiveRevision; footing: Footing; withheld?: boolean };

const isEqual = (record: AnyRecord, { snapshot }: LiveRevision): boolean =>
  canonical(record) === canonical(recordIn(snapshot));

/** Whether a state was the first of its record, or the first after a deletion. */
const isCreation = async (deps: Deps, { record, version }: Revision): Promise<boolean> => {
  const before = version === 1 ? undefined : await readRevision(deps, record, version - 1);
  // Not by its act: what was deleted may have had something of its history expunged since.
  return version === 1 || (before !== undefined && !isLive(before.snapshot));
};

/**
 * The answer to a save that was made before: the same actor and content, against the version before this one. It was
 * answered once, and is answered alike, for the first answer may have been lost on its way.
 */
const repeated = async (
  deps: Deps,
  request: SentActRequest,
  live: LiveRevision | undefined,
): Promise<Saved | undefined> => {
  const { type, id, caller, precondition, sent } = request;
  if (live?.act !== 'save' || live.by !== caller.sub) return undefined;
  if (precondition.expects === 'version' && precondition.tag !== String(live.version - 1)) return undefined;
  const verdict = validate(type, id, withOwned(apart(sent).written, live.snapshot));
  if (!verdict.ok || !isEqual(verdict.record, live)) return undefined;
  const created = await isCreation(deps, live);
  if (created !== (precondition.expects === 'absent')) return undefined;
  return { created, revision: live, footing: await footingOf(deps, verdict.record) };
};

const saysRestricted = (written: unknown): boolean => isObject(written) && written.classification === 'restricted';

/**
 * Writes what was sent over what is there, if anything: the precondition holds. `found` are faults that were found before.
 * 403 for whoever is not of the team, 422 with every fault of schema, rules and references, 409 when the record would be raised to restricted while an
 * unclassified one names it. Equal content makes no revision.
 */
export const write = async (
  deps: Deps,
  { type, id, caller, sent, reason }: Omit<SentActRequest, 'precondition'>,
  { before, live }: Current,
  found: readonly Fault[],
): Promise<Saved | Refusal | Again> => {
  const { written, repeated: owned } = apart(sent);
  const verdict = validate(type, id, withOwned(written, live?.snapshot));
  const restricted = saysRestricted(written);
  const faults = [...found, ...(verdict.ok ? [] : verdict.faults), ...ownedFaults(owned, live)];
  if (verdict.ok && faults.length === 0 && live && isEqual(verdict.record, live)) {
    const known = new Map([[live.record, standingIn(live)]]);
    return { created: false, revision: live, footing: await footingOf(deps, verdict.record, known, live.pending) };
  }
  const reach = reachOf(restricted, caller);
  const [references, secrets, releasedBefore] = await Promise.all([
    referenceFaults(deps, verdict.mentions, { reach, caller, before: live?.snapshot }),
    verdict.ok ? secretsInClaims(deps, verdict.record, caller) : [],
    type === 'party' ? readReleased(deps, live) : undefined,
  ]);
  // Of what it was and of what it is to be, unless it names what it cannot: a team would tell of a process that is not for the
  // caller. A new process has no team yet.
  const isPlaced = verdict.ok && references.faults.length === 0 && (live || type !== 'process');
  const toBe = isPlaced ? [verdict.record] : [];
  const standings = new Map([...references.standings, ...(live ? [[live.record, standingIn(live)] as const] : [])]);
  for (const one of [...(live ? [live.snapshot] : []), ...toBe]) {
    if (!(await isOfTeam(deps, one, caller, standings))) return outsider;
  }
  faults.push(...references.faults, ...secrets);
  if (!verdict.ok || faults.length > 0) return { refused: 'invalid-record', errors: faults };

  const record = ref(type, id);
  const isRaised = restricted && live !== undefined && !isRestricted(live.snapshot);
  if (isRaised) {
    const referrers = await referrersOf(deps, record, namesOpenly);
    if (referrers.length > 0) return stillReferenced(deps, referrers, caller);
  }
  const at = deps.clock().toISOString();
  const edit = { by: caller.sub, version: (before?.version ?? 0) + 1 };
  const release =
    before && !isLive(before.snapshot)
      ? revived(before.snapshot.release, edit)
      : edited(isRaised ? withdrawn(live.snapshot.release, { by: caller.sub, at }) : live?.snapshot.release, edit);
  const snapshot = inOrder({ ...verdict.record, release });
  const checks = checksOf(verdict.record, reach);
  const change = { record, before, releasedBefore, snapshot, act: 'save', by: caller.sub, at, reason, checks } as const;
  const next = await commit(deps, change);
  if ('failed' in next) return failureRefusal(next, (refs) => faultsAt(refs, verdict.mentions)) ?? again;
  const revision = { ...next, snapshot };
  const known = new Map([...references.standings, [record, standingIn(next)] as const]);
  const footing = await footingOf(deps, verdict.record, known);
  return {
    created: !live,
    revision,
    footing,
    ...(isRaised ? { withheld: await withheld(deps, record) } : {}),
  };
};

const once = async (deps: Deps, request: SentActRequest): Promise<Saved | Refusal | Again> => {
  const { type, id, caller, precondition, sent } = request;
  const found = await current(deps, type, id, caller);
  const { before, live } = found;
  const isHidden = before !== undefined && !live && isRestricted(before.snapshot);
  // The server makes the ids of restricted records; one that was deleted has its id already, as those know who may.
  const continues = isHidden && !isLive(before.snapshot) && isCleared(caller);
  if (precondition.expects === 'absent' && !live && saysRestricted(sent) && !continues) {
    // As if nothing were there, also where something is.
    const fault = { pointer: '/classification', detail: 'is not how PUT creates' };
    return write(deps, request, { before: undefined, live }, [fault]);
  }
  if (!isAt(precondition, found) || (isHidden && !continues)) {
    return (await repeated(deps, request, live)) ?? { refused: 'precondition-failed' };
  }
  return write(deps, request, found, []);
};

/** The refusal of what is too large; what has no canonical form (a lone surrogate) is left to the 422. */
export const refusalOfSize = (sent: unknown): Refusal | undefined => {
  try {
    const bytes = bytesOf(withoutEmptyLists(apart(sent).written));
    return bytes > largest ? tooLarge(bytes) : undefined;
  } catch {
    return undefined;
  }
};

/** Saves a record: 413 above 350 KB, 412 unless it is as the precondition says, and as `write` refuses. */
export const save = async (deps: Deps, request: SentActRequest): Promise<Saved | Refusal> =>
  refusalOfSize(request.sent) ?? settled(() => once(deps, request));
