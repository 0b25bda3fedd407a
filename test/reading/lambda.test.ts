/** The public door as Lambda calls it: an event of the HTTP API in payload format 2.0, and the environment. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { handler } from '../../functions/public.ts';
import { freshTables } from '../dynamodb.ts';

const eventOf = (rawQueryString: string, more: object = {}) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: '/public/v1/timeline',
  rawQueryString,
  headers: { host: 'tracker.example' },
  // As the gateway joins them, which nothing may believe.
  queryStringParameters: { limit: '1,2' },
  isBase64Encoded: false,
  body: null,
  requestContext: {
    accountId: '',
    apiId: '',
    authentication: null,
    authorizer: {},
    domainName: 'tracker.example',
    domainPrefix: 'tracker',
    http: { method: 'GET', path: '/public/v1/timeline', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' },
    requestId: 'r',
    routeKey: '$default',
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
  ...more,
});

beforeAll(async () => {
  const { connection, names } = await freshTables();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', String(connection.endpoint));
  vi.stubEnv('PUBLIC_VIEW_TABLE', names.publicView);
  vi.stubEnv('AWS_REGION', 'local');
  // DynamoDB Local keeps the tables of each key apart.
  const { credentials } = connection;
  if (typeof credentials !== 'object') throw new Error('no fixed credentials');
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
});
afterAll(() => vi.unstubAllEnvs());

test('answers with text, not base64, from the table that the environment names', async () => {
  const reply = await handler(eventOf('limit=3'));
  expect(reply).toMatchObject({ statusCode: 200, isBase64Encoded: false });
  expect(reply.body).toBe('{"items":[],"next":null,"included":{"parties":{},"processes":{}}}');
});

test('sees a doubled parameter, which the gateway joins', async () => {
  expect(await handler(eventOf('limit=1&limit=2'))).toMatchObject({ statusCode: 400 });
});

test('is not put off by a body, which a reading has no use for', async () => {
  expect(await handler(eventOf('', { body: 'x' }))).toMatchObject({ statusCode: 200 });
});
