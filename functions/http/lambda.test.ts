/** A door as Lambda calls it: events of the HTTP API in payload format 2.0, and what stands before the application. */
import { Hono } from 'hono';
import { afterEach, expect, test, vi } from 'vitest';
import { lambdaHandler } from './lambda.ts';
import { instanceOf } from './problems.ts';

type Change = { method?: string; [member: string]: unknown };

const eventOf = ({ method = 'GET', ...more }: Change = {}) => ({
  version: '2.0',
  routeKey: 'ANY /public/v1/{proxy+}',
  rawPath: '/public/v1/timeline',
  rawQueryString: '',
  headers: { host: 'tracker.example', accept: 'a,b' },
  // As the gateway joins them, which nothing may believe.
  queryStringParameters: { limit: '1,2' },
  isBase64Encoded: false,
  requestContext: { domainName: 'tracker.example', http: { method, path: '/x' }, requestId: 'r1', stage: '$default' },
  ...more,
});

/** An application that says what it was asked. */
const echo = () => {
  const app = new Hono();
  app.all('*', async (c) => {
    const asked = { method: c.req.method, place: instanceOf(c.req), query: new URL(c.req.url).search };
    return c.json({ ...asked, accept: c.req.header('Accept'), body: await c.req.text() }, 201, { ETag: '"x"' });
  });
  app.onError((error) => {
    throw error;
  });
  return app;
};

const logged = () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  return lines;
};

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const asked = async (change?: Change) => {
  const reply = await lambdaHandler(echo)(eventOf(change));
  expect(reply).toMatchObject({ statusCode: 201, isBase64Encoded: false });
  return JSON.parse(reply.body);
};

