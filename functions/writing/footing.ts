/** What a record stands on when it is to be released: its process and its round, and what it names and waits for. */
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { type Mention, mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isLive } from '../../shared/domain/snapshot.ts';
import type { Standing } from '../store/items.ts';
import { readRevisions, readStandings, type Store } from '../store/record.ts';

export type Standings = ReadonlyMap<Ref, Standing>;

/**
 * `unreleased`: the process and round that the public does not see, with their places. `consents`: the processes that ask
 * for consents. `pending`: its references to records that did not exist when it was imported, and do not yet. `standings`:
 * all that this was read from, so that a release can check that none has changed.
 */
export type Footing = {
  unreleased: { ref: Ref; pointer: string }[];
  consents: Ref[];
  pending: Mention[];
  standings: Standings;
};

const groundsOf = ({ process, round }: Pick<Standing, 'process' | 'round'>): { ref: Ref; pointer: string }[] => [
  ...(process === undefined ? [] : [{ ref: ref('process', process), pointer: '/process' }]),
  ...(round === undefined ? [] : [{ ref: ref('round', round), pointer: '/round' }]),
];

/** The process and the round that a record names. */
export const footOf = (record: AnyRecord): Pick<Standing, 'process' | 'round'> => ({
  process: 'process' in record ? record.process : undefined,
  round: 'round' in record ? record.round : undefined,
});

/** Reads what some records stand on, until nothing is missing: two or three deep, mostly known before. */
export const withGrounds = async (store: Store, wanted: readonly Ref[], known: Standings): Promise<Standings> => {
  const standings = new Map(known);
  const asked = new Set(known.keys());
  let missing = wanted.filter((one) => !asked.has(one));
  while (missing.length > 0) {
    for (const one of missing) asked.add(one);
    for (const [one, standing] of await readStandings(store, missing)) standings.set(one, standing);
    const grounds = [...asked].flatMap((one) => groundsOf(standings.get(one) ?? none).map((ground) => ground.ref));
    missing = [...new Set(grounds)].filter((one) => !asked.has(one));
  }
  return standings;
};

const none = { process: undefined, round: undefined };

/** Whether the public sees a record: it is released, and so is all that it stands on. */
export const isPublic = (standings: Standings, one: Ref): boolean => {
  const standing = standings.get(one);
  return standing?.released === true && groundsOf(standing).every((ground) => isPublic(standings, ground.ref));
};

/** The stricter of a process's current and released `consentOf`: any that asks is one that asks. */
const asking = async (store: Store, processes: readonly Standing[]): Promise<Ref[]> => {
  const older = processes.flatMap(({ ref: one, older: version }) =>
    version === undefined ? [] : [{ ref: one, version }],
  );
  const released = older.length > 0 ? await readRevisions(store, older) : new Map();
  return processes.flatMap(({ ref: one, consents }) => {
    const before = released.get(one)?.snapshot;
    const asked = before && isLive(before) && before.type === 'process' && (before.consentOf ?? []).length > 0;
    return consents || asked ? [one] : [];
  });
};

/** Whether an unclassified record can refer to what stands so: it exists and is not restricted. */
export const isOpen = (standing: Standing | undefined): boolean => standing?.live === true && !standing.restricted;

/** The references of a record that waited for these, and still do. Who did not import pays nothing for this. */
const stillPending = async (store: Store, record: AnyRecord, waited: readonly Ref[]): Promise<Mention[]> => {
  if (waited.length === 0) return [];
  const standings = await readStandings(store, waited);
  return mentions(shapes[record.type], record).filter(
    ({ refs }) => refs.some((one) => waited.includes(one)) && !refs.some((one) => isOpen(standings.get(one))),
  );
};

/**
 * The footing of a record; `known` are standings read for another purpose in the same request, `waited` the records that it
 * waited for when it was saved.
 */
export const footingOf = async (
  store: Store,
  record: AnyRecord,
  known: Standings = new Map(),
  waited: readonly Ref[] = [],
): Promise<Footing> => {
  const grounds = groundsOf(footOf(record));
  const wanted = [
    ...grounds.map((ground) => ground.ref),
    ...(record.type === 'process' ? [ref('process', record.id)] : []),
  ];
  const [all, pending] = await Promise.all([withGrounds(store, wanted, known), stillPending(store, record, waited)]);
  const reached = new Set<Ref>();
  const reach = (one: Ref): void => {
    if (reached.has(one)) return;
    reached.add(one);
    for (const ground of groundsOf(all.get(one) ?? none)) reach(ground.ref);
  };
  for (const one of wanted) reach(one);
  const standings = new Map([...all].filter(([one]) => reached.has(one)));
  const processes = [...standings.values()].filter((standing) => standing.ref.startsWith('process#'));
  return {
    unreleased: grounds.filter((ground) => !isPublic(standings, ground.ref)),
    consents: await asking(store, processes),
    pending,
    standings,
  };
};
