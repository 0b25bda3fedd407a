/** PUT …/release: a record is proposed, returned, released or retracted; each is a save with a revision of its own. */
import { type ReleaseAct, releaseActOf } from '../../shared/contract/release-act.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isRefusal, type Refusal } from '../http/problems.ts';
import type { SentActRequest } from './act-request.ts';
import { acted, footingOfLive, isAsked } from './acted.ts';
import { type Again, again, settled } from './attempt.ts';
import { current, isAt } from './current.ts';
import { type Deps, withheld } from './deps.ts';
import { type Footing, isPublic, withGrounds } from './footing.ts';
import { type LiveRevision, releaseAsRead } from './reading.ts';

/** What an act of release is answered with; `withheld` after a retraction, `warnings` after a release. */
export type Released = {
  version: number;
  release: ReturnType<typeof releaseAsRead>;
  withheld?: boolean;
  warnings?: Fault[];
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
const isRepeated = (live: LiveRevision, act: ReleaseAct, { caller, precondition }: SentActRequest): boolean =>
  precondition.expects === 'version' &&
  precondition.tag === String(live.version - 1) &&
  live.act === act.act &&
  live.by === caller.sub &&
  (act.act !== 'release' || isAsked(act, live.snapshot.release.released));

const once = async (deps: Deps, request: SentActRequest): Promise<Released | Refusal | Again> => {
  const { type, id, caller, precondition, sent } = request;
  const { before, live } = await current(deps, type, id, caller);
  const parsed = releaseActOf(sent);
  if (!live || !isAt(precondition, { before, live })) {
    return live && parsed.ok && isRepeated(live, parsed.act, request)
      ? answer(deps, live, parsed.act, await footingOfLive(deps, live))
      : { refused: 'precondition-failed' };
  }
  if (!parsed.ok) return { refused: 'invalid-record', errors: parsed.faults };
  const { act } = parsed;
  const footing = await footingOfLive(deps, live);
  const next = await acted(deps, { live, footing }, act, request);
  if (next === again || isRefusal(next)) return next;
  return answer(deps, next, act, next === live ? footing : await footingOfLive(deps, next, footing));
};

/**
 * Changes the release state. Refusals in their order: 412, 422 (the body; process or round not released), 409 (not proposed,
 * four eyes, consents missing). That the caller is a releaser where it takes one has been seen to before.
 */
export const changeRelease = (deps: Deps, request: SentActRequest): Promise<Released | Refusal> =>
  settled(() => once(deps, request));
