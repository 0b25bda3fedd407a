/** The largest records there are: saved, projected, listed, read and corrected, in the rows and bytes that are written down. */
import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { eachAbreast, projectDirty } from '../functions/projecting/dirty.ts';
import type { Projecting } from '../functions/projecting/port.ts';
import { activeAudiences, projecting } from '../functions/projecting/projecting.ts';
import { publicApp } from '../functions/public.ts';
import { readingApp } from '../functions/reading/app.ts';
import { answers } from '../functions/reading/readings.ts';
import { digestOf, type RowItem, sizeOf } from '../functions/store/row.ts';
import { viewReader } from '../functions/store/view.ts';
import { isObject } from '../shared/domain/json.ts';
import { pathOf, type Ref, ref, splitRef } from '../shared/domain/record-type.ts';
import type { Audience } from '../shared/projection/audience.ts';
import { viewItems } from './projecting/committed.ts';
import { json, listed } from './reading/door.ts';
import { type Door, staffDoor } from './writing/door.ts';

const three = (number: number): string => String(number).padStart(3, '0');
const ids = Array.from({ length: 200 }, (_, index) => `party-${three(index + 1)}`);
const [first = '', second = '', third = ''] = ids;
const inBloc = ids.slice(0, 28);

const party = (id: string) => ({
  kind: 'state',
  name: { en: `The Republic of ${id}`, ru: `Республика ${id}`, kk: `${id} Республикасы` },
  ...(inBloc.includes(id) && { memberships: [{ of: 'bloc', period: '2004-05-01/..' }] }),
});
const bloc = { kind: 'bloc', name: { en: 'A union of 28', ru: 'Союз 28', kk: '28 одағы' } };
const process = {
  name: { en: 'A conference of all', ru: 'Конференция всех', kk: 'Баршаның конференциясы' },
  level: 'international',
  status: 'active',
};
const round = {
  process: 'conference',
  kind: 'plenary',
  status: 'held',
  period: '2024-05-20/2024-05-24',
  label: { en: 'Plenary', ru: 'Пленарное заседание', kk: 'Пленарлық отырыс' },
  participations: ids.map((id) => ({ party: id, roles: ['party'], attendance: 'attended' })),
};
const vote = {
  process: 'conference',
  round: 'plenary',
  kind: 'vote',
  date: '2024-05-24',
  issues: ['procedure'],
  summary: { en: 'Put to the vote', ru: 'Поставлено на голосование', kk: 'Дауысқа салынды' },
  positions: ids.slice(0, 193).map((id, index) => ({ party: id, position: index % 7 === 0 ? 'abstains' : 'supports' })),
};
const treaty = {
  process: 'conference',
  kind: 'treaty',
  status: 'in-force',
  date: '2024-06-01',
  title: { en: 'A treaty of all', ru: 'Договор всех', kk: 'Баршаның шарты' },
  signatures: ids.flatMap((id) => [
    { party: id, action: 'signed', date: '2024-06-01' },
    { party: id, action: 'ratified', date: '2024-09-01' },
    { party: id, action: 'in-force', date: '2024-12-01' },
  ]),
};
const common = {
  process: 'conference',
  kind: 'statement',
  date: '2024-07-01',
  summary: { en: 'The union said', ru: 'Союз заявил', kk: 'Одақ мәлімдеді' },
  positions: [{ party: 'bloc', position: 'supports' }],
};
const meeting = {
  ...round,
  period: '2024-07-01',
  participations: [{ party: 'bloc', roles: ['party'], attendance: 'attended' }],
};
const accord = {
  ...treaty,
  date: '2024-07-01',
  signatures: [{ party: 'bloc', action: 'signed' }],
};

/** What the table of docs/performance.md names, and the record that it is. */
const largeRecords = {
  'A vote of 193 positions': ['outcome#vote', vote],
  'A treaty of 600 signatures': ['document#treaty', treaty],
  'A round of 200 participations': ['round#plenary', round],
  'A position of a bloc of 28 members': ['outcome#common', common],
} as const satisfies Record<string, readonly [Ref, object]>;

let door: Door;
let deps: Projecting;
let reading: Record<'public' | 'analyst', Hono>;
/** Rows put and deleted, and transactions, since the last time it was looked at. */
let done: { transactions: number; rows: number };

const pathTo = (one: Ref): string => {
  const { type, id } = splitRef(one) ?? { type: 'party', id: '' };
  return `${pathOf[type]}/${id}`;
};
const save = async (one: Ref, body: object, version: number | null = null) => {
  const answer = await door.put(pathTo(one), body, version);
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(300);
  return answer;
};
const savedAndReleased = async (one: Ref, body: object) => {
  await save(one, body);
  expect((await door.release(pathTo(one), 1)).status).toBe(200);
};
const project = async (...dirty: Ref[]) => {
  done = { transactions: 0, rows: 0 };
  expect(await projectDirty(deps, activeAudiences, dirty)).toEqual([]);
  return done;
};
const ask = async (audience: 'public' | 'analyst', address: string) =>
  reading[audience].request(`/${audience}/v1${address}`);
