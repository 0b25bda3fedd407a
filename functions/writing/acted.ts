/** One act of release on a record that was read: decided by its rules, and committed as a save with a revision of its own. */
import type { ProblemName } from '../../shared/contract/problem.ts';
import type { ReleaseAct, ReleaseOut } from '../../shared/contract/release-act.ts';
import {
  type Form,
  mostReserved,
  proposed,
  type Release,
  type ReleaseRefusal,
  released,
  retracted,
  returned,
} from '../../shared/domain/release.ts';
import type { Refusal } from '../http/problems.ts';
import { isRefusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { formRead } from '../projecting/preview.ts';
import { commit } from '../store/commit.ts';
import { inOrder, standingIn } from '../store/items.ts';
import { readReleased } from '../store/record.ts';
import { recordReads } from '../store/record-reads.ts';
import type { Check } from '../store/transaction.ts';
import { type Again, again, failureRefusal } from './attempt.ts';
import type { Deps } from './deps.ts';
import { type Footing, footingOf } from './footing.ts';
import { type LiveRevision, recordIn } from './reading.ts';
import { isOfTeamIn, outsider } from './team.ts';

/** Who acts, and why. */
export type Actor = { readonly caller: Caller; readonly reason: string | null };

type Act = (Exclude<ReleaseAct, ReleaseOut> | (ReleaseOut & { salt: string; read?: Form | undefined })) & {
  by: string;
  at: string;
};

/** The release state after an act, the same one where it changes nothing, or why it cannot be. */
const after = (before: Release, act: Act): Release | ReleaseRefusal => {
  switch (act.act) {
    case 'propose':
      return before.draft === 'proposed' && before.proposed?.version === before.contentVersion
        ? before
        : proposed(before, act);
    case 'return':
      return before.draft === 'internal' ? before : returned(before);
    case 'release':
      return released(before, act);
    case 'retract':
      return before.public === 'retracted' ? before : retracted(before, act);
    default:
      return act satisfies never;
  }
};

/** Why a record of an import can be neither proposed nor released: what it names does not exist yet. */
const unresolved = ({ pending }: Footing): Refusal | undefined =>
  pending.length > 0
    ? {
        refused: 'reference-pending',
        errors: pending.map(({ pointer }) => ({ pointer, detail: 'names a record that does not exist yet' })),
      }
    : undefined;

/** What a record lacks whose ground at a place is not released. */
const lacking: Readonly<Record<string, ProblemName>> = {
  '/process': 'process-not-released',
  '/round': 'round-not-released',
};

/** Why a record cannot be released whatever its own release state: 422 before 409. */
const unfit = ({ snapshot }: LiveRevision, footing: Footing): Refusal | undefined => {
  const { unreleased, agreement } = footing;
  if (snapshot.classification === 'restricted') {
    const errors = [{ pointer: '/classification', detail: 'is restricted: what is released is unclassified' }];
    return { refused: 'invalid-record', errors };
  }
  const waiting = unresolved(footing);
  if (waiting) return waiting;
  if (unreleased.length > 0) {
    const [first] = unreleased;
    return {
      refused: lacking[first?.pointer ?? ''] ?? 'survivor-not-released',
      errors: unreleased.map(({ ref: one, pointer }) => ({ pointer, detail: `${one} is not released` })),
    };
  }
  return agreement.missing.length > 0
    ? { refused: 'consent-missing', detail: `Not yet given by ${agreement.missing.join(', ')}.` }
    : undefined;
};

/** Why an embargo cannot be: it would be over, or take away what the public sees until the new content may be seen. */
const embargoFault = ({ embargoUntil }: ReleaseOut, release: Release, now: string): Refusal | undefined => {
  if (embargoUntil === undefined) return undefined;
  const { public: state, released: out } = release;
  const isSeen = state === 'released' && (out?.embargoUntil ?? '') <= now;
  const detail = isSeen
    ? 'is not for what the public sees already: retract it first'
    : embargoUntil <= now
      ? 'is not in the future'
      : undefined;
  return detail === undefined
    ? undefined
    : { refused: 'invalid-record', errors: [{ pointer: '/embargoUntil', detail }] };
};

/** Whether what is public is what a release asks for; its form may be more reserved, where a party consented to no other. */
export const isAsked = ({ form, embargoUntil }: ReleaseOut, released: Release['released']): boolean =>
  released !== undefined &&
  released.embargoUntil === embargoUntil &&
  mostReserved([form, released.form]) === released.form;

/**
 * The release state that an act leaves, the same one where it changes nothing; or why it cannot be: 403 for whoever is not of the team, 422 before 409. Nothing is
 * read or written here. The form of a release is the most reserved that was asked for or agreed to. `read`: in which form the public
 * reads the record now, if it does.
 */
export const decided = (
  live: LiveRevision,
  footing: Footing,
  act: ReleaseAct,
  { by, at, salt, read }: { by: string; at: string; salt: string; read?: Form | undefined },
): Release | Refusal => {
  const { release } = live.snapshot;
  // To take off what is public never waits for somebody of the team.
  if (act.act !== 'retract' && !isOfTeamIn(footing.standings, live.snapshot, by)) return outsider;
  const refusal =
    act.act === 'release'
      ? (embargoFault(act, release, at) ?? unfit(live, footing))
      : act.act === 'propose'
        ? unresolved(footing)
        : undefined;
  if (refusal) return refusal;
  const agreed =
    act.act === 'release' ? { ...act, form: mostReserved([act.form, footing.agreement.form]), salt, read } : act;
  const decision = after(release, { ...agreed, by, at });
  return typeof decision === 'string' ? { refused: decision } : decision;
};

/** The footing of a record as it was read, `known` being what was read for it before. */
export const footingOfLive = (deps: Deps, live: LiveRevision, known?: Footing): Promise<Footing> =>
  footingOf(
    deps,
    recordIn(live.snapshot),
    new Map([...(known?.standings ?? []), [live.record, standingIn(live)]]),
    live.pending,
  );

/**
 * Does an act on a record as it was read; answers its newest state, the same one where nothing was to be done, or why it is not
 * done. `again` where another writer got in between: then all of it is to be read anew.
 */
export const acted = async (
  deps: Deps,
  { live, footing }: { live: LiveRevision; footing: Footing },
  act: ReleaseAct,
  { caller, reason }: Actor,
): Promise<LiveRevision | Refusal | Again> => {
  const { record } = live;
  const at = deps.clock().toISOString();
  const isReplacing = act.act === 'release' && live.snapshot.release.public === 'released';
  const read = isReplacing ? await formRead(recordReads(deps), new Date(at), record) : undefined;
  const release = decided(live, footing, act, { by: caller.sub, at, salt: deps.newSalt(), read });
  if (isRefusal(release)) return release;
  if (release === live.snapshot.release) return live;
  const releasedBefore = live.snapshot.type === 'party' ? await readReleased(deps, live) : undefined;
  const snapshot = inOrder({ ...live.snapshot, release });
  // That the content is the one proposed, and who edited and proposed it, stand in the snapshot: the condition on CURRENT's
  // version and hash covers them. What stands on other records is covered by their versions.
  const checks =
    act.act === 'release'
      ? [...footing.standings.values()]
          .filter((ground) => ground.ref !== record)
          .map(({ ref: one, version }): Check => ({ ref: one, must: 'be-version', version }))
      : [];
  const pending = footing.pending.flatMap(({ refs }) => refs);
  const change = { record, before: live, releasedBefore, snapshot, act: act.act, by: caller.sub, at, reason, checks };
  const next = await commit(deps, { ...change, pending });
  if (!('failed' in next)) return { ...next, snapshot };
  return next.failed === 'reference' ? again : (failureRefusal(next, () => []) ?? again);
};
