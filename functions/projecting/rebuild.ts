/** The rebuild: every record compared with what the views really have of it, and what belongs to no record swept away. */
import type { Ref } from '../../shared/domain/record-type.ts';
import { type Audience, audiences as everyAudience } from '../../shared/projection/audience.ts';
import type { RowKey } from '../store/head.ts';
import { nothingDone, type Progress, readProgress, type Tally, writeProgress } from '../store/rebuild-progress.ts';
import type { Store } from '../store/record.ts';
import { deleteUnowned, type Place, walkHeads, walkRecords, walkRegistrations, walkRows } from '../store/walk.ts';
import { eachAbreast } from './dirty.ts';
import { forget, unread } from './forget.ts';
import type { Projecting } from './port.ts';
import { projectRecord, type Suspects, type Work } from './project-record.ts';

/**
 * `rate`: records projected in a second, at most. `anew`: begin again though an earlier rebuild was interrupted, as after
 * a change of the projection. `stop` interrupts it; `wait` waits for some milliseconds. `progress` is told after each page,
 * `note` of each record that could not be projected.
 */
export type Rebuilding = {
  readonly store: Store;
  readonly deps: Projecting;
  readonly audiences: readonly Audience[];
  readonly rate: number;
  /** Items that a page of a walk examines at most; 1 000 if unsaid. */
  readonly pageSize?: number;
  readonly anew?: boolean;
  readonly stop?: AbortSignal;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly progress?: (tally: Tally) => void;
  readonly note: (failed: Ref, error: unknown) => void;
};

/** `resumed` from an interrupted one; `interrupted` itself, or `overtaken` by another that took it up or began anew. */
export type Rebuilt = {
  readonly resumed: boolean;
  readonly ended: 'done' | 'interrupted' | 'overtaken';
  readonly generation: number;
  readonly tally: Tally;
};

/** For longer no projection is at work on a record, in milliseconds: a Lambda runs for 15 minutes at most. */
const longestAtWork = 60 * 60 * 1000;
/** To look up a record or a head costs so much less than to project it. */
const lookedUpInATurn = 25;

/** Turns at a rate: each is waited for, so that however many wait at once, no more go in a second. */
const pacer = ({ rate, deps, wait }: Rebuilding) => {
  let due = 0;
  return async (turns: number): Promise<void> => {
    const now = deps.clock().getTime();
    due = Math.max(due, now) + (turns * 1000) / rate;
    if (due > now) await wait(due - now);
  };
};

/** One page of a walk. */
type Step = (from: Place | undefined) => Promise<{ next: Place | undefined; tally: Tally }>;

const add = (one: Tally, other: Partial<Tally>): Tally => ({
  records: one.records + (other.records ?? 0),
  put: one.put + (other.put ?? 0),
  deleted: one.deleted + (other.deleted ?? 0),
  unchanged: one.unchanged + (other.unchanged ?? 0),
  lost: one.lost + (other.lost ?? 0),
  swept: one.swept + (other.swept ?? 0),
  failed: one.failed + (other.failed ?? 0),
});

