/** Every reply of what is deployed has the header fields that keep it from doing harm in a browser, pages a strict policy of their own. */
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compression } from '../../local/gateway/compression.ts';
import { template } from '../policy/deployed.ts';
import { type Asked, type Running, run } from '../policy/running.ts';

let running: Running;
beforeAll(async () => {
  running = await run(template);
});
afterAll(() => running.close());

/** What is asked, and the status that answers. Of each kind of reply one: of doors, of pages, of the gateway itself. */
const asked: [what: string, status: number, method: string, path: string, asked?: Asked][] = [
  ['a public reading', 200, 'GET', '/public/v1/parties'],
  ['what is not there', 404, 'GET', '/public/v1/parties/nobody'],
  ['a fault in an address', 400, 'GET', '/public/v1/parties?limit=0'],
  ['another method', 405, 'DELETE', '/public/v1/parties'],
  ['the description of a door', 200, 'GET', '/staff/v1/openapi.json'],
  ['how to sign in', 200, 'GET', '/public/v1/sign-in'],
  ['the documentation', 200, 'GET', '/public/v1/docs'],
  ['a script of it', 200, 'GET', '/public/v1/docs/start.js'],
  ['no address', 404, 'GET', '/nowhere/at/all'],
  ['an analyst’s reading', 200, 'GET', '/analyst/v1/parties', { by: ['timur', 'analyst'] }],
  [
    'a save',
    201,
    'PUT',
    '/staff/v1/parties/kaz',
    { by: ['a', 'staff'], body: { kind: 'state', name: { en: 'Kazakhstan' } } },
  ],
  ['a save that is at fault', 422, 'PUT', '/staff/v1/parties/x', { by: ['a', 'staff'], body: {} }],
  ['a group that is missing', 403, 'GET', '/staff/v1/parties/kaz', { by: ['a', 'staff-not', 'analyst'] }],
  ['a token that is missing', 401, 'GET', '/staff/v1/parties/kaz'],
  ['a token that is bad', 401, 'GET', '/analyst/v1/parties', { authorization: 'Bearer x' }],
  ['the site', 200, 'GET', '/'],
  ['a page', 200, 'GET', '/en/timeline'],
  ['a page that is not there', 404, 'GET', '/en/nowhere'],
];

test.each(asked)('%s (%i)', async (_, expected, method, path, more) => {
  const { status, headers } = await running.ask(method, path, more);
  expect(status).toBe(expected);
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  });
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:(?!\/\/)/);
  // A page asks hosts that are not its own by name: the issuer, and the bucket that takes files.
  const others = policy.split('; ').filter((directive) => /https?:/.test(directive));
  expect(others.filter((directive) => !directive.startsWith('connect-src '))).toEqual([]);
  if (!headers.get('content-type')?.startsWith('text/html')) expect(policy).not.toMatch(/script-src|https?:/);
  // Only what is public may be kept, for as long as it says and by nobody but the edge.
  const kept = headers.get('cache-control') ?? 'no-store';
  expect(kept).toMatch(/^(public, max-age=0, s-maxage=\d+|(private, )?no-store)$/);
  if (/^\/(analyst|cleared|staff)\/v1\/parties/.test(path)) expect(kept).toContain('no-store');
});

test('what a page and an oEmbed frame link to is where the site is served, be it without https', async () => {
  const at = 'http://localhost:3000';
  const page = await running.ask('GET', '/en/timeline');
  const links = [...page.text.matchAll(/<link rel="(?:canonical|alternate)"[^>]* href="([^"]*)"/g)].map(([, to]) => to);
  expect(links.length).toBeGreaterThanOrEqual(5);
  expect(links.filter((to) => !to?.startsWith(`${at}/`))).toEqual([]);
  const { status, body } = await running.ask('GET', `/public/v1/oembed?url=${encodeURIComponent(`${at}/en/timeline`)}`);
  expect([status, body.provider_url]).toEqual([200, `${at}/`]);
  expect(body.html).toContain(` src="${at}/embed/en/timeline"`);
});

test('what CloudFront would compress is compressed on a desk, with a weak ETag, and nothing that staff send back', () => {
  const compressed = compression(template);
  const body = Buffer.from('what is said '.repeat(100));
  const headersAt = (target: string, type: string, from = body): ReadonlyMap<string, string> => {
    const reply = { status: 200, headers: [['content-type', type] as const, ['etag', '"1"'] as const], body: from };
    const rawHeaders = ['Accept-Encoding', 'gzip, deflate, br'];
    const there = compressed(
      { method: 'GET', target, rawHeaders, body: from, httpVersion: '1.1', sourceIp: '' },
      reply,
    );
    const headers = new Map(there.headers);
    expect(headers.has('content-encoding') ? gunzipSync(there.body) : there.body).toEqual(from);
    return headers;
  };
  for (const target of ['/kk/timeline?from=2017', '/', '/assets/client-x.js', '/public/v1/timeline']) {
    const headers = headersAt(target, target.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'text/html');
    expect([target, headers.get('content-encoding'), headers.get('etag')]).toEqual([target, 'gzip', 'W/"1"']);
  }
  for (const kept of [
    headersAt('/staff/v1/parties/kaz', 'application/json'),
    headersAt('/public/v1/timeline', 'application/json', Buffer.from('{}')),
    headersAt('/en/timeline', 'image/png'),
  ]) {
    expect(kept.get('etag')).toBe('"1"');
  }
});
