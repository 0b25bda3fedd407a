/** PUT …/release: a record is proposed, returned, released or retracted; each is a save with a revision of its own. */
import { type ReleaseAct, type ReleaseOut, releaseActOf } from '../../shared/contract/release-act.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { type RecordType, ref } from '../../shared/domain/record-type.ts';
import {
  mostReserved,
  proposed,
  type Release,
  type ReleaseRefusal,
  released,
  retracted,
  returned,
} from '../../shared/domain/release.ts';
import { mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { commit } from '../store/commit.ts';
import { inOrder, standingIn } from '../store/items.ts';
import { readReleased } from '../store/record.ts';
import type { Check } from '../store/transaction.ts';
import { type Again, again, failureRefusal, settled } from './attempt.ts';
import { current, isAt } from './current.ts';
import { type Deps, withheld } from './deps.ts';
import { type Footing, footingOf, isPublic, withGrounds } from './footing.ts';
import type { Precondition } from './precondition.ts';
import { type LiveRevision, recordIn, releaseAsRead } from './reading.ts';

/** A request to change the release state of what is under an address. `sent` is the body. */
export type ReleaseRequest = {
  type: RecordType;
  id: string;
  caller: Caller;
  precondition: Precondition;
  sent: unknown;
  reason: string | null;
};

/** What an act of release is answered with; `withheld` after a retraction, `warnings` after a release. */
export type Released = {
  version: number;
  release: ReturnType<typeof releaseAsRead>;
  withheld?: boolean;
  warnings?: Fault[];
};

type Act = (Exclude<ReleaseAct, ReleaseOut> | (ReleaseOut & { salt: string })) & { by: string; at: string };

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
    const isProcess = unreleased.some(({ pointer }) => pointer === '/process');
    return {
      refused: isProcess ? 'process-not-released' : 'round-not-released',
      errors: unreleased.map(({ ref: one, pointer }) => ({ pointer, detail: `${one} is not released` })),
    };
  }
  return agreement.missing.length > 0
    ? { refused: 'consent-missing', detail: `Not yet given by ${agreement.missing.join(', ')}.` }
    : undefined;
};

/** The references that the public will not see, because what they name is not released. */
const unseen = async (deps: Deps, { snapshot }: LiveRevision, { standings }: Footing): Promise<Fault[]> => {
  const named = mentions(shapes[snapshot.type], snapshot);
  const all = await withGrounds(deps, [...new Set(named.flatMap(({ refs }) => refs))], standings);
  return named
    .filter(({ refs }) => !refs.some((one) => isPublic(all, one)))
    .map(({ pointer }) => ({ pointer, detail: 'names a record that the public does not see' }));
};

const answer = async (deps: Deps, live: LiveRevision, act: ReleaseAct, footing: Footing): Promise<Released> => ({
  version: live.version,
  release: releaseAsRead(live.snapshot.release, footing),
  ...(act.act === 'retract' ? { withheld: await withheld(deps, live.record) } : {}),
  ...(act.act === 'release' ? { warnings: await unseen(deps, live, footing) } : {}),
});

/**
 * Whether the newest state is what this very act made, by this caller, of the version expected. The form of a release may
 * be more reserved than was asked for.
 */
const isRepeated = (live: LiveRevision, act: ReleaseAct, { caller, precondition }: ReleaseRequest): boolean =>
  precondition.expects === 'version' &&
  precondition.tag === String(live.version - 1) &&
  live.act === act.act &&
  live.by === caller.sub &&
  (act.act !== 'release' || isAsked(act, live.snapshot.release.released));

const isAsked = ({ form, embargoUntil }: ReleaseOut, released: Release['released']): boolean =>
  released !== undefined &&
  released.embargoUntil === embargoUntil &&
  mostReserved([form, released.form]) === released.form;

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

const once = async (deps: Deps, request: ReleaseRequest): Promise<Released | Refusal | Again> => {
  const { type, id, caller, precondition, sent, reason } = request;
  const { before, live } = await current(deps, type, id, caller);
  const parsed = releaseActOf(sent);
  if (!live || !isAt(precondition, { before, live })) {
    return live && parsed.ok && isRepeated(live, parsed.act, request)
      ? answer(deps, live, parsed.act, await footingOfLive(deps, live))
      : { refused: 'precondition-failed' };
  }
  if (!parsed.ok) return { refused: 'invalid-record', errors: parsed.faults };

  const record = ref(type, id);
  const { act } = parsed;
  const [standing, releasedBefore] = await Promise.all([
    footingOfLive(deps, live),
    type === 'party' ? readReleased(deps, live) : undefined,
  ]);
  const at = deps.clock().toISOString();
  const refusal =
    act.act === 'release'
      ? (embargoFault(act, live.snapshot.release, at) ?? unfit(live, standing))
      : act.act === 'propose'
        ? unresolved(standing)
        : undefined;
  if (refusal) return refusal;
  const agreed =
    act.act === 'release'
      ? { ...act, form: mostReserved([act.form, standing.agreement.form]), salt: deps.newSalt() }
      : act;
  const release = after(live.snapshot.release, { ...agreed, by: caller.sub, at });
  if (typeof release === 'string') return { refused: release };
  if (release === live.snapshot.release) return answer(deps, live, act, standing);

  const snapshot = inOrder({ ...live.snapshot, release });
  // That the content is the one proposed, and who edited and proposed it, stand in the snapshot: the condition on CURRENT's
  // version and hash covers them. What stands on other records is covered by their versions.
  const checks =
    act.act === 'release'
      ? [...standing.standings.values()]
          .filter((ground) => ground.ref !== record)
          .map(({ ref: one, version }): Check => ({ ref: one, must: 'be-version', version }))
      : [];
  const pending = standing.pending.flatMap(({ refs }) => refs);
  const change = { record, before: live, releasedBefore, snapshot, act: act.act, by: caller.sub, at, reason, checks };
  const next = await commit(deps, { ...change, pending });
  if ('failed' in next) {
    return next.failed === 'reference' ? again : (failureRefusal(next, () => []) ?? again);
  }
  return answer(deps, { ...next, snapshot }, act, await footingOfLive(deps, { ...next, snapshot }, standing));
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
 * Changes the release state. Refusals in their order: 412, 422 (the body; process or round not released), 409 (not proposed,
 * four eyes, consents missing). That the caller is a releaser where it takes one has been seen to before.
 */
export const changeRelease = (deps: Deps, request: ReleaseRequest): Promise<Released | Refusal> =>
  settled(() => once(deps, request));
