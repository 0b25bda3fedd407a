/** A whole desk: DynamoDB Local, the doors, the projection and the sample, from start to stop. */
import { setTimeout as wait } from 'node:timers/promises';
import { DescribeTableCommand, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { Hono } from 'hono';
import { refusalReply } from '../functions/http/problems.ts';
import { type LogLine, type Runtime, traceOf } from '../functions/runtime.ts';
import { type Client, documentClient, tableNames } from '../functions/store/client.ts';
import { checkpoints } from './checkpoint.ts';
import { checkDatabaseFile, type DataFolder, unusable } from './data-folder.ts';
import { type Doors, doors } from './doors.ts';
import { connectionTo, startDynamoDb } from './dynamodb.ts';
import { everyRecord } from './every-record.ts';
import { serveOnLocalhost } from './http-server.ts';
import { type DeskIssuer, openIssuer } from './issuer.ts';
import { findJava } from './java.ts';
import { loadSample } from './load.ts';
import { type Refusal, refusal } from './refusal.ts';
import { occupy } from './running-desk.ts';
import { isSampleLoaded, markSampleLoaded } from './sample-mark.ts';
import { followRecords } from './stream.ts';
import { createTables } from './tables.ts';

/** `ready` is called once when all that is there can be read; `progress` while the sample is loaded. */
export type DeskOptions = {
  readonly folder: DataFolder;
  readonly port: number;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly log: (line: LogLine) => void;
  readonly progress: (done: number, total: number) => void;
  readonly ready: () => void;
};

const names = tableNames();

/** The doors behind what only a desk has: its health, and the issuer's keys. Until the doors are there, 503. */
const front = (issuer: DeskIssuer, state: { doors: Doors | undefined; ready: boolean }): Hono => {
  const app = new Hono();
  app.get('/healthz', (c) => (state.ready ? c.json({ status: 'ok' }) : c.json({ status: 'starting' }, 503)));
  app.get('/issuer/.well-known/jwks.json', (c) => c.json(issuer.keySet()));
  app.all('*', (c) => state.doors?.app.fetch(c.req.raw) ?? refusalReply({ refused: 'busy' }, c.req.path));
  return app;
};

const streamOf = async (client: Client): Promise<string> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: names.records }));
  if (!Table?.LatestStreamArn) throw new Error('the table of records has no stream');
  return Table.LatestStreamArn;
};

type Sampling = {
  readonly client: Client;
  readonly app: Hono;
  readonly issuer: DeskIssuer;
  readonly stop: AbortSignal;
};

/** Loads the sample unless it has been loaded; called after an interruption it goes on. Ends with no request in hand. */
const sampleInto = async ({ clock, progress }: DeskOptions, { client, app, issuer, stop }: Sampling) => {
  if (await isSampleLoaded(client, names.projections)) return;
  const inHand = new Set<Promise<Response>>();
  const staff = async (path: string, init: RequestInit): Promise<Response> => {
    stop.throwIfAborted();
    const reply = Promise.resolve(app.request(`http://localhost${path}`, init));
    inHand.add(reply);
    return reply.finally(() => inHand.delete(reply));
  };
  const officers = {
    writer: () => issuer.mint({ sub: 'sample-officer', groups: ['staff'], now: clock() }),
    releaser: () => issuer.mint({ sub: 'sample-releaser', groups: ['staff', 'releaser'], now: clock() }),
  };
  try {
    await loadSample(staff, officers, progress);
  } finally {
    await Promise.allSettled(inHand);
  }
  await markSampleLoaded(client, names.projections, clock());
};

/**
 * Runs a desk until `stop` is aborted, and then until everything it started has ended: replies and saves in hand are
 * finished first, then the projection of them, then DynamoDB Local. A refusal when it cannot start or go on.
 */
export const runDesk = async (options: DeskOptions, stop: AbortSignal): Promise<{ ok: true } | Refusal> => {
  const { folder, port, clock, newId, log } = options;
  const java = await findJava();
  if (!java.ok) return java;
  const closers: (() => unknown)[] = [];
  try {
    const tenancy = await occupy(folder);
    if (!tenancy.ok) return tenancy;
    closers.push(tenancy.release);
    const damage = checkDatabaseFile(folder);
    if (damage) return damage;
    const issuer = await openIssuer(folder, port);
    if (!issuer.ok) return issuer;

    const state: { doors: Doors | undefined; ready: boolean } = { doors: undefined, ready: false };
    const server = await serveOnLocalhost(port, front(issuer, state).fetch);
    if (!server.ok) return server;
    closers.push(server.close);
    const dynamoDb = await startDynamoDb(java.command, folder);
    if (!dynamoDb.ok) return dynamoDb;
    closers.push(dynamoDb.stop);
    tenancy.announce({ pid: process.pid, port, dynamoDbPort: dynamoDb.port });

    const connection = connectionTo(dynamoDb.port, folder.databaseKey);
    const client = documentClient(connection);
    const unreadable = await createTables(client, names).catch((error) => {
      // It answers, but not as one whose files are as it left them.
      if (error instanceof DynamoDBServiceException) return unusable(folder);
      throw error;
    });
    if (unreadable) return unreadable;

    const runtime: Runtime = { client, tables: names, clock, newId, log };
    const open = doors(runtime, issuer.trust);
    const follower = await followRecords({
      streams: new DynamoDBStreamsClient(connection),
      arn: await streamOf(client),
      checkpoints: checkpoints(client, names.projections),
      everyRecord: () => everyRecord(client, names.records),
      onDirty: open.project,
      note: (error) => log({ level: 'error', event: 'projection', ...traceOf(error) }),
    });
    closers.push(follower.close);
    // Stopping begins at the front, so that nothing is written any more when the rest ends.
    closers.push(server.close);
    state.doors = open;

    const stopped = new Promise<{ ok: true }>((resolve) => {
      if (stop.aborted) resolve({ ok: true });
      stop.addEventListener('abort', () => resolve({ ok: true }));
    });
    const broken = dynamoDb.ended.then(() =>
      refusal(`DynamoDB Local has ended by itself; what it said is in ${folder.databaseLog}: run \`npm start\` again.`),
    );
    const loaded = sampleInto(options, { client, app: open.app, issuer, stop });
    // What is being saved is saved before anything ends.
    closers.push(() => loaded.catch(() => undefined));
    const settled = loaded.then(
      async () => {
        state.ready = await follower.drained();
        if (state.ready && !stop.aborted) options.ready();
        return stopped;
      },
      async (error) => {
        // What the loader failed at may be the end of the desk or of the database, which say more.
        const known = await Promise.race([stopped, broken, wait(1_000)]);
        if (known) return known;
        log({ level: 'error', event: 'sample', error: error instanceof Error ? error.stack : String(error) });
        return refusal('The sample could not be loaded, for the reason above: `npm start` goes on where this ended.');
      },
    );
    return await Promise.race([stopped, broken, settled]);
  } finally {
    for (const close of closers.reverse()) await close();
  }
};
