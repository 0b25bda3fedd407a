/** The projection of one record into the views: claim, register, read, compute, write, without ever losing a change. */
import type { Ref } from '../../shared/domain/record-type.ts';
import { isRestricted } from '../../shared/domain/snapshot.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { self } from '../../shared/projection/keys.ts';
import type { Row } from '../../shared/projection/row.ts';
import { type Head, type RowKey, rowKey, unknown } from '../store/head.ts';
import { digest, encodeRow } from '../store/row.ts';
import { planFiles } from './file-plan.ts';
import { forget } from './forget.ts';
import {
  type Asked,
  askedBefore,
  isNothing,
  load,
  missing,
  nothingAsked,
  nothingLoaded,
  registrationsOf,
  together,
  worldOver,
} from './loaded.ts';
import type { Projecting } from './port.ts';
import { plan } from './writes.ts';

/** After so many lost claims the change goes back to the stream, which brings it again. */
const attempts = 10;

/** What projecting a record came to: rows put, deleted, and left as they were, in all of its views. */
export type Work = { readonly put: number; readonly deleted: number; readonly unchanged: number };

/** Keys in an audience's view whose rows say that they were made from the record, whether its head names them or not. */
export type Suspects = { readonly audience: Audience; readonly keys: readonly RowKey[] };

type Claimed = { audience: Audience; head: Head };
type Computed = Claimed & { rows: Row[]; asked: Asked; restricted: boolean };

/**
 * Steps 2 to 4, until every question has been answered by a read that came after its registration. What the heads say was
 * read last time is registered already (what a head says is never taken back), so that a second projection of a record
 * usually reads everything at once and registers nothing. `registered` grows with what is registered under these claims.
 */
const compute = async (
  { records, projections, project, clock }: Projecting,
  claimed: readonly Claimed[],
  one: Ref,
  registered: Set<Ref>,
  looking: boolean,
): Promise<Computed[]> => {
  const now = clock();
  const loaded = nothingLoaded();
  let wanted = together(claimed.map(({ head }) => askedBefore(head)));
  const before = registrationsOf(wanted);
  const lost = new Set(looking && before.length > 0 ? await projections.unregistered(one, before) : []);
  for (const read of before) if (!lost.has(read)) registered.add(read);
  wanted.records.add(one);
  let computed: Computed[] = [];
  // A view whose every question was answered is made; only those that missed something are made again.
  let unmade = claimed;
  while (unmade.length > 0) {
    const unregistered = registrationsOf(wanted).filter((read) => !registered.has(read));
    if (unregistered.length > 0) await projections.register(one, unregistered);
    for (const read of unregistered) registered.add(read);
    await load(records, loaded, wanted, one);
    const tried = unmade.map((view): Computed & { missed: Asked } => {
      const asked = nothingAsked();
      const rows = project(worldOver(view.audience, loaded, now, asked), one);
      const current = loaded.records.get(one)?.current;
      // To the others what is restricted is absent: their logs do not tell it from what is deleted.
      const restricted = view.audience === 'cleared' && current !== undefined && isRestricted(current);
      return { ...view, rows, asked, restricted, missed: missing(asked, loaded) };
    });
    const complete = tried.filter(({ missed }) => isNothing(missed));
    computed = [...computed, ...complete];
    unmade = tried.filter(({ missed }) => !isNothing(missed));
    wanted = together(tried.map(({ missed }) => missed));
  }
  return computed;
};

/**
 * Whether what a head speaks of was made without any of some records. A projection that was broken off may have read others than
 * the head says, and left rows of which it does not know.
 */
const isWithout = (head: Head, some: ReadonlySet<Ref>): boolean =>
  ![...head.rows.values()].includes(unknown) && !registrationsOf(askedBefore(head)).some((read) => some.has(read));

/** Of the files that a head says are there, those that are not; nobody looks unless it is asked for. */
const missingFiles = async ({ files }: Projecting, audience: Audience, head: Head, looking: boolean) => {
  const keys = looking ? [...head.files.keys()] : [];
  const there = await Promise.all(keys.map((key) => files.ownerOf(audience, key)));
  return new Set(keys.filter((_key, index) => there[index] === undefined));
};

/**
 * Steps 5 to 7; undefined when somebody else has claimed the head since. Files are copied before a row names them and removed
 * after none does; the head says of each before it is touched that it may be there.
 */
