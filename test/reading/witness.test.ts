/** Each reading of what is restricted is noted before it is answered, by nobody else to be read than by releasers, and never changed. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { clearedApp } from '../../functions/cleared.ts';
import { noteReading } from '../../functions/store/reading-log.ts';
import { Changes } from '../../shared/contract/item-reply.ts';
import { isObject } from '../../shared/domain/json.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { standingDoors, tokenOf, trusted } from '../contract/doors.ts';
import { freshTables } from '../dynamodb.ts';

const on = (en: string) => ({ en });
const round = { process: 'talks', kind: 'main', status: 'held', period: '2017', label: on('First') };
const outcome = { process: 'talks', round: 'first', kind: 'statement', date: '2017-05-04', summary: on('Agreed') };

type Entry = { by: string; records: Ref[]; what: string; door: string; [name: string]: unknown };
let doors: Awaited<ReturnType<typeof standingDoors>>;
let secrets: string[] = [];

const ask = async (path: string, by: Parameters<typeof tokenOf>[0], init: RequestInit = {}) =>
  doors.app.request(path, { ...init, headers: { Authorization: `Bearer ${await tokenOf(by)}`, ...init.headers } });
const write = async (method: string, path: string, body: object) => {
  const headers = { 'Content-Type': 'application/json', ...(method === 'PUT' && { 'If-None-Match': '*' }) };
  const reply = await ask(`/staff/v1/${path}`, 'gulnara', { method, headers, body: JSON.stringify(body) });
  expect(reply.status).toBe(201);
  return reply;
};
const log = async (query = '', by: Parameters<typeof tokenOf>[0] = 'madina'): Promise<Entry[]> => {
  const body: unknown = await (await ask(`/staff/v1/readings?limit=100${query}`, by)).json();
  if (!isObject(body) || !Array.isArray(body.items)) throw new Error(JSON.stringify(body));
  return body.items;
};
/** What was noted of a request. */
const notedOf = async (path: string, by: Parameters<typeof tokenOf>[0], init?: RequestInit) => {
  const before = await log();
  const reply = await ask(path, by, init);
  const after = await log();
  return { status: reply.status, noted: after.slice(0, after.length - before.length) };
};
const refOf = (id = ''): Ref => ref('outcome', id);

beforeAll(async () => {
  doors = await standingDoors([]);
  await write('PUT', 'processes/talks', { name: on('Talks'), level: 'international', status: 'active' });
  await write('PUT', 'rounds/first', round);
  await write('PUT', 'outcomes/open', outcome);
  for (const text of ['one', 'two']) {
    const reply = await write('POST', 'outcomes', { ...outcome, summary: on(text) });
    secrets = [...secrets, (reply.headers.get('Location') ?? '').split('/').at(-1) ?? ''];
  }
  expect(await doors.project(['process#talks', 'round#first', 'outcome#open', ...secrets.map(refOf)])).toEqual([]);
});

describe('a reading at the cleared door', () => {
  test('of a record is noted: who, what, when, by which door', async () => {
    const { status, noted } = await notedOf(`/cleared/v1/outcomes/${secrets[0]}`, 'gulnara');
    expect(status).toBe(200);
    expect(noted).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        by: 'gulnara',
        records: [refOf(secrets[0])],
        what: 'record',
        door: 'cleared',
        requestId: expect.stringMatching(/./),
      },
    ]);
  });

  test('of a list or a round is noted with the restricted records that it shows, and with no others', async () => {
    for (const path of ['outcomes', 'timeline', 'timeline.csv', 'rounds/first/outcomes', 'rounds/first', 'changes']) {
      const { noted } = await notedOf(`/cleared/v1/${path}`, 'gulnara');
      expect([path, noted.map(({ records }) => [...records].sort())]).toEqual([path, [secrets.map(refOf).sort()]]);
    }
    const { noted } = await notedOf('/cleared/v1/outcomes?limit=1&kind=statement', 'gulnara');
    expect(noted.flatMap(({ records }) => records).length).toBeLessThanOrEqual(1);
  });

  test('is noted although nothing has changed since the last one', async () => {
    const path = `/cleared/v1/outcomes/${secrets[0]}`;
    const etag = (await ask(path, 'gulnara')).headers.get('ETag') ?? '';
    const { status, noted } = await notedOf(path, 'gulnara', { headers: { 'If-None-Match': etag } });
    expect([status, noted.length]).toEqual([304, 1]);
  });

  test('of what is open to analysts is not noted, nor one that shows nothing', async () => {
    for (const path of ['outcomes/open', 'rounds', 'processes/talks', 'outcomes/nothing', 'parties']) {
      expect([path, (await notedOf(`/cleared/v1/${path}`, 'gulnara')).noted]).toEqual([path, []]);
    }
    for (const path of ['outcomes', 'rounds/first', `outcomes/${secrets[0]}`]) {
      expect([path, (await notedOf(`/analyst/v1/${path}`, 'timur')).noted]).toEqual([path, []]);
    }
  });

  test('of the log of changes is noted also where it tells that a restricted record is gone', async () => {
    const gone = await write('POST', 'outcomes', { ...outcome, summary: on('three') });
    const id = (gone.headers.get('Location') ?? '').split('/').at(-1);
    await doors.project([refOf(id)]);
    const { upTo } = z.parse(Changes, await (await ask('/cleared/v1/changes', 'gulnara')).json());
    const deleted = await ask(`/staff/v1/outcomes/${id}`, 'gulnara', {
      method: 'DELETE',
      headers: { 'If-Match': '"1"' },
    });
    expect(deleted.status).toBe(204);
    await doors.project([refOf(id)]);
    const { noted } = await notedOf(`/cleared/v1/changes?since=${upTo}`, 'gulnara');
    expect(noted.map(({ records }) => records)).toEqual([[refOf(id)]]);
    // The first is an open one.
    expect((await notedOf('/cleared/v1/changes?limit=1', 'gulnara')).noted).toEqual([]);
    expect(await (await ask('/analyst/v1/changes', 'timur')).text()).not.toContain(id);
  });

  test('that cannot be noted is not answered', async () => {
    const runtime = {
      client: doors.client,
      tables: { ...doors.tables, readings: 'no-such-table' },
      clock: () => new Date(),
      newId: () => 'x',
    };
    const app = clearedApp({ ...runtime, log: () => {} }, trusted, 'https://site.test');
    const headers = { Authorization: `Bearer ${await tokenOf('gulnara')}` };
    const get = async (path: string) => {
      const reply = await app.request(`/cleared/v1/${path}`, { headers });
      return { status: reply.status, text: await reply.text() };
    };
    for (const path of [`outcomes/${secrets[0]}`, 'outcomes', 'rounds/first']) {
      const { status, text } = await get(path);
      expect([path, status]).toEqual([path, 500]);
      expect(text).not.toMatch(new RegExp(secrets.join('|')));
    }
    expect((await get('outcomes/open')).status).toBe(200);
  });
});

