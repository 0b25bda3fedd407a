/** Embargoes: a release whose time has come is projected without anybody acting, once the time is there, however late. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { type Due, type DueState, moveDues, readDues } from '../store/due.ts';
import type { RecordStore } from '../store/record.ts';
import { type Failure, projectDirty } from './dirty.ts';
import type { Projecting } from './port.ts';

/** `isLate` says when no further ones are to be begun: what is left is done by the next run. */
export type Lifting = {
  readonly store: RecordStore;
  readonly deps: Projecting;
  readonly audiences: readonly Audience[];
  readonly isLate: () => boolean;
};

/** What a run came to: embargoes that are over and projected, those that were taken back, and what could not be projected. */
export type Lifted = { readonly lifted: number; readonly resumed: number; readonly failures: readonly Failure[] };

/** How many are projected between two looks at the clock. */
const atOnce = 25;
/** Before every time. */
const begin = '0000';
const end = '9999-12-31T23:59:59.999Z';
/** What was lifted so many milliseconds ago is projected once more: nowhere is a clock as far behind. */
const settling = { from: 180_000, to: 60_000 };

type Done = { done: Due[]; failures: readonly Failure[] };

const projected = async ({ deps, audiences }: Lifting, dues: readonly Due[]): Promise<Done> => {
  const failures = await projectDirty(deps, audiences, new Set(dues.map(({ ref }) => ref)));
  const failed = new Set<Ref>(failures.flatMap(({ because }) => because));
  return { done: dues.filter(({ ref }) => !failed.has(ref)), failures };
};

/** Projects all embargoes of a state within a span, some at a time, and does to those that were projected what is `next`. */
const each = async (
  lifting: Lifting,
  state: DueState,
  [from, upTo]: readonly [string, string],
  next: (done: Due[]) => Promise<void>,
): Promise<{ count: number; failures: Failure[] }> => {
  const failures: Failure[] = [];
  let after: string | Due = from;
  let count = 0;
  while (!lifting.isLate()) {
    const dues: Due[] = await readDues(lifting.store, state, { after, upTo, limit: atOnce });
    const last = dues.at(-1);
    if (!last) break;
    const { done, failures: some } = await projected(lifting, dues);
    await next(done);
    failures.push(...some);
    count += done.length;
    // One that could not be projected stays where it is, and holds back no other.
    after = last;
  }
  return { count, failures };
};

const before = (now: Date, milliseconds: number): string => new Date(now.getTime() - milliseconds).toISOString();

/**
 * Lifts the embargoes whose time has come by `deps.clock`, whenever that was; run every minute. A record is projected as it
 * stands: if it was retracted or released anew, there is nothing to show. What was lifted and is in the future by now, because
 * the clock was set back, is taken off the views again and lifted once more at its time.
 *
 * The projections of a change that happens just then may run by a clock that is behind this one and hide the record again:
 * so each is projected once more, a little later.
 */
export const liftEmbargoes = async (lifting: Lifting): Promise<Lifted> => {
  const { store, deps } = lifting;
  const now = deps.clock();
  const ahead = await each(lifting, 'lifted', [now.toISOString(), end], (dues) => moveDues(store, 'lifted', dues));
  const due = await each(lifting, 'due', [begin, now.toISOString()], (dues) => moveDues(store, 'due', dues));
  const recent = [before(now, settling.from), before(now, settling.to)] as const;
  const again = await each(lifting, 'lifted', recent, async () => {});
  return {
    lifted: due.count,
    resumed: ahead.count,
    failures: [...ahead.failures, ...due.failures, ...again.failures],
  };
};
