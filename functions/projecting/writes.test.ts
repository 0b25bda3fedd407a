import { expect, it } from 'vitest';
import { type Head, noReads, type RowKey, unknown } from '../store/head.ts';
import { digest, type RowItem } from '../store/row.ts';
import { mostRowsAtOnce, plan } from './writes.ts';

const rows = (count: number, body = 'a'): RowItem[] =>
  Array.from({ length: count }, (_, index) => ({
    pk: 'timeline',
    sk: String(index).padStart(4, '0'),
    of: 'party#kaz',
    body,
  }));
const headOf = (items: readonly RowItem[]): Head => ({
  counter: 1,
  rows: new Map(items.map((item): [RowKey, string] => [`${item.pk}\n${item.sk}`, digest(item)])),
  reads: noReads,
  files: new Map(),
});

const logging = { own: 'party#kaz\na', day: '2026-01-02', restricted: false } as const;

it('writes nothing when nothing has changed, and the head alone when only what it read has', () => {
  expect(plan(headOf(rows(3)), rows(3), noReads, logging)).toEqual([]);
  const reads = { records: ['party#kaz'] as const, blocs: [] };
  expect(plan(headOf(rows(3)), rows(3), reads, logging)).toEqual([
    { head: { rows: headOf(rows(3)).rows, reads, files: new Map() }, puts: [], deletes: [] },
  ]);
});

it('puts only rows whose bytes differ or are not known, and deletes what is no more', () => {
  const head = headOf(rows(4));
  const [first, second, third] = rows(4);
  if (!first || !second || !third) throw new Error('three rows');
  const doubtful = { ...head, rows: new Map(head.rows).set('timeline\n0000', unknown) };
  const changed = { ...second, body: 'b' };
  const [only, ...more] = plan(doubtful, [first, changed, third], noReads, logging);
  expect(more).toEqual([]);
  expect(only).toMatchObject({ puts: [first, changed], deletes: ['timeline\n0003'] });
  expect(only?.head?.rows).toEqual(headOf([first, changed, third]).rows);
});

it('does 97 rows in one transaction, and of more lets the head name old and new keys before and the new ones after', () => {
  expect(plan(headOf([]), rows(mostRowsAtOnce), noReads, logging)).toHaveLength(1);
  const before = headOf(rows(150, 'old'));
  const after = rows(300).slice(100);
  const [first, second, ...rest] = plan(before, after, noReads, logging);
  expect([first, second, ...rest].map((one) => (one?.puts.length ?? 0) + (one?.deletes.length ?? 0))).toEqual([
    97, 97, 97, 9,
  ]);
  // Taking back comes first, and every key that is about to change is named as unknown before it does.
  expect(first?.deletes).toHaveLength(97);
  expect([...(first?.head?.rows ?? [])]).toHaveLength(300);
  expect(new Set(first?.head?.rows.values())).toEqual(new Set([unknown]));
  expect(second?.head).toBeUndefined();
  expect(rest.at(-1)?.head?.rows).toEqual(headOf(after).rows);
});

it('goes by what is really there, where that is known: a row lost or damaged is put, one that no head names deleted', () => {
  const head = headOf(rows(4));
  const [first, second, third, fourth] = rows(4);
  if (!first || !second || !third || !fourth) throw new Error('four rows');
  const there = new Map<RowKey, string>(headOf([first, third]).rows)
    .set('timeline\n0001', unknown)
    .set('timeline\n9', 'x');
  const [only, ...more] = plan(head, rows(4), noReads, logging, mostRowsAtOnce, there);
  expect(more).toEqual([]);
  expect(only).toMatchObject({ puts: [second, fourth], deletes: ['timeline\n9'] });
  expect(only?.head?.rows).toEqual(head.rows);
});

it('repairs a head that has lost keys or names too many, though no row differs', () => {
  const there = headOf(rows(3)).rows;
  const right = { head: { rows: there, reads: noReads, files: new Map() }, puts: [], deletes: [] };
  expect(plan(headOf(rows(2)), rows(3), noReads, logging, mostRowsAtOnce, there)).toEqual([right]);
  expect(plan(headOf(rows(4)), rows(3), noReads, logging, mostRowsAtOnce, there)).toEqual([right]);
  expect(plan(headOf(rows(3)), rows(3), noReads, logging, mostRowsAtOnce, there)).toEqual([]);
});

it('keeps a transaction below 3.5 MB', () => {
  const heavy = rows(30, 'x'.repeat(300_000));
  const sizes = plan(headOf([]), heavy, noReads, logging).map(({ puts }) => puts.length);
  expect(sizes).toEqual([11, 11, 8]);
});

it('throws on a projection that makes a row twice', () => {
  expect(() => plan(headOf([]), [...rows(1), ...rows(1)], noReads, logging)).toThrow('twice');
});

const own: RowItem = { pk: 'party#kaz', sk: 'a', of: 'party#kaz', body: '1' };
const changesOf = (before: readonly RowItem[], after: readonly RowItem[]) =>
  plan(headOf(before), after, noReads, logging, 2).map(({ change }) => change?.became);

it('logs what becomes of the record itself, first of all and once, and of no other row', () => {
  expect(changesOf([], [...rows(5), own])).toEqual(['new', undefined, undefined]);
  expect(changesOf([...rows(5), own], [...rows(5, 'b'), { ...own, body: '2' }])).toEqual([
    'changed',
    undefined,
    undefined,
  ]);
  expect(changesOf([...rows(5), own], rows(1))).toEqual(['withdrawn', undefined, undefined]);
  expect(changesOf([...rows(5), own], [...rows(5, 'b'), own])).toEqual([undefined, undefined, undefined]);
});

it('lets the head know the record itself as soon as it is written, so that whoever crashed then logs nothing twice', () => {
  const [first] = plan(headOf(rows(5)), [...rows(5, 'b'), own], noReads, logging, 2);
  expect(first?.head?.rows.get('party#kaz\na')).toBe(digest(own));
  const [gone] = plan(headOf([...rows(5), own]), rows(5, 'b'), noReads, logging, 2);
  expect(gone?.head?.rows.has('party#kaz\na')).toBe(false);
});
