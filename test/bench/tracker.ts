/** A tracker over tables of its own, all doors over HTTP and the stream followed, for the command line to work on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createAdaptorServer } from '@hono/node-server';
import {
  type Client,
  type Connection,
  documentClient,
  type TableNames,
  tableNames,
} from '../../functions/store/client.ts';
import { checkpoints } from '../../local/checkpoint.ts';
import { everyRecord } from '../../local/every-record.ts';
import { followRecords } from '../../local/stream.ts';
import { createTables } from '../../local/tables.ts';
import { isObject } from '../../shared/domain/json.ts';
import { applications } from '../contract/applications.ts';
import { bringing } from '../local/bringing.ts';
import { newIssuer } from './issuer.ts';

/** How the command ended: its code, null where a signal ended it; what it printed; and in how many milliseconds. */
export type Ended = { code: number | null; out: string; err: string; took: number };

export type Tracker = {
  readonly client: Client;
  readonly names: TableNames;
  /** Runs `kelissoz`; `begun` is handed what kills it: the launcher that people start, or the process that works. */
  kelissoz(
    args: readonly string[],
    begun?: (kill: () => void) => void,
    started?: 'launcher' | 'worker',
  ): Promise<Ended>;
  /** Resolves when every change is projected. */
  drained(): Promise<unknown>;
  close(): Promise<void>;
};

const groups = ['staff'];

/** An empty tracker under a prefix of its own. */
export const trackerOver = async (connection: Connection, prefix: string): Promise<Tracker> => {
  const names = tableNames(prefix);
  const client = documentClient(connection);
  await createTables(client, names);
  const { issuer, token } = await newIssuer();
  let requests = 0;
  const runtime = {
    client,
    tables: names,
    clock: () => new Date(),
    newId: () => `bench-${++requests}`,
    log: () => {},
  };
  const { app, project } = applications(runtime, issuer);
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const api = `http://127.0.0.1:${isObject(address) ? address.port : 0}`;

  const { Table } = await client.send(new DescribeTableCommand({ TableName: names.records }));
  const { wants, bring } = bringing(project);
  const follower = await followRecords({
    streams: new DynamoDBStreamsClient(connection),
    arn: Table?.LatestStreamArn ?? '',
    checkpoints: checkpoints(client, names.projections),
    everyRecord: () => everyRecord(client, names.records),
    wants,
    bring,
    note: (error) => console.error(`the follower: ${error}`),
  });

  const env = { ...process.env, KELISSOZ_API: api, KELISSOZ_TOKEN: await token('officer', groups) };
  return {
    client,
    names,
    kelissoz: async (args, begun, started = 'launcher') => {
      const file = started === 'launcher' ? 'cli/kelissoz.cjs' : 'cli/main.ts';
      const began = Date.now();
      const child = spawn(process.execPath, [file, ...args], { env });
      const printed = Promise.all([text(child.stdout), text(child.stderr)]);
      begun?.(() => child.kill('SIGKILL'));
      const [code] = await once(child, 'exit');
      const took = Date.now() - began;
      const [out, err] = await printed;
      return { code, out, err, took };
    },
    drained: follower.drained,
    close: async () => {
      await follower.close();
      server.close();
    },
  };
};
