import { expect, test } from 'vitest';
import { filter } from './filter.ts';

const change = (sk: string) => ({ eventName: 'INSERT', dynamodb: { Keys: { pk: { S: 'p' }, sk: { S: sk } } } });
const onSortKey = (options: unknown[]) => JSON.stringify({ dynamodb: { Keys: { sk: { S: options } } } });

test('a pattern takes what is one of its values, or begins with one of its prefixes', () => {
  const wants = filter([onSortKey(['CURRENT', 'BEAT', { prefix: 'MEMBER#' }])]);
  const taken = ['CURRENT', 'BEAT', 'MEMBER#kaz', 'REVISION#00000001', 'CURRENT2', ''].filter((sk) =>
    wants(change(sk)),
  );
  expect(taken).toEqual(['CURRENT', 'BEAT', 'MEMBER#kaz']);
});

test('every member of a pattern has to fit, and one of several patterns is enough', () => {
  const removed = JSON.stringify({ eventName: ['REMOVE'], dynamodb: { Keys: { sk: { S: ['CURRENT'] } } } });
  expect(filter([removed])(change('CURRENT'))).toBe(false);
  expect(filter([removed, onSortKey(['CURRENT'])])(change('CURRENT'))).toBe(true);
});

test('without patterns everything passes, and what lacks a member does not pass a pattern', () => {
  expect(filter([])({})).toBe(true);
  expect(filter([onSortKey(['CURRENT'])])({})).toBe(false);
});

test.each([{ 'anything-but': ['a'] }, { numeric: ['>', 1] }, { exists: true }, { suffix: 'a' }])(
  'the comparison %j is not passed over',
  (comparison) => {
    expect(() => filter([onSortKey([comparison])])).toThrow();
  },
);
