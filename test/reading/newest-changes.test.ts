/** What changed, as people read it: newest first, by the day, with what a record is called for as long as it is there. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shared/domain/json.ts';
import * as keys from '../../shared/projection/keys.ts';
import { type Names, noNames, type Row } from '../../shared/projection/row.ts';
import { type Door, doorOver, json, walk } from './door.ts';

const generation = '0'.repeat(16);
const row = (pk: string, sk: string, body: JsonObject, names: Names = noNames): Row => ({
  pk,
  sk,
  body,
  names,
  filters: {},
});
const entry = (number: number, type: string, id: string, became: string, day: string): Row =>
  row(keys.changes, keys.changesNumber(generation, number), {
    number,
    type,
    id,
    ...(became !== 'withdrawn' && { href: `/public/v1/${type}s/${id}` }),
    became,
    day,
  });

const log = [
  entry(1, 'party', 'gone', 'new', '2026-11-01'),
  entry(2, 'document', 'letter', 'new', '2026-11-19'),
  // Two projectors about midnight.
  entry(3, 'round', 'first', 'new', '2026-11-20'),
  entry(4, 'party', 'gone', 'changed', '2026-11-19'),
  entry(5, 'caseload', 'figures', 'new', '2026-11-20'),
  entry(6, 'party', 'gone', 'withdrawn', '2026-11-21'),
  entry(7, 'round', 'first', 'changed', '2026-11-21'),
];
const talks = { en: 'Talks' };
const records = [
  row(
    keys.single('round', 'first'),
    keys.self,
    { label: { en: 'First round' }, process: 'talks', period: '2017-05' },
    { parties: { kaz: { name: { en: 'Kazakhstan' } } }, processes: { talks: { name: talks } } },
  ),
  row(keys.single('document', 'letter'), keys.self, { date: '2017' }),
  row(
    keys.single('caseload', 'figures'),
    keys.self,
    { institution: 'court', period: '2019' },
    { parties: { court: { name: { en: 'Court' } } }, processes: {} },
  ),
];

let door: Door;
const numbers = (items: unknown): unknown[] => (Array.isArray(items) ? items.map(({ number }) => number) : []);

describe('what changed', () => {
  beforeAll(async () => {
    door = await doorOver('public');
    await door.put([row(keys.changes, keys.changesHead, { generation, number: log.length }), ...log, ...records]);
  });
  const asked = async (query: string) => json(await door.app.request(`/public/v1/changes/newest${query}`));

  test('is told newest first, page by page, each entry once', async () => {
    const pages = await walk(door, '/public/v1/changes/newest?limit=2');
    expect(pages.flatMap(({ ids }) => ids)).toEqual(['first', 'gone', 'figures', 'gone', 'first', 'letter', 'gone']);
  });

  test('says what a record is called and of which process it is, and of one that is gone neither name nor address', async () => {
    const { items, included } = await asked('');
    const first = { href: '/public/v1/rounds/first', title: { en: 'First round' }, process: 'talks', date: '2017-05' };
    const rest = { type: 'round', id: 'first', day: '2026-11-21', became: 'changed' };
    expect(items).toMatchObject([
      { number: 7, ...rest, ...first },
      { number: 6 },
      { number: 5, title: { en: 'Court' }, date: '2019' },
      { number: 4 },
      { number: 3, ...first },
      { number: 2, date: '2017' },
      { number: 1 },
    ]);
    const gone = Array.isArray(items) ? items.filter(({ id }) => id === 'gone') : [];
    for (const one of gone) expect(Object.keys(one).sort()).toEqual(['became', 'day', 'id', 'number', 'type']);
    // Who sat at the round is nothing that the page shows.
    expect(included).toEqual({ parties: {}, processes: { talks: { name: talks } } });
  });

  test('from a day on is told whole, whichever of two projectors wrote first, and ends there', async () => {
    const { items, next } = await asked('?from=2026-11-20&limit=100');
    expect([numbers(items), next]).toEqual([[7, 6, 5, 3], null]);
    const seen = await walk(door, '/public/v1/changes/newest?from=2026-11-20&limit=1');
    expect(seen.flatMap(({ ids }) => ids)).toEqual(['first', 'gone', 'figures', 'first']);
    expect(numbers((await asked('?from=2026-12')).items)).toEqual([]);
  });

  test('by a cursor of a log that was lost is refused, and a log that never began has nothing', async () => {
    const { next } = await asked('?limit=1');
    const other = await doorOver('public');
    expect(await json(await other.app.request('/public/v1/changes/newest'))).toMatchObject({ items: [], next: null });
    await other.put([row(keys.changes, keys.changesHead, { generation: 'f'.repeat(16), number: 1 })]);
    expect((await other.app.request(`/public/v1/changes/newest?limit=1&cursor=${next}`)).status).toBe(400);
  });
});
