/** DELETE: a record is taken away by a revision that says so; nothing that was written is lost. */
import { ref } from '../../shared/domain/record-type.ts';
import { deleted } from '../../shared/domain/release.ts';
import type { Refusal } from '../http/problems.ts';
import { commit } from '../store/commit.ts';
import { readReleased } from '../store/record.ts';
import type { ActRequest } from './act-request.ts';
import { type Again, again, failureRefusal, settled } from './attempt.ts';
import { current, isAt } from './current.ts';
import { type Deps, withheld } from './deps.ts';
import { referrersOf, refersTo, stillReferenced } from './referrer.ts';
import { isOfTeam, outsider } from './team.ts';

/** `withheld`: the public view was read back and holds nothing of it. */
export type Removed = { withheld: boolean };

const once = async (
  deps: Deps,
  { type, id, caller, precondition, reason }: ActRequest,
): Promise<Removed | Refusal | Again> => {
  const { before, live } = await current(deps, type, id, caller);
  const record = ref(type, id);
  if (!live || !isAt(precondition, { before, live })) {
    // The same deletion once more is answered as the first was.
    const repeated =
      before?.act === 'delete' &&
      before.by === caller.sub &&
      precondition.expects === 'version' &&
      precondition.tag === String(before.version - 1);
    return repeated ? { withheld: await withheld(deps, record) } : { refused: 'precondition-failed' };
  }
  if (!(await isOfTeam(deps, live.snapshot, caller))) return outsider;
  const [referrers, releasedBefore] = await Promise.all([
    referrersOf(deps, record, refersTo),
    type === 'party' ? readReleased(deps, live) : undefined,
  ]);
  if (referrers.length > 0) return stillReferenced(deps, referrers, caller);
  const at = deps.clock().toISOString();
  const act = { by: caller.sub, at, version: live.version + 1 };
  const { classification } = live.snapshot;
  const snapshot = {
    id,
    type,
    deleted: true,
    ...(classification && { classification }),
    release: deleted(live.snapshot.release, act),
  } as const;
  const next = await commit(deps, {
    record,
    before: live,
    releasedBefore,
    snapshot,
    act: 'delete',
    by: caller.sub,
    at,
    reason,
    checks: [],
  });
  if ('failed' in next) return failureRefusal(next, () => []) ?? again;
  return { withheld: await withheld(deps, record) };
};

/** Deletes a record: 412 unless it is of the version expected, 409 while others refer to it. */
export const remove = (deps: Deps, request: ActRequest): Promise<Removed | Refusal> =>
  settled(() => once(deps, request));
