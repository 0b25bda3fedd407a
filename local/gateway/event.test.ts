import { expect, test } from 'vitest';
import { type Arrived, addressOf, eventOf } from './event.ts';

const passing = {
  routeKey: '$default',
  pathParameters: { parameter1: 'value1' },
  apiId: 'api-id',
  accountId: '123456789012',
  stage: '$default',
  domainName: 'id.execute-api.us-east-1.amazonaws.com',
  requestId: 'id',
  now: new Date('2020-03-12T19:03:58.390Z'),
  authorized: { claims: { claim1: 'value1', claim2: 'value2' }, scopes: ['scope1', 'scope2'] },
};

/** The request of the Developer Guide's example, as it comes over HTTP. */
const example: Arrived = {
  method: 'POST',
  target: '/path/to/resource?parameter1=value1&parameter1=value2&parameter2=value',
  rawHeaders: [
    ...['Cookie', 'cookie1=a; cookie2=b', 'Header1', 'value1', 'HEADER2', 'value1', 'header2', 'value2'],
    ...[
      'User-Agent',
      'agent',
      'Content-Type',
      'text/plain',
      'Connection',
      'keep-alive',
      'Transfer-Encoding',
      'chunked',
    ],
  ],
  body: Buffer.from('Hello from client'),
  httpVersion: '1.1',
  sourceIp: '192.0.2.1',
};

test('an event is as AWS documents it', () => {
  expect(eventOf(example, passing)).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/path/to/resource',
    rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=value',
    cookies: ['cookie1=a', 'cookie2=b'],
    headers: {
      header1: 'value1',
      header2: 'value1,value2',
      'user-agent': 'agent',
      'content-type': 'text/plain',
      'content-length': '17',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-5e6a879e-[0-9a-f]{24}$/),
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    queryStringParameters: { parameter1: 'value1,value2', parameter2: 'value' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      authorizer: { jwt: { claims: { claim1: 'value1', claim2: 'value2' }, scopes: ['scope1', 'scope2'] } },
      domainName: 'id.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'id',
      http: {
        method: 'POST',
        path: '/path/to/resource',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'agent',
      },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '12/Mar/2020:19:03:58 +0000',
      timeEpoch: 1584039838390,
    },
    body: 'Hello from client',
    pathParameters: { parameter1: 'value1' },
    isBase64Encoded: false,
  });
});

test('what a request has none of is left out, but for the query as text', () => {
  const bare = { ...example, method: 'GET', target: '/', rawHeaders: [], body: Buffer.alloc(0) };
  const event = eventOf(bare, { ...passing, pathParameters: {}, authorized: undefined });
  expect(Object.keys(event)).toEqual([
    ...['version', 'routeKey', 'rawPath', 'rawQueryString', 'headers', 'requestContext', 'isBase64Encoded'],
  ]);
  expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  expect(event).not.toHaveProperty('requestContext.authorizer');
});

test.each([
  ['application/json', true],
  ['Application/JSON; charset=utf-8', true],
  ['text/csv', true],
  ['application/xml', true],
  ['application/javascript', true],
  ['application/problem+json', false],
  ['application/x-ndjson', false],
  ['application/x-www-form-urlencoded', false],
  ['application/octet-stream', false],
  [undefined, false],
])('a body of type %s is text: %s', (type, text) => {
  const body = Buffer.from('жол');
  const rawHeaders = type === undefined ? [] : ['content-type', type];
  expect(eventOf({ ...example, rawHeaders, body }, passing)).toMatchObject({
    body: text ? 'жол' : body.toString('base64'),
    isBase64Encoded: !text,
  });
});

test('a body that is compressed is bytes, whatever is in it', () => {
  const rawHeaders = ['content-type', 'application/json', 'content-encoding', 'gzip'];
  expect(eventOf({ ...example, rawHeaders }, passing)).toMatchObject({ isBase64Encoded: true });
});

test.each([
  ['/a/%D0%B6?x=%D0%B6&y=1+2', '/a/ж', 'x=%D0%B6&y=1+2'],
  ['/a%2Fb', '/a/b', ''],
  ['/a%3Fb=c', '/a', ''],
  ['/a/?', '/a/', ''],
  ['/a?b?c', '/a', 'b?c'],
  ['//a', '//a', ''],
  ['http://localhost:3000/a?b', '/a', 'b'],
  ['*', '*', ''],
])('of %s the path is decoded and the query is not', (target, rawPath, rawQueryString) => {
  expect(addressOf(target)).toEqual({ rawPath, rawQueryString });
});

test('an address that cannot be decoded is none', () => {
  expect(addressOf('/a%zz')).toBeUndefined();
  expect(addressOf('/a%ff')).toBeUndefined();
});

test('header fields in UTF-8 stay what they are', () => {
  const value = Buffer.from('Қазақ', 'utf8').toString('latin1');
  expect(eventOf({ ...example, rawHeaders: ['X', value] }, passing)).toMatchObject({ headers: { x: 'Қазақ' } });
});
