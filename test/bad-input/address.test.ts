/** Addresses and header fields that nobody means well with: a clear 4xx that names them, at every door. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../shared/contract/operations.ts';
import { audiences } from '../../shared/projection/audience.ts';
import type { Doors } from '../contract/doors.ts';
import { addressesOf } from '../contract/readings.ts';
import { ask, expectClear, hostileDoors, named, records } from './hostile.ts';

let doors: Doors;
beforeAll(async () => {
  doors = await hostileDoors();
});

const joined = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;

/** Queries that no reading takes, and the parameter that each is refused for. */
const queries: [query: string, parameter: string][] = [
  ['limit=5&limit=6', 'limit'],
  ['limit=5&limit=5', 'limit'],
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['limit=1e1', 'limit'],
  ['limit=%20' + '5', 'limit'],
  ['limit=٥', 'limit'],
  ['limit=', 'limit'],
  ['limit', 'limit'],
  ['limit=-1', 'limit'],
  ['cursor=x', 'cursor'],
  ['cursor=%00', 'cursor'],
  [`cursor=${'A'.repeat(4000)}`, 'cursor'],
  ['__proto__=x', '__proto__'],
  ['constructor=x', 'constructor'],
  ['toString=x', 'toString'],
  ['Limit=5', 'Limit'],
  ['limit%00=5', 'limit\0'],
  ['limit[]=5', 'limit[]'],
  ['colour=red', 'colour'],
  ['=x', ''],
  ['%ff=x', '%ff'],
  ['colour=%ff', 'colour'],
  ['colour=%ed%a0%80', 'colour'],
];

const lists = [
  '/timeline',
  '/processes',
  '/rounds',
  '/parties',
  '/outcomes',
  '/documents',
  '/caseloads',
  '/parties/fra/outcomes',
];

