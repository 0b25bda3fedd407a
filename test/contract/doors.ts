/** All doors over tables of their own, with a part of the sample in them, and officers whose tokens they trust. */

import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Hono } from 'hono';
import { createLocalJWKSet, errors, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { keepSnapshots } from '../../functions/freezing/keep.ts';
import type { Issuer } from '../../functions/http/token.ts';
import type { Runtime } from '../../functions/runtime.ts';
import { publishDay } from '../../functions/sealing/ledger.ts';
import { sealDay } from '../../functions/sealing/seal.ts';
import type { Client, TableNames } from '../../functions/store/client.ts';
import type { FileStore } from '../../functions/store/file-client.ts';
import { currentKey, edgeKey, itemOf, revisionKey } from '../../functions/store/items.ts';
import { leavingSnapshots } from '../../functions/store/leave-snapshots.ts';
import { snapshotFiles } from '../../functions/store/snapshot-files.ts';
import { exampleDay, sampleRecords } from '../../local/openapi/sample-door.ts';
import { story } from '../../local/openapi/story.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, recordTypes, ref } from '../../shared/domain/record-type.ts';
import { mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { freshTables } from '../dynamodb.ts';
import { applications } from './applications.ts';
import { throughLambda } from './through-lambda.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256');
const named = { issuer: 'https://issuer.test', clientId: 'desk' };
/** The issuer whose tokens the doors take. */
export const trusted: Issuer = {
  ...named,
  keys: createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] }),
};
/** An issuer that does not answer when it is asked for its keys. */
const silent: Issuer = {
  ...named,
  keys: async () => {
    throw new errors.JWKSTimeout();
  },
};

const officers = {
  aigerim: ['staff'],
  saule: ['staff', 'releaser'],
  /** Writes and releases: for what four eyes forbid. */
  dana: ['staff', 'releaser'],
  timur: ['analyst'],
  gulnara: ['staff', 'cleared'],
  /** Releases, and is cleared. */
  madina: ['staff', 'releaser', 'cleared'],
  /** Cleared, and of no team. */
  zarina: ['cleared'],
  nobody: [],
} as const satisfies Record<string, readonly string[]>;
export type Officer = keyof typeof officers;

/** An access token of an officer, good for ten minutes. */
export const tokenOf = (sub: Officer): Promise<string> =>
  new SignJWT({ token_use: 'access', client_id: named.clientId, 'cognito:groups': [...officers[sub]] })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(named.issuer)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(privateKey);

/** `broken` fails at every read, `busy` is told by the database to come again, `cutOff` cannot reach the issuer. */
export type Doors = {
  app: Hono;
  broken: Hono;
  busy: Hono;
  cutOff: Hono;
  client: Client;
  tables: TableNames;
  project: (dirty: readonly Ref[]) => Promise<readonly Ref[]>;
  /** The hashes of a snapshot that stands and of one that was withdrawn; there are none without a store of files. */
  snapshots: readonly string[];
};

const failing = (client: Client, error: Error): Client =>
  Object.assign(Object.create(client), { send: () => Promise.reject(error) });

/** The records of the sample that are chosen, and all that they mention. */
export const sampleAbout = (isChosen: (record: AnyRecord) => boolean): AnyRecord[] => {
  const all = new Map(sampleRecords().map((record) => [ref(record.type, record.id), record]));
  const found = new Set<Ref>();
  const add = (one: Ref): void => {
    const record = all.get(one);
    if (!record || found.has(one)) return;
    found.add(one);
    for (const { refs } of mentions(shapes[record.type], record)) refs.forEach(add);
  };
  for (const [one, record] of all) if (isChosen(record)) add(one);
  return [...all].flatMap(([one, record]) => (found.has(one) ? [record] : []));
};

/** One record of each type, which in the store below was edited since its release. */
export const editedIn = (records: readonly AnyRecord[]): AnyRecord[] =>
  recordTypes.flatMap((type) => records.find((record) => record.type === type) ?? []);

/** Puts released records into the table, each with its history and its edges; some of them with an edit since. */
const put = async (client: Client, table: string, records: readonly AnyRecord[]): Promise<void> => {
  const since = editedIn(records);
  const items = records.flatMap((record): object[] => {
    const states = story(record, since.includes(record) ? { ...record, note: 'Edited since' } : undefined);
    const edges = record.type === 'party' ? (record.memberships ?? []) : [];
    return [
      ...states.map((state) => itemOf(state, revisionKey(state.version))),
      ...states.slice(-1).map((state) => itemOf(state, currentKey)),
      ...edges.map(({ of }) => edgeKey(of, record.id)),
    ];
  });
  for (let at = 0; at < items.length; at += 25) {
    const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
  }
};

/** Publishes a snapshot, withdraws it, and gives it a successor: the hash of that one, and of the first. */
const frozen = async (store: Runtime, files: FileStore, records: readonly AnyRecord[]): Promise<string[]> => {
  const there = snapshotFiles(files);
  const freezing = { store, files: there, site: 'https://kelissoz.example', clock: () => new Date(exampleDay) };
  const { published } = await keepSnapshots(freezing);
  const leave = leavingSnapshots({ client: store.client, table: store.tables.publicView }, there.removeAll);
  for (const { type, id } of records.slice(0, 1)) await leave(ref(type, id), { became: 'withdrawn', day: exampleDay });
  return [...(await keepSnapshots(freezing)).published, ...published];
};

/** The doors over these records, all of them released, one of each type edited since, projected, and in the ledger; with a store of files, texts and a snapshot are kept there. */
export const standingDoors = async (records: readonly AnyRecord[], files?: FileStore): Promise<Doors> => {
  const { client, names: tables } = await freshTables();
  let ids = 0;
  const runtime: Runtime = {
    client,
    tables,
    clock: () => new Date(),
    newId: () => `request-${++ids}`,
    log: () => {},
  };
  const { app, project } = applications(runtime, trusted, files);
  await put(client, tables.records, records);
  const failed = await project(records.map(({ type, id }) => ref(type, id)));
  if (failed.length > 0) throw new Error(`not projected: ${failed}`);
  await publishDay(runtime, new Date(exampleDay));
  await sealDay(runtime, new Date(exampleDay));
  const snapshots = files ? await frozen(runtime, files, records) : [];
  const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
  return {
    app: throughLambda(app),
    client,
    tables,
    project,
    snapshots,
    broken: throughLambda(
      applications({ ...runtime, client: failing(client, new Error('broken')) }, trusted, files).app,
    ),
    busy: throughLambda(applications({ ...runtime, client: failing(client, throttled) }, trusted, files).app),
    cutOff: throughLambda(applications(runtime, silent, files).app),
  };
};
