/** The deployed functions, running: their bundles under their own policies, over a database and an issuer of their own. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { deploy } from '../../local/gateway/deploy.ts';
import type { Identity } from '../../local/gateway/instance.ts';
import type { Note } from '../../local/gateway/pool.ts';
import { type Clockwork, keepSchedules } from '../../local/gateway/schedule.ts';
import type { Template } from '../../local/gateway/template.ts';
import type { Need, Verdict } from '../../local/policy/evaluate.ts';
import type { S3 } from '../../local/s3/server.ts';
import { openStream, type Stream } from '../../local/shard.ts';
import { isObject } from '../../shared/domain/json.ts';
import { type Database, ownDatabase } from './database.ts';

/** A permission that a role asked for, and what its policies said. */
export type Decision = { readonly role: string; readonly need: Need; readonly verdict: Verdict };

/**
 * `by` is who asks, and of which groups; or `authorization` is what is sent. A body is sent as JSON, or as it is where it has
 * another type.
 */
export type Asked = {
  readonly by?: readonly string[] | undefined;
  readonly authorization?: string | undefined;
  readonly body?: unknown;
  readonly type?: string;
  readonly ifMatch?: string | undefined;
  readonly reason?: string;
};
export type Answer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly etag: string | undefined;
  readonly text: string;
  readonly body: { [name: string]: unknown };
};

/**
 * What runs. `settle` brings to the projector all that is on the stream, `keep` calls the function of a schedule at once and then
 * so many milliseconds after each call.
 */
export type Running = {
  readonly issuer: TestIssuer;
  readonly database: Database;
  readonly files: Pick<S3, 'objects' | 'buckets'>;
  /** By how many milliseconds the clock of the store and the gateway is behind. */
  readonly clock: { behind: number };
  readonly decisions: readonly Decision[];
  readonly notes: readonly Note[];
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
  invoke(name: string, payload: object): Promise<unknown>;
  settle(): Promise<void>;
  keep(name: string, every: number): Clockwork;
  close(): Promise<void>;
};

const clientId = 'desk';

/** Who signs the tokens here, and with which keys. */
export type TestIssuer = {
  readonly issuer: string;
  readonly clientId: string;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
};

/** An issuer that says where its keys are, as Cognito does. `mint` signs a token for somebody of these groups. */
const openIssuer = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  // Without `alg`, so that only who looks at a token keeps other algorithms out.
  const key = { ...(await exportJWK(publicKey)), kid: 'k', use: 'sig' };
  let issuer = '';
  const server = createServer(({ url }, response) => {
    const said = url === '/keys' ? { keys: [key] } : { issuer, jwks_uri: `${issuer}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  issuer = `http://127.0.0.1:${isObject(address) ? address.port : ''}`;
  const mint = ([sub = '', ...groups]: readonly string[]) =>
    new SignJWT({
      token_use: 'access',
      client_id: clientId,
      scope: groups.map((group) => `kelissoz/${group}`).join(' '),
      'cognito:groups': groups,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuer)
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(privateKey);
  return { issuer, clientId, kid: key.kid, privateKey, publicKey, mint, close: () => server.close() };
};

/** The stream of Records from its first change on, as whoever has this access key. */
const streamOf = async (database: Database, { endpoint, accessKeyId }: Identity): Promise<Stream> => {
  const { Table } = await database.client.send(new DescribeTableCommand({ TableName: 'Records' }));
  const credentials = { accessKeyId, secretAccessKey: 'unchecked' };
  const streams = new DynamoDBStreamsClient({ endpoint, region: 'eu-central-1', credentials });
  return openStream(streams, Table?.LatestStreamArn ?? '', [], false);
};

/** Deploys a template and starts what is in it. */
export const run = async (template: Template): Promise<Running> => {
  const [database, issuer] = await Promise.all([ownDatabase(), openIssuer()]);
  const decisions: Decision[] = [];
  const notes: Note[] = [];
  const clock = { behind: 0 };
  const files = mkdtempSync(join(tmpdir(), 'kelissoz-files-'));
  const deployed = await deploy({
    template,
    desk: { issuer: issuer.issuer, clientId, address: 'http://localhost:3000' },
    dynamoDb: database.dynamoDb,
    files,
    clock: () => new Date(Date.now() - clock.behind),
    newId: randomUUID,
    log: (note) => notes.push(note),
    decided: (role, need, verdict) => decisions.push({ role: role.name, need, verdict }),
  });
  const { identity, wants, bring } = deployed.following;
  const stream = await streamOf(database, identity);
  const settle = async (): Promise<void> => {
    for (let { changes } = await stream.read(); changes.length > 0; { changes } = await stream.read()) {
      const wanted = changes.filter(({ record }) => wants(record));
      const given = await bring(wanted, AbortSignal.timeout(10_000));
      if (given.length > 0) throw new Error(`${given.length} changes could not be projected`);
    }
  };
  return {
    issuer,
    database,
    files: deployed.files,
    clock,
    decisions,
    notes,
    settle,
    keep: (name, every) =>
      keepSchedules({
        schedules: deployed.schedules.filter((one) => one.name.endsWith(`-${name}`)),
        invoke: deployed.invoke,
        every: () => every,
      }),
    ask: async (method, path, { by, authorization, body, type, ifMatch, reason } = {}) => {
      const sent = {
        host: 'localhost:3000',
        ...(by && { authorization: `Bearer ${await issuer.mint(by)}` }),
        ...(authorization !== undefined && { authorization }),
        ...(reason !== undefined && { 'change-reason': reason }),
        ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
        ...(ifMatch === undefined ? method === 'PUT' && { 'if-none-match': '*' } : { 'if-match': ifMatch }),
      };
      const reply = await deployed.answer({
        method,
        target: path,
        rawHeaders: Object.entries(sent).flat(),
        body: Buffer.from(body === undefined ? '' : type === undefined ? JSON.stringify(body) : String(body)),
        httpVersion: '1.1',
        sourceIp: '127.0.0.1',
      });
      const text = reply.body.toString('utf8');
      const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {};
      const headers = new Map(reply.headers);
      return { status: reply.status, headers, etag: headers.get('etag'), text, body: isObject(parsed) ? parsed : {} };
    },
    invoke: async (name, payload) => {
      const outcome = await deployed.invoke(`kelissoz-dev-${name}`, JSON.stringify(payload));
      if (!outcome?.ok) throw new Error(`${name} failed: ${JSON.stringify(outcome)}`);
      return JSON.parse(outcome.payload);
    },
    close: async () => {
      await deployed.close();
      rmSync(files, { recursive: true, force: true });
      issuer.close();
    },
  };
};
