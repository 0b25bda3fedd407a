import { expect, test } from 'vitest';
import { ownReply, replyOf } from './reply.ts';

const replied = (answer: unknown) => {
  const { status, headers, body } = replyOf(JSON.stringify(answer));
  return { status, headers, body: body.toString('utf8') };
};

test('an answer with a status says everything', () => {
  const answer = {
    statusCode: 201,
    headers: { 'X-Count': 3, 'Content-Type': 'text/html', Connection: 'close', 'Content-Length': '1' },
    cookies: ['a=1; Path=/', 'b=2'],
    body: 'жол',
  };
  expect(replied(answer)).toEqual({
    status: 201,
    headers: [
      ['x-count', '3'],
      ['content-type', 'text/html'],
      ['set-cookie', 'a=1; Path=/'],
      ['set-cookie', 'b=2'],
    ],
    body: 'жол',
  });
});

test.each([
  ['a text', 'Hello', 'Hello'],
  ['an object', { message: 'Hello' }, '{"message":"Hello"}'],
  ['nothing', null, 'null'],
])('without a status %s is the body of a 200', (_what, answer, body) => {
  expect(replied(answer)).toEqual({ status: 200, headers: [['content-type', 'application/json']], body });
});

test('base64 is decoded to the very bytes', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const answer = { statusCode: 200, isBase64Encoded: true, body: bytes.toString('base64') };
  expect(replyOf(JSON.stringify(answer)).body.equals(bytes)).toBe(true);
});

test('a body without a type is plain text, and no body has no type', () => {
  expect(replied({ statusCode: 200, body: 'a' }).headers).toEqual([['content-type', 'text/plain;charset=UTF-8']]);
  expect(replied({ statusCode: 304 })).toEqual({ status: 304, headers: [], body: '' });
});

test.each([
  { statusCode: 'x' },
  { statusCode: 99 },
  { statusCode: 200.5 },
  { statusCode: 200, headers: { a: {} } },
  { statusCode: 200, cookies: 'a=1' },
])('%j is no reply, but a 500', (answer) => {
  expect(replyOf(JSON.stringify(answer))).toEqual(ownReply(500));
});
