/** What changes make dirty, projected: the changed records and all that were registered as reading one of them. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import type { Projecting } from './port.ts';
import { projectRecord } from './project-record.ts';

/** How many records are projected at a time. */
const abreast = 8;

/** A record that could not be projected, and which of the dirty ones made it so. */
export type Failure = { readonly ref: Ref; readonly because: readonly Ref[]; readonly error: unknown };

/** The changes that have to be brought again after these failures. */
export const again = (failures: readonly Failure[]): Set<Ref> => new Set(failures.flatMap(({ because }) => because));

/** Works on each, a bounded number at a time. `turn` is when all that come before it are done, for what has to be done in order. */
export const eachAbreast = async <T>(
  all: Iterable<T>,
  work: (one: T, turn: Promise<unknown>) => Promise<void>,
): Promise<void> => {
  const left = [...all].values();
  let turn: Promise<unknown> = Promise.resolve();
  const worker = async () => {
    for (const one of left) {
      const mine = work(one, turn);
      turn = Promise.allSettled([turn, mine]);
      await mine;
    }
  };
  await Promise.all(Array.from({ length: abreast }, worker));
};

/**
 * Projects each dirty record, and each that is registered under one, once for the audiences; answers what failed, which
 * is to be brought again. The refs must be of changes that are committed.
 *
 * The order is that of their names, and they are logged in it: what else is dirty at the same time, and who is made dirty by
 * whom, moves nothing in a log that tells of a few of them only.
 *
 * Several changes may share one projection: every claim made here is later than every change in `dirty`, and so is every
 * read after it. Whoever registers under a dirty record after its readers were asked for reads it later still. A change
 * that is committed meanwhile is not in `dirty`; it has a delivery of its own, whose claim makes a projection that read
 * too early lose its counter.
 */
export const projectDirty = async (
  deps: Projecting,
  audiences: readonly Audience[],
  dirty: Iterable<Ref>,
): Promise<Failure[]> => {
  const causes = new Map<Ref, Set<Ref>>();
  const failures: Failure[] = [];
  const add = (ref: Ref, because: Ref) => causes.set(ref, (causes.get(ref) ?? new Set()).add(because));
  const changed = new Set(dirty);
  for (const ref of changed) add(ref, ref);
  await eachAbreast(changed, async (ref) => {
    try {
      for (const reader of await deps.projections.readers(ref)) add(reader, ref);
    } catch (error) {
      failures.push({ ref, because: [ref], error });
    }
  });
  const inOrder = [...causes].sort(([one], [other]) => (one < other ? -1 : 1));
  await eachAbreast(inOrder, async ([ref, because], turn) => {
    try {
      await projectRecord(deps, audiences, ref, { turn, because });
    } catch (error) {
      failures.push({ ref, because: [...because], error });
    }
  });
  return failures;
};