describe.each(audiences)('the %s door', (door) => {
  test.each(queries)('refuses ?%s at every list, and names %j', async (query, parameter) => {
    for (const list of lists) {
      const reply = await ask(doors, door, joined(list, query));
      expectClear(reply, list + query);
      expect([list, reply.status, named(reply)]).toEqual([list, 400, expect.arrayContaining([parameter])]);
    }
  });

  test.each(['from', 'to', 'process', 'party', 'issue', 'type', 'order'])(
    'refuses what is no value of %s',
    async (name) => {
      const values = [
        'аstаnа',
        '%00',
        '%0d%0aSet-Cookie:a=b',
        '%E2%80%AE',
        '../x',
        "'--",
        'x'.repeat(2000),
        '2017_02_30',
        '{}',
      ];
      for (const value of values) {
        const reply = await ask(doors, door, `/timeline?${name}=${value}`);
        expectClear(reply, `${name}=${value}`);
        expect([value, named(reply)]).toEqual([value, [name]]);
      }
    },
  );

  test('answers no query with a 500, whatever its names and values', async () => {
    const name = fc.constantFrom(
      'limit',
      'cursor',
      'from',
      'to',
      'party',
      'name',
      'lang',
      'kind',
      'with',
      'order',
      '__proto__',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('1', '2017', 'fra', 'en', '%', '%e', '+'),
    );
    const raw = text.map((one) => (one.isWellFormed() ? encodeURIComponent(one) : '%ED%A0%80'));
    const query = fc.array(
      fc.tuple(
        name,
        fc.oneof(
          raw,
          fc.string({ maxLength: 6 }).map((one) => one.replace(/[#\s]/g, '')),
        ),
      ),
      {
        maxLength: 4,
      },
    );
    const operation = fc.constantFrom(...operations[door].flatMap((one) => addressesOf(one, records).slice(0, 1)));
    await fc.assert(
      fc.asyncProperty(operation, query, async (path, pairs) => {
        const address = joined(path, pairs.map(([one, value]) => `${one}=${value}`).join('&'));
        const reply = await ask(doors, door, address);
        if (reply.status !== 200) expectClear(reply, address);
      }),
      { numRuns: 150 },
    );
  });

  test('takes no cursor that is altered, of another query, of another list, or of another door', async () => {
    const { body } = await ask(doors, door, '/timeline?limit=1');
    const next = String(body.next);
    expect((await ask(doors, door, `/timeline?limit=2&cursor=${next}`)).status).toBe(200);
    const altered = [...next].map(
      (letter, at) => next.slice(0, at) + (letter === 'A' ? 'B' : 'A') + next.slice(at + 1),
    );
    const others = audiences.filter((other) => other !== door);
    const foreign = await Promise.all(
      others.map(async (other) => (await ask(doors, other, '/timeline?limit=1')).body.next),
    );
    const tried = [
      ...altered.map((cursor) => `/timeline?cursor=${cursor}`),
      ...foreign.map((cursor) => `/timeline?cursor=${cursor}`),
      ...[
        `${next}=`,
        `${next}A`,
        next.slice(0, -1),
        `${next}%20`,
        `%20${next}`,
        `${next}&cursor=${next}`,
        next.toLowerCase(),
      ].map((cursor) => `/timeline?cursor=${cursor}`),
      ...['order=desc', 'from=2013', 'party=fra', 'process=iran-e3plus3'].map(
        (query) => `/timeline?${query}&cursor=${next}`,
      ),
      ...lists.slice(1).map((list) => `${list}?cursor=${next}`),
    ];
    for (const address of tried) {
      const reply = await ask(doors, door, address);
      expect([address, reply.status, named(reply)]).toEqual([address, 400, ['cursor']]);
    }
  });

  test('knows no record by a name that only looks like its own', async () => {
    const absent = (await ask(doors, door, '/parties/nobody')).body;
    const ids = ['frа', 'FRA', 'fra%00', 'fra%20', 'fra/', 'fra%2f', 'fra;x', 'fra%0d%0a', '%E2%80%AEarf', 'ﬀra'];
    const others = ['__proto__', 'constructor', '..', '.', '%', '%ff', 'x'.repeat(81), 'x'.repeat(5000), 'fra%23'];
    for (const id of [...ids, ...others]) {
      const reply = await ask(doors, door, `/parties/${id}`);
      expect([id, reply.status]).toEqual([id, 404]);
      const { instance: _, ...said } = reply.body;
      const { instance: __, ...same } = absent;
      expect(said).toEqual(same);
    }
  });
});

describe('the staff door', () => {
  const put = (path: string, headers: Record<string, string>, body: unknown = { kind: 'state', name: { en: 'X' } }) =>
    ask(doors, 'staff', path, { method: 'PUT', headers, body });

  test('takes no id but a slug', async () => {
    const ids = [
      'frа',
      'FRA',
      'a--b',
      '-a',
      'a-',
      'a_b',
      'a.b',
      'a%20b',
      'a%00',
      '%D0%B0',
      '__proto__',
      'x'.repeat(81),
      '%E2%80%AEa',
      'a%2fb',
    ];
    for (const id of ids) {
      const reply = await put(`/parties/${id}`, { 'if-none-match': '*' });
      expectClear(reply, id);
      expect([id, [404, 422].includes(reply.status)]).toEqual([id, true]);
      if (reply.status === 422) expect([id, named(reply)]).toEqual([id, ['/id']]);
    }
  });

  test('takes one strong tag, and no other precondition', async () => {
    const { headers } = await ask(doors, 'staff', '/parties/fra');
    const tag = headers.get('etag') ?? '';
    const wrong = [
      `W/${tag}`,
      `${tag}, "9"`,
      `${tag} ${tag}`,
      '*',
      tag.replaceAll('"', ''),
      `${tag.slice(0, -1)}`,
      `'1'`,
      '',
      '""""',
      `${tag};`,
    ];
    for (const match of wrong) {
      const reply = await put('/parties/fra', { 'if-match': match });
      expect([match, reply.status, named(reply)]).toEqual([match, 400, ['If-Match']]);
    }
    for (const match of ['"01"', '"1.0"', '"1e0"', '"99999999999999999999"', '"-1"', '"__proto__"', '"é"']) {
      expect([match, (await put('/parties/fra', { 'if-match': match })).status]).toEqual([match, 412]);
    }
    const others: Record<string, string>[] = [
      { 'if-none-match': tag },
      { 'if-none-match': 'W/*' },
      { 'if-none-match': '*, *' },
      { 'if-match': tag, 'if-none-match': '*' },
    ];
    for (const sent of others) {
      expect((await put('/parties/fra', sent)).status).toBe(400);
    }
    expect((await ask(doors, 'staff', '/parties/fra')).headers.get('etag')).toBe(tag);
  });

  test('takes a reason of readable characters only, and none that begins another header', async () => {
    const encoded = (text: string) => `UTF-8''${encodeURIComponent(text)}`;
    const wrong = [
      ...['a\r\nSet-Cookie: a=b', 'a\0', '\u001b[2J', 'a\u202eb', '\u2066a', 'x'.repeat(1001), '\ufffe'].map(encoded),
      ...["UTF-8''%0d%0aX: y", "UTF-8''%ff", "UTF-8''%", "ISO-8859-1''%E9", "UTF-8''a b", "utf-8'en"],
    ];
    for (const reason of wrong) {
      const reply = await put('/parties/bad-reason', { 'if-none-match': '*', 'change-reason': reason });
      expectClear(reply, reason);
      expect([reason, reply.status, named(reply)]).toEqual([reason, 400, ['Change-Reason']]);
      expect(reply.headers.get('set-cookie') ?? reply.headers.get('x')).toBeNull();
    }
    expect((await ask(doors, 'staff', '/parties/bad-reason')).status).toBe(404);
  });

  test('takes JSON as UTF-8 and nothing else', async () => {
    const types = [
      '',
      'text/plain',
      'application/xml',
      'application/json; charset=utf-16',
      'application/json; charset=utf-8; x=y',
    ];
    const forms = [
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'application/merge-patch+json',
      'application/x-ndjson',
    ];
    for (const type of [...types, ...forms, 'application/json, application/json']) {
      const reply = await put('/parties/bad-type', { 'if-none-match': '*', 'content-type': type });
      expect([type, reply.status, reply.body.type]).toEqual([type, 415, '/problems/unsupported-media-type']);
    }
    const gzip = await put('/parties/bad-type', { 'if-none-match': '*', 'content-encoding': 'gzip' });
    expect(gzip.status).toBe(415);
    const utf8 = (...bytes: number[]) => Uint8Array.from(bytes);
    const broken = [
      ...['', '{', '{"a":1,}', "{'a':1}", '{"a":NaN}', '{}{}', '\u2028', '{"a":"\n"}', '[', 'undefined'],
      ...[
        utf8(0x7b, 0xff, 0x7d),
        utf8(0x22, 0xc0, 0xaf, 0x22),
        utf8(0x22, 0xed, 0xa0, 0x80, 0x22),
        utf8(0xff, 0xfe, 0x7b, 0, 0x7d, 0),
      ],
      ...['['.repeat(101) + ']'.repeat(101), `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ];
    for (const body of broken) {
      const reply = await put('/parties/bad-type', { 'if-none-match': '*' }, body);
      expect([String(body).slice(0, 40), reply.status, reply.body.type]).toEqual([
        String(body).slice(0, 40),
        400,
        '/problems/malformed-json',
      ]);
    }
    const large = await put('/parties/bad-type', { 'if-none-match': '*' }, `{"note":"${'x'.repeat(1024 * 1024)}"}`);
    expect(large.status).toBe(413);
    expect((await ask(doors, 'staff', '/parties/bad-type')).status).toBe(404);
  });

  test.each(['/worklist?state=proposed', '/parties/fra/revisions?limit=2'])(
    'refuses at %s what is no parameter',
    async (path) => {
      for (const [query, parameter] of queries.filter(([one]) => !one.startsWith('limit=5'))) {
        const reply = await ask(
          doors,
          'staff',
          path.includes('limit') && query.startsWith('limit') ? `${path.split('?')[0]}?${query}` : `${path}&${query}`,
        );
        expectClear(reply, path + query);
        expect([query, reply.status]).toEqual([query, 400]);
        // A name that cannot be decoded is told as it was sent or with signs for what could not be read.
        if (!query.startsWith('%ff'))
          expect([query, named(reply)]).toEqual([query, expect.arrayContaining([parameter])]);
      }
    },
  );
});
