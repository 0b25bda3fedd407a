/** Whom each door lets in: a table of tokens and doors, at the door itself and as deployed, behind the gateway. */
import {
  CompactSign,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discoveredKeys } from '../../functions/http/discovery.ts';
import { everyScope } from '../../shared/contract/sign-in.ts';
import { applications } from '../contract/applications.ts';
import { freshTables } from '../dynamodb.ts';
import { template } from '../policy/deployed.ts';
import { type Running, run, type TestIssuer } from '../policy/running.ts';

/** What is asked of each door, and what is answered to who is let in: there is no such record, or none at this version. */
const doors = {
  public: { method: 'GET', path: '/public/v1/parties', in: 200 },
  analyst: { method: 'GET', path: '/analyst/v1/parties', in: 200 },
  cleared: { method: 'GET', path: '/cleared/v1/parties', in: 200 },
  staff: { method: 'GET', path: '/staff/v1/parties/nobody', in: 404 },
  release: { method: 'PUT', path: '/staff/v1/parties/nobody/release', in: 412 },
} as const;
type Door = keyof typeof doors;
const names = Object.keys(doors).filter((name): name is Door => name in doors);
const guarded = names.filter((name) => name !== 'public');

/** Two ways to a door: `door` asks it itself, `deployed` goes through the gateway. */
type Way = 'door' | 'deployed';
const ways = ['door', 'deployed'] as const;

let running: Running;
let ask: Record<
  Way,
  (door: Door, authorization?: string) => Promise<{ status: number; challenge: string | undefined }>
>;
beforeAll(async () => {
  running = await run(template);
  const { issuer, clientId } = running.issuer;
  const { client, names: tables } = await freshTables();
  const runtime = { client, tables, clock: () => new Date(), newId: () => 'id', log: () => {} };
  const { app } = applications(runtime, { issuer, clientId, keys: discoveredKeys(issuer) });
  const body = { public: 'retracted' };
  ask = {
    door: async (door, authorization) => {
      const { method, path } = doors[door];
      const { status, headers } = await app.request(path, {
        method,
        headers: {
          ...(authorization !== undefined && { authorization }),
          ...(door === 'release' && { 'if-match': '"1"', 'content-type': 'application/json' }),
        },
        ...(door === 'release' && { body: JSON.stringify(body) }),
      });
      return { status, challenge: headers.get('www-authenticate') ?? undefined };
    },
    deployed: async (door, authorization) => {
      const { method, path } = doors[door];
      const more = door === 'release' ? { body, ifMatch: '"1"' } : {};
      const { status, headers } = await running.ask(method, path, { authorization, ...more });
      return { status, challenge: headers.get('www-authenticate') };
    },
  };
});
afterAll(() => running.close());

const seconds = (): number => Math.floor(Date.now() / 1000);

/** The claims of a token that is good at every door, and what is said otherwise; undefined leaves a claim out. */
const claimsWith = (otherwise: JWTPayload = {}): JWTPayload => ({
  iss: running.issuer.issuer,
  client_id: running.issuer.clientId,
  sub: 'somebody',
  iat: seconds() - 10,
  exp: seconds() + 600,
  token_use: 'access',
  scope: ['openid', ...everyScope].join(' '),
  'cognito:groups': ['staff', 'analyst', 'releaser', 'cleared'],
  ...otherwise,
});

const header = (otherwise: Partial<JWTHeaderParameters> = {}): JWTHeaderParameters => ({
  alg: 'RS256',
  kid: running.issuer.kid,
  ...otherwise,
});

const mint = (otherwise?: JWTPayload, key: Parameters<SignJWT['sign']>[0] = running.issuer.privateKey, more = {}) =>
  new SignJWT(claimsWith(otherwise)).setProtectedHeader(header(more)).sign(key);

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** The statuses that a token is answered by each door, in the order of `doors`. */
const statuses = async (way: Way, token: string | undefined): Promise<number[]> => {
  const found: number[] = [];
  for (const door of names) found.push((await ask[way](door, token && `Bearer ${token}`)).status);
  return found;
};

