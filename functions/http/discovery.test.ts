/** How the keys of an issuer are found, asked of an issuer that really answers, or does not. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, expect, test } from 'vitest';
import { discoveredKeys } from './discovery.ts';
import { callerOf } from './token.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' };

type Said = { issuer: string; jwks_uri: string };

/** An issuer on localhost: what it says of itself may be changed, as may its replies' status; `asked` are the paths. */
const standing = async (at = '/pool') => {
  const asked: string[] = [];
  const state = { status: 200, keysStatus: 200, change: (said: Said): object => said };
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const keys = path === '/elsewhere/keys.json';
    const body = keys ? { keys: [jwk] } : state.change({ issuer, jwks_uri: `${origin}/elsewhere/keys.json` });
    const known = path === `${at.replace(/\/$/, '')}/.well-known/openid-configuration`;
    response
      .writeHead(keys ? state.keysStatus : known ? state.status : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://localhost:${address.port}`;
  const issuer = `${origin}${at}`;
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const keys = discoveredKeys(issuer);
  const knock = async (kid = 'k1') => {
    const token = await new SignJWT({ token_use: 'access', client_id: 'c', sub: 'aigul', 'cognito:groups': ['staff'] })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    const caller = await callerOf(`Bearer ${token}`, { issuer, clientId: 'c', keys }, new Date());
    return 'refused' in caller ? caller.refused : caller.sub;
  };
  return { asked, state, knock, issuer, close: () => closers.pop()?.() };
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

test('the keys are where the issuer says, and both are asked for once', async () => {
  const { knock, asked } = await standing();
  expect(await Promise.all([knock(), knock(), knock()])).toEqual(['aigul', 'aigul', 'aigul']);
  expect(await knock()).toBe('aigul');
  expect(asked).toEqual(['/pool/.well-known/openid-configuration', '/elsewhere/keys.json']);
});

test('an issuer whose name ends in a slash is found as well', async () => {
  const { knock, asked } = await standing('/');
  expect(await knock()).toBe('aigul');
  expect(asked[0]).toBe('/.well-known/openid-configuration');
});

test('a token signed with a key that is not among them is the token’s fault', async () => {
  const { knock } = await standing();
  expect(await knock('k2')).toBe('unauthenticated');
});

test('what is wrong of an issuer is 503 while it is so, and is not kept', async () => {
  const { knock, state, issuer } = await standing();
  const wrongs: ((said: Said) => object)[] = [
    (said) => ({ ...said, issuer: `${issuer}/other` }),
    (said) => ({ ...said, issuer: `${issuer}/` }),
    (said) => ({ ...said, jwks_uri: 'http://keys.example/keys.json' }),
    (said) => ({ ...said, jwks_uri: 'file:///etc/keys.json' }),
    (said) => ({ ...said, jwks_uri: 'keys.json' }),
    ({ issuer: name }) => ({ issuer: name }),
    () => [],
  ];
  for (const change of wrongs) {
    state.change = change;
    expect([String(change), await knock()]).toEqual([String(change), 'busy']);
  }
  state.change = (said) => said;
  for (const status of [500, 404, 302]) {
    state.status = status;
    expect(await knock()).toBe('busy');
  }
  state.status = 200;
  expect(await knock()).toBe('aigul');
});

test('keys that cannot be had after the issuer was found are 503, and asked for again', async () => {
  const { knock, state, asked } = await standing();
  state.keysStatus = 500;
  expect(await knock()).toBe('busy');
  state.keysStatus = 200;
  expect(await knock()).toBe('aigul');
  expect(asked.filter((path) => path.endsWith('configuration'))).toHaveLength(1);
});

test('an issuer that cannot be reached is 503', async () => {
  const { knock, close } = await standing();
  await close();
  expect(await knock()).toBe('busy');
});

test('an issuer that would be asked in clear text over a network is none', () => {
  for (const issuer of ['http://issuer.example', 'ftp://localhost', 'issuer', 'http://localhost.example']) {
    expect(() => discoveredKeys(issuer), issuer).toThrow();
  }
});
