/** The documentation is shown at every door without sign-in, from this origin alone. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/docs.ts';
import { bases } from '../../shared/contract/operation.ts';
import { documentation } from './documentation.ts';
import { keptDocument } from './judge.ts';

const app = documentation();

describe.each(['public', 'analyst', 'cleared', 'staff'] as const)('under the base path of the %s door', (door) => {
  const get = async (path: string, init?: RequestInit): Promise<Response> => app.request(bases[door] + path, init);

  test('openapi.json is the document as it is kept, with an ETag that is honoured', async () => {
    const reply = await get('/openapi.json');
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    expect(await reply.json()).toEqual(keptDocument(door));
    const tag = reply.headers.get('etag') ?? '';
    expect((await get('/openapi.json', { headers: { 'If-None-Match': tag } })).status).toBe(304);
  });

  test('everything that the page loads stands under the same path, and the page has no script of its own', async () => {
    const page = await (await get('/docs')).text();
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(loaded).toEqual(['data:,', 'docs/swagger-ui.css', 'docs/swagger-ui-bundle.js', 'docs/start.js']);
    expect(page).not.toMatch(/<script>|<style|\son\w+=|style=/);
    for (const address of loaded.slice(1)) {
      const reply = await get(`/${address}`);
      expect([address, reply.status]).toEqual([address, 200]);
      expect(reply.headers.get('content-type')).toMatch(/^text\/(css|javascript); charset=utf-8$/);
    }
  });

  test('nothing may be loaded from elsewhere, run inline, or put into a frame', async () => {
    const policy = (await get('/docs')).headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('what is not there is 404, and another method 405', async () => {
    expect((await get('/docs/swagger-ui.js')).status).toBe(404);
    expect((await get('/docs/../../package.json')).status).toBe(404);
    const reply = await get('/docs', { method: 'POST' });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

test('the site is told who signs people in, and where on the site it may send them', async () => {
  const reply = await app.request('/public/v1/sign-in');
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  expect(await reply.json()).toEqual({
    authority: 'https://issuer.test',
    clientId: 'desk',
    scope: 'openid kelissoz/staff kelissoz/analyst kelissoz/cleared',
    signedInPath: '/signed-in',
    signedOutPath: '/',
  });
});

describe('as a Lambda', () => {
  const address = '/public/v1/docs/swagger-ui.css';
  const event: Parameters<typeof handler>[0] = {
    version: '2.0',
    routeKey: '$default',
    rawPath: address,
    rawQueryString: '',
    headers: { host: 'tracker.example' },
    isBase64Encoded: false,
    body: null,
    requestContext: {
      accountId: '',
      apiId: '',
      authentication: null,
      authorizer: {},
      domainName: 'tracker.example',
      domainPrefix: 'tracker',
      http: { method: 'GET', path: address, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' },
      requestId: 'r',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  };

  test('it answers with the files of its folder, as text', async () => {
    vi.stubEnv('DOCS_FOLDER', dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')));
    vi.stubEnv('TOKEN_ISSUER', 'https://issuer.test');
    vi.stubEnv('TOKEN_CLIENT_ID', 'desk');
    const reply = await handler(event);
    vi.unstubAllEnvs();
    expect(reply).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect('body' in reply && reply.body).toContain('.swagger-ui');
  });
});