const stepsOf = (rebuilding: Rebuilding): Step[] => {
  const { store, deps, audiences, note, stop, pageSize = 1000 } = rebuilding;
  const paced = pacer(rebuilding);

  /** Compares some records with the views; what was done counts as `counted` says. */
  const compare = async (
    refs: Iterable<Ref>,
    where: readonly Audience[],
    counted: (work: Work) => Partial<Tally>,
    suspectsOf: (ref: Ref) => readonly Suspects[] = () => [],
  ): Promise<Tally> => {
    let tally = nothingDone;
    await eachAbreast(refs, async (ref, turn) => {
      if (stop?.aborted) return;
      await paced(1);
      try {
        const work = await projectRecord(deps, where, ref, { suspects: suspectsOf(ref), turn });
        tally = add(tally, counted(work));
      } catch (error) {
        // Others may be at it all the time, and one faulty record must not keep the rest from being rebuilt.
        note(ref, error);
        tally = add(tally, { failed: 1 });
      }
    });
    return tally;
  };

  const everyRecord: Step = async (from) => {
    const { found, next } = await walkRecords(store, from, pageSize);
    return { next, tally: await compare(found, audiences, (work) => ({ records: 1, ...work })) };
  };

  const everyHead: Step = async (from) => {
    const { found, next } = await walkHeads(store, from, pageSize);
    await paced(found.length / lookedUpInATurn);
    const there = found.length > 0 ? await deps.records.currents(found) : new Map();
    const counted = ({ deleted }: Work) => ({ deleted, lost: deleted > 0 ? 1 : 0 });
    const lost = found.filter((ref) => !there.has(ref));
    return { next, tally: await compare(lost, audiences, counted) };
  };

  /** A head is read after its row was seen; only if it does not name the row it is claimed, and looked at once more. */
  const everyRow =
    (audience: Audience): Step =>
    async (from) => {
      const { found, next } = await walkRows(store, audience, from, pageSize);
      const strays = new Map<Ref, readonly RowKey[]>();
      const byRecord = Map.groupBy(found, ({ of }) => of);
      await eachAbreast(byRecord, async ([of, rows]) => {
        if (!of) return;
        await paced(1 / lookedUpInATurn);
        const head = await deps.projections.head(audience, of);
        const unnamed = rows.flatMap(({ key }) => (head?.rows.has(key) ? [] : [key]));
        if (unnamed.length > 0) strays.set(of, unnamed);
      });
      const counted = ({ put, deleted }: Work) => ({ put, swept: deleted });
      const suspectsOf = (ref: Ref) => [{ audience, keys: strays.get(ref) ?? [] }];
      const tally = await compare(strays.keys(), [audience], counted, suspectsOf);
      let swept = 0;
      for (const row of byRecord.get(undefined) ?? []) swept += (await deleteUnowned(store, audience, row)) ? 1 : 0;
      return { next, tally: add(tally, { swept }) };
    };

  /**
   * A file that no head names was copied by a projection that then lost its claim, or crashed, and no row ever named it. One
   * that a projection is just about to name is younger than any of them can be at work.
   */
  const everyFile =
    (audience: Audience): Step =>
    async (from) => {
      const { found, next } = await deps.files.walk(audience, from?.pk);
      const before = deps.clock().getTime() - longestAtWork;
      let swept = 0;
      await eachAbreast(found, async ({ key, at }) => {
        if (stop?.aborted || at.getTime() > before) return;
        await paced(1 / lookedUpInATurn);
        const of = await deps.files.ownerOf(audience, key);
        const head = of && of !== 'nobody' ? await deps.projections.head(audience, of) : undefined;
        if (of === undefined || head?.files.has(key)) return;
        await deps.files.remove(audience, key);
        swept += 1;
      });
      return { next: next === undefined ? undefined : { pk: next, sk: '' }, tally: add(nothingDone, { swept }) };
    };

  /** What a projection registered and then did not come to read, having crashed. The index is one for all views, and all heads are asked. */
  const everyRegistration: Step = async (from) => {
    const { found, next } = await walkRegistrations(store, from, pageSize);
    let tally = nothingDone;
    await eachAbreast(
      Map.groupBy(found, ({ reader }) => reader),
      async ([reader, those]) => {
        if (stop?.aborted) return;
        await paced(1 / lookedUpInATurn);
        try {
          const heads = await Promise.all(everyAudience.map((one) => deps.projections.head(one, reader)));
          const suspected = unread(
            heads,
            those.map(({ read }) => read),
          );
          if (suspected.length === 0) return;
          await paced(1);
          tally = add(tally, { swept: await forget(deps, reader, suspected) });
        } catch (error) {
          note(reader, error);
          tally = add(tally, { failed: 1 });
        }
      },
    );
    return { next, tally };
  };

  return [everyRecord, everyHead, ...audiences.map(everyRow), ...audiences.map(everyFile), everyRegistration];
};

const begun = (before: Progress | undefined, anew: boolean): Progress =>
  before && !before.done && !anew
    ? { ...before, turn: before.turn + 1 }
    : { generation: (before?.generation ?? 0) + 1, turn: 1, step: 0, done: false, tally: nothingDone };

/**
 * Makes the views what the projection of all records is, writing only what differs, while readers read and staff write.
 *
 * First every record is projected as the stream would have it, but compared with the rows that are there, not with what its
 * head says of them. Then the heads of records that do not exist lose their rows; they stay themselves, for a counter that
 * began again would let through a projector that slept. Last, every row of the view is looked up in the head of the record
 * it was made from. A row that is not named there goes under a claim of that head, whoever is about to name it having lost
 * his counter by then: so no row is ever deleted that should be there.
 *
 * Files that no head names go as well, and those that a head names and that are not there are copied anew. So do registrations
 * of what no head says was read.
 *
 * Interrupted, it goes on at the page where it was.
 */
export const rebuild = async (rebuilding: Rebuilding): Promise<Rebuilt> => {
  const { store, audiences, anew = false, stop, progress: told } = rebuilding;
  const before = await readProgress(store, audiences);
  let progress = begun(before, anew);
  const steps = stepsOf(rebuilding);
  const ended = (how: Rebuilt['ended']): Rebuilt => {
    const { generation, tally, turn } = progress;
    return { resumed: turn > 1, ended: how, generation, tally };
  };
  if (!(await writeProgress(store, audiences, progress, before))) return ended('overtaken');
  while (!progress.done) {
    const step = steps[progress.step];
    if (!step) throw new Error(`a rebuild has no step ${progress.step}`);
    const { place, ...rest } = progress;
    const { next, tally } = await step(place);
    // A page that was broken off is done again.
    if (stop?.aborted) return ended('interrupted');
    const last = next === undefined && progress.step === steps.length - 1;
    const after: Progress = {
      ...rest,
      step: next || last ? progress.step : progress.step + 1,
      ...(next && { place: next }),
      done: last,
      tally: add(progress.tally, tally),
    };
    if (!(await writeProgress(store, audiences, after, progress))) return ended('overtaken');
    progress = after;
    told?.(progress.tally);
  }
  return ended('done');
};