const write = async (
  deps: Projecting,
  one: Ref,
  { audience, head, rows, asked, restricted }: Computed,
  suspects: readonly RowKey[] | undefined,
  turn: Promise<unknown>,
): Promise<Work | undefined> => {
  const { projections, files, rowsAtOnce } = deps;
  const reads = { records: [...asked.records].filter((read) => read !== one), blocs: [...asked.blocs] };
  const missing = await missingFiles(deps, audience, head, suspects !== undefined);
  const filing = planFiles(head.files, rows, deps.newKey, missing);
  const { fresh, surplus, doubtful, settled } = filing;
  const items = rows.map((row) => encodeRow(row, one, filing.keyOf.get(row)));
  const says = (said: Omit<Head, 'counter'>): Promise<boolean> =>
    projections.write(audience, one, head.counter, { head: said, puts: [], deletes: [] });
  const moves = fresh.length + surplus.length > 0;
  if (moves && !(await says({ rows: head.rows, reads: head.reads, files: doubtful }))) return undefined;
  for (const { key, file } of fresh) await files.copy(audience, file, key, one);
  // After the claim nobody else can change a row of this record: what is read now stands until it is written.
  const keys = suspects && [...new Set([...head.rows.keys(), ...items.map(rowKey), ...suspects])];
  const there = keys && (await projections.there(audience, one, keys));
  let put = 0;
  let deleted = 0;
  const day = deps.clock().toISOString().slice(0, 10);
  const logging = { own: rowKey({ pk: one, sk: self }), day, restricted };
  for (const writes of plan(head, items, reads, logging, rowsAtOnce, there, doubtful)) {
    if (writes.change) await turn;
    if (!(await projections.write(audience, one, head.counter, writes))) {
      // Where a row names one already, whoever has the head now knows of it; else it may be that nobody does.
      if (put + deleted === 0) for (const { key } of fresh) await files.remove(audience, key);
      return undefined;
    }
    put += writes.puts.length;
    deleted += writes.deletes.length;
  }
  for (const key of surplus) await files.remove(audience, key);
  const rowsThere = new Map(items.map((item) => [rowKey(item), digest(item)]));
  if (moves && !(await says({ rows: rowsThere, reads, files: settled }))) return undefined;
  return { put, deleted, unchanged: items.length - put };
};

const sum = (all: readonly Work[]): Work =>
  all.reduce(
    (one, other) => ({
      put: one.put + other.put,
      deleted: one.deleted + other.deleted,
      unchanged: one.unchanged + other.unchanged,
    }),
    { put: 0, deleted: 0, unchanged: 0 },
  );

/**
 * Projects a record into the views of some audiences and returns when each is no older than the records were at the call.
 * Throws when the heads stay contended, or the store fails: then whoever asked must ask again.
 *
 * `because` are the records of which a change made this one dirty; unless it is one of them itself, a view that was made without
 * them stays as it is. So a view says of a change of this record nothing sooner for a change that its audience may not know. Its head is
 * claimed all the same: who is at work on it and has read one of them before the change has lost it, and reads anew.
 *
 * With `suspects`, nothing that the heads say is believed: the rows are compared with those that the views really have, a
 * row that no head names goes if it is among the suspects, and registrations that were lost are made again. Nothing is logged
 * before `turn`.
 *
 * Reads are shared between the audiences. That is sound because what the law needs of a read is that it comes after the
 * claim of every head it is written under, and after the registration of this record under what is read, which is one for
 * all views: both hold, all claims being made before the first read. Whoever loses a claim registers and reads everything
 * again. What was registered and is read by none of the views any more is taken back at the end.
 *
 * A projection that changes nothing does not look at the counter again. If somebody claimed since, he reads no older
 * records than these; and as the rows were already what they should be, he too has only later changes to write, which
 * have deliveries of their own.
 */
export const projectRecord = async (
  deps: Projecting,
  audiences: readonly Audience[],
  one: Ref,
  {
    suspects,
    turn = Promise.resolve(),
    because = new Set([one]),
  }: { suspects?: readonly Suspects[]; turn?: Promise<unknown>; because?: ReadonlySet<Ref> } = {},
): Promise<Work> => {
  const looked = (audience: Audience): RowKey[] | undefined =>
    suspects?.filter((those) => those.audience === audience).flatMap(({ keys }) => keys);
  const done = new Map<Audience, Work>();
  const everRegistered = new Set<Ref>();
  let waiting = audiences;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await deps.pause(attempt);
    const heads = await Promise.all(
      waiting.map(async (audience) => ({ audience, head: await deps.projections.claim(audience, one) })),
    );
    const all = heads.flatMap(({ audience, head }): Claimed[] => (head ? [{ audience, head }] : []));
    const isUnmoved = ({ head }: Claimed): boolean => !because.has(one) && isWithout(head, because);
    for (const { audience } of all.filter(isUnmoved)) done.set(audience, sum([]));
    const claimed = all.filter(({ audience }) => !done.has(audience));
    // A change of a record makes the record itself dirty: it is not registered under itself.
    const registered = new Set<Ref>([one]);
    const computed = claimed.length > 0 ? await compute(deps, claimed, one, registered, suspects !== undefined) : [];
    for (const read of registered) everRegistered.add(read);
    const written = await Promise.allSettled(
      computed.map(async (each) => {
        const work = await write(deps, one, each, looked(each.audience), turn);
        if (work) done.set(each.audience, work);
      }),
    );
    // What one view cannot take keeps nothing from the others: each was written before it is said.
    for (const each of written) if (each.status === 'rejected') throw each.reason;
    waiting = waiting.filter((audience) => !done.has(audience));
    if (waiting.length > 0) continue;
    // Heads that were written in an earlier attempt, or left as they were, may be others' by now: what they read is asked of them.
    const read = new Set([one, ...registrationsOf(together(computed.map(({ asked }) => asked)))]);
    const dropped = [...everRegistered].filter((other) => !read.has(other));
    if (dropped.length > 0) await forget(deps, one, dropped);
    return sum([...done.values()]);
  }
  throw new Error(`${one} was projected by others ${attempts} times meanwhile (${waiting.join(', ')})`);
};
