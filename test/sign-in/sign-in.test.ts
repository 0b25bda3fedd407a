/** Signing in on a desk, from what the issuer says of itself to a save at the staff door. */
import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoveredKeys } from '../../functions/http/discovery.ts';
import { safeHeaders } from '../../functions/http/safe-headers.ts';
import { callerOf } from '../../functions/http/token.ts';
import { jwtAuthorizer } from '../../local/gateway/authorizer.ts';
import { people, password as right } from '../../local/people.ts';
import { everyScope, signInSettings } from '../../shared/contract/sign-in.ts';
import { isObject } from '../../shared/domain/json.ts';
import { type Browser, newBrowser, type Page } from './browser.ts';
import { type StandingIssuer, standingIssuer } from './issuer.ts';

let standing: StandingIssuer;
let discovered: { [name: string]: unknown };
beforeAll(async () => {
  standing = await standingIssuer();
  discovered = Object(await (await fetch(`${standing.issuer.issuer}/.well-known/openid-configuration`)).json());
});
afterAll(() => standing.close());

const endpoint = (name: string): string => String(discovered[`${name}_endpoint`]);
const redirect = (): string => `${standing.origin}/signed-in`;

/** An attempt to sign in: its verifier, and its address, with what is asked otherwise. */
const begin = (otherwise: Readonly<Record<string, string>> = {}) => {
  const verifier = randomBytes(32).toString('base64url');
  const { clientId, scope } = signInSettings(standing.issuer.issuer, standing.issuer.clientId);
  const address = new URL(endpoint('authorization'));
  const asked = {
    ...{ response_type: 'code', client_id: clientId, scope, redirect_uri: redirect(), state: 'x' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...otherwise,
  };
  for (const [name, value] of Object.entries(asked)) if (value !== '') address.searchParams.set(name, value);
  return { verifier, address };
};

const actionIn = ({ text }: Page): URL => new URL(/action="([^"]+)"/.exec(text)?.[1] ?? '', standing.origin);

/** Goes to an address and says who one is; answers where that ended. */
const say = async (browser: Browser, address: URL, name: string, password: string): Promise<Page> => {
  const form = await browser.follow(await browser.get(address), '/issuer/');
  expect([form.status, form.text.includes('<h1>Sign in</h1>')]).toEqual([200, true]);
  return browser.follow(await browser.post(actionIn(form), { name, password }), '/issuer/');
};

const codeIn = ({ location }: Page): string => location?.searchParams.get('code') ?? '';

const redeem = async (fields: Readonly<Record<string, string>>): Promise<{ [name: string]: unknown }> => {
  const body = new URLSearchParams({ client_id: standing.issuer.clientId, ...fields });
  const reply = await fetch(endpoint('token'), { method: 'POST', body });
  const said: unknown = await reply.json();
  return { status: reply.status, ...(isObject(said) ? said : {}) };
};

const byCode = (code: string, verifier: string, at = redirect()) =>
  redeem({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: at });

/** Signs somebody in, and answers the tokens. */
const signedIn = async (sub: string, browser = newBrowser(), otherwise = {}) => {
  const { verifier, address } = begin(otherwise);
  return byCode(codeIn(await say(browser, address, sub, right)), verifier);
};

test('the issuer says of itself what is so, and nothing that a desk has not', () => {
  const { issuer } = standing.issuer;
  expect(discovered).toMatchObject({
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['none'],
  });
  expect(discovered).not.toHaveProperty('userinfo_endpoint');
  expect(discovered).not.toHaveProperty('registration_endpoint');
});

test('the keys are public, and no part of the private one is among them', async () => {
  const { keys } = Object(await (await fetch(String(discovered.jwks_uri))).json());
  const { kty, kid, n, e } = standing.issuer.key;
  expect(keys).toEqual([{ kty, kid, n, e, use: 'sig', alg: 'RS256' }]);
});

test.each(people)(
  '$sub signs in as $as, and the token is what Cognito would give and the doors take',
  async ({ sub, groups }) => {
    const { status, ...tokens } = await signedIn(sub);
    expect({ status, ...tokens }).toEqual({
      status: 200,
      access_token: expect.any(String),
      id_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
      scope: ['openid', ...everyScope].join(' '),
    });
    const token = String(tokens.access_token);
    const { issuer, clientId } = standing.issuer;
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', kid: standing.issuer.key.kid, typ: 'JWT' });
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      ...{ iss: issuer, sub, client_id: clientId, token_use: 'access', jti: expect.any(String) },
      ...{ scope: tokens.scope, 'cognito:groups': groups, iat: expect.any(Number), exp: Number(claims.iat) + 900 },
    });
    const trust = { issuer, clientId, keys: discoveredKeys(issuer) };
    expect(await callerOf(`Bearer ${token}`, trust, new Date())).toEqual({ sub, groups });
    // The command line's token is of the same key and says the same.
    const minted = await standing.issuer.mint({ sub, groups, scope: 'x', seconds: 900, now: new Date() });
    expect(Object.keys(decodeJwt(minted)).sort()).toEqual(Object.keys(claims).sort());
    const guard = { issuer, audience: [clientId], scopes: ['kelissoz/staff'] };
    expect(await jwtAuthorizer()(`Bearer ${token}`, guard, new Date(Date.now() + 1000))).toHaveProperty(
      'claims.sub',
      sub,
    );
  },
);

