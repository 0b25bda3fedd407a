/** What the staff door makes of the projector's and the expunger's answers, over the real client; Lambda itself is a server of ours. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expungingFiles } from './expunger.ts';
import { withdrawing } from './projector.ts';

type Asked = { method: string | undefined; path: string | undefined; body: unknown };

const asked: Asked[] = [];
let answer = (response: ServerResponse) => response.end('{"withheld":true}');

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  asked.push({ method: request.method, path: request.url, body: JSON.parse(Buffer.concat(parts).toString()) });
  answer(response);
});

let client: LambdaClient;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  client = new LambdaClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const withdraw = (patience?: number) => withdrawing('projector:live', client, patience)('round#r-1');

test('the projector is invoked for the record, and its answer believed', async () => {
  for (const withheld of [true, false]) {
    answer = (response) => response.end(JSON.stringify({ withheld }));
    expect(await withdraw()).toBe(withheld);
  }
  expect(asked[0]).toEqual({
    method: 'POST',
    path: '/2015-03-31/functions/projector%3Alive/invocations',
    body: { withdraw: 'round#r-1' },
  });
});

test('the expunger is invoked for the document, and nothing but its word counts', async () => {
  const expunge = expungingFiles('expunger:live', client);
  for (const gone of [true, false]) {
    answer = (response) => response.end(JSON.stringify({ gone }));
    expect(await expunge('document#d-1')).toBe(gone);
  }
  expect(asked[0]).toMatchObject({
    path: '/2015-03-31/functions/expunger%3Alive/invocations',
    body: { expunge: 'document#d-1' },
  });
  answer = (response) => response.setHeader('X-Amz-Function-Error', 'Unhandled').end('{"gone":true}');
  expect(await expunge('document#d-1')).toBe(false);
});

test('an error of the function, and an answer that is none, are no confirmation', async () => {
  answer = (response) => response.setHeader('X-Amz-Function-Error', 'Unhandled').end('{"withheld":true}');
  expect(await withdraw()).toBe(false);
  for (const body of ['{"withheld":"true"}', '{}', 'null', '{"batchItemFailures":[]}', '']) {
    answer = (response) => response.end(body);
    expect([body, await withdraw()]).toEqual([body, false]);
  }
});

test('who cannot be invoked, answers no JSON, or is not heard of in time, is an error', async () => {
  answer = (response) => response.writeHead(403, { 'X-Amzn-ErrorType': 'AccessDeniedException' }).end('{}');
  await expect(withdraw()).rejects.toThrow();
  answer = (response) => response.end('withheld');
  await expect(withdraw()).rejects.toThrow(SyntaxError);
  answer = (response) => response;
  await expect(withdraw(50)).rejects.toMatchObject({ name: 'AbortError' });
});