const idsAt = async (address: string) => (await listed(await ask('public', address))).ids;

const rowsOf = async (audience: Audience, one: Ref): Promise<RowItem[]> => {
  const all = [...(await viewItems(door.store, audience)).values()];
  const isOwn = (item: unknown): item is RowItem => isObject(item) && item.of === one && digestOf(item) !== undefined;
  return all.filter(isOwn);
};

beforeAll(async () => {
  door = await staffDoor();
  const real = projecting(door.store, () => new Date());
  deps = {
    ...real,
    projections: {
      ...real.projections,
      write: (audience, one, counter, writes) => {
        done.transactions += 1;
        done.rows += writes.puts.length + writes.deletes.length;
        return real.projections.write(audience, one, counter, writes);
      },
    },
  };
  const { client, names } = door.tables;
  const runtime = { client, tables: names, clock: () => new Date(), newId: () => 'x', log: () => {} };
  const analyst = readingApp({
    audience: 'analyst',
    answers,
    view: viewReader(client, names.analystView),
    now: () => new Date(),
    failed: (error) => {
      throw error;
    },
  });
  reading = { public: publicApp(runtime), analyst };
  await savedAndReleased('party#bloc', bloc);
  await savedAndReleased('process#conference', process);
  await eachAbreast(ids, (id) => savedAndReleased(ref('party', id), party(id)));
  for (const [one, body] of [
    ['round#plenary', round],
    ['outcome#vote', vote],
    ['document#treaty', treaty],
    ['round#meeting', meeting],
    ['outcome#common', common],
    ['document#accord', accord],
  ] as const)
    await savedAndReleased(one, body);
  await project('round#plenary', 'outcome#vote', 'document#treaty', 'round#meeting', 'outcome#common');
  await project(
    'document#accord',
    'process#conference',
    'party#bloc',
    ...[first, second, ids[199] ?? ''].map((id) => ref('party', id)),
  );
});