describe.each(ways)('%s:', (way) => {
  test.each<[string[], number, number, number, number, number]>([
    // Groups, the public door, the analyst door, the cleared door, the staff door, the release or retraction of a record.
    [[], 200, 403, 403, 403, 403],
    [['analyst'], 200, 200, 403, 403, 403],
    [['staff'], 200, 200, 403, 404, 403],
    [['releaser'], 200, 403, 403, 403, 403],
    [['cleared'], 200, 403, 200, 403, 403],
    [['staff', 'releaser'], 200, 200, 403, 404, 412],
    [['staff', 'cleared'], 200, 200, 200, 404, 403],
    [['analyst', 'cleared'], 200, 200, 200, 403, 403],
    [['analyst', 'releaser'], 200, 200, 403, 403, 403],
    [['cleared', 'releaser'], 200, 403, 200, 403, 403],
    [['staff', 'analyst', 'releaser', 'cleared'], 200, 200, 200, 404, 412],
    [['Staff', 'staff ', ' analyst', 'uncleared', 'staff,releaser', 'admin'], 200, 403, 403, 403, 403],
  ])('the groups %j open %i, %i, %i, %i, %i', async (groups, ...expected) => {
    expect(await statuses(way, await mint({ 'cognito:groups': groups }))).toEqual(expected);
  });

  test('groups that are no list, or stand elsewhere, open nothing', async () => {
    for (const groups of [
      'staff analyst cleared',
      '[staff analyst cleared]',
      { staff: true },
      undefined,
      null,
      [['staff']],
    ]) {
      const token = await mint({
        'cognito:groups': groups,
        groups: ['staff'],
        roles: ['staff'],
        'cognito:roles': ['staff'],
      });
      expect(await statuses(way, token)).toEqual([200, 403, 403, 403, 403]);
    }
  });

  test('without a token every door but the public one is 401 with a challenge', async () => {
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Basic c3RhZmY6c3RhZmY=',
      `Token ${await mint()}`,
    ]) {
      for (const door of guarded) {
        const { status, challenge } = await ask[way](door, authorization);
        expect([door, authorization, status, challenge]).toEqual([
          door,
          authorization,
          401,
          expect.stringMatching(/^Bearer/),
        ]);
      }
      expect((await ask[way]('public', authorization)).status).toBe(200);
    }
  });

  const bad: Record<string, (issuer: TestIssuer) => Promise<string> | string> = {
    'that has expired': () => mint({ exp: seconds() - 1 }),
    'that never expires': () => mint({ exp: undefined }),
    'that is not valid yet': () => mint({ nbf: seconds() + 300 }),
    'of the future': () => mint({ iat: seconds() + 3600, exp: seconds() + 7200 }),
    'with an altered signature': async () => {
      const [head, payload, signature = ''] = (await mint()).split('.');
      const bytes = Buffer.from(signature, 'base64url');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return `${head}.${payload}.${bytes.toString('base64url')}`;
    },
    'with an altered payload': async () => {
      const [head, , signature] = (await mint({ 'cognito:groups': [] })).split('.');
      return `${head}.${base64url(JSON.stringify(claimsWith()))}.${signature}`;
    },
    'without its signature': async () => (await mint()).replace(/[^.]+$/, ''),
    'with the signature of another token': async () => {
      const [head, payload] = (await mint()).split('.');
      return `${head}.${payload}.${(await mint({ sub: 'other' })).split('.')[2]}`;
    },
    'of another issuer': () => mint({ iss: 'https://elsewhere.example' }),
    'of another key under the same name': async () => mint({}, (await generateKeyPair('RS256')).privateKey),
    'of a key that nobody knows': () => mint({}, undefined, { kid: 'other' }),
    'that brings its own key': async () => {
      const own = await generateKeyPair('RS256');
      return mint({}, own.privateKey, { kid: undefined, jwk: await exportJWK(own.publicKey) });
    },
    'that says where its key is': async () =>
      mint({}, (await generateKeyPair('RS256')).privateKey, { jku: 'https://elsewhere.example/keys' }),
    'for another client': () => mint({ client_id: 'other' }),
    'for no client': () => mint({ client_id: undefined }),
    'for another audience': () => mint({ aud: 'https://elsewhere.example' }),
    'signed with HS256 and the public key': async ({ publicKey }) =>
      mint({}, new TextEncoder().encode(await exportSPKI(publicKey)), { alg: 'HS256' }),
    'signed with PS256 and the right key': async ({ privateKey }) =>
      mint({}, await importJWK(await exportJWK(privateKey), 'PS256'), { alg: 'PS256' }),
    'signed with RS384 and the right key': async ({ privateKey }) =>
      mint({}, await importJWK(await exportJWK(privateKey), 'RS384'), { alg: 'RS384' }),
    'signed by nobody': () => `${base64url('{"alg":"none"}')}.${base64url(JSON.stringify(claimsWith()))}.`,
    'with a member that is critical and unknown': () =>
      new SignJWT(claimsWith())
        .setProtectedHeader(header({ crit: ['x'], x: 1 }))
        .sign(running.issuer.privateKey, { crit: { x: true } }),
    'that is an id token': () => mint({ token_use: 'id', client_id: undefined, aud: running.issuer.clientId }),
    'of nobody': () => mint({ sub: undefined }),
    'of an empty name': () => mint({ sub: '' }),
    'that is garbage': () => 'garbage',
    'that is garbage in three parts': () => 'a.b.c',
    'with a payload that is no object': async () => {
      const { privateKey } = running.issuer;
      return new CompactSign(new TextEncoder().encode('"staff"')).setProtectedHeader(header()).sign(privateKey);
    },
    'that is followed by another': async () => `${await mint()},${await mint()}`,
  };

  test.each(Object.entries(bad))('a token %s is 401 at every door but the public one', async (_, make) => {
    const token = await make(running.issuer);
    expect(await statuses(way, token)).toEqual([200, 401, 401, 401, 401]);
    const { challenge } = await ask[way]('staff', `Bearer ${token}`);
    expect(challenge).toMatch(/^Bearer .*error="invalid_token"/);
  });
});

test('a scope opens the gateway and nothing else: a door looks at groups alone', async () => {
  const table: [string | undefined, number[]][] = [
    [undefined, [200, 403, 403, 403, 403]],
    ['', [200, 403, 403, 403, 403]],
    ['openid staff kelissoz kelissoz/Staff', [200, 403, 403, 403, 403]],
    ['kelissoz/analyst', [200, 200, 403, 403, 403]],
    ['kelissoz/cleared', [200, 403, 200, 403, 403]],
    ['kelissoz/staff', [200, 200, 403, 404, 412]],
    [everyScope.join(' '), [200, 200, 200, 404, 412]],
  ];
  for (const [scope, expected] of table) {
    const token = await mint({ scope });
    expect([scope, await statuses('deployed', token)]).toEqual([scope, expected]);
    expect([scope, await statuses('door', token)]).toEqual([scope, names.map((door) => doors[door].in)]);
  }
});

test('the public door answers the same bytes and tag to whoever asks, with whatever token', async () => {
  const without = await running.ask('GET', '/public/v1/parties');
  for (const token of [await mint(), await mint({ exp: 1 }), 'garbage']) {
    const { status, etag, body } = await running.ask('GET', '/public/v1/parties', { authorization: `Bearer ${token}` });
    expect({ status, etag, body }).toEqual({ status: 200, etag: without.etag, body: without.body });
  }
});
