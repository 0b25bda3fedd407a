/** A round and its outcomes, however many they are and however long its documents. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as keys from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { type Door, doorOver, json, listed, walk } from './door.ts';

const at = '/public/v1/rounds';
const four = (number: number): string => String(number).padStart(4, '0');

const row = (round: string, sk: string, id: string, bytes: number, parties: string[] = []): Row => ({
  pk: keys.single('round', round),
  sk,
  body: { type: sk === keys.self ? 'round' : 'outcome', id, text: 'x'.repeat(bytes) },
  names: { ...noNames, parties: Object.fromEntries(parties.map((one) => [one, { name: { en: one } }])) },
  filters: {},
});
const itself = (round: string): Row => row(round, keys.self, round, 10);
const documents = (round: string, count: number, bytes: number): Row[] =>
  Array.from({ length: count }, (_, index) => row(round, `${keys.inRound.document}${four(index)}`, `d${index}`, bytes));
const outcomes = (round: string, count: number, bytes: number): Row[] =>
  Array.from({ length: count }, (_, index) =>
    row(round, `${keys.inRound.outcome}${four(index)}`, `o${index}`, bytes, [`p${index}`]),
  );

let door: Door;
beforeAll(async () => {
  door = await doorOver('public');
  await door.put([
    itself('ordinary'),
    ...documents('ordinary', 2, 100),
    ...outcomes('ordinary', 3, 100),
    itself('large'),
    ...documents('large', 12, 100_000),
    ...outcomes('large', 130, 10_000),
    itself('larger'),
    ...documents('larger', 3, 100_000),
    ...outcomes('larger', 190, 20_000),
    itself('largest'),
    ...documents('largest', 60, 100_000),
    ...outcomes('largest', 2, 100),
    ...outcomes('withdrawn', 12, 100_000),
    itself('bare'),
  ]);
});

const asked = async (address: string) => {
  door.calls();
  const response = await door.app.request(`${at}/${address}`);
  return { response, calls: door.calls().map(({ name }) => name.replace('Command', '')) };
};
const count = (value: unknown): number => (Array.isArray(value) ? value.length : -1);

describe('a round', () => {
  test.each([
    ['ordinary', 1, 2, 3],
    ['large', 3, 12, 100],
    ['larger', 3, 3, 100],
    ['bare', 1, 0, 0],
  ])(
    '%s is read in %i Queries, with all its documents and up to a hundred outcomes',
    async (id, queries, docs, outs) => {
      const { response, calls } = await asked(id);
      const body = await json(response);
      expect([calls.length, count(body.documents), count(body.outcomes)]).toEqual([queries, docs, outs]);
      expect(new Set(calls)).toEqual(new Set(['Query']));
      const ids = Array.isArray(body.outcomes) ? body.outcomes.map((one) => one.id) : [];
      expect(ids).toEqual(ids.map((_, index) => `o${index}`));
    },
  );

  test('of more than a reply can hold is cut after five Queries', async () => {
    const { response, calls } = await asked('largest');
    expect([response.status, calls.length]).toEqual([200, 5]);
    expect(count((await json(response)).documents)).toBeGreaterThan(40);
    expect((await listed((await asked('largest/outcomes')).response)).ids).toEqual(['o0', 'o1']);
  });

  test('that is not there is not read on for what stands in it', async () => {
    const { response, calls } = await asked('withdrawn');
    expect([response.status, calls]).toEqual([404, ['Query']]);
  });
});

describe('the outcomes of a round', () => {
  test('are those of its reply, all of them, a page in one Query, in their order and without documents', async () => {
    const round = await json((await asked('ordinary')).response);
    const { response, calls } = await asked('ordinary/outcomes');
    const page = await json(response);
    expect(calls).toEqual(['Query']);
    expect(page.items).toEqual(round.outcomes);
    expect(page).toMatchObject({ next: null, included: { parties: { p0: {}, p1: {}, p2: {} }, processes: {} } });

    const pages = await walk(door, `${at}/larger/outcomes?limit=40`);
    expect(pages.map(({ ids, calls: made }) => [ids.length, made.length])).toEqual([
      [40, 1],
      [40, 1],
      [40, 1],
      [40, 1],
      [30, 1],
    ]);
    expect(pages.flatMap(({ ids }) => ids)).toEqual(Array.from({ length: 190 }, (_, index) => `o${index}`));
  });

  test('past 1 MB are on the next page', async () => {
    const pages = await walk(door, `${at}/larger/outcomes?limit=100`);
    expect(pages.flatMap(({ ids }) => ids)).toHaveLength(190);
    expect(pages.length).toBeGreaterThan(2);
  });

  test('of a round that is not there are masked, and those of one that has none are an empty list', async () => {
    const [none, bare] = [await asked('nothing/outcomes'), await asked('bare/outcomes')];
    // Whether it is there, and whether it is another by now.
    expect([none.response.status, none.calls]).toEqual([404, ['Query', 'GetItem', 'GetItem']]);
    expect([bare.response.status, (await listed(bare.response)).ids]).toEqual([200, []]);
  });

  test('take a cursor of their own only, and no other parameter', async () => {
    const { next } = await listed((await asked('large/outcomes?limit=5')).response);
    for (const query of ['colour=red', 'from=2017', 'limit=0', 'cursor=x', `limit=5&cursor=${next}x`])
      expect((await asked(`large/outcomes?${query}`)).response.status).toBe(400);
    expect((await asked(`ordinary/outcomes?cursor=${next}`)).response.status).toBe(400);
    expect((await asked(`large/outcomes?cursor=${next}`)).response.status).toBe(200);
  });
});
