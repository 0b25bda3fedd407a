/** A staff door over tables of its own, and officers with tokens to knock at it. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { LogLine } from '../../functions/log.ts';
import type { Client } from '../../functions/store/client.ts';
import type { Store } from '../../functions/store/record.ts';
import type { TextStore } from '../../functions/store/upload.ts';
import { staffApp } from '../../functions/writing/app.ts';
import { isObject } from '../../shared/domain/json.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { type FreshTables, freshTables } from '../dynamodb.ts';
import { noTexts } from '../files.ts';

const issuer = 'https://issuer.test';
const clientId = 'desk';
const { privateKey, publicKey } = await generateKeyPair('RS256');
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] });

/** A signed token with the claims of Cognito's access token. */
const tokenOf = (sub: string, groups: readonly string[]): Promise<string> =>
  new SignJWT({ token_use: 'access', client_id: clientId, 'cognito:groups': [...groups] })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(issuer)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(privateKey);

const officers: Record<string, readonly string[]> = {
  aigul: ['staff'],
  bolat: ['staff'],
  dana: ['staff', 'releaser'],
  erlan: ['staff', 'releaser'],
  saule: ['staff', 'cleared'],
  gulnara: ['staff', 'releaser', 'cleared'],
  yuri: ['analyst'],
  omar: ['releaser'],
};

/** An answer, its body parsed where it has one. */
export type Answer = { status: number; headers: Headers; text: string; body: { [name: string]: unknown } };

export type Knock = { by?: string | null; headers?: Record<string, string>; body?: unknown; raw?: string | Buffer };

export type Door = {
  tables: FreshTables;
  store: Store;
  log: LogLine[];
  withdrawn: Ref[];
  /** What the view still holds, as `withdraw` would find it. */
  view: { holds: boolean };
  /** What has the stored files deleted that no revision names; there are none unless a test says so. */
  files: { expunge: (ref: Ref) => Promise<boolean> };
  /** By how many milliseconds the clock moves on at least at each look. */
  clock: { step: number };
  knock: (method: string, path: string, knock?: Knock) => Promise<Answer>;
  /** Creates a record, or replaces it at a version. */
  put: (path: string, body: unknown, version?: number | null, by?: string) => Promise<Answer>;
  act: (path: string, body: unknown, version: number, by?: string) => Promise<Answer>;
  /** Proposes and releases what is at a version. */
  release: (path: string, version: number) => Promise<Answer>;
  /** Notes in the reverse index that `reader` was projected with the help of `read`, as the projector does. */
  register: (read: Ref, reader: Ref) => Promise<unknown>;
};

/** A door whose clock moves on by a millisecond at least at each look; `through` may stand between it and the database. */
export const staffDoor = async (
  through: (client: Client) => Client = (client) => client,
  texts: TextStore = noTexts,
): Promise<Door> => {
  const tables = await freshTables();
  const log: LogLine[] = [];
  const withdrawn: Ref[] = [];
  const view = { holds: false };
  const files: Door['files'] = { expunge: async () => true };
  const clock = { step: 1 };
  let now = Date.now();
  let ids = 0;
  const app = staffApp({
    client: through(tables.client),
    tables: tables.names,
    clock: () => {
      // Never behind the clock that tokens are issued by, however long a test takes.
      now = Math.max(now + clock.step, Date.now());
      return new Date(now);
    },
    newId: () => {
      ids += 1;
      return `request-${ids}`;
    },
    log: (line) => log.push(line),
    issuer: { issuer, clientId, keys },
    // One for all, so that two doors say the same of the same releases.
    newSalt: () => 'salt',
    texts,
    withdraw: async (ref) => {
      withdrawn.push(ref);
      return !view.holds;
    },
    expungeFiles: (ref) => files.expunge(ref),
  });
  const knock = async (method: string, path: string, { by = 'aigul', headers, body, raw }: Knock = {}) => {
    const authorization = by === null ? {} : { Authorization: `Bearer ${await tokenOf(by, officers[by] ?? [])}` };
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const reply = await app.request(`/staff/v1/${path}`, {
      method,
      headers: { ...authorization, ...type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(raw === undefined ? {} : { body: raw }),
    });
    const text = await reply.text();
    const isJson = /^application\/(problem\+)?json/.test(reply.headers.get('Content-Type') ?? '');
    const parsed: unknown = isJson ? JSON.parse(text) : {};
    return { status: reply.status, headers: reply.headers, text, body: isObject(parsed) ? parsed : {} };
  };
  const put: Door['put'] = (path, body, version = null, by = 'aigul') =>
    knock('PUT', path, {
      by,
      body,
      headers: version === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` },
    });
  const act: Door['act'] = (path, body, version, by = 'aigul') =>
    knock('PUT', `${path}/release`, { by, body, headers: { 'If-Match': `"${version}"` } });
  return {
    tables,
    store: { client: tables.client, tables: tables.names },
    log,
    withdrawn,
    view,
    files,
    clock,
    knock,
    put,
    act,
    release: async (path, version) => {
      await act(path, { draft: 'proposed' }, version);
      return act(path, { public: 'released', form: 'full' }, version + 1, 'dana');
    },
    register: (read, reader) =>
      tables.client.send(
        new PutCommand({ TableName: tables.names.projections, Item: { pk: `READ#${read}`, sk: reader } }),
      ),
  };
};

export const process = { name: { en: 'Astana' }, level: 'international', status: 'active' };
export const round = {
  process: 'astana',
  kind: 'main',
  status: 'held',
  period: '2017-05-03/2017-05-04',
  label: { en: 'Fourth' },
};
export const party = { kind: 'state', name: { en: 'Kazakhstan' } };
export const bloc = { kind: 'bloc', name: { en: 'A bloc' } };
export const outcome = { process: 'astana', kind: 'statement', date: '2017-05-04', summary: { en: 'Agreed.' } };

/** The names of the faults' places. */
export const pointers = ({ body }: Answer): unknown[] =>
  Array.isArray(body.errors)
    ? body.errors.map((fault: { pointer?: string; parameter?: string }) => fault.pointer ?? fault.parameter)
    : [];

/** The last part of a problem's type. */
export const problemOf = ({ body }: Answer): string => String(body.type).replace('/problems/', '');
