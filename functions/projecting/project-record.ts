/** The projection of one record into the views: claim, register, read, compute, write, without ever losing a change. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import type { Row } from '../../shared/projection/row.ts';
import type { Head } from '../store/head.ts';
import { encodeRow } from '../store/row.ts';
import {
  type Asked,
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

type Claimed = { audience: Audience; head: Head };
type Computed = Claimed & { rows: Row[]; asked: Asked };

/**
 * Steps 2 to 4, until every question has been answered by a read that came after its registration. What the heads say was
 * read last time is registered already (a registration is never taken back), so that a second projection of a record
 * usually reads everything at once and registers nothing. `registered` grows, and outlives a lost claim for the same reason.
 */
const compute = async (
  { records, projections, project, clock }: Projecting,
  claimed: readonly Claimed[],
  one: Ref,
  registered: Set<Ref>,
): Promise<Computed[]> => {
  const now = clock();
  const loaded = nothingLoaded();
  let wanted = together(
    claimed.map(({ head }) => ({ records: new Set(head.reads.records), blocs: new Set(head.reads.blocs) })),
  );
  for (const read of registrationsOf(wanted)) registered.add(read);
  wanted.records.add(one);
  let computed: Computed[] = [];
  // A view whose every question was answered is made; only those that missed something are made again.
  let unmade = claimed;
  while (unmade.length > 0) {
    const unregistered = registrationsOf(wanted).filter((read) => !registered.has(read));
    if (unregistered.length > 0) await projections.register(one, unregistered);
    for (const read of unregistered) registered.add(read);
    await load(records, loaded, wanted);
    const tried = unmade.map((view): Computed & { missed: Asked } => {
      const asked = nothingAsked();
      const rows = project(worldOver(view.audience, loaded, now, asked), one);
      return { ...view, rows, asked, missed: missing(asked, loaded) };
    });
    const complete = tried.filter(({ missed }) => isNothing(missed));
    computed = [...computed, ...complete];
    unmade = tried.filter(({ missed }) => !isNothing(missed));
    wanted = together(tried.map(({ missed }) => missed));
  }
  return computed;
};

/** Steps 5 to 7; false when somebody else has claimed the head since. */
const write = async ({ projections, rowsAtOnce }: Projecting, one: Ref, { audience, head, rows, asked }: Computed) => {
  const reads = { records: [...asked.records].filter((read) => read !== one), blocs: [...asked.blocs] };
  for (const writes of plan(head, rows.map(encodeRow), reads, rowsAtOnce)) {
    if (!(await projections.write(audience, one, head.counter, writes))) return false;
  }
  return true;
};

/**
 * Projects a record into the views of some audiences and returns when each is no older than the records were at the call.
 * Throws when the heads stay contended, or the store fails: then whoever asked must ask again.
 *
 * Reads are shared between the audiences. That is sound because what the law needs of a read is that it comes after the
 * claim of every head it is written under, and after the registration of this record under what is read, which is one for
 * all views: both hold, all claims being made before the first read. Whoever loses a claim reads everything again.
 *
 * A projection that changes nothing does not look at the counter again. If somebody claimed since, he reads no older
 * records than these; and as the rows were already what they should be, he too has only later changes to write, which
 * have deliveries of their own.
 */
export const projectRecord = async (deps: Projecting, audiences: readonly Audience[], one: Ref): Promise<void> => {
  // A change of a record makes the record itself dirty: it is not registered under itself.
  const registered = new Set<Ref>([one]);
  let waiting = audiences;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await deps.pause(attempt);
    const heads = await Promise.all(
      waiting.map(async (audience) => ({ audience, head: await deps.projections.claim(audience, one) })),
    );
    const claimed = heads.flatMap(({ audience, head }): Claimed[] => (head ? [{ audience, head }] : []));
    const computed = claimed.length > 0 ? await compute(deps, claimed, one, registered) : [];
    const verdicts = await Promise.all(
      computed.map(async (each) => ({ audience: each.audience, done: await write(deps, one, each) })),
    );
    const done = new Set(verdicts.flatMap((verdict) => (verdict.done ? [verdict.audience] : [])));
    waiting = waiting.filter((audience) => !done.has(audience));
    if (waiting.length === 0) return;
  }
  throw new Error(`${one} was projected by others ${attempts} times meanwhile (${waiting.join(', ')})`);
};