test('the id token says who it is, and opens no door', async () => {
  const { id_token: token } = await signedIn('saule', newBrowser(), { nonce: 'n' });
  const { issuer, clientId } = standing.issuer;
  expect(decodeJwt(String(token))).toMatchObject({
    ...{ iss: issuer, sub: 'saule', aud: clientId, token_use: 'id', nonce: 'n' },
    ...{ 'cognito:username': 'saule', 'cognito:groups': ['staff', 'releaser'] },
  });
  const trust = { issuer, clientId, keys: createRemoteJWKSet(new URL(String(discovered.jwks_uri))) };
  expect(await callerOf(`Bearer ${token}`, trust, new Date())).toHaveProperty('refused', 'unauthenticated');
});

test('a scope that is not asked for, or that nobody has, is not given', async () => {
  const { access_token: token } = await signedIn('timur', newBrowser(), {
    scope: 'openid kelissoz/analyst kelissoz/admin',
  });
  expect(decodeJwt(String(token)).scope).toBe('openid kelissoz/analyst');
});

test.each([
  ['aigerim', 'wrong'],
  ['aigerim', ''],
  ['nobody', right],
  ['__proto__', right],
  ['', ''],
  ['<script>alert(1)</script>', right],
])('%j with the password %j is told so, and may try again', async (name, given) => {
  const browser = newBrowser();
  const { verifier, address } = begin();
  const page = await say(browser, address, name, given);
  expect([page.status, page.location]).toEqual([422, undefined]);
  expect(page.text).toContain('role="alert"');
  expect(page.text).not.toContain('<script>');
  const again = await browser.follow(
    await browser.post(actionIn(page), { name: 'timur', password: right }),
    '/issuer/',
  );
  expect(await byCode(codeIn(again), verifier)).toMatchObject({ status: 200 });
});

