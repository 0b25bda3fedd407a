/** Consistent reads of records: their current state, and the revisions that a release names. */
import { BatchGetCommand, type BatchGetCommandInput, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Act } from '../../shared/domain/act.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isLive, type Snapshot } from '../../shared/domain/snapshot.ts';
import { attempts, Busy, pause } from './busy.ts';
import type { Client, RecordTable, TableName, TableNames } from './client.ts';
import {
  actOf,
  currentKey,
  type Left,
  type Revision,
  revisionKey,
  revisionOf,
  revisionOrLeft,
  type Standing,
  standingOf,
} from './items.ts';

/** A database, and those of its tables that are reached. */
export type Store<Reached extends TableName = RecordTable> = {
  readonly client: Client;
  readonly tables: TableNames<Reached>;
};

/** Where records are kept. */
export type RecordStore = Store<'records'>;

type Key = { pk: string; sk: string };

/** What a BatchGet takes. */
const most = 100;

type Request = Omit<NonNullable<BatchGetCommandInput['RequestItems']>[string], 'Keys'>;

const batch = async ({ client, tables }: RecordStore, keys: readonly Key[], request: Request): Promise<unknown[]> => {
  const found: unknown[] = [];
  let waiting: NonNullable<BatchGetCommandInput['RequestItems']> = {
    [tables.records]: { ...request, Keys: [...keys], ConsistentRead: true },
  };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: waiting }));
    found.push(...(Responses?.[tables.records] ?? []));
    if (!UnprocessedKeys?.[tables.records]) return found;
    waiting = UnprocessedKeys;
    await pause(attempt);
  }
  throw new Busy();
};

const many = async (store: RecordStore, keys: readonly Key[], request: Request = {}): Promise<unknown[]> => {
  const unique = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  const chunks = Array.from({ length: Math.ceil(unique.length / most) }, (_, i) =>
    unique.slice(i * most, (i + 1) * most),
  );
  return (await Promise.all(chunks.map((chunk) => batch(store, chunk, request)))).flat();
};

const one = async ({ client, tables }: RecordStore, key: Key): Promise<Revision | Left | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: tables.records, Key: key, ConsistentRead: true }));
  return Item && revisionOrLeft(Item);
};

const unlessExpunged = (found: Revision | Left | undefined): Revision | undefined =>
  found && 'stored' in found ? found : undefined;

/** The newest state of a record, deleted or not; undefined when it never existed. */
export const readCurrent = async (store: RecordStore, ref: Ref): Promise<Revision | undefined> =>
  unlessExpunged(await one(store, { pk: ref, sk: currentKey }));

/** One revision of a record, or what is left of it. */
export const readKept = (store: RecordStore, ref: Ref, version: number): Promise<Revision | Left | undefined> =>
  one(store, { pk: ref, sk: revisionKey(version) });

/** One revision of a record; one that was expunged is not there. */
export const readRevision = async (store: RecordStore, ref: Ref, version: number): Promise<Revision | undefined> =>
  unlessExpunged(await readKept(store, ref, version));

/** The newest states of many records, deleted ones among them; those that never existed are not in the map. */
export const readCurrents = async (store: RecordStore, refs: readonly Ref[]): Promise<Map<Ref, Revision>> => {
  const items = await many(
    store,
    refs.map((pk) => ({ pk, sk: currentKey })),
  );
  return new Map(items.map(revisionOf).map((revision) => [revision.record, revision]));
};

/** One revision of each of many records; those that do not exist, or were expunged, are not in the map. */
export const readRevisions = async (
  store: RecordStore,
  wanted: readonly { ref: Ref; version: number }[],
): Promise<Map<Ref, Revision>> => {
  const keys = wanted.map(({ ref, version }) => ({ pk: ref, sk: revisionKey(version) }));
  const found = (await many(store, keys)).map(revisionOrLeft).map(unlessExpunged);
  return new Map(found.flatMap((revision) => (revision ? [[revision.record, revision] as const] : [])));
};

/** The revisions of a record from one version to another, oldest first; what was expunged of them is left out. */
export const readSpan = async (store: RecordStore, ref: Ref, from: number, upTo: number): Promise<Revision[]> => {
  const keys = Array.from({ length: upTo - from + 1 }, (_, index) => ({ pk: ref, sk: revisionKey(from + index) }));
  const found = (await many(store, keys)).map(revisionOrLeft).flatMap((one) => unlessExpunged(one) ?? []);
  return found.sort((a, b) => a.version - b.version);
};

/** What was done by one revision of each of many records, without reading them whole. */
export const readActs = async (
  store: RecordStore,
  wanted: readonly { ref: Ref; version: number }[],
): Promise<Map<Ref, Act>> => {
  const keys = wanted.map(({ ref, version }) => ({ pk: ref, sk: revisionKey(version) }));
  const request = { ProjectionExpression: 'pk, #act', ExpressionAttributeNames: { '#act': 'act' } };
  return new Map((await many(store, keys, request)).map(actOf));
};

/** How many records stand, without reading them whole; those that never existed are not in the map. */
export const readStandings = async (store: RecordStore, refs: readonly Ref[]): Promise<Map<Ref, Standing>> => {
  const items = await many(
    store,
    refs.map((pk) => ({ pk, sk: currentKey })),
    {
      ProjectionExpression:
        'pk, #version, #deleted, #in.#classification, #in.#release, #in.#process, #in.#round, #in.#into, #in.#consentOf, #in.#team',
      ExpressionAttributeNames: {
        '#version': 'version',
        '#deleted': 'deleted',
        '#in': 'snapshot',
        '#classification': 'classification',
        '#release': 'release',
        '#process': 'process',
        '#round': 'round',
        '#into': 'mergedInto',
        '#consentOf': 'consentOf',
        '#team': 'team',
      },
    },
  );
  return new Map(items.map(standingOf).map((standing) => [standing.ref, standing]));
};

/** The version of which the public has the content, if it is another than the newest content. */
export const olderRelease = (snapshot: Snapshot): number | undefined => {
  const { public: state, released, contentVersion } = snapshot.release;
  if (!isLive(snapshot) || state !== 'released' || !released) return undefined;
  return released.version === contentVersion ? undefined : released.version;
};

/** The snapshot of which the public has the content: the current one, an older one, or none. */
export const readReleased = async (
  store: RecordStore,
  current: Revision | undefined,
): Promise<Snapshot | undefined> => {
  if (!current || !isLive(current.snapshot) || current.snapshot.release.public !== 'released') return undefined;
  const older = olderRelease(current.snapshot);
  return older === undefined ? current.snapshot : (await readRevision(store, current.record, older))?.snapshot;
};
