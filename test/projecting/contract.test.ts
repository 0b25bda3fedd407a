/** What each step of the projection promises, of DynamoDB and of the memory that the laws are played on alike. */
import { describe, expect, it } from 'vitest';
import type { Projections } from '../../functions/projecting/port.ts';
import { type RowKey, unknown } from '../../functions/store/head.ts';
import { logHeadKey, logHeadOf } from '../../functions/store/log-head.ts';
import { projections } from '../../functions/store/projections.ts';
import { digest, type RowItem } from '../../functions/store/row.ts';
import { theChanges, viewReader } from '../../functions/store/view.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { freshTables } from '../dynamodb.ts';
import { Memory } from './memory.ts';

const noSnapshots = async (): Promise<void> => {};

/** A store, another that works on the same tables and knows nothing of the first, and what the public log says. */
type Opened = { store: Projections; other: Projections; log: () => Promise<string[]> };

const stores: [string, () => Promise<Opened>][] = [
  [
    'memory',
    async () => {
      const memory = new Memory();
      const log = async () =>
        (memory.logs.get('public') ?? []).map(({ ref, became }, at) => `${at + 1} ${ref} ${became}`);
      return { store: memory.projections(), other: memory.projections(), log };
    },
  ],
  [
    'DynamoDB Local',
    async () => {
      const { client, names } = await freshTables();
      const tables = { client, tables: names };
      const log = async () => {
        const view = viewReader(client, names.publicView);
        const { generation } = logHeadOf((await view.one(logHeadKey))?.body ?? '');
        const { rows } = await view.some(theChanges(generation, 0, 1000));
        return rows.map(({ body }) => {
          const { number, type, id, became } = JSON.parse(body);
          return `${number} ${type}#${id} ${became}`;
        });
      };
      return { store: projections(tables, noSnapshots), other: projections(tables, noSnapshots), log };
    },
  ],
];

const one: Ref = 'round#one';
const rows = (count: number, body = '{}'): RowItem[] =>
  Array.from({ length: count }, (_, index) => ({
    pk: 'rounds',
    sk: `${index}`.padStart(3, '0'),
    of: one,
    body,
    kind: 'main',
  }));
const keyOf = ({ pk, sk }: RowItem): RowKey => `${pk}\n${sk}`;
const headOf = (items: readonly RowItem[]) => ({
  rows: new Map(items.map((row): [RowKey, string] => [keyOf(row), digest(row)])),
  reads: { records: ['party#kaz'] as const, blocs: ['csto'] },
  files: new Map(items.length > 0 ? [['texts/k1', 'digest']] : []),
});
const nothing = { puts: [], deletes: [] };