test('an event becomes the request that was sent, and the reply its text', async () => {
  const reply = await lambdaHandler(echo)(eventOf({ rawQueryString: 'limit=1&limit=2' }));
  expect(reply).toEqual({
    statusCode: 201,
    headers: {
      'content-type': 'application/json',
      etag: '"x"',
      // What every reply says in which the application says nothing of it.
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
    body: expect.any(String),
    isBase64Encoded: false,
  });
  expect(JSON.parse(reply.body)).toEqual({
    method: 'GET',
    place: '/public/v1/timeline',
    query: '?limit=1&limit=2',
    accept: 'a,b',
    body: '',
  });
});

test('a method that no request can have is refused by the application like any that it does not know', async () => {
  for (const method of ['TRACE', 'CONNECT', 'track']) expect((await asked({ method })).method).toBe('OTHER');
});

test('a body comes as it was sent, encoded or not, and not at all where the method has none', async () => {
  expect((await asked({ method: 'PUT', body: 'мир' })).body).toBe('мир');
  const body = Buffer.from('мир').toString('base64');
  expect((await asked({ method: 'PUT', body, isBase64Encoded: true })).body).toBe('мир');
  expect((await asked({ method: 'GET', body: 'x' })).body).toBe('');
  expect((await asked({ method: 'POST', body: null })).body).toBe('');
  expect(await lambdaHandler(echo)(eventOf({ method: 'HEAD', body: 'x' }))).toMatchObject({
    statusCode: 201,
    body: '',
  });
});

test('a body comes to the byte, a byte order mark and bytes that are no text as well', async () => {
  const handler = lambdaHandler(() => ({
    fetch: async (request) => Response.json([...new Uint8Array(await request.arrayBuffer())]),
  }));
  const bytesOf = async (change: Change) => JSON.parse((await handler(eventOf({ method: 'POST', ...change }))).body);
  const bytes = Buffer.from('\uFEFF{}\n');
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(await bytesOf({ body: bytes.toString('base64'), isBase64Encoded: true })).toEqual([...bytes]);
  expect(await bytesOf({ body: bytes.toString() })).toEqual([...bytes]);
  expect(await bytesOf({ body: '/wA=', isBase64Encoded: true })).toEqual([0xff, 0x00]);
});

test('a path that the gateway has decoded is one path', async () => {
  expect(await asked({ rawPath: '/public/v1/a?b#c d\\e\n', rawQueryString: 'q=1' })).toMatchObject({
    place: '/public/v1/a%3Fb%23c%20d%5Ce%0A',
    query: '?q=1',
  });
  // The end of an address is trimmed: one that ends in a space would be another's.
  expect(await asked({ rawPath: '/public/v1/a ' })).toMatchObject({ place: '/public/v1/a%20' });
  expect(await asked({ rawPath: '/public/v1/Мир%' })).toMatchObject({ place: '/public/v1/%D0%9C%D0%B8%D1%80%' });
});

test('what does not come by the origin is 403 before there is anything else', async () => {
  vi.stubEnv('ORIGIN_SECRET', 'new,old');
  const lines = logged();
  let requests = 0;
  const handler = lambdaHandler(() => ({
    fetch: async () => {
      requests += 1;
      return new Response('in');
    },
  }));
  const refused = await handler(eventOf());
  expect(refused).toMatchObject({ statusCode: 403, headers: { 'content-type': 'application/problem+json' } });
  expect(JSON.parse(refused.body)).toMatchObject({ type: '/problems/forbidden', instance: '/public/v1/timeline' });
  expect(await handler(eventOf({ headers: { 'x-origin-secret': 'new,old' } }))).toMatchObject({ statusCode: 403 });
  expect(requests).toBe(0);
  // An alarm counts these.
  const line = { level: 'info', event: 'origin-refused', requestId: 'r1' };
  expect(lines.map((text) => JSON.parse(text))).toMatchObject([line, line]);
  for (const secret of ['new', 'old']) {
    expect(await handler(eventOf({ headers: { 'x-origin-secret': secret } }))).toMatchObject({ statusCode: 200 });
  }
});

test('the application is made once, of the environment, and again only where that failed', async () => {
  const environments: (string | undefined)[] = [];
  const handler = lambdaHandler((env) => {
    environments.push(env.PUBLIC_VIEW_TABLE);
    if (!env.PUBLIC_VIEW_TABLE) throw new Error('The environment lacks PUBLIC_VIEW_TABLE');
    return echo();
  });
  await expect(handler(eventOf())).rejects.toThrow('The environment lacks PUBLIC_VIEW_TABLE');
  vi.stubEnv('PUBLIC_VIEW_TABLE', 'PublicView');
  await handler(eventOf());
  await handler(eventOf());
  expect(environments).toEqual([undefined, 'PublicView']);
});

test('what an application does not catch is a 500 and a line of the log, neither of which says what was thrown', async () => {
  const lines = logged();
  const handler = lambdaHandler(() => ({ fetch: () => Promise.reject(new TypeError('secret-talks')) }));
  const reply = await handler(eventOf());
  expect(reply.statusCode).toBe(500);
  expect(JSON.parse(reply.body)).toEqual({
    type: '/problems/internal',
    title: 'Something went wrong on our side',
    status: 500,
    requestId: 'r1',
  });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines.join())).toMatchObject({ event: 'unexpected', requestId: 'r1', error: 'TypeError' });
  expect(lines.join()).not.toContain('secret');
});

test('a header field comes in the bytes in which it was sent, whatever letters they are', async () => {
  for (const sent of ['"Қазақ"', 'ü', '\ufffd', 'a\u{1f54a}']) {
    const { accept } = await asked({ headers: { accept: sent } });
    expect(Buffer.from(accept, 'latin1').toString()).toBe(sent);
  }
});

test('what no request can be made of is the same 500', async () => {
  const lines = logged();
  const reply = await lambdaHandler(echo)(eventOf({ headers: { 'x y': 'secret-talks' } }));
  expect(reply.statusCode).toBe(500);
  expect(lines.join()).not.toContain('secret');
});

test('an event of another kind is refused without a word of what it holds', async () => {
  await expect(lambdaHandler(echo)({ httpMethod: 'GET', path: '/secret-talks' })).rejects.toThrow(/^An event is none/);
});
