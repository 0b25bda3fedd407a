/** Who is let in at the reading doors behind a sign-in: a table of doors and tokens. */
import type { Hono } from 'hono';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { analystApp } from '../../functions/analyst.ts';
import { clearedApp } from '../../functions/cleared.ts';
import { freshTables } from '../dynamodb.ts';

const issuer = 'https://issuer.example';
const clientId = 'kelissoz';
const { publicKey, privateKey } = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] });

const now = Math.floor(Date.now() / 1000);
const tokenOf = (groups: readonly string[], claims: JWTPayload = {}, key = privateKey): Promise<string> =>
  new SignJWT({
    iss: issuer,
    sub: 'somebody',
    iat: now,
    exp: now + 600,
    token_use: 'access',
    client_id: clientId,
    'cognito:groups': groups,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(key);

let apps: Record<'analyst' | 'cleared', Hono>;
beforeAll(async () => {
  const { client, names: tables } = await freshTables();
  const runtime = { client, tables, clock: () => new Date(), newId: () => 'id', log: () => {} };
  const trusted = { issuer, clientId, keys };
  apps = { analyst: analystApp(runtime, trusted), cleared: clearedApp(runtime, trusted) };
});

const doors = ['analyst', 'cleared'] as const;
const ask = (door: (typeof doors)[number], token: string | undefined, place = '/timeline') =>
  apps[door].request(`/${door}/v1${place}`, {
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });

test.each([
  // groups, the analyst door, the cleared door
  [[], 403, 403],
  [['analyst'], 200, 403],
  [['staff'], 200, 403],
  [['releaser'], 403, 403],
  [['cleared'], 403, 200],
  [['staff', 'releaser'], 200, 403],
  [['staff', 'cleared'], 200, 200],
  [['Cleared', 'cleared ', 'uncleared', 'staff,cleared'], 403, 403],
])('of the groups %j the analyst door says %i, the cleared door %i', async (groups, analyst, cleared) => {
  const token = await tokenOf(groups);
  expect([(await ask('analyst', token)).status, (await ask('cleared', token)).status]).toEqual([analyst, cleared]);
});

describe.each(doors)('the %s door', (door) => {
  const all = ['analyst', 'staff', 'cleared', 'releaser'];

  test('answers 401 to every token but one of its issuer, for its client, in its time', async () => {
    const bad = [
      undefined,
      'nonsense',
      await tokenOf(all, {}, stranger.privateKey),
      await tokenOf(all, { iss: 'https://elsewhere.example' }),
      await tokenOf(all, { client_id: 'another' }),
      await tokenOf(all, { token_use: 'id' }),
      await tokenOf(all, { exp: now - 1 }),
    ];
    for (const token of bad) {
      const { status, headers } = await ask(door, token);
      expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('Bearer')]);
    }
  });

  test('takes groups from the list of groups and from nowhere else', async () => {
    for (const groups of ['cleared analyst', { cleared: true }, undefined]) {
      const token = await tokenOf([], { 'cognito:groups': groups, scope: all.join(' '), groups: all });
      expect((await ask(door, token)).status).toBe(403);
    }
  });

  test('refuses before it looks at anything, and says the same of every address', async () => {
    for (const place of ['/timeline', '/timeline?limit=0', '/rounds/nothing', '/nothing', '/rounds/']) {
      expect([place, (await ask(door, undefined, place)).status]).toEqual([place, 401]);
      expect([place, (await ask(door, await tokenOf(['releaser']), place)).status]).toEqual([place, 403]);
    }
  });

  test('lets nobody keep what it answers', async () => {
    const reply = await ask(door, await tokenOf(all));
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });
});