/** The table of docs/performance.md: rows and bytes of each record in each view. */
const written = readFileSync(new URL('../docs/performance.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, name = '']) => name in largeRecords);
const numberOf = (cell: string | undefined): number => Number(cell?.replaceAll(' ', ''));

describe('the table of large records', () => {
  it('names every one of them', () => {
    expect(written.map(([, name]) => name).sort()).toEqual(Object.keys(largeRecords).sort());
  });

  it.each(Object.entries(largeRecords))('says how many rows and bytes come of %s', async (name, [one, body]) => {
    const [, , bytes, rows, inPublic, inAnalyst] = written.find((cells) => cells[1] === name) ?? [];
    const sizes: number[] = [];
    for (const audience of ['public', 'analyst'] as const) {
      const found = await rowsOf(audience, one);
      expect(found.length).toBe(numberOf(rows));
      sizes.push(found.reduce((sum, row) => sum + sizeOf(row), 0));
    }
    const measured = [Buffer.byteLength(JSON.stringify(body)), ...sizes.map((size) => Math.round(size / 1000))];
    expect(measured).toEqual([numberOf(bytes), numberOf(inPublic), numberOf(inAnalyst)]);
  });
});

describe('a vote of 193 positions', () => {
  it('is read whole, and as counts in its round', async () => {
    const whole = await json(await ask('public', '/outcomes/vote'));
    expect(whole.positions).toHaveLength(193);
    const { outcomes } = await json(await ask('public', '/rounds/plenary'));
    expect(outcomes).toMatchObject([{ id: 'vote', positionCounts: { abstains: 28, supports: 165 } }]);
  });

  it('is listed under each who voted or sat there, and found with each other', async () => {
    for (const id of [first, ids[192], ids[199]]) expect(await idsAt(`/parties/${id}/outcomes`)).toContain('vote');
    expect(await idsAt(`/parties/${first}/outcomes?with=${ids[192]}`)).toContain('vote');
    expect(await idsAt(`/parties/${second}/outcomes?position=abstains`)).not.toContain('vote');
  });

  it('with one position corrected changes only the rows that say it', async () => {
    const positions = vote.positions.map((one) => (one.party === second ? { ...one, position: 'opposes' } : one));
    const { body } = await save('outcome#vote', { ...vote, positions }, 3);
    expect(body.version).toBe(4);
    // The reply, the line in its round, and the party's own, for the analysts; and in all, that the public has an older form.
    await project('outcome#vote');
    const { items } = await json(await ask('analyst', `/parties/${second}/outcomes?position=opposes`));
    expect(items).toMatchObject([{ id: 'vote', positions: [{ position: 'opposes' }] }]);
    expect(await idsAt(`/parties/${second}/outcomes?position=opposes`)).toEqual([]);
    expect((await door.release('outcomes/vote', 4)).status).toBe(200);
    // Besides, what the public read until now goes, two rows in each view within, and each is told what was corrected.
    const { rows } = await project('outcome#vote');
    expect(rows).toBeLessThanOrEqual(14);
    expect(await idsAt(`/parties/${second}/outcomes?position=opposes`)).toEqual(['vote']);
    expect(await idsAt(`/parties/${second}/outcomes?position=supports`)).not.toContain('vote');
    expect(await idsAt(`/parties/${third}/outcomes?position=supports`)).toContain('vote');
  });
});

describe('a treaty of 600 signatures', () => {
  it('is read whole, and listed once under each party with all that it did', async () => {
    const { signatures } = await json(await ask('public', '/documents/treaty'));
    expect(signatures).toHaveLength(600);
    const { items } = await json(await ask('public', `/parties/${ids[199]}/documents?action=ratified`));
    expect(items).toMatchObject([
      {
        id: 'treaty',
        partyCount: 200,
        actions: [{ action: 'signed' }, { action: 'ratified' }, { action: 'in-force' }],
      },
    ]);
  });
});

describe('a round of 200 participations', () => {
  it('is read whole, and listed under each who sat there', async () => {
    const { participations } = await json(await ask('public', '/rounds/plenary'));
    expect(participations).toHaveLength(200);
    for (const id of [first, ids[199]]) expect(await idsAt(`/parties/${id}/rounds`)).toContain('plenary');
  });

  it('when one of them withdraws is projected in as few rows as say it, and taken from nobody else', async () => {
    const participations = round.participations.filter((one) => one.party !== ids[199]);
    await save('round#plenary', { ...round, participations }, 3);
    expect((await door.release('rounds/plenary', 4)).status).toBe(200);
    await project('round#plenary');
    expect(await idsAt(`/parties/${ids[199]}/rounds`)).toEqual([]);
    expect(await idsAt(`/parties/${first}/rounds`)).toContain('plenary');
    // He had no position in the vote of that round: it is his no more.
    expect(await idsAt(`/parties/${ids[199]}/outcomes`)).toEqual([]);
    expect((await json(await ask('public', '/outcomes/vote'))).positions).toHaveLength(193);
  });
});

describe('a bloc of 28 members', () => {
  const rests = (id: string) => [
    `/parties/${id}/rounds`,
    `/parties/${id}/outcomes`,
    `/parties/${id}/documents`,
    `/timeline?party=${id}`,
  ];
  const under = async (id: string) => (await Promise.all(rests(id).map(idsAt))).map((found) => found.join());

  it('acts for each of them', async () => {
    const { items } = await json(await ask('public', `/parties/${inBloc[27]}/outcomes`));
    expect(items).toContainEqual(expect.objectContaining({ id: 'common', via: 'bloc' }));
    expect((await rowsOf('public', 'outcome#common')).filter(({ pk }) => pk.endsWith('#outcomes'))).toHaveLength(29);
  });

  it('with one membership corrected by one PUT changes every answer that rests on it, and no other', async () => {
    const before = { own: await under(first), other: await under(second) };
    for (const found of before.own) expect(found).toMatch(/common|meeting|accord/);
    // It left the bloc a day before they met.
    const { memberships: _memberships, ...rest } = party(first);
    await save(ref('party', first), { ...rest, memberships: [{ of: 'bloc', period: '2004-05-01/2024-06-30' }] }, 3);
    await project(ref('party', first));
    for (const address of rests(first)) {
      expect((await listed(await ask('analyst', address))).ids.join()).not.toMatch(/common|meeting|accord/);
    }
    // The public sees what was released, until it is released anew.
    expect(await under(first)).toEqual(before.own);
    expect((await door.release(`parties/${first}`, 4)).status).toBe(200);
    await project(ref('party', first));
    for (const found of await under(first)) expect(found).not.toMatch(/common|meeting|accord/);
    expect(await under(second)).toEqual(before.other);
    expect((await rowsOf('public', 'outcome#common')).filter(({ pk }) => pk.endsWith('#outcomes'))).toHaveLength(28);
  });
});

describe('a record of 350 KB', () => {
  const limit = 350 * 1024;
  /** A round with remarks of so many letters in all. */
  const heavy = (letters: number) => ({
    ...round,
    participations: round.participations.map((one, index) => ({
      ...one,
      remark: { en: 'x'.repeat(Math.floor(letters / 200) + (index < letters % 200 ? 1 : 0)) },
    })),
  });

  it('is saved, projected and read up to that size, and past it refused with its size', async () => {
    const refused = await door.put('rounds/heavy', heavy(limit));
    expect(refused.status).toBe(413);
    const size = Number(/(\d+) bytes/.exec(String(refused.body.detail))?.[1]);
    expect(size).toBeGreaterThan(limit);
    expect((await door.knock('GET', 'rounds/heavy')).status).toBe(404);
    // What the server adds, its release and the officers in it, counts too.
    const fits = heavy(limit - (size - limit) - 500);
    await savedAndReleased('round#heavy', fits);
    await project('round#heavy');
    const { participations } = await json(await ask('public', '/rounds/heavy'));
    expect(participations).toMatchObject(fits.participations.map(({ party: id, remark }) => ({ party: id, remark })));
    expect(await idsAt(`/parties/${ids[198]}/rounds`)).toContain('heavy');
  });
});
