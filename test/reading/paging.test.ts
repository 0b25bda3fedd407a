/** Pages of dated lists: every row that overlaps once, in order, whatever is asked and whatever is added meanwhile. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Counts } from '../../shared/contract/counts.ts';
import { carriedIn, daysOf, placed, whenOf } from '../../shared/projection/date.ts';
import { timelineOf } from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { type Door, doorOver, listed, walk } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await doorOver('public');
});

type Thing = { id: string; date: string; type: 'round' | 'document'; kind: 'main' | 'treaty'; issues: string[] };

const sortKeyOf = ({ id, date, type }: Thing): string => placed(whenOf(date), type, id);

const rowsOf = (party: string, thing: Thing): Row[] => {
  const { id, date, type, kind, issues } = thing;
  const when = whenOf(date);
  const list = timelineOf('party', party);
  const filters = { ...daysOf(when), type, kind, ...(issues.length > 0 && { issues }) };
  const row: Row = { pk: list, sk: sortKeyOf(thing), body: { id, type, date }, names: noNames, filters };
  return [row, ...carriedIn(list, when).map((pk) => ({ ...row, pk }))];
};

const two = (number: number): string => String(number).padStart(2, '0');

// Few years and days, so that months are shared, ends fall on edges, and cursors end between rows of one day.
const day = fc
  .record({
    year: fc.integer({ min: 2015, max: 2018 }),
    month: fc.constantFrom(1, 2, 5, 6, 12),
    day: fc.constantFrom(1, 2, 15, 28),
  })
  .map((one) => `${one.year}-${two(one.month)}-${two(one.day)}`);
const time = fc.oneof(
  day,
  day.map((one) => one.slice(0, 7)),
  day.map((one) => one.slice(0, 4)),
);
const ordered = fc.tuple(time, time).map(([a, b]) => (a < b ? [a, b] : [b, a]));
const date = fc.oneof(
  { arbitrary: time, weight: 3 },
  { arbitrary: ordered.filter(([a = '', b = '']) => !b.startsWith(a)).map(([a, b]) => `${a}/${b}`), weight: 4 },
  { arbitrary: time.map((one) => `${one}/..`), weight: 1 },
  { arbitrary: time.map((one) => `../${one}`), weight: 1 },
  { arbitrary: fc.constant('/'), weight: 1 },
  { arbitrary: fc.constant('1970/2016'), weight: 1 },
);
const thing = fc.record({
  date,
  type: fc.constantFrom('round' as const, 'document' as const),
  kind: fc.constantFrom('main' as const, 'treaty' as const),
  issues: fc.subarray(['ceasefire', 'sanctions', 'land']),
});
const things = fc
  .array(thing, { minLength: 4, maxLength: 40, size: 'max' })
  .map((all): Thing[] => all.map((one, index) => ({ ...one, id: `r${two(index)}` })));
const span = fc.oneof(
  { arbitrary: fc.record({}), weight: 1 },
  { arbitrary: fc.record({ from: time }), weight: 3 },
  { arbitrary: fc.record({ to: time }), weight: 1 },
  { arbitrary: ordered.map(([from, to]) => ({ from, to })), weight: 3 },
);
const filters = fc.oneof(
  { arbitrary: fc.record({}), weight: 2 },
  {
    arbitrary: fc.record(
      {
        type: fc.constantFrom('round', 'document'),
        kind: fc.constantFrom('main', 'treaty'),
        issue: fc.constantFrom('ceasefire', 'land'),
      },
      { requiredKeys: [] },
    ),
    weight: 1,
  },
);
const asked = fc
  .record({ limit: fc.integer({ min: 1, max: 12 }), order: fc.constantFrom('asc', 'desc'), filters })
  .map(({ limit, order, filters: some }) => ({ limit, order, ...some }));
type Asked = { limit: number; order: string; from?: string; to?: string; type?: string; kind?: string; issue?: string };

const lastOf = (text: string): string => text + '-12-31'.slice(text.length - 4);

/** All that a reading should show, by the plain meaning of overlap and order. */
const naively = (all: readonly Thing[], { from, to, type, kind, issue, order }: Asked): Thing[] => {
  const found = all.filter((one) => {
    const { earliest, latest } = daysOf(whenOf(one.date));
    if ((from || to) && (earliest === undefined || latest === undefined)) return false;
    if (from && (latest ?? '') < from) return false;
    // A last day that the calendar may lack (31 June) compares as well.
    if (to && (earliest ?? '') > lastOf(to.length === 7 ? `${to}-31` : to)) return false;
    if ((type && one.type !== type) || (kind && one.kind !== kind)) return false;
    return !issue || one.issues.includes(issue);
  });
  const ascending = found.sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1));
  return order === 'desc' ? ascending.reverse() : ascending;
};

const addressOf = (party: string, query: Asked): string =>
  `/public/v1/timeline?party=${party}&${Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')}`;

