import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { decodeHead, encodeHead, noReads, type RowKey, splitRowKey, unknown } from './head.ts';

const rowsOf = (count: number): Map<RowKey, string> =>
  new Map(
    Array.from({ length: count }, (_, index): [RowKey, string] => {
      const text = createHash('sha256').update(String(index)).digest('base64url').slice(0, 16);
      return [`timeline#party#${index % 193}#month#2017-${index % 12}\n2016-09-13#round#unga-71-${index}`, text];
    }),
  );

it('keeps the rows of a year’s session of 193 parties in a third of an item', () => {
  const rows = rowsOf(5000).set('processes\n#odd\nkey', unknown);
  const reads = { records: ['party#kaz', 'process#un'] as const, blocs: ['e3plus3'] };
  const files = new Map([['texts/k1', 'digest']]);
  const item = encodeHead({ rows, reads, files });
  expect(item.rows.byteLength).toBeLessThan(133 * 1024);
  const head = decodeHead({ counter: 7, ...item });
  expect(head.counter).toBe(7);
  expect(head.rows).toEqual(new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1))));
  expect(head.reads).toEqual(reads);
  expect(head.files).toEqual(files);
});

it('refuses loudly more rows than one item can name', () => {
  expect(() => encodeHead({ rows: rowsOf(40_000), reads: noReads, files: new Map() })).toThrow('does not fit');
});

it('reads a head that was only ever claimed as one without rows', () => {
  expect(decodeHead({ counter: 1 })).toEqual({ counter: 1, rows: new Map(), reads: noReads, files: new Map() });
});

it('splits a row key at its first line break', () => {
  expect(splitRowKey('party-names\na\nb#kaz')).toEqual({ pk: 'party-names', sk: 'a\nb#kaz' });
});
