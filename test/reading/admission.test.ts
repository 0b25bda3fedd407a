/** In which order the reading doors behind a sign-in refuse, and what nobody may keep; whom they let in is a table, `test/sign-in/`. */
import type { Hono } from 'hono';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { analystApp } from '../../functions/analyst.ts';
import { clearedApp } from '../../functions/cleared.ts';
import { freshTables } from '../dynamodb.ts';

const issuer = 'https://issuer.example';
const clientId = 'kelissoz';
const { publicKey, privateKey } = await generateKeyPair('RS256');
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] });

const now = Math.floor(Date.now() / 1000);
const tokenOf = (groups: readonly string[]): Promise<string> =>
  new SignJWT({
    iss: issuer,
    sub: 'somebody',
    iat: now,
    exp: now + 600,
    token_use: 'access',
    client_id: clientId,
    'cognito:groups': groups,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(privateKey);

let apps: Record<'analyst' | 'cleared', Hono>;
beforeAll(async () => {
  const { client, names: tables } = await freshTables();
  const runtime = { client, tables, clock: () => new Date(), newId: () => 'id', log: () => {} };
  const trusted = { issuer, clientId, keys };
  apps = {
    analyst: analystApp(runtime, trusted, 'https://kelissoz.example'),
    cleared: clearedApp(runtime, trusted, 'https://kelissoz.example'),
  };
});

const doors = ['analyst', 'cleared'] as const;
const ask = (door: (typeof doors)[number], token: string | undefined, place = '/timeline') =>
  apps[door].request(`/${door}/v1${place}`, {
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });

describe.each(doors)('the %s door', (door) => {
  const all = ['analyst', 'staff', 'cleared', 'releaser'];

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
