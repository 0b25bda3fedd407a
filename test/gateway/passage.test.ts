/** What a function gets of a request, and a caller of its answer: over HTTP, and through an instance. */
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { echo, serve } from './served.ts';

const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

test('bytes come through as they are, there and back', async () => {
  const { address } = await serve({
    back: {
      code: `exports.handler = async ({ body, isBase64Encoded }) =>
        ({ statusCode: 200, headers: { 'content-type': 'application/octet-stream' }, body, isBase64Encoded });`,
    },
  });
  const reply = await fetch(`${address}/back`, { method: 'PUT', body: bytes });
  expect(Buffer.from(await reply.arrayBuffer()).equals(bytes)).toBe(true);
  expect(reply.headers.get('content-length')).toBe('256');
});

test('two parameters of one name, two header fields of one name, and cookies reach the function', async () => {
  const { address } = await serve({ echo: { code: echo } });
  const sent = request(`${address}/echo?a=1&a=2&b=%C3%A9`, {
    headers: { 'X-Twice': ['one', 'two'], Cookie: 'a=1; b=2', 'X-Added': ['by a caller', 'twice'] },
  });
  sent.end();
  const [reply] = await once(sent, 'response');
  const event: unknown = JSON.parse(await text(reply));
  expect(event).toMatchObject({
    rawQueryString: 'a=1&a=2&b=%C3%A9',
    queryStringParameters: { a: '1,2', b: 'é' },
    headers: { 'x-twice': 'one,two', 'x-added': 'by CloudFront' },
    cookies: ['a=1', 'b=2'],
  });
  expect(event).not.toHaveProperty('headers.cookie');
});

test('every cookie of an answer is a header field of its own', async () => {
  const { address } = await serve({
    cookies: { code: `exports.handler = async () => ({ statusCode: 204, cookies: ['a=1; Path=/', 'b=2, c'] });` },
  });
  const reply = await fetch(`${address}/cookies`);
  expect({ status: reply.status, cookies: reply.headers.getSetCookie() }).toEqual({
    status: 204,
    cookies: ['a=1; Path=/', 'b=2, c'],
  });
});

test.each(['HEAD', 'OPTIONS', 'DELETE', 'PATCH'])('%s reaches the function as it is', async (method) => {
  const { address } = await serve({
    method: {
      code: `exports.handler = async (event) => ({ statusCode: 200, headers: { 'x-method': event.requestContext.http.method } });`,
    },
  });
  expect((await fetch(`${address}/method`, { method })).headers.get('x-method')).toBe(method);
});

test('a reply and the event name the same request', async () => {
  const { address } = await serve({ echo: { code: echo } });
  const reply = await fetch(`${address}/echo`);
  const event: unknown = await reply.json();
  expect(event).toHaveProperty('requestContext.requestId', reply.headers.get('apigw-requestid'));
});

test('a function has the environment of its template and of Lambda, and nothing of who runs the desk', async () => {
  process.env.KELISSOZ_TEST_SECRET = 'of the desk';
  const { address } = await serve({
    env: {
      code: `exports.handler = async (_event, { functionName, memoryLimitInMB, getRemainingTimeInMillis }) =>
        ({ env: { ...process.env }, context: { functionName, memoryLimitInMB, inTime: getRemainingTimeInMillis() > 0 } });`,
      environment: { OWN: 'value' },
    },
  });
  const { env, context } = Object(await (await fetch(`${address}/env`)).json());
  delete process.env.KELISSOZ_TEST_SECRET;
  expect(context).toEqual({ functionName: 'env', memoryLimitInMB: '256', inTime: true });
  expect(env).toMatchObject({
    OWN: 'value',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_LAMBDA_FUNCTION_NAME: 'env',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
  });
  for (const name of ['PATH', 'HOME', 'KELISSOZ_TEST_SECRET']) expect(env).not.toHaveProperty(name);
});

test('errors that a function logs reach the log of the desk, and what else it prints is no news', async () => {
  const { address, notes } = await serve({
    talk: {
      code: `exports.handler = async () => {
        process.stdout.write(JSON.stringify({ level: 'error', event: 'unexpected', requestId: 'r' }) + '\\n');
        console.log('a line'); return null; };`,
    },
  });
  await fetch(`${address}/talk`);
  await expect.poll(() => notes.length).toBe(2);
  expect(notes).toEqual([
    { level: 'error', event: 'unexpected', function: 'talk', requestId: 'r' },
    { level: 'info', event: 'printed', function: 'talk', line: 'a line' },
  ]);
});
