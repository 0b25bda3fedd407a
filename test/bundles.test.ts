/** Bundles in a process of their own, as Lambda runs them: what the environment names is asked, and a trace leads to the source. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { isObject } from '../shared/domain/json.ts';
import { bundleOf, environmentOf, eventOf } from './bench/bundles.ts';
import { freshTables } from './dynamodb.ts';
import { party } from './writing/door.ts';

const folder = mkdtempSync(join(tmpdir(), 'kelissoz-bundles-'));
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** A server on localhost, and where it is. */
const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://localhost:${address.port}`;
};

/** The replies of a function to some events one after the other, and the lines of its log. */
const run = async (name: Parameters<typeof bundleOf>[0], events: readonly object[], env: Record<string, string>) => {
  const { file } = bundleOf(name, folder);
  const all = events.map((event) => `console.log('=' + JSON.stringify(await handler(${JSON.stringify(event)}, {})))`);
  const code = `const { handler } = require(${JSON.stringify(file)}); (async () => { ${all.join('; ')} })()`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', code], { env });
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  const parsed = (chosen: readonly string[]): { [name: string]: unknown }[] =>
    chosen.map((line): unknown => JSON.parse(line)).map((value) => (isObject(value) ? value : {}));
  return {
    replies: parsed(lines.flatMap((line) => (line.startsWith('=') ? [line.slice(1)] : []))),
    log: parsed(lines.filter((line) => !line.startsWith('='))),
  };
};

test('a trace in the log leads to the line of the source', async () => {
  const { connection } = await freshTables();
  const env = { ...environmentOf(connection, 'no-such-'), NODE_OPTIONS: '--enable-source-maps' };
  const { replies, log } = await run('public', [eventOf('/public/v1/parties/kaz')], env);
  expect(replies).toMatchObject([{ statusCode: 500 }]);
  expect(log).toMatchObject([{ level: 'error', event: 'unexpected', error: 'ResourceNotFoundException' }]);
  const [, line = 0] = String(log[0]?.frames).match(/functions\/store\/view\.ts:(\d+):\d+/) ?? [];
  // All the way from the door, past the many frames of the SDK.
  expect(String(log[0]?.frames)).toContain('functions/http/lambda.ts:');
  const source = readFileSync(new URL('../functions/store/view.ts', import.meta.url), 'utf8').split('\n');
  expect(source[Number(line) - 1]).toContain('await client.send(new GetCommand(');
});

test('documentation that is not where it should be is a 500 that says nothing', async () => {
  const { replies, log } = await run('docs', [eventOf('/public/v1/openapi.json')], {
    DOCS_FOLDER: '/nowhere',
    TOKEN_ISSUER: 'https://issuer.example',
    TOKEN_CLIENT_ID: 'desk',
  });
  expect(replies).toMatchObject([{ statusCode: 500, headers: { 'content-type': 'application/problem+json' } }]);
  expect(log).toMatchObject([{ level: 'error', event: 'unexpected', requestId: 'r', error: 'Error' }]);
});

test('the staff door finds the keys of any issuer, writes, and has the projector withdraw', async () => {
  const { connection, names } = await freshTables();
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
  const issuer: string = await serve((request, response) => {
    const found = request.url?.endsWith('configuration') ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] };
    response.end(JSON.stringify(found));
  });
  const invoked: string[] = [];
  const lambda = await serve(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    invoked.push(`${request.url} ${body}`);
    response.end('{"withheld":true}');
  });
  const token = await new SignJWT({ token_use: 'access', client_id: 'desk', 'cognito:groups': ['staff'] })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuer)
    .setSubject('aigul')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  const env = {
    ...environmentOf(connection, names.records.replace(/Records$/, '')),
    TOKEN_ISSUER: issuer,
    AWS_ENDPOINT_URL_LAMBDA: lambda,
    PROJECTOR_FUNCTION: 'projector',
    EXPUNGER_FUNCTION: 'expunger',
    ORIGIN_SECRET: 'hush',
  };
  const sent = (method: string, headers: Record<string, string>, body?: object) => {
    const event = eventOf('/staff/v1/parties/kaz');
    return {
      ...event,
      headers: { ...event.headers, authorization: `Bearer ${token}`, 'x-origin-secret': 'hush', ...headers },
      requestContext: { ...event.requestContext, http: { ...event.requestContext.http, method } },
      ...(body && { body: JSON.stringify(body) }),
    };
  };
  const json = { 'content-type': 'application/json' };
  const { replies, log } = await run(
    'staff',
    [
      sent('PUT', { 'x-origin-secret': 'wrong' }),
      sent('PUT', { ...json, 'if-none-match': '*' }, party),
      sent('DELETE', { 'if-match': '"1"' }),
    ],
    env,
  );
  expect(replies).toMatchObject([
    { statusCode: 403 },
    { statusCode: 201, headers: { etag: '"1"' } },
    { statusCode: 204, headers: { withheld: 'true' }, body: '' },
  ]);
  expect(invoked).toEqual(['/2015-03-31/functions/projector/invocations {"withdraw":"party#kaz"}']);
  // Of what did not come by the origin nothing is noted but that it came.
  expect(log).toMatchObject([
    { event: 'origin-refused', requestId: 'r' },
    { event: 'request', method: 'PUT', status: 201 },
    { event: 'request', method: 'DELETE', status: 204 },
  ]);
});
