/** A whole desk: DynamoDB Local, what the template deploys over it, the stream and the sample, from start to stop. */
import { setTimeout as wait } from 'node:timers/promises';
import { DescribeTableCommand, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { traceOf } from '../functions/log.ts';
import { type Client, documentClient, tableNames } from '../functions/store/client.ts';
import { type Group, scopeName } from '../shared/contract/sign-in.ts';
import { checkpoints } from './checkpoint.ts';
import { checkDatabaseFile, type DataFolder, unusable } from './data-folder.ts';
import { connectionTo, region, startDynamoDb } from './dynamodb.ts';
import { everyRecord } from './every-record.ts';
import { type Behind, front } from './front.ts';
import { deskAccount } from './gateway/account.ts';
import { assembly } from './gateway/assembly.ts';
import { type Deployed, deploy } from './gateway/deploy.ts';
import { toGateway } from './gateway/http.ts';
import type { Note } from './gateway/pool.ts';
import { resolver } from './gateway/resolve.ts';
import { keepSchedules, type Schedule } from './gateway/schedule.ts';
import { readAssembly } from './gateway/template.ts';
import { serveOnLocalhost } from './http-server.ts';
import { type DeskIssuer, openIssuer } from './issuer.ts';
import { findJava } from './java.ts';
import { loadSample, type StaffDoor } from './load.ts';
import { pacing } from './pacing.ts';
import { type Refusal, refusal } from './refusal.ts';
import { occupy } from './running-desk.ts';
import { isSampleLoaded, markSampleLoaded } from './sample-mark.ts';
import { siteClientOf } from './sign-in/client.ts';
import { signIn } from './sign-in/sign-in.ts';
import { followRecords } from './stream.ts';
import { createTables } from './tables.ts';

/** `ready` is called once when all that is there can be read; `progress` while the sample is loaded. */
export type DeskOptions = {
  readonly folder: DataFolder;
  readonly port: number;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly log: (note: Note) => void;
  readonly progress: (done: number, total: number) => void;
  readonly ready: () => void;
};

const names = tableNames();

/** The canary tells CloudWatch, which a desk has not. */
const isKept = ({ name }: Schedule): boolean => !name.endsWith('-canary');
/** What is said of a day, or frozen on it, stays: so it is done when all of the sample is there. */
const isOfTheDay = ({ name }: Schedule): boolean => /-(ledger|seal|snapshots)$/.test(name);

/** How long the tokens of the sample's officers are good for, in seconds. */
const tokenSeconds = 900;

const streamOf = async (client: Client): Promise<string> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: names.records }));
  if (!Table?.LatestStreamArn) throw new Error('the table of records has no stream');
  return Table.LatestStreamArn;
};

type Sampling = {
  readonly client: Client;
  readonly deployed: Deployed;
  readonly issuer: DeskIssuer;
  readonly stop: AbortSignal;
};

/** Loads the sample unless it has been loaded; called after an interruption it goes on. Ends with no request in hand. */
const sampleInto = async ({ clock, progress }: DeskOptions, { client, deployed, issuer, stop }: Sampling) => {
  if (await isSampleLoaded(client, names.projections)) return;
  const inHand = new Set<Promise<Response>>();
  const ask = async (path: string, { method = 'GET', headers, body }: RequestInit): Promise<Response> => {
    const rawHeaders = [...new Headers(headers)].flat();
    const request = { method, target: path, rawHeaders, body: Buffer.from(String(body ?? '')) };
    const reply = await deployed.answer({ ...request, httpVersion: '1.1', sourceIp: '127.0.0.1' });
    return new Response(reply.body, { status: reply.status, headers: reply.headers.map((header) => [...header]) });
  };
  const staff: StaffDoor = async (path, init) => {
    stop.throwIfAborted();
    const reply = ask(path, init);
    inHand.add(reply);
    return reply.finally(() => inHand.delete(reply));
  };
  const tokenFor = (sub: string, groups: readonly Group[]) =>
    issuer.mint({ sub, groups, scope: scopeName('staff'), seconds: tokenSeconds, now: clock() });
  const officers = {
    writer: () => tokenFor('sample-officer', ['staff']),
    releaser: () => tokenFor('sample-releaser', ['staff', 'releaser']),
  };
  try {
    await loadSample(staff, officers, progress);
  } finally {
    await Promise.allSettled(inHand);
  }
  await markSampleLoaded(client, names.projections, clock());
};

