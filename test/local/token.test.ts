/** `npm run token`. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { callerOf } from '../../functions/http/token.ts';
import { dataFolder } from '../../local/data-folder.ts';
import { openIssuer } from '../../local/issuer.ts';
import { newFolder, run } from './desk-process.ts';

const token = (folder: string, ...args: string[]) => run('token', { DATA_DIR: folder, PORT: '4711' }, args).ended;

const trustOf = async (path: string, port: number) => {
  const folder = dataFolder({ DATA_DIR: path });
  const issuer = folder.ok ? await openIssuer(folder, port) : folder;
  if (!issuer.ok) throw new Error(issuer.sentence);
  const { kty, kid, n, e } = issuer.key;
  const publicPart = { kty, kid, n, e };
  return { issuer: issuer.issuer, clientId: issuer.clientId, keys: createLocalJWKSet({ keys: [publicPart] }) };
};

test('a token is what the doors take, for the groups named', async () => {
  const folder = newFolder();
  const { out, err, code } = await token(folder, '--sub', 'saule', '--groups', 'releaser,staff');
  expect({ err, code }).toEqual({ err: '', code: 0 });
  const trust = await trustOf(folder, 4711);
  const now = Date.now();
  const caller = await callerOf(`Bearer ${out.trimEnd()}`, trust, new Date(now));
  expect(caller).toEqual({ sub: 'saule', groups: ['staff', 'releaser'] });
  expect(await callerOf(`Bearer ${out.trimEnd()}`, trust, new Date(now + 3_601_000))).toHaveProperty('refused');
  expect(statSync(join(folder, 'issuer-key.json')).mode & 0o777).toBe(0o600);
});

test('a token opens the gateway of every door, as Cognito gives it, or of those that are named', async () => {
  const folder = newFolder();
  const scopeOf = async (...args: string[]) => {
    const { out } = await token(folder, '--sub', 'timur', '--groups', 'analyst', ...args);
    return decodeJwt(out.trimEnd()).scope;
  };
  expect(await scopeOf()).toBe('kelissoz/staff kelissoz/analyst kelissoz/cleared');
  expect(await scopeOf('--scope', 'cleared,analyst')).toBe('kelissoz/analyst kelissoz/cleared');
  expect(await scopeOf('--scope', '')).toBe('');
});

test('two that are first at once sign with the same key', async () => {
  const folder = newFolder();
  const both = await Promise.all([1, 2].map(() => token(folder, '--sub', 'timur', '--groups', 'analyst')));
  const trust = await trustOf(folder, 4711);
  for (const { out } of both) {
    expect(await callerOf(`Bearer ${out.trimEnd()}`, trust, new Date())).toHaveProperty('sub', 'timur');
  }
});

test.each([
  [['--groups', 'staff'], '--sub'],
  [['--sub', '', '--groups', 'staff'], '--sub'],
  [['--sub', 'a'], '--groups'],
  [['--sub', 'a', '--groups', ','], '--groups'],
  [['--sub', 'a', '--groups', 'staff,admin'], 'staff, analyst, releaser, cleared'],
  [['--sub', 'a', '--groups', 'staff', '--scope', 'releaser'], 'staff, analyst, cleared'],
  [['--sub', 'a', '--group', 'staff'], '--group'],
  [['--sub', 'a', '--groups', 'staff', 'more'], 'more'],
])('%j is refused in one sentence', async (args, names) => {
  const { out, err, code } = await token(newFolder(), ...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(/^[^\n]+\.\n$/);
  expect(err).toContain(names);
});
