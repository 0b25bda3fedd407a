/** What every reading owes besides its rows: tags, methods, one mask for all that is not there, and all faults at once. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readingApp } from '../../functions/reading/app.ts';
import { cursorOf } from '../../functions/reading/cursor.ts';
import { answers } from '../../functions/reading/readings.ts';
import type { ViewReader } from '../../functions/store/view.ts';
import { languages } from '../../shared/contract/reading.ts';
import * as keys from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { type Door, doorOver, json, listed } from './door.ts';

const at = '/public/v1';

const party = (id: string, name: { [language: string]: string }, found: string[]): Row[] => {
  const body = { type: 'party', id, name };
  return [
    { pk: keys.single('party', id), sk: keys.self, body, names: noNames, filters: {} },
    ...found.map((matched, index) => ({
      pk: keys.partyNames,
      sk: `${matched.toLowerCase()}#${id}#${index}`,
      body: { ...body, matched },
      names: noNames,
      filters: { kind: 'state' },
    })),
  ];
};

const names = {
  parties: { rus: { name: { en: 'Russia' }, kind: 'state' } },
  processes: { p: { name: { en: 'Talks' } } },
};
const kept = (type: 'round' | 'outcome', id: string, sk = keys.self, pk = keys.single(type, id)): Row => ({
  pk,
  sk,
  body: { id, type, disputed: [] },
  names: type === 'round' ? names : { ...names, parties: { kaz: { name: { en: 'Kazakhstan' } } } },
  filters: {},
});

const line = (pk: string, id: string): Row => ({
  pk,
  sk: keys.sortKey('2017-01-01', '2017-01-01', 'round', id),
  body: { type: 'round', id },
  names: { ...names, processes: {} },
  filters: { earliest: '2017-01-01', latest: '2017-01-01' },
});

const ofRound = (id: string): string => keys.single('round', id);

const rows: Row[] = [
  ...party('kaz', { en: 'Kazakhstan', kk: 'Қазақстан' }, ['Kazakhstan', 'Kaz', 'Казахстан']),
  ...party('kgz', { en: 'Kyrgyzstan', kk: 'Қырғызстан' }, ['Kyrgyzstan', 'Ka-old-name']),
  ...party('aaa', { en: 'Zebra', kk: 'Аа' }, ['Kabul group']),
  kept('round', 'r1'),
  kept('outcome', 'o1', `${keys.inRound.outcome}2017`, ofRound('r1')),
  { ...kept('outcome', 'd1', `${keys.inRound.document}2017`, ofRound('r1')), body: { id: 'd1', type: 'document' } },
  // What a round leaves behind when it is withdrawn before what stands in it.
  kept('outcome', 'o2', `${keys.inRound.outcome}2017`, ofRound('r2')),
  kept('round', 'r3'),
  ...Array.from({ length: 120 }, (_, index) =>
    kept('outcome', `o${index}`, `${keys.inRound.outcome}${1000 + index}`, ofRound('r3')),
  ),
  { ...kept('outcome', 'd3', `${keys.inRound.document}2017`, ofRound('r3')), body: { id: 'd3', type: 'document' } },
  ...['r1', 'r2', 'r3', 'r4'].map((id) => line(keys.timeline, id)),
  ...['r1', 'r2'].map((id) => line(keys.timelineOf('party', 'kaz'), id)),
  ...['r1', 'r2'].map((id) => line(keys.timelineOf('party', 'kgz'), id)),
  { pk: keys.single('process', 'p'), sk: keys.self, body: { id: 'p' }, names: noNames, filters: {} },
];

let door: Door;
let get: (address: string, init?: RequestInit) => Promise<Response>;
beforeAll(async () => {
  door = await doorOver('public');
  get = async (address, init) => door.app.request(at + address, init);
  await door.put(rows);
});

describe('a reply', () => {
  test('of a list has the items, the cursor and the names that the page shows', async () => {
    expect(await json(await get('/timeline?limit=2'))).toEqual({
      items: [
        { type: 'round', id: 'r1' },
        { type: 'round', id: 'r2' },
      ],
      next: expect.any(String),
      included: { parties: names.parties, processes: {} },
    });
  });

  test('of a record is the record and the names it mentions, without an envelope', async () => {
    const response = await get('/parties/kaz');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await json(response)).toEqual({
      type: 'party',
      id: 'kaz',
      name: { en: 'Kazakhstan', kk: 'Қазақстан' },
      included: { parties: {}, processes: {} },
    });
  });

  test('of a round has its documents and outcomes, with one set of names for all', async () => {
    expect(await json(await get('/rounds/r1'))).toEqual({
      id: 'r1',
      type: 'round',
      disputed: [],
      documents: [{ id: 'd1', type: 'document' }],
      outcomes: [{ id: 'o1', type: 'outcome', disputed: [] }],
      included: {
        parties: { kaz: { name: { en: 'Kazakhstan' } }, rus: { name: { en: 'Russia' }, kind: 'state' } },
        processes: names.processes,
      },
    });
  });

  test('of a round has at most a hundred outcomes, and all documents', async () => {
    const { outcomes, documents } = await json(await get('/rounds/r3'));
    expect(outcomes).toHaveLength(100);
    expect(documents).toHaveLength(1);
  });
});

describe('an entity tag', () => {
  test('is the same for the same bytes, and another for others', async () => {
    const [first, second, other] = await Promise.all([get('/timeline'), get('/timeline'), get('/timeline?limit=1')]);
    expect(first.headers.get('etag')).toMatch(/^"[^"]+"$/);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(other.headers.get('etag')).not.toBe(first.headers.get('etag'));
  });

  test.each([(tag: string) => tag, (tag: string) => `W/${tag}`, (tag: string) => `"other", W/${tag}`, () => '*'])(
    'is honoured with 304, without a body and with the tag (%#)',
    async (header) => {
      const tag = (await get('/parties/kaz')).headers.get('etag') ?? '';
      const response = await get('/parties/kaz', { headers: { 'If-None-Match': header(tag) } });
      expect(response.status).toBe(304);
      expect(await response.text()).toBe('');
      expect(response.headers.get('etag')).toBe(tag);
      expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=30');
    },
  );

  test('of something else is answered in full', async () => {
    expect((await get('/parties/kaz', { headers: { 'If-None-Match': '"x"' } })).status).toBe(200);
  });
});

describe('what is not there', () => {
  const places = [
    '/parties/nobody',
    '/parties/nobody/rounds',
    '/parties/nobody/outcomes?role=host',
    '/processes/none/rounds',
    '/rounds/r2',
    '/rounds/Not_A_Slug',
    '/parties/a--b/rounds',
    `/outcomes/${'a'.repeat(81)}`,
    '/documents/%00',
    '/nothing',
    '/timeline/',
    '/rounds/r1/',
    '/caseloads/x/y',
    '',
  ];

  test.each(places)('is one answer, byte for byte apart from its address: %s', async (place) => {
    const response = await get(place);
    const path = at + (place.split('?')[0] ?? '');
    const reference = await get('/outcomes/absent');
    expect(response.status).toBe(404);
    const { instance } = await json(response.clone());
    const expected = (await reference.text()).replace(`${at}/outcomes/absent`, String(instance));
    expect(await response.text()).toBe(expected);
    expect(decodeURIComponent(String(instance))).toBe(decodeURIComponent(path));
    expect([...response.headers]).toEqual([...reference.headers]);
  });

  test('outside the base path is masked too', async () => {
    expect((await door.app.request('/analyst/v1/timeline')).status).toBe(404);
  });

  test('is told from what is empty: a party or a process without rounds has an empty list', async () => {
    for (const place of ['/parties/kaz/rounds', '/parties/kaz/documents?from=2017', '/processes/p/rounds'])
      expect(await listed(await get(place))).toEqual({ ids: [], next: undefined });
  });
});

describe('methods', () => {
  test('HEAD answers as GET, without the body', async () => {
    const [head, full] = await Promise.all([get('/timeline', { method: 'HEAD' }), get('/timeline')]);
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(full.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is refused, with the methods there are', async (method) => {
    const response = await get('/parties/kaz', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await get('/nothing', { method })).status).toBe(404);
  });

  test('OPTIONS lets any page ask', async () => {
    const response = await get('/timeline', { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('GET');
    expect(response.headers.get('access-control-allow-headers')).toBe('If-None-Match');
  });

  test('every public reply, problems included, may be read from any page and is kept at the edge alone', async () => {
    for (const [place, method] of [
      ['/timeline', 'GET'],
      ['/nothing', 'GET'],
      ['/timeline?x=1', 'GET'],
      ['/timeline', 'POST'],
      ['/timeline', 'OPTIONS'],
    ] as const) {
      const { headers } = await get(place, { method });
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=30');
    }
  });
});

const faultsOf = async (address: string): Promise<unknown> => {
  const response = await get(address);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const { type, errors } = await json(response);
  expect(type).toBe('/problems/invalid-parameter');
  return errors;
};
const parametersAtFault = async (address: string): Promise<string[]> => {
  const errors = await faultsOf(address);
  return Array.isArray(errors) ? errors.map(({ parameter }) => String(parameter)).sort() : [];
};

describe('a fault in the address', () => {
  test.each([
    ['/timeline?colour=red', 'colour'],
    ['/timeline?limit=1&limit=1', 'limit'],
    ['/timeline?limit=0', 'limit'],
    ['/timeline?limit=101', 'limit'],
    ['/timeline?limit=2.5', 'limit'],
    ['/timeline?limit=1e1', 'limit'],
    ['/timeline?limit=%2010', 'limit'],
    ['/timeline?limit=', 'limit'],
    ['/timeline?limit', 'limit'],
    ['/timeline?order=up', 'order'],
    ['/timeline?party=KAZ', 'party'],
    ['/timeline?process=a_b', 'process'],
    ['/timeline?issue=weather', 'issue'],
    ['/timeline?kind=chat', 'kind'],
    ['/timeline?type=party', 'type'],
    ['/timeline?from=2017-13', 'from'],
    ['/timeline?from=2017-02-29', 'from'],
    ['/timeline?to=0000', 'to'],
    ['/timeline?to=2017-01-01/2018', 'to'],
    ['/timeline?to=2017?', 'to'],
    ['/timeline?to=2017-1', 'to'],
    ['/timeline?from=2017-05-02&to=2017-05-01', 'from'],
    ['/timeline?from=2018&to=2017-12', 'from'],
    ['/timeline?party=%ff', 'party'],
    ['/timeline?party=%zz', 'party'],
    ['/timeline?%ff=1', '%ff'],
    ['/timeline?cursor=abc', 'cursor'],
    ['/processes?order=asc', 'order'],
    ['/processes/p?limit=1', 'limit'],
    ['/rounds/r1?limit=1', 'limit'],
    ['/parties?lang=de', 'lang'],
    ['/parties?kind=planet', 'kind'],
    ['/parties?name=%2d%2d', 'name'],
    [`/parties?name=${'x'.repeat(201)}`, 'name'],
    ['/parties/kaz/rounds?role=king', 'role'],
    ['/timeline?role=king', 'role'],
    ['/parties/kaz/outcomes?position=maybe', 'position'],
    ['/parties/kaz/outcomes?with=A', 'with'],
    ['/parties/kaz/documents?action=read', 'action'],
    ['/outcomes?overdue=yes', 'overdue'],
    ['/outcomes?status=done', 'status'],
    ['/documents?from=2017', 'from'],
    ['/parties/kaz/outcomes?status=done', 'status'],
    ['/documents?kind=main', 'kind'],
    ['/caseloads?year=2019-01', 'year'],
    ['/caseloads?institution=', 'institution'],
  ])('is refused: %s', async (address, parameter) => {
    expect(await parametersAtFault(address)).toEqual([parameter]);
  });

  test('is named together with all others', async () => {
    const address = '/timeline?x=1&limit=0&kind=&party=%ff&type=q&type=round&from=2018&to=2017&order=up&from=2018';
    expect(await parametersAtFault(address)).toEqual(['from', 'kind', 'limit', 'order', 'party', 'type', 'x']);
    expect(await parametersAtFault('/timeline?limit=0&from=2018&to=2017')).toEqual(['from', 'limit']);
  });

  test('is none where months and days are in order, the last day included', async () => {
    for (const query of ['from=2017-05-31&to=2017-05', 'from=2016-02-29&to=2016-02-29', 'from=2017&to=2017', ''])
      expect((await get(`/timeline?${query}`)).status).toBe(200);
  });
});

describe('a cursor that somebody made', () => {
  const made = (path: string, filters: object, key: string): string =>
    cursorOf({ audience: 'public', path, filters: { limit: 25, order: 'asc', ...filters } }, key);
  test.each([
    ['/timeline?from=2017', { from: '2017' }, '~'],
    ['/timeline?to=2018', { to: '2018' }, '2018~'],
    ['/timeline?to=2018', { to: '2018' }, '0001'],
  ])('and that points where no row can be (%s, %j, %s) is refused', async (address, filters, key) => {
    const reply = await get(`${address}&cursor=${made('/timeline', filters, key)}`);
    expect(reply.status).toBe(400);
    const inside = await get(`${address}&cursor=${made('/timeline', filters, '2017-01-01#2017-01-01#round#a')}`);
    expect(inside.status).toBe(200);
  });
});

describe('a cursor', () => {
  const cursorAt = async (address: string): Promise<string> => (await listed(await get(address))).next ?? '';

  test('goes on with another limit, and where the default is written out', async () => {
    const cursor = await cursorAt('/timeline?limit=1');
    expect((await listed(await get(`/timeline?limit=2&order=asc&cursor=${cursor}`))).ids).toEqual(['r2', 'r3']);
  });

  test.each(['/timeline?order=desc', '/timeline?kind=main', '/timeline?party=kgz', '/rounds?'])(
    'is refused by another reading: %s',
    async (address) => {
      const cursor = await cursorAt('/timeline?party=kaz&limit=1');
      expect(cursor).not.toBe('');
      expect(await parametersAtFault(`${address}&cursor=${cursor}`)).toEqual(['cursor']);
    },
  );

  test('is refused at another door', async () => {
    const cursor = await cursorAt('/timeline?limit=1');
    const other = await doorOver('analyst');
    expect((await other.app.request(`/analyst/v1/timeline?cursor=${cursor}`)).status).toBe(400);
  });

  test('is refused when any of its characters is another, is missing, or one is added', async () => {
    const cursor = await cursorAt('/timeline?limit=1');
    const altered = [...cursor].flatMap((letter, index) => [
      `${cursor.slice(0, index)}${letter === 'A' ? 'B' : 'A'}${cursor.slice(index + 1)}`,
      cursor.slice(0, index) + cursor.slice(index + 1),
    ]);
    for (const one of [...altered, `${cursor}A`, `${cursor}=`, `${cursor}.`, `%20${cursor}`, 'A'])
      expect((await get(`/timeline?cursor=${one}`)).status, one).toBe(400);
  });
});

describe('parties by name', () => {
  test('are found by the folded start of any name, each once with what matched, in the order of the language', async () => {
    const { items } = await json(await get('/parties?name=KA'));
    expect(items).toEqual([
      expect.objectContaining({ id: 'kaz', matched: 'Kaz' }),
      expect.objectContaining({ id: 'kgz', matched: 'Ka-old-name' }),
      expect.objectContaining({ id: 'aaa', matched: 'Kabul group' }),
    ]);
    expect((await listed(await get('/parties?name=ka&lang=kk'))).ids).toEqual(['aaa', 'kaz', 'kgz']);
    expect((await listed(await get('/parties?name=%D0%9A%D0%B0%D0%B7'))).ids).toEqual(['kaz']);
  });

  test('are turned over page by page until every name has been shown', async () => {
    const first = await listed(await get('/parties?name=ka&limit=1'));
    const second = await listed(await get(`/parties?name=ka&limit=5&cursor=${first.next}`));
    expect([first.ids, second.ids.sort()]).toEqual([['kgz'], ['aaa', 'kaz']]);
    expect(second.next).toBeUndefined();
    expect((await listed(await get('/parties?name=ka&kind=bloc'))).ids).toEqual([]);
  });
});

test('every language that has a list of parties can be asked for it', () => {
  expect([...languages].sort()).toEqual([...keys.listLanguages].sort());
});

describe('outcomes overdue', () => {
  test('are those whose last day is past by the clock, in UTC days', async () => {
    const due = (id: string, dueBy?: string): Row => ({
      ...line(keys.outcomes, id),
      filters: { ...(dueBy && { dueBy }) },
    });
    const other = await doorOver('public', '2026-11-23T00:00:00.000Z');
    await other.put([due('past', '2026-11-22'), due('today', '2026-11-23'), due('never')]);
    expect((await listed(await other.app.request(`${at}/outcomes?overdue=true`))).ids).toEqual(['past']);
    expect((await listed(await other.app.request(`${at}/outcomes?overdue=false`))).ids).toEqual(['never', 'today']);
  });
});

describe('an unexpected error', () => {
  const broken: ViewReader = {
    one: async () => {
      throw new Error('secret');
    },
    some: async () => {
      throw new Error('secret');
    },
  };

  test('says to come again when the database has too much to do', async () => {
    const throttled = Object.assign(new Error('x'), { name: 'ThrottlingException' });
    const busy: ViewReader = { one: () => Promise.reject(throttled), some: () => Promise.reject(throttled) };
    const app = readingApp({ audience: 'public', view: busy, answers, now: () => new Date(), failed: () => 'id-7' });
    const response = await app.request(`${at}/timeline`);
    expect(response.status).toBe(503);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ type: '/problems/busy' });
  });

  test('says nothing but the id under which it was noted, and is kept nowhere', async () => {
    const app = readingApp({ audience: 'public', view: broken, answers, now: () => new Date(), failed: () => 'id-7' });
    const response = await app.request(`${at}/timeline`);
    expect(response.status).toBe(500);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const text = await response.text();
    expect(text).toContain('id-7');
    expect(text).not.toContain('secret');
  });
});

describe('a door with an entrance', () => {
  const app = readingApp({
    audience: 'analyst',
    answers,
    view: { one: async () => undefined, some: async () => ({ rows: [], examined: 0, last: undefined }) },
    now: () => new Date(),
    failed: () => '',
    enter: async (c, next) => (c.req.header('Authorization') ? next() : c.body(null, 401)),
  });

  test.each(['/timeline', '/nothing', '/timeline?limit=0', '/parties/a'])(
    'refuses before anything else is looked at: %s',
    async (place) => {
      for (const method of ['GET', 'POST', 'OPTIONS'])
        expect((await app.request(`/analyst/v1${place}`, { method })).status).toBe(401);
    },
  );

  test('is private: nothing is kept, no other page may read it', async () => {
    const { headers, status } = await app.request('/analyst/v1/timeline', { headers: { Authorization: 'x' } });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.has('access-control-allow-origin')).toBe(false);
  });
});