describe.each(stores)('in %s', (_name, open) => {
  it('a claim raises the counter by one, of one view only, and answers the head as it is', async () => {
    const { store } = await open();
    expect(await store.head('public', one)).toBeUndefined();
    expect(await store.claim('public', one)).toMatchObject({ counter: 1, rows: new Map() });
    await store.write('public', one, 1, { head: headOf(rows(2)), puts: rows(2), deletes: [] });
    expect(await store.claim('public', one)).toEqual({ counter: 2, ...headOf(rows(2)) });
    expect(await store.head('public', one)).toEqual({ counter: 2, ...headOf(rows(2)) });
    expect(await store.claim('analyst', one)).toMatchObject({ counter: 1, rows: new Map() });
  });

  it('of claims at the same time each has a counter of its own', async () => {
    const { store } = await open();
    const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim('public', one)));
    const counters = claims.flatMap((head) => (head ? [head.counter] : []));
    expect(new Set(counters).size).toBe(counters.length);
    expect((await store.head('public', one))?.counter).toBe(counters.length);
  });

  it('a write under a counter that is no longer the head’s does nothing at all, with rows or without', async () => {
    const { store } = await open();
    await store.claim('public', one);
    expect(await store.write('public', one, 1, { head: headOf(rows(3)), puts: rows(3), deletes: [] })).toBe(true);
    await store.claim('public', one);
    for (const late of [
      { head: headOf([]), puts: [], deletes: rows(3).map(keyOf) },
      { puts: rows(5, '"late"'), deletes: [] },
      { head: headOf([]), ...nothing },
    ]) {
      expect(await store.write('public', one, 1, late)).toBe(false);
    }
    expect(await store.head('public', one)).toEqual({ counter: 2, ...headOf(rows(3)) });
    expect(await store.present('public', rows(5).map(keyOf))).toHaveLength(3);
  });

  it('a write for a head that was never claimed does nothing', async () => {
    const { store } = await open();
    expect(await store.write('public', one, 1, { puts: rows(1), deletes: [] })).toBe(false);
    expect(await store.present('public', rows(1).map(keyOf))).toEqual([]);
  });

  it('a transaction takes 99 rows beside the head, puts and deletes alike, in the view it is for', async () => {
    const { store } = await open();
    await store.claim('public', one);
    const all = rows(150);
    await store.write('public', one, 1, { puts: all.slice(0, 99), deletes: [] });
    const doubtful = { ...headOf(all), rows: new Map(all.map((row): [RowKey, string] => [keyOf(row), unknown])) };
    const second = { head: doubtful, puts: all.slice(99), deletes: all.slice(0, 48).map(keyOf) };
    expect(await store.write('public', one, 1, second)).toBe(true);
    expect(await store.head('public', one)).toEqual({ counter: 1, ...doubtful });
    expect([...(await store.present('public', all.map(keyOf)))].sort()).toEqual(all.slice(48).map(keyOf));
    expect(await store.present('analyst', all.map(keyOf))).toEqual([]);
  });

  it('an entry of the log is added with the rows of its transaction, or not at all', async () => {
    const { store, log } = await open();
    const change = { became: 'new', day: '2026-01-02' } as const;
    await store.claim('public', one);
    expect(await store.write('public', one, 1, { head: headOf(rows(97)), puts: rows(97), deletes: [], change })).toBe(
      true,
    );
    await store.claim('public', one);
    expect(await store.write('public', one, 1, { puts: rows(1, '"late"'), deletes: [], change })).toBe(false);
    expect(await log()).toEqual([`1 ${one} new`]);
  });

  it('a log has every number once, whoever adds to it at the same time', async () => {
    const { store, other, log } = await open();
    const refs = Array.from({ length: 24 }, (_, index): Ref => `party#p${index}`);
    const change = { became: 'new', day: '2026-01-02' } as const;
    const written = refs.map(async (ref, index) => {
      const writer = index % 2 === 0 ? store : other;
      await writer.claim('public', ref);
      const row: RowItem = { pk: ref, sk: 'a', of: ref, body: '{}' };
      return writer.write('public', ref, 1, { head: headOf([row]), puts: [row], deletes: [], change });
    });
    expect(new Set(await Promise.all(written))).toEqual(new Set([true]));
    const entries = (await log()).map((entry) => entry.split(' '));
    expect(entries.map(([number]) => Number(number))).toEqual(refs.map((_, index) => index + 1));
    expect(entries.map(([, ref]) => ref).sort()).toEqual([...refs].sort());
  });

  it('a registration is found under each record read, once however often it was made', async () => {
    const { store } = await open();
    const reads = Array.from({ length: 60 }, (_, index): Ref => `party#p${index}`);
    await store.register('round#two', reads);
    await store.register('round#one', [...reads.slice(0, 1), 'process#p']);
    await store.register('round#one', ['party#p0']);
    await store.register('round#three', ['party#p0']);
    expect([...(await store.readers('party#p0'))].sort()).toEqual(['round#one', 'round#three', 'round#two']);
    expect(await store.readers('party#p59')).toEqual(['round#two']);
    expect(await store.readers('party#nobody')).toEqual([]);
  });

  it('registrations are taken back, of one record only, unless one of its heads was claimed since', async () => {
    const { store } = await open();
    const reads = Array.from({ length: 120 }, (_, index): Ref => `party#p${index}`);
    await store.register(one, reads);
    await store.register('round#two', ['party#p0']);
    for (const audience of audiences) await store.claim(audience, one);
    const counters = new Map(audiences.map((audience) => [audience, 1]));
    for (const audience of audiences) {
      await store.claim(audience, one);
      expect(await store.forget(one, counters, reads)).toBe(false);
      counters.set(audience, 2);
    }
    expect(await store.unregistered(one, reads)).toEqual([]);
    expect(await store.forget(one, counters, reads.slice(0, 119))).toBe(true);
    expect(await store.forget(one, counters, reads.slice(0, 1))).toBe(true);
    expect(await store.unregistered(one, reads)).toEqual(reads.slice(0, 119));
    expect(await store.readers('party#p0')).toEqual(['round#two']);
  });

  it('tells which registrations are missing', async () => {
    const { store } = await open();
    await store.register('round#one', ['party#p0', 'party#p1']);
    await store.register('round#two', ['party#p2']);
    expect(await store.unregistered('round#one', ['party#p2', 'party#p1', 'party#p3'])).toEqual([
      'party#p2',
      'party#p3',
    ]);
  });

  it('tells what a view has under some keys, by its digest, and passes over what another record made', async () => {
    const { store } = await open();
    await store.claim('public', one);
    const foreign: RowItem = { pk: 'rounds', sk: '7', of: 'round#two', body: '{}' };
    await store.write('public', one, 1, { puts: [...rows(150).slice(0, 60), foreign], deletes: [] });
    const there = await store.there('public', one, [...rows(150), foreign].map(keyOf));
    expect(there).toEqual(headOf(rows(60)).rows);
    expect(await store.there('analyst', one, rows(150).map(keyOf))).toEqual(new Map());
  });
});
