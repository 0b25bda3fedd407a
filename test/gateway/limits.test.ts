/** The limits of API Gateway and Lambda, as a caller meets them. */
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { echo, serve } from './served.ts';

const mb = 1024 * 1024;
const own = async (reply: Response) => ({
  status: reply.status,
  type: reply.headers.get('content-type'),
  body: await reply.json(),
});
const said = (status: number, message: string) => ({ status, type: 'application/json', body: { message } });
const post = (address: string, body: string | Buffer, type = 'text/plain') =>
  fetch(address, { method: 'POST', body, headers: { 'content-type': type } });

test('more than 10 MB is 413, and the connection serves the next request', async () => {
  const { address } = await serve({ count: { code: `exports.handler = async ({ body }) => String(body?.length);` } });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = async (bytes: number) => {
    const sent = request(`${address}/count`, { method: 'POST', agent, headers: { 'content-type': 'text/plain' } });
    sent.end(Buffer.alloc(bytes, 'a'));
    const [reply] = await once(sent, 'response');
    return { status: reply.statusCode, body: await text(reply) };
  };
  expect(await send(10 * mb + 1)).toEqual({ status: 413, body: '{"message":"Request Entity Too Large"}' });
  expect(await send(10)).toEqual({ status: 200, body: '10' });
  agent.destroy();
});

test('an event has at most 6 MB: as many of text, three quarters of it of bytes', async () => {
  const { address } = await serve({ count: { code: `exports.handler = async ({ body }) => String(body.length);` } });
  expect(await own(await post(`${address}/count`, 'a'.repeat(6 * mb)))).toEqual(said(413, 'Request Entity Too Large'));
  expect((await post(`${address}/count`, 'a'.repeat(6 * mb - 4096))).status).toBe(200);
  const bytes = (count: number) => post(`${address}/count`, Buffer.alloc(count), 'application/octet-stream');
  expect((await bytes(5 * mb)).status).toBe(413);
  expect((await bytes(4 * mb)).status).toBe(200);
});

test('an answer of more than 6 MB is 500', async () => {
  const { address, notes } = await serve({
    large: { code: `exports.handler = async () => ({ statusCode: 200, body: 'a'.repeat(6291556) });` },
    fits: { code: `exports.handler = async () => ({ statusCode: 200, body: 'a'.repeat(6291500) });` },
  });
  expect(await own(await fetch(`${address}/large`))).toEqual(said(500, 'Internal Server Error'));
  expect(notes).toMatchObject([{ event: 'function-failed', error: 'Function.ResponseSizeTooLarge' }]);
  expect((await fetch(`${address}/fits`)).status).toBe(200);
});

// Counts its events in memory, so that an answer tells whether the instance is the same.
const counting = (work: string) => `let events = 0;
  exports.handler = async ({ rawQueryString }) => { events += 1; if (rawQueryString === 'now') return events; ${work} };`;

test('who waits longer than the route says is told 503, and the function goes on', async () => {
  const code = counting(`await new Promise((resolve) => setTimeout(resolve, 400)); return events;`);
  const { address } = await serve({ slow: { code, patience: 50 }, patient: { code } });
  expect(await own(await fetch(`${address}/slow`))).toEqual(said(503, 'Service Unavailable'));
  expect(await (await fetch(`${address}/patient`)).json()).toBe(1);
});

test.each([
  ['waits', `await new Promise(() => {}); `],
  ['is busy', `for (;;);`],
])(
  'a function that %s for longer than it may run is ended, and the next event gets a new instance',
  async (_, work) => {
    const { address, notes } = await serve({ stuck: { code: counting(work), seconds: 0.5 } });
    expect(await own(await fetch(`${address}/stuck`))).toEqual(said(500, 'Internal Server Error'));
    expect(notes).toMatchObject([
      { level: 'error', event: 'function-failed', function: 'stuck', error: 'Sandbox.Timedout' },
    ]);
    // A machine that stands still for half a second ends that one as well.
    await expect.poll(async () => (await fetch(`${address}/stuck?now`)).json()).toBe(1);
  },
);

test('a busy function that is waited for too briefly is 503, and ended when its own time is over', async () => {
  const { address, notes } = await serve({
    stuck: { code: 'exports.handler = async () => { for (;;); };', seconds: 1, patience: 100 },
  });
  expect((await fetch(`${address}/stuck`)).status).toBe(503);
  await expect.poll(() => notes).toMatchObject([{ error: 'Sandbox.Timedout' }]);
});

test.each([
  ['throws', `exports.handler = async () => { throw new TypeError('secret'); };`, 'TypeError'],
  ['throws no error', `exports.handler = async () => { throw 'secret'; };`, 'string'],
  ['ends its process', `exports.handler = async () => process.exit(1);`, 'Runtime.ExitError'],
  [
    'fails outside its handler',
    `exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('secret'); }));`,
    'Runtime.ExitError',
  ],
  ['does not load', `throw new RangeError('secret');`, 'RangeError'],
  ['does not parse', `exports.handler = async () => {`, 'SyntaxError'],
  ['has no handler', ``, 'TypeError'],
  ['answers what is no JSON', `exports.handler = async () => 1n;`, 'TypeError'],
  [
    'takes more memory than it has',
    `exports.handler = async () => { let all; for (;;) all = { all }; };`,
    'Runtime.OutOfMemory',
  ],
])('a function that %s is 500, and its log quotes nothing', async (_, code, error) => {
  const { address, notes } = await serve({ broken: { code, memory: 128 } });
  for (const _ of [1, 2])
    expect(await own(await fetch(`${address}/broken`))).toEqual(said(500, 'Internal Server Error'));
  const failures = notes.filter(({ event }) => event === 'function-failed');
  expect(failures).toMatchObject([
    { level: 'error', error },
    { level: 'error', error },
  ]);
  expect(JSON.stringify(notes.filter(({ level }) => level === 'error'))).not.toContain('secret');
});

test('more at once than the template reserves is 503', async () => {
  const enough = join(mkdtempSync(join(tmpdir(), 'kelissoz-limits-')), 'enough');
  // It lasts until the other has been answered, however long that takes.
  const code = `const { existsSync } = require('node:fs');
    exports.handler = async ({ rawQueryString }) => {
      while (!existsSync(decodeURIComponent(rawQueryString))) await new Promise((resolve) => setTimeout(resolve, 20));
    };`;
  const { address } = await serve({ one: { code, concurrency: 1 } });
  const replies = [1, 2].map(async () => (await fetch(`${address}/one?${encodeURIComponent(enough)}`)).status);
  expect(await Promise.race(replies)).toBe(503);
  writeFileSync(enough, '');
  expect((await Promise.all(replies)).sort()).toEqual([200, 503]);
});

test('events side by side are never in one instance', async () => {
  const code = `let inHand = 0; exports.handler = async () => {
    inHand += 1; await new Promise((resolve) => setTimeout(resolve, 20)); const most = inHand; inHand -= 1; return most; };`;
  const { address } = await serve({ alone: { code } });
  const most = await Promise.all(Array.from({ length: 12 }, async () => (await fetch(`${address}/alone`)).json()));
  expect(most).toEqual(Array(12).fill(1));
});

test('an address that cannot be decoded is 400, one without a route 404', async () => {
  const { address } = await serve({ echo: { code: echo } });
  expect(await own(await fetch(`${address}/echo%zz`))).toEqual(said(400, 'Bad Request'));
  expect(await own(await fetch(`${address}/nowhere`))).toEqual(said(404, 'Not Found'));
});