describe('a reading at the staff door', () => {
  test('of a record, its history, a revision and a difference is noted, and of what is open is not', async () => {
    const path = `/staff/v1/outcomes/${secrets[0]}`;
    const all = [path, `${path}/revisions`, `${path}/revisions/1`, `${path}/difference`];
    for (const [index, what] of ['record', 'revisions', 'revision', 'difference'].entries()) {
      const { status, noted } = await notedOf(all[index] ?? '', 'gulnara');
      expect(status).toBe(200);
      expect(noted).toMatchObject([{ by: 'gulnara', what, door: 'staff', records: [refOf(secrets[0])] }]);
      const open = await notedOf((all[index] ?? '').replace(secrets[0] ?? '', 'open'), 'gulnara');
      expect([open.status, open.noted]).toEqual([200, []]);
      // To whoever may not know of it there is nothing to read.
      const hidden = await notedOf(all[index] ?? '', 'aigerim');
      expect([hidden.status, hidden.noted]).toEqual([404, []]);
    }
  });
});

describe('the log of readings', () => {
  test('is for releasers alone', async () => {
    for (const by of ['aigerim', 'gulnara', 'timur'] as const) {
      expect((await ask('/staff/v1/readings', by)).status).toBe(403);
    }
  });

  test('is asked for a record, a person and days, newest first, page by page', async () => {
    const all = await log();
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const one = `outcome%23${secrets[1]}`;
    expect(await log(`&record=${one}`)).toEqual(all.filter(({ records }) => records.includes(refOf(secrets[1]))));
    expect(await log('&by=gulnara')).toEqual(all);
    expect(await log(`&record=${one}&by=nobody`)).toEqual([]);
    expect(await log('&to=2020')).toEqual([]);
    expect(await log('&from=2020')).toEqual(all);
    const paged: Entry[] = [];
    let next: unknown = '';
    while (next !== null) {
      const reply = await ask(`/staff/v1/readings?limit=3${next === '' ? '' : `&cursor=${next}`}`, 'madina');
      const body: unknown = await reply.json();
      if (!isObject(body) || !Array.isArray(body.items)) throw new Error(String(reply.status));
      paged.push(...body.items);
      next = body.next;
    }
    expect(paged).toEqual(all);
  });

  test('names no record to a releaser who is not cleared, whatever is asked of it', async () => {
    const all = await log();
    expect(await log('', 'saule')).toEqual(all.map((entry) => ({ ...entry, records: [] })));
    expect(await log('&by=gulnara', 'saule')).toHaveLength(all.length);
    // A record that was read, and an id that nobody has.
    for (const id of [secrets[1], 'nobody']) {
      const reply = await ask(`/staff/v1/readings?record=outcome%23${id}`, 'saule');
      expect([reply.status, await reply.json()]).toEqual([200, { items: [], next: null }]);
    }
  });

  test('takes readings of many records at once, and changes no entry', async () => {
    const { client, names: tables } = await freshTables();
    const records = Array.from({ length: 250 }, (_, index) => refOf(`o${index}`));
    const reading = {
      at: '2026-01-01T00:00:00.000Z',
      by: 'a',
      records,
      what: 'list',
      door: 'cleared',
      requestId: 'r',
    } as const;
    await noteReading({ client, tables }, reading);
    const { Count } = await client.send(new ScanCommand({ TableName: tables.readings, Select: 'COUNT' }));
    expect(Count).toBe(252);
    await expect(noteReading({ client, tables }, { ...reading, records: [] })).rejects.toThrow();
  });
});