test('a code is good once; used again it takes back what it gave', async () => {
  const { verifier, address } = begin();
  const code = codeIn(await say(newBrowser(), address, 'aigerim', right));
  const first = await byCode(code, verifier);
  expect(first).toMatchObject({ status: 200 });
  expect(await byCode(code, verifier)).toMatchObject({ status: 400, error: 'invalid_grant' });
  const refresh = { grant_type: 'refresh_token', refresh_token: String(first.refresh_token) };
  expect(await redeem(refresh)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('a code is worth nothing without its verifier, for another address, or to another client', async () => {
  const { verifier, address } = begin();
  const code = codeIn(await say(newBrowser(), address, 'aigerim', right));
  const refused = { status: 400, error: 'invalid_grant' };
  expect(await byCode(code, begin().verifier)).toMatchObject(refused);
  expect(await redeem({ grant_type: 'authorization_code', code, redirect_uri: redirect() })).toMatchObject(refused);
  expect(await byCode(code, verifier, `${standing.origin}/`)).toMatchObject(refused);
  const other = { client_id: 'other', grant_type: 'authorization_code', code, code_verifier: verifier };
  expect(await redeem(other)).toMatchObject({ error: 'invalid_client' });
  expect(await byCode(code, verifier)).toMatchObject({ status: 200 });
});

test.each([
  ['a redirect to another site', { redirect_uri: 'https://elsewhere.example/signed-in' }],
  ['a redirect to another page', { redirect_uri: 'http://localhost:1/signed-in' }],
  ['no redirect', { redirect_uri: '' }],
  ['another client', { client_id: 'other' }],
])('%s is refused on the spot, and nobody is sent anywhere', async (_, otherwise) => {
  const page = await newBrowser().get(begin(otherwise).address);
  expect([page.status, page.location]).toEqual([400, undefined]);
  expect(page.text).toContain('<h1>This did not work</h1>');
});

test.each([
  ['without PKCE', { code_challenge: '', code_challenge_method: '' }],
  ['with a challenge in clear', { code_challenge_method: 'plain' }],
  ['for a token in the address', { response_type: 'token' }],
])('%s nobody is asked who they are', async (_, otherwise) => {
  const page = await newBrowser().get(begin(otherwise).address);
  expect(page.location?.origin).toBe(standing.origin);
  expect(page.location?.pathname).toBe('/signed-in');
  expect(`${page.location?.search}${page.location?.hash}`).toMatch(/error=(invalid_|unsupported_|unauthorized_)/);
});

test('an attempt is of the browser in which it was begun', async () => {
  const begun = newBrowser();
  const form = await begun.follow(await begun.get(begin().address), '/issuer/');
  const page = await newBrowser().post(actionIn(form), { name: 'aigerim', password: right });
  expect([page.status, page.location]).toEqual([400, undefined]);
  expect((await newBrowser().get(`${standing.issuer.issuer}/attempt/nothing`)).status).toBe(400);
});

test('a form that is larger than a name and a password is refused', async () => {
  const browser = newBrowser();
  const form = await browser.follow(await browser.get(begin().address), '/issuer/');
  const page = await browser.post(actionIn(form), { name: 'a'.repeat(5000), password: right });
  expect(page.status).toBe(413);
});

test('a token is refreshed once with each refresh token, and one used twice ends all of them', async () => {
  const first = await signedIn('aigerim');
  const refresh = ({ refresh_token: token }: { [name: string]: unknown }) =>
    redeem({ grant_type: 'refresh_token', refresh_token: String(token) });
  const second = await refresh(first);
  expect(second).toMatchObject({ status: 200, expires_in: 900 });
  expect(decodeJwt(String(second.access_token))).toMatchObject({ sub: 'aigerim', 'cognito:groups': ['staff'] });
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(await refresh(first)).toMatchObject({ status: 400, error: 'invalid_grant' });
  expect(await refresh(second)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('a refresh token that is revoked refreshes nothing', async () => {
  const { refresh_token: token } = await signedIn('aigerim');
  const body = new URLSearchParams({ client_id: standing.issuer.clientId, token: String(token) });
  expect((await fetch(endpoint('revocation'), { method: 'POST', body })).status).toBe(200);
  const refresh = { grant_type: 'refresh_token', refresh_token: String(token) };
  expect(await redeem(refresh)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('who is signed in is not asked again, and who signs out is, and cannot refresh', async () => {
  const browser = newBrowser();
  const tokens = await signedIn('saule', browser);
  const straight = begin();
  const there = await browser.follow(await browser.get(straight.address), '/issuer/');
  expect(await byCode(codeIn(there), straight.verifier)).toMatchObject({ status: 200 });

  const end = new URL(endpoint('end_session'));
  end.searchParams.set('client_id', standing.issuer.clientId);
  end.searchParams.set('post_logout_redirect_uri', `${standing.origin}/`);
  const page = await browser.get(end);
  expect([page.status, page.text.includes('<h1>Sign out</h1>')]).toEqual([200, true]);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const left = await browser.post(actionIn(page), { xsrf, logout: 'yes' });
  expect(left.location?.href).toBe(`${standing.origin}/`);
  const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) };
  expect(await redeem(refresh)).toMatchObject({ status: 400, error: 'invalid_grant' });
  const asked = await browser.follow(await browser.get(begin().address), '/issuer/');
  expect(asked.text).toContain('<h1>Sign in</h1>');

  end.searchParams.set('post_logout_redirect_uri', 'https://elsewhere.example/');
  expect(await browser.get(end)).toMatchObject({ status: 400, location: undefined });
});

test('every reply of the issuer has the safe headers, and its pages a policy under which they work', async () => {
  const browser = newBrowser();
  const form = await browser.follow(await browser.get(begin().address), '/issuer/');
  const addresses = ['/.well-known/openid-configuration', '/.well-known/jwks.json', '/token', '/nothing', '/logout'];
  const replies = await Promise.all(addresses.map((path) => browser.get(standing.issuer.issuer + path)));
  const refused = await browser.get(begin({ client_id: 'other' }).address);
  const wrong = await browser.post(actionIn(form), { name: 'x', password: 'y' });
  for (const { headers } of [form, refused, wrong, ...replies]) {
    for (const [name, value] of Object.entries(safeHeaders)) {
      const said = headers.get(name) ?? '';
      if (name === 'Content-Security-Policy')
        expect(said).toMatch(/^default-src 'none'; ?script-src.*frame-ancestors 'none'$/);
      else if (name !== 'Cache-Control') expect([name, said]).toEqual([name, value]);
    }
    expect(headers.get('Content-Security-Policy')).not.toMatch(/unsafe|\*|https?:/);
  }
  expect(form.headers.get('Cache-Control')).toBe('no-store');
  // The style is in the policy by its hash, the page has no script, and every field has a label.
  const style = /<style>([^<]*)<\/style>/.exec(form.text)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(form.headers.get('Content-Security-Policy')).toContain(`'sha256-${hash}'`);
  expect(form.text).not.toMatch(/<script|style=|\son\w+=/);
  const labelled = [...form.text.matchAll(/<label for="(\w+)"/g)].map(([, id]) => id);
  expect([...form.text.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id)).toEqual(labelled);
});

test('a token of before a restart is of the same key as one after it', async () => {
  const { keys } = Object(await (await fetch(String(discovered.jwks_uri))).json());
  const { issuer, clientId } = standing.issuer;
  const { access_token: token } = await signedIn('timur');
  const trust = { issuer, clientId, keys: createLocalJWKSet({ keys }) };
  expect(await callerOf(`Bearer ${token}`, trust, new Date())).toHaveProperty('sub', 'timur');
  expect(await callerOf(`Bearer ${token}`, trust, new Date(Date.now() + 901_000))).toHaveProperty('refused');
});