/** DynamoDB Local with all tables, and the addresses of it. A refusal when it cannot start or read what it has. */
const openDatabase = async (java: string, folder: DataFolder) => {
  const dynamoDb = await startDynamoDb(java, folder);
  if (!dynamoDb.ok) return dynamoDb;
  const client = documentClient(connectionTo(dynamoDb.port, folder.databaseKey));
  try {
    await createTables(client, names);
    return { ...dynamoDb, client };
  } catch (error) {
    await dynamoDb.stop();
    // It answers, but not as one whose files are as it left them.
    if (error instanceof DynamoDBServiceException) return unusable(folder);
    throw error;
  }
};

/**
 * Follows the stream as the projector's role, so that what the role lacks is missed on a desk as well. Nothing is brought
 * before `begin`: of what is saved thrice in a row, one projection is enough.
 */
const follow = async (
  client: Client,
  { following, isSaving }: Deployed,
  { log }: DeskOptions,
  begin: Promise<unknown>,
) => {
  const { accessKeyId, endpoint } = following.identity;
  const inTurn = pacing(isSaving, () => performance.now());
  return followRecords({
    wants: following.wants,
    bring: async (changes, stop) => {
      await begin;
      return inTurn(() => following.bring(changes, stop), stop);
    },
    streams: new DynamoDBStreamsClient({
      endpoint,
      region: following.region,
      credentials: { accessKeyId, secretAccessKey: 'unchecked' },
    }),
    arn: await streamOf(client),
    checkpoints: checkpoints(client, names.projections),
    everyRecord: () => everyRecord(client, names.records),
    note: (error) => log({ level: 'error', event: 'projection', ...traceOf(error) }),
  });
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

    const behind: Behind = { issuer: undefined, gateway: undefined, ready: false };
    const server = await serveOnLocalhost(port, front(behind));
    if (!server.ok) return server;
    closers.push(server.close);
    // Neither needs the other, and each takes its seconds.
    const refused = new AbortController();
    const [built, database] = await Promise.all([
      assembly(AbortSignal.any([stop, refused.signal])),
      openDatabase(java.command, folder).then((opened) => {
        if (!opened.ok) refused.abort();
        return opened;
      }),
    ]);
    if (!database.ok) return database;
    closers.push(database.stop);
    if (stop.aborted) return { ok: true };
    if (!built.ok) return built;
    tenancy.announce({ pid: process.pid, port, dynamoDbPort: database.port });

    const template = readAssembly(built.folder);
    const desk = { ...issuer, address: `http://localhost:${port}` };
    const client = siteClientOf(template, resolver(template, deskAccount(desk)), desk.address);
    behind.issuer = signIn(issuer, client, clock);
    const deployed = await deploy({
      template,
      desk,
      dynamoDb: { port: database.port, databaseKey: folder.databaseKey, region },
      files: folder.files,
      clock,
      newId,
      log,
    });
    closers.push(deployed.close);
    const sampled = Promise.withResolvers<void>();
    const follower = await follow(database.client, deployed, options, sampled.promise);
    closers.push(follower.close, sampled.resolve);
    const { invoke } = deployed;
    const kept = Object.groupBy(deployed.schedules.filter(isKept), (one) => (isOfTheDay(one) ? 'later' : 'now'));
    const keep = (schedules: readonly Schedule[] = []) => closers.push(keepSchedules({ schedules, invoke }).close);
    keep(kept.now);
    // Stopping begins at the front, so that nothing is written any more when the rest ends.
    closers.push(server.close);
    behind.gateway = toGateway(deployed.answer);

    const stopped = new Promise<{ ok: true }>((resolve) => {
      if (stop.aborted) resolve({ ok: true });
      stop.addEventListener('abort', () => resolve({ ok: true }));
    });
    const broken = database.ended.then(() =>
      refusal(`DynamoDB Local has ended by itself; what it said is in ${folder.databaseLog}: run \`npm start\` again.`),
    );
    const loaded = sampleInto(options, { client: database.client, deployed, issuer, stop }).finally(sampled.resolve);
    // What is being saved is saved before anything ends.
    closers.push(() => loaded.catch(() => undefined));
    const settled = loaded.then(
      async () => {
        behind.ready = await follower.drained();
        if (behind.ready && !stop.aborted) {
          keep(kept.later);
          options.ready();
        }
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
