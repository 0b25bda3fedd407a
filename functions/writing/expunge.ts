/** PUT and DELETE …/revisions/{n}/expunged: an older content is taken out of the history for good, by two releasers; or that is not asked any longer. */
import type { Act } from '../../shared/domain/act.ts';
import { ref } from '../../shared/domain/record-type.ts';
import {
  askedToExpunge,
  type Expunged,
  expunged,
  isInUse,
  type Release,
  unaskedToExpunge,
} from '../../shared/domain/release.ts';
import { isLive } from '../../shared/domain/snapshot.ts';
import { isRefusal, type Refusal } from '../http/problems.ts';
import { commit } from '../store/commit.ts';
import { leftOf } from '../store/hash.ts';
import { inOrder, type Left, type Revision } from '../store/items.ts';
import { readCurrent, readKept, readReleased, readSpan } from '../store/record.ts';
import { mostExpunged } from '../store/transaction.ts';
import type { ActRequest } from './act-request.ts';
import { type Again, again, failureRefusal, settled } from './attempt.ts';
import { type Deps, filesGone } from './deps.ts';
import { versionOf } from './history.ts';
import { isOfTeam, mayKnow, outsider } from './team.ts';

/** A request about the content of the revision `number`. */
type Asked = ActRequest & { number: string };

/** A request to expunge it, with every revision that has it. */
export type Expunging = Asked & { reason: string };

/**
 * What was asked for and what was done, on the record as it is now. `filesGone`, of a document of which something was expunged:
 * whether nothing is stored of it any longer that none of its revisions names.
 */
export type ExpungeState = {
  version: number;
  expunging: NonNullable<Release['expunging']>;
  expunged: Omit<Expunged, 'left'>[];
  filesGone?: boolean;
};

const answer = ({ version, snapshot: { release } }: Revision): ExpungeState => ({
  version,
  expunging: release.expunging ?? [],
  expunged: (release.expunged ?? []).map(({ left: _left, ...one }) => one),
});

/** The same once something was expunged: the files that nothing names now are deleted, or this is tried again. */
const answerDone = async (deps: Deps, now: Revision): Promise<ExpungeState> =>
  now.snapshot.type === 'document' ? { ...answer(now), filesGone: await filesGone(deps, now.record) } : answer(now);

/**
 * The revisions that have the content which the edit of version `from` made and are not expunged yet, at most one more than one
 * act can expunge: the edit itself, and the acts until the next.
 */
const revisionsWith = async (deps: Deps, now: Revision, from: number): Promise<Revision[]> => {
  const gone = new Set(now.snapshot.release.expunged?.map(({ version }) => version));
  let first = from;
  while (gone.has(first)) first += 1;
  const some = await readSpan(deps, now.record, first, Math.min(now.version, first + mostExpunged));
  return some.filter(({ snapshot }) => snapshot.release.contentVersion === from);
};

/** Whether the newest state is what the same request made, of the version expected, by one of these acts. */
const isRepeated = (now: Revision, { caller, precondition }: Asked, acts: readonly Act[]): boolean =>
  acts.includes(now.act) &&
  now.by === caller.sub &&
  precondition.expects === 'version' &&
  precondition.tag === String(now.version - 1);

/** The record as it is, and the revision that is meant; none where the same request was done before. Or why it is not for the caller. */
const sought = async (
  deps: Deps,
  request: Asked,
  acts: readonly Act[],
): Promise<{ now: Revision; found?: Revision | Left } | Refusal> => {
  const { type, id, caller, precondition } = request;
  const record = ref(type, id);
  const now = await readCurrent(deps, record);
  if (!now || !(await mayKnow(deps, now, now, caller))) return { refused: 'precondition-failed' };
  // A deleted record has its history still, and its version.
  if (precondition.expects !== 'version' || precondition.tag !== String(now.version)) {
    return isRepeated(now, request, acts) ? { now } : { refused: 'precondition-failed' };
  }
  const version = versionOf(request.number);
  const found = version === undefined ? undefined : await readKept(deps, record, version);
  if (!found || !(await mayKnow(deps, now, found, caller))) return { refused: 'not-found' };
  for (const { snapshot } of [now, ...('stored' in found ? [found] : [])]) {
    if (isLive(snapshot) && !(await isOfTeam(deps, snapshot, caller))) return outsider;
  }
  return { now, found };
};

