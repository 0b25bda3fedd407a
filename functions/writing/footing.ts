/** What a record stands on when it is to be released: its process and its round, and what it names and waits for. */
import { type Agreement, type Asking, agreementOf, standingOf } from '../../shared/domain/consent.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { type Mention, mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isLive } from '../../shared/domain/snapshot.ts';
import type { Revision, Standing } from '../store/items.ts';
import { type RecordStore, readRevisions, readStandings } from '../store/record.ts';

export type Standings = ReadonlyMap<Ref, Standing>;

/**
 * `unreleased`: the process, the round and the survivor that the public does not see, with their places. `agreement`: who is asked for a
 * consent to the current content and has not given it, and in which form the others agreed to it. `pending`: its references to records that did not exist when it was imported, and do not yet. `standings`:
 * all that this was read from, so that a release can check that none has changed.
 */
export type Footing = {
  unreleased: { ref: Ref; pointer: string }[];
  agreement: Agreement;
  pending: Mention[];
  standings: Standings;
};

type Foot = Pick<Standing, 'process' | 'round' | 'mergedInto'>;

const groundsOf = ({ process, round, mergedInto }: Foot): { ref: Ref; pointer: string }[] => [
  ...(process === undefined ? [] : [{ ref: ref('process', process), pointer: '/process' }]),
  ...(round === undefined ? [] : [{ ref: ref('round', round), pointer: '/round' }]),
  ...(mergedInto === undefined ? [] : [{ ref: mergedInto, pointer: '/mergedInto' }]),
];

/** The process and the round that a record names, and what it was merged into. */
export const footOf = (record: AnyRecord): Foot => ({
  process: 'process' in record ? record.process : undefined,
  round: 'round' in record ? record.round : undefined,
  mergedInto: record.mergedInto === undefined ? undefined : ref(record.type, record.mergedInto),
});

/** Reads some records and what they stand on, until nothing is missing: two or three deep, mostly known before. */
export const withGrounds = async (store: RecordStore, wanted: readonly Ref[], known: Standings): Promise<Standings> => {
  const standings = new Map(known);
  const walked = new Set<Ref>();
  let next = [...new Set(wanted)];
  while (next.length > 0) {
    for (const one of next) walked.add(one);
    const missing = next.filter((one) => !standings.has(one));
    for (const [one, standing] of missing.length > 0 ? await readStandings(store, missing) : []) {
      standings.set(one, standing);
    }
    const grounds = next.flatMap((one) => groundsOf(standings.get(one) ?? none).map((ground) => ground.ref));
    next = [...new Set(grounds)].filter((one) => !walked.has(one));
  }
  return standings;
};

const none = { process: undefined, round: undefined, mergedInto: undefined };

/** Whether the public sees a record: it is released, and so is all that it stands on. */
export const isPublic = (standings: Standings, one: Ref): boolean => {
  const standing = standings.get(one);
  return standing?.released === true && groundsOf(standing).every((ground) => isPublic(standings, ground.ref));
};

/** Revisions that were read for the same request; they never change. */
export type Revisions = Map<string, Revision>;

/** What processes ask: the stricter of the current and the released `consentOf`, so that whoever is in either is asked. */
const askingsOf = async (store: RecordStore, processes: readonly Standing[], read: Revisions): Promise<Asking[]> => {
  const older = processes.flatMap(({ ref: one, older: version }) =>
    version === undefined ? [] : [{ ref: one, version }],
  );
  const unread = older.filter(({ ref: one, version }) => !read.has(`${one}@${version}`));
  const found = unread.length > 0 ? await readRevisions(store, unread) : new Map<Ref, Revision>();
  for (const [one, revision] of found) read.set(`${one}@${revision.version}`, revision);
  return processes.map(({ ref: one, older: version, consentOf, release }) => {
    const snapshot = read.get(`${one}@${version}`)?.snapshot;
    const asked = snapshot && isLive(snapshot) && snapshot.type === 'process' ? (snapshot.consentOf ?? []) : [];
    return { asked: [...new Set([...consentOf, ...asked])], standing: standingOf(release.consents) };
  });
};

/** Whether an unclassified record can refer to what stands so: it exists and is not restricted. */
export const isOpen = (standing: Standing | undefined): boolean => standing?.live === true && !standing.restricted;

/** The references of a record that waited for these, and still do. Who did not import pays nothing for this. */
const stillPending = async (store: RecordStore, record: AnyRecord, waited: readonly Ref[]): Promise<Mention[]> => {
  if (waited.length === 0) return [];
  const standings = await readStandings(store, waited);
  return mentions(shapes[record.type], record).filter(
    ({ refs }) => refs.some((one) => waited.includes(one)) && !refs.some((one) => isOpen(standings.get(one))),
  );
};

/**
 * The footing of a record; `known` are standings read for another purpose in the same request, `waited` the records that it
 * waited for when it was saved, `read` revisions that were read before.
 */
export const footingOf = async (
  store: RecordStore,
  record: AnyRecord,
  known: Standings = new Map(),
  waited: readonly Ref[] = [],
  read: Revisions = new Map(),
): Promise<Footing> => {
  const grounds = groundsOf(footOf(record));
  const own = ref(record.type, record.id);
  const wanted = [...grounds.map((ground) => ground.ref), own];
  const [all, pending] = await Promise.all([withGrounds(store, wanted, known), stillPending(store, record, waited)]);
  const reached = new Set<Ref>();
  const reach = (one: Ref): void => {
    if (reached.has(one)) return;
    reached.add(one);
    for (const ground of groundsOf(all.get(one) ?? none)) reach(ground.ref);
  };
  for (const one of wanted) reach(one);
  const standings = new Map([...all].filter(([one]) => reached.has(one)));
  const release = standings.get(own)?.release;
  const processes = [...standings.values()].filter((standing) => standing.ref.startsWith('process#'));
  return {
    unreleased: grounds.filter((ground) => !isPublic(standings, ground.ref)),
    agreement: agreementOf(await askingsOf(store, processes, read), release?.consents ?? [], release?.contentVersion),
    pending,
    standings,
  };
};
