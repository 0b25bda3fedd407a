/** Whom the gateway lets pass, by tokens of an issuer that is found by OpenID Connect Discovery, as that of a desk is. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { jwtAuthorizer } from '../../local/gateway/authorizer.ts';
import type { Guard } from '../../local/gateway/http-api.ts';
import { isObject } from '../../shared/domain/json.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');
const now = new Date('2026-11-24T00:00:00Z');
const seconds = now.getTime() / 1000;

/** An issuer that answers while `state.up`. */
const openIssuer = async () => {
  const state = { up: true };
  const key = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
  let issuer = '';
  const server = createServer(({ url }, response) => {
    if (!state.up) return response.writeHead(500).end();
    if (url === '/.well-known/openid-configuration')
      return response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
    return response.end(JSON.stringify({ keys: [key] }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const at = server.address();
  issuer = `http://127.0.0.1:${isObject(at) ? at.port : ''}`;
  const guard: Guard = { issuer, audience: ['desk'], scopes: ['kelissoz/staff', 'kelissoz/analyst'] };
  return { issuer, guard, state };
};

const usual = { client_id: 'desk', scope: 'kelissoz/staff openid', sub: 's', iat: seconds - 10, exp: seconds + 60 };

const mint = (claims: JWTPayload, { key = privateKey, kid = 'k' } = {}): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key);

const answerOf = (result: Awaited<ReturnType<ReturnType<typeof jwtAuthorizer>>>) =>
  'refused' in result
    ? { status: result.refused.status, why: result.refused.headers.find(([name]) => name === 'www-authenticate')?.[1] }
    : result;

test('a token is let pass, and its claims are texts as API Gateway writes them', async () => {
  const { issuer, guard } = await openIssuer();
  const token = await mint({ ...usual, iss: issuer, 'cognito:groups': ['staff', 'releaser'], email_verified: true });
  expect(await jwtAuthorizer()(`Bearer ${token}`, guard, now)).toEqual({
    claims: {
      iss: issuer,
      client_id: 'desk',
      scope: 'kelissoz/staff openid',
      sub: 's',
      iat: String(seconds - 10),
      exp: String(seconds + 60),
      'cognito:groups': '[staff releaser]',
      email_verified: 'true',
    },
    scopes: ['kelissoz/staff', 'openid'],
  });
});

test('where a route asks for no scope, none are told', async () => {
  const { issuer, guard } = await openIssuer();
  const token = await mint({ ...usual, iss: issuer });
  expect(await jwtAuthorizer()(token, { ...guard, scopes: [] }, now)).toMatchObject({ scopes: null });
});

test.each<[string, JWTPayload]>([
  ['for the audience by aud', { aud: ['other', 'desk'], client_id: 'other' }],
  ['with scopes as a list', { scope: undefined, scp: ['kelissoz/analyst'] }],
  ['that is valid from now', { nbf: seconds }],
])('a token %s is let pass', async (_, claims) => {
  const { issuer, guard } = await openIssuer();
  const token = await mint({ ...usual, iss: issuer, ...claims });
  expect(await jwtAuthorizer()(`bearer ${token}`, guard, now)).toHaveProperty('claims');
});

test.each<[string, JWTPayload, string]>([
  ['for another client', { client_id: 'other' }, 'audience'],
  ['for another audience, whatever its client', { aud: 'other' }, 'audience'],
  ['of another issuer', { iss: 'https://other.example' }, 'issuer'],
  ['that has expired', { exp: seconds }, 'expired'],
  ['that does not end', { exp: undefined }, 'not valid'],
  ['that is not valid yet', { nbf: seconds + 1 }, 'not valid'],
  ['that was issued in the future', { iat: seconds + 1 }, 'future'],
])('a token %s is 401', async (_, claims, why) => {
  const { issuer, guard } = await openIssuer();
  const token = await mint({ ...usual, iss: issuer, ...claims });
  const answer = answerOf(await jwtAuthorizer()(`Bearer ${token}`, guard, now));
  expect(answer).toEqual({
    status: 401,
    why: expect.stringMatching(`error="invalid_token" error_description=".*${why}`),
  });
});

test('a token with a key of somebody else, or of nobody, is 401', async () => {
  const { issuer, guard } = await openIssuer();
  const claims = { ...usual, iss: issuer };
  const secret = new TextEncoder().encode('x'.repeat(32));
  const tokens = [
    await mint(claims, { key: stranger.privateKey }),
    await mint(claims, { kid: 'other' }),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k' }).sign(secret),
    `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(claims))}.`,
    'garbage',
    'a.b.c',
  ];
  for (const token of tokens) {
    expect(answerOf(await jwtAuthorizer()(`Bearer ${token}`, guard, now))).toMatchObject({ status: 401 });
  }
});

test.each([undefined, '', 'Bearer', 'Bearer '])('%j is no token: 401', async (authorization) => {
  const { guard } = await openIssuer();
  expect(answerOf(await jwtAuthorizer()(authorization, guard, now))).toEqual({ status: 401, why: 'Bearer' });
});

test.each(['openid', '', undefined])('a token with the scopes %j is 403', async (scope) => {
  const { issuer, guard } = await openIssuer();
  const token = await mint({ ...usual, iss: issuer, scope });
  const answer = answerOf(await jwtAuthorizer()(`Bearer ${token}`, guard, now));
  expect(answer).toEqual({ status: 403, why: expect.stringContaining('error="insufficient_scope"') });
});

test('while an issuer does not answer nobody passes, and then the next one does', async () => {
  const { issuer, guard, state } = await openIssuer();
  const authorize = jwtAuthorizer();
  const token = await mint({ ...usual, iss: issuer });
  state.up = false;
  expect(answerOf(await authorize(`Bearer ${token}`, guard, now))).toMatchObject({ status: 401 });
  state.up = true;
  expect(await authorize(`Bearer ${token}`, guard, now)).toHaveProperty('claims');
});