/** The act as a save of the record as it was, with nothing else changed. */
const saved = async (
  deps: Deps,
  now: Revision,
  { caller, reason }: Asked,
  done: { act: Act; at: string; release: Release; expunges?: readonly Revision[] },
): Promise<Revision | Refusal | Again> => {
  const { act, at, release, expunges = [] } = done;
  const written = await commit(deps, {
    record: now.record,
    before: now,
    releasedBefore: now.snapshot.type === 'party' ? await readReleased(deps, now) : undefined,
    snapshot: inOrder({ ...now.snapshot, release }),
    act,
    by: caller.sub,
    at,
    reason,
    checks: [],
    pending: now.pending ?? [],
    expunges,
  });
  return 'failed' in written ? (failureRefusal(written, () => []) ?? again) : written;
};

const once = async (deps: Deps, request: Expunging): Promise<ExpungeState | Refusal | Again> => {
  const { caller, reason } = request;
  const seen = await sought(deps, request, ['ask-expunge', 'expunge']);
  if (isRefusal(seen)) return seen;
  const { now, found } = seen;
  if (!found) return now.act === 'expunge' ? answerDone(deps, now) : answer(now);
  if (!('stored' in found)) return answerDone(deps, now);

  const { release } = now.snapshot;
  const from = found.snapshot.release.contentVersion;
  if (isInUse(release, from)) return { refused: 'content-in-use' };
  const isAsked = release.expunging?.some((one) => one.version === from) === true;
  const having = isAsked ? await revisionsWith(deps, now, from) : [];
  const expunges = having.slice(0, mostExpunged);
  const at = deps.clock().toISOString();
  const act = { by: caller.sub, at, version: from, reason };
  const left = expunges.map((revision) => ({ version: revision.version, left: leftOf(revision) }));
  const next = isAsked
    ? expunged(release, { ...act, left, isAll: expunges.length === having.length })
    : askedToExpunge(release, act);
  if (typeof next === 'string') return { refused: next };
  const written = await saved(deps, now, request, {
    act: isAsked ? 'expunge' : 'ask-expunge',
    at,
    release: next,
    expunges,
  });
  if (written === again || isRefusal(written)) return written;
  return isAsked ? answerDone(deps, written) : answer(written);
};

const unasking = async (deps: Deps, request: Asked): Promise<ExpungeState | Refusal | Again> => {
  const seen = await sought(deps, request, ['unask-expunge']);
  if (isRefusal(seen)) return seen;
  const { now, found } = seen;
  if (!found) return answer(now);
  const release =
    'stored' in found ? unaskedToExpunge(now.snapshot.release, found.snapshot.release.contentVersion) : undefined;
  if (!release) return { refused: 'not-found' };
  const at = deps.clock().toISOString();
  const written = await saved(deps, now, request, { act: 'unask-expunge', at, release });
  return written === again || isRefusal(written) ? written : answer(written);
};

/**
 * Expunges a content: the first releaser asks, another one does it; where more than 90 revisions have it, once for each 90.
 * 412 unless the record is of the version expected, 404 where there is no such revision, 403 for whoever is not of the team of the
 * process that the record or the content is of, 409 while the content is the newest or the public's, or where whoever asked would
 * do it as well. What was expunged before is answered alike, and of a document the
 * stored files are looked at again.
 */
export const expunge = (deps: Deps, request: Expunging): Promise<ExpungeState | Refusal> =>
  settled(() => once(deps, request));

/**
 * Takes back that a content was asked to be expunged, by whichever releaser: 412 and 403 as above, 404 where nobody asked, or where
 * another has begun to do it.
 */
export const unaskExpunge = (deps: Deps, request: Asked): Promise<ExpungeState | Refusal> =>
  settled(() => unasking(deps, request));