let runs = 0;
const somebody = (): string => `p${runs++}`;

/** The queries of a page. One without rows costs a GetItem more: whether the party is another by now. */
const queriesOf = <One extends { name: string }>(ids: readonly string[], calls: readonly One[]): One[] => {
  const queries = calls.filter(({ name }) => name === 'QueryCommand');
  expect(calls.length - queries.length).toBe(ids.length === 0 ? 1 : 0);
  return queries;
};

describe('a walk over all pages of a timeline', () => {
  test('shows every row that overlaps once, in order, and no other; each page within its calls', async () => {
    await fc.assert(
      fc.asyncProperty(things, span, asked, async (all, when, how) => {
        const query: Asked = { ...how, ...when };
        const party = somebody();
        await door.put(all.flatMap((one) => rowsOf(party, one)));
        const pages = await walk(door, addressOf(party, query));
        expect(pages.flatMap(({ ids }) => ids)).toEqual(naively(all, query).map(({ id }) => id));

        const { from, order, limit } = query;
        const floor = from ? `${from.length === 4 ? `${from}-01` : from.slice(0, 7)}-01` : '';
        const own = new Set(all.filter((one) => sortKeyOf(one) > floor).map(({ id }) => id));
        const showsOwn = (page: number): boolean => pages[page]?.ids.some((id) => own.has(id)) ?? false;
        for (const [at, { ids, calls }] of pages.entries()) {
          expect(ids.length).toBeLessThanOrEqual(limit);
          const queries = queriesOf(ids, calls);
          expect(queries.every(({ limit }) => Number(limit) <= 1000)).toBe(true);
          expect(queries.reduce((sum, { examined }) => sum + examined, 0)).toBeLessThanOrEqual(1000);
          // Before the carried rows, or past them, a page is one Query.
          const single = !from || (order === 'desc' ? showsOwn(at + 1) : at > 0 && showsOwn(at - 1));
          expect(queries.length).toBeLessThanOrEqual(single ? 1 : 4);
          if (single) expect(queries.length).toBe(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('neither skips nor repeats while rows are added before the cursor and after it', async () => {
    await fc.assert(
      fc.asyncProperty(things, things, span, asked, async (all, added, when, how) => {
        const query: Asked = { ...how, ...when };
        const party = somebody();
        await door.put(all.flatMap((one) => rowsOf(party, one)));
        const late = added.map((one) => ({ ...one, id: `z${one.id}` }));
        const pages = await walk(door, addressOf(party, query), async (page) => {
          await door.put(late.slice(page - 1, page).flatMap((one) => rowsOf(party, one)));
        });
        const shown = pages.flatMap(({ ids }) => ids);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.filter((id) => !id.startsWith('z'))).toEqual(naively(all, query).map(({ id }) => id));
        const order = new Map(naively([...all, ...late], query).map(({ id }, index) => [id, index]));
        expect([...shown].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))).toEqual(shown);
      }),
      { numRuns: 20 },
    );
  });

  test.each(['asc', 'desc'])(
    'is full pages, each of one Query but where carried rows are shown (%s)',
    async (order) => {
      const party = somebody();
      // Twenty that began before May 2017 and last until then, twenty that began later.
      const all = Array.from({ length: 40 }, (_, index): Thing => {
        const long = ['2017-04-02/2017-06', `2014-0${(index % 8) + 1}/2017-06`, '2016/..'][index % 3];
        const date = (index % 2 ? long : undefined) ?? `2017-0${(index % 4) + 5}-03`;
        return { id: `r${two(index)}`, date, type: 'round', kind: 'main', issues: [] };
      });
      await door.put(all.flatMap((one) => rowsOf(party, one)));
      const carried = new Set(all.filter((_, index) => index % 2).map(({ id }) => id));
      for (const limit of [1, 4, 5, 7, 10, 20]) {
        const query = { from: '2017-05', limit, order };
        const pages = await walk(door, addressOf(party, query));
        expect(pages.flatMap(({ ids }) => ids)).toEqual(naively(all, query).map(({ id }) => id));
        const full = Math.floor(40 / limit);
        expect(pages.slice(0, full).map(({ ids }) => ids.length)).toEqual(Array(full).fill(limit));
        for (const [at, { ids, calls }] of pages.entries()) {
          if (!ids.some((id) => carried.has(id)) && ids.length > 0) expect([at, calls.length]).toEqual([at, 1]);
        }
      }
    },
  );

  test.each(['asc', 'desc'])(
    'waits where one of the carried partitions was not read to its end (%s)',
    async (order) => {
      const party = somebody();
      const dates = [
        ...Array<string>(9).fill('../2015'),
        ...['2016-01/..', '2016-02/..', '2016-06/..', '2014-01/2017-06', '2014-02/2017-06', '2017-03/2017-05'],
        ...Array<string>(9).fill('2014-01/2017-02'),
        ...Array<string>(9).fill('2017-04-01/2017-05-02'),
        ...['2017-04-02/2017-05-20', '2017-05-03', '2017-05-10/..', '2017-05-20'],
      ];
      const all = dates.map(
        (date, index): Thing => ({ id: `r${two(index)}`, date, type: 'round', kind: 'main', issues: [] }),
      );
      await door.put(all.flatMap((one) => rowsOf(party, one)));
      for (const from of ['2017-05', '2017-05-15']) {
        for (const limit of [1, 2, 3]) {
          const query = { from, limit, order };
          const pages = await walk(door, addressOf(party, query));
          expect(pages.flatMap(({ ids }) => ids)).toEqual(naively(all, query).map(({ id }) => id));
        }
      }
    },
  );
});

describe('a filtered reading of a long list', () => {
  const party = 'long';
  const all = Array.from({ length: 2600 }, (_, index): Thing => {
    const date = index % 2 ? `2016-12-${two((index % 28) + 1)}/2017-01-05` : `2017-01-${two((index % 28) + 1)}`;
    const kind = index % 400 === 0 ? 'treaty' : 'main';
    return { id: `r${String(index).padStart(4, '0')}`, date, type: 'round', kind, issues: [] };
  });
  beforeAll(() => door.put(all.flatMap((one) => rowsOf(party, one))));

  test.each(['asc', 'desc'])('examines at most 1 000 rows a page and still shows them all (%s)', async (order) => {
    for (const from of [undefined, '2017', '2017-01-03']) {
      const query: Asked = { limit: 3, order, kind: 'treaty', ...(from && { from }) };
      const pages = await walk(door, addressOf(party, query));
      expect(pages.flatMap(({ ids }) => ids)).toEqual(naively(all, query).map(({ id }) => id));
      for (const { ids, calls } of pages) {
        const queries = queriesOf(ids, calls);
        expect(queries.length).toBeLessThanOrEqual(from ? 4 : 1);
        expect(queries.reduce((sum, { examined }) => sum + examined, 0)).toBeLessThanOrEqual(1000);
      }
    }
  });

  test('says that more may come though a page shows nothing', async () => {
    const { ids, next } = await listed(
      await door.app.request(addressOf(party, { limit: 3, order: 'asc', type: 'document' })),
    );
    expect(ids).toEqual([]);
    expect(next).toBeTypeOf('string');
  });
});

describe('the counts of a timeline', () => {
  const countsOf = async (query: string): Promise<{ pages: number; found: Record<string, number> }> => {
    const found: Record<string, number> = {};
    let pages = 0;
    for (let next = ''; pages === 0 || next !== ''; pages += 1) {
      const reply = await door.app.request(`/public/v1/timeline/counts?${query}${next && `&cursor=${next}`}`);
      const page = Counts.parse(await reply.json());
      for (const { date, count } of page.items) found[date] = (found[date] ?? 0) + count;
      next = page.next ?? '';
    }
    return { pages, found };
  };

  test('are those of every entry that begins within, once, under the year, month or day of its earliest day', async () => {
    await fc.assert(
      fc.asyncProperty(things, span, filters, async (all, when, some) => {
        const query: Asked = { limit: 1, order: 'asc', ...some, ...when };
        const party = somebody();
        await door.put(all.flatMap((one) => rowsOf(party, one)));
        const { from = '', to } = query;
        const begun = naively(all, { ...query, from: undefined })
          .map(({ date }) => daysOf(whenOf(date)).earliest ?? '')
          .filter((earliest) => earliest !== '' && earliest >= from && (to === undefined || earliest <= `${to}~`));
        const { limit: _limit, order: _order, ...sent } = query;
        for (const [by, length] of [['year', 4] as const, ['month', 7] as const, ['day', 10] as const]) {
          const wanted: Record<string, number> = {};
          for (const day of begun) wanted[day.slice(0, length)] = (wanted[day.slice(0, length)] ?? 0) + 1;
          const asking = new URLSearchParams({ party, by, ...sent }).toString();
          expect((await countsOf(asking)).found).toEqual(wanted);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('go on where the database stops, and count nothing twice', async () => {
    const party = somebody();
    const row = { body: { text: 'x'.repeat(200_000) }, names: noNames, filters: {} };
    await door.put(
      Array.from({ length: 12 }, (_, index) => ({
        ...row,
        pk: timelineOf('party', party),
        sk: placed(whenOf(`2017-05-${two(index + 1)}`), 'round', `r${two(index)}`),
      })),
    );
    const { pages, found } = await countsOf(`party=${party}&by=month`);
    expect(pages).toBeGreaterThan(1);
    expect(found).toEqual({ '2017-05': 12 });
    expect((await door.app.request(`/public/v1/timeline/counts?party=${party}&cursor=AAAA`)).status).toBe(400);
  });
});
