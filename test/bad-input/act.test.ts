/** What nobody means well with, at bundles, expunging, texts, differences, logs, the ledger and feeds: a clear 4xx, and nothing is changed. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cursorOf } from '../../functions/reading/cursor.ts';
import { contentOf } from '../../functions/store/hash.ts';
import { feedFormNames, feedPath } from '../../shared/contract/feed.ts';
import { workStates } from '../../shared/contract/work-state.ts';
import { isObject } from '../../shared/domain/json.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { type Doors, standingDoors } from '../contract/doors.ts';
import { fileStoreIn } from '../files.ts';
import { openStore, type Store } from '../s3/store.ts';
import {
  ask,
  expectClear,
  hostileValues,
  named,
  type Place,
  placesIn,
  type Reply,
  records,
  type Send,
  strangers,
  withAt,
} from './hostile.ts';

let files: Store;
let doors: Doors;
beforeAll(async () => {
  files = await openStore();
  doors = await standingDoors(records, fileStoreIn(files));
  const body = { kind: 'letter', title: { en: 'A letter' }, status: 'tabled', date: '2026-01-05' };
  const made = await staff('/documents/letter', { method: 'PUT', headers: { 'if-none-match': '*' }, body });
  expect(made.status).toBe(201);
});
afterAll(() => files.close());

const staff = (path: string, sent: Send = {}): Promise<Reply> => ask(doors, 'staff', path, { by: 'saule', ...sent });

/** All that what is asked below could have changed. */
const state = (): Promise<string[]> => {
  const paths = ['/parties/fra', '/parties/fra/revisions', '/documents/letter', '/worklist?state=unreleased'];
  return Promise.all(paths.map(async (path) => (await staff(path)).text));
};

const sha256 = 'a'.repeat(64);
const open = { public: 'released', form: 'full' };
/** Acts that take a body, each with a sound one that changes nothing. */
const acts: [method: string, path: string, body: object][] = [
  ['POST', '/releases', { draft: 'proposed', records: ['party#nobody', { record: 'party#no-one', version: 1 }] }],
  ['POST', '/releases?dryRun=true', { ...open, records: ['party#nobody'] }],
  ['POST', '/releases', { ...open, embargoUntil: '2126-12-01T00:00:00Z', records: ['party#nobody'] }],
  ['POST', '/releases', { draft: 'proposed', worklist: { process: 'nowhere', round: 'nowhere', type: 'round' } }],
  ['POST', '/releases', { ...open, worklist: { dataset: 'none', process: 'nowhere' } }],
  ['POST', '/documents/letter/uploads', { language: 'kk', mediaType: 'application/pdf', bytes: 3, sha256 }],
  ['PUT', '/documents/letter/texts/kk', { sha256, fileName: 'letter.pdf', authentic: true }],
];
const headers = { 'if-match': '"1"' };

/** An empty choice is all of the work list: that is no fault, and would change what is in it. */
const choosesAll = ([name, ...rest]: Place, value: unknown): boolean =>
  name === 'worklist' && rest.length === 0 && isObject(value) && Object.keys(value).length === 0;

/** Expects an answer that is clear, or one to what happened to be sound. */
const expectSound = (reply: Reply, what: string): void => {
  if (reply.status >= 300) expectClear(reply, what);
};

test.each(acts)('%s %s with anything in any of its members', async (method, path, body) => {
  const before = await state();
  for (const place of placesIn(body)) {
    for (const [what, value] of Object.entries(hostileValues)) {
      if (choosesAll(place, value)) continue;
      const reply = await staff(path, { method, headers, body: withAt(body, place, value) });
      expectSound(reply, `${path} ${JSON.stringify(place)} ${what}`);
    }
  }
  for (const name of strangers) {
    const reply = await staff(path, { method, headers, body: withAt(body, [name], 'x') });
    expectClear(reply, `${path} ${name}`);
  }
  expect(await state()).toEqual(before);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('acts and readings of staff answer nothing with a 500, whatever is sent', async () => {
  const before = await state();
  const spoiled = fc.constantFrom(...acts).chain(([method, path, body]) =>
    fc.record({
      method: fc.constant(method),
      path: fc.constant(path),
      body: fc
        .tuple(fc.constantFrom(...placesIn(body)), fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }))
        .map(([place, value]) => withAt(body, place, choosesAll(place, value) ? null : value)),
    }),
  );
  await fc.assert(
    fc.asyncProperty(spoiled, async ({ method, path, body }) => {
      expectSound(await staff(path, { method, headers, body }), `${path} ${JSON.stringify(body)}`);
    }),
    { numRuns: 100 },
  );
  expect(await state()).toEqual(before);
});

test('a bundle names records that there can be, and null chooses nothing', async () => {
  const before = await state();
  const refs = [
    'party#',
    'party',
    '#fra',
    'party#FRA',
    'nation#fra',
    'party#frа',
    `party#${'x'.repeat(3000)}`,
    null,
    7,
  ];
  for (const record of [...refs, { record: 'party#fra' }, { record: 'party#fra', version: 0 }]) {
    const reply = await staff('/releases', {
      method: 'POST',
      body: { draft: 'proposed', records: ['party#a', record] },
    });
    expectClear(reply, String(record));
    expect([record, reply.status]).toEqual([record, 422]);
  }
  for (const more of [{ worklist: null }, { records: null }, {}, { records: ['party#a'], worklist: {} }]) {
    const reply = await staff('/releases', { method: 'POST', body: { draft: 'proposed', ...more } });
    expect([more, reply.status]).toEqual([more, 422]);
  }
  expect(await state()).toEqual(before);
});

/** Parts of an address that name nothing. */
const nowhere = [
  ...['0', '01', '-1', '1.0', '1e0', '999999999', '٣', 'x', '%00', '%ff', '%E2%80%AE1', '1%0d%0aX:y', '__proto__'],
  ...['1%2f2', 'x'.repeat(3000)],
];
const readable = "UTF-8''%D0%BE";

test.each(['PUT', 'DELETE'])(
  'expunging (%s) takes one revision, one strong tag and a reason, and else changes nothing',
  async (method) => {
    const before = await state();
    const expunge = (n: string, sent: Record<string, string>, by: 'saule' | 'aigerim' = 'saule', id = 'fra') =>
      staff(`/parties/${id}/revisions/${n}/expunged`, { method, headers: sent, by });
    const tag = (await staff('/parties/fra')).headers.get('etag') ?? '';
    const good = { 'if-match': tag, 'change-reason': readable };
    for (const n of nowhere) {
      const reply = await expunge(n, good);
      expectClear(reply, n);
      expect([n, reply.status]).toEqual([n, 404]);
    }
    for (const match of [`W/${tag}`, `${tag}, "9"`, '*', '1', '']) {
      const reply = await expunge('1', { ...good, 'if-match': match });
      expect([match, reply.status, named(reply)]).toEqual([match, 400, ['If-Match']]);
    }
    // To take a request back needs no reason.
    const blank = method === 'PUT' ? ['', ' ', "UTF-8''%20"] : [];
    for (const reason of [...blank, "UTF-8''%00", "UTF-8''%ff", "UTF-8''%0d%0aX: y", 'x'.repeat(1001)]) {
      const reply = await expunge('1', { ...good, 'change-reason': reason });
      expect([reason, reply.status, named(reply)]).toEqual([reason, 400, ['Change-Reason']]);
    }
    expect((await expunge('1', { 'change-reason': readable })).status).toBe(428);
    expect((await expunge('1', { ...good, 'if-match': '"999"' })).status).toBe(412);
    expect((await expunge('0', good, 'aigerim')).status).toBe(403);
    for (const id of ['FRA', 'fra%00', 'frа', '__proto__', 'x'.repeat(81), 'x'.repeat(3000)]) {
      expectClear(await expunge('1', good, 'saule', id), id);
    }
    expect(await state()).toEqual(before);
  },
);

test('a text is in a language that a tag of ordinary length names, and of a revision that is there', async () => {
  const long = `kk-${Array.from({ length: 400 }, () => 'abcde').join('-')}`;
  const texts = [...nowhere, long, 'KK', 'kk_KZ', 'kk-', 'k'].map((one) => `/documents/letter/texts/${one}`);
  const revisions = nowhere.map((one) => `/documents/letter/revisions/${one}/texts/kk`);
  for (const path of [...texts, ...revisions, '/documents/letter/texts/kk', '/parties/fra/texts/kk']) {
    const reply = await staff(path);
    expectClear(reply, path);
    expect([path, reply.status]).toEqual([path, 404]);
  }
  const filed = { sha256, fileName: 'letter.pdf', authentic: true };
  for (const method of ['PUT', 'DELETE']) {
    for (const path of texts) expectClear(await staff(path, { method, headers, body: filed }), `${method} ${path}`);
  }
  for (const door of audiences) {
    for (const path of texts) {
      const reply = await ask(doors, door, path);
      expect([door, path, reply.status]).toEqual([door, path, 404]);
    }
  }
});

/** Queries that no address takes. */
const strange = ['colour=red', '__proto__=x', 'constructor=x', '%ff=x', 'colour=%ff', '=x'];
/** Values that no parameter with a schema of its own takes. */
const wrong = ['', '%00', '%ff', '%ed%a0%80', '{}', '-1', '0', '../x', 'аstаnа', '%0d%0aX:y', 'x'.repeat(2500)];

/** Expects 400 with the parameter named, for each value of each parameter, for one that stands twice, and for strangers. */
const expectParameters = async (
  knock: (path: string) => Promise<Reply>,
  path: string,
  parameters: { readonly [name: string]: readonly string[] },
): Promise<void> => {
  for (const query of strange) {
    const reply = await knock(`${path}?${query}`);
    expectClear(reply, path + query);
    expect([path, query, reply.status]).toEqual([path, query, 400]);
  }
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [...values, `1&${name}=1`]) {
      const reply = await knock(`${path}?${name}=${value}`);
      expectClear(reply, `${path} ${name}=${value}`);
      expect([path, name, value, reply.status, named(reply)]).toEqual([path, name, value, 400, [name]]);
    }
  }
};

const paging = { limit: wrong, cursor: wrong };

test('the difference, the log of readings and bundles take their own parameters, once each', async () => {
  await expectParameters(staff, '/parties/fra/difference', { from: wrong, to: wrong });
  await expectParameters(staff, '/readings', {
    ...paging,
    ...{
      record: [
        ...wrong,
        'party',
        'party%23',
        'party%23FRA',
        'nation%23fra',
        `party%23${'x'.repeat(81)}`,
        `party%23${'x'.repeat(3000)}`,
      ],
    },
    ...{ from: wrong, to: wrong, by: ['', '%ff', '%ed%a0%80', 'x'.repeat(201)] },
  });
  const backwards = await staff('/readings?from=2026&to=2025');
  expect([backwards.status, named(backwards).length]).toEqual([400, 1]);
  const body = { draft: 'proposed', records: ['party#nobody'] };
  const bundle = (path: string) => staff(path, { method: 'POST', body });
  await expectParameters(bundle, '/releases', { dryRun: ['', '1', 'TRUE', '%00'], cursor: wrong });
  for (const revision of ['from=99999999', 'to=99999999', 'from=99999999&to=1']) {
    const reply = await staff(`/parties/fra/difference?${revision}`);
    expect([revision, reply.status]).toEqual([revision, 404]);
  }
});

test('a cursor that somebody made up, sealed as it should be, is none of these lists', async () => {
  const body = { draft: 'proposed', worklist: { process: 'nowhere' } };
  const bundles = { path: '/releases', filters: { dryRun: 'false', body: contentOf(body) } };
  const keys = [
    'x',
    '\0',
    '2026-01-01',
    '\uffff',
    '~',
    '9999',
    '#',
    'a'.repeat(1025),
    'я'.repeat(700),
    '1'.repeat(1024),
  ];
  for (const key of keys) {
    for (const query of ['', 'from=2026&to=2026&', 'by=nobody&', 'record=party%23fra&by=nobody&']) {
      const filters = Object.fromEntries(new URLSearchParams(query));
      const cursor = cursorOf({ audience: 'staff', path: '/readings', filters }, key);
      expectSound(await staff(`/readings?${query}cursor=${cursor}`), `/readings ${query} ${key}`);
    }
    for (const value of workStates) {
      const cursor = cursorOf({ audience: 'staff', path: '/worklist', filters: { state: value } }, key);
      expectSound(await staff(`/worklist?state=${value}&cursor=${cursor}`), `/worklist ${value} ${key}`);
    }
    const cursor = cursorOf({ audience: 'staff', ...bundles }, key);
    expectSound(await staff(`/releases?cursor=${cursor}`, { method: 'POST', body }), `/releases ${key}`);
    const day = cursorOf({ audience: 'public', path: '/ledger', filters: { order: 'desc' } }, key);
    expectSound(await ask(doors, 'public', `/ledger?cursor=${day}`), `/ledger ${key}`);
  }
});

test('a cursor that somebody made up for a history, sealed as it should be, begins at a revision that there can be', async () => {
  for (const version of ['0', '1', '2', '99999999', '100000000', '01', '1.5', '-1']) {
    const seal = createHash('sha256').update(`revisions party#fra ${version}`).digest('base64url').slice(0, 12);
    expectSound(await staff(`/parties/fra/revisions?cursor=${version}.${seal}`), version);
  }
});

test('the ledger knows days by their dates, and forms by the ids of released records', async () => {
  const knock = (path: string) => ask(doors, 'public', path);
  for (const date of [...nowhere, '2026', '2026-02-30', '2026-1-5', '2026-01-05T00', '9999-99-99']) {
    const reply = await knock(`/ledger/${date}`);
    expectClear(reply, date);
    expect([date, reply.status]).toEqual([date, 404]);
  }
  for (const id of [...nowhere, 'FRA', 'fra%00', 'frа', 'x'.repeat(81)]) {
    for (const at of ['/parties', '/processes', '/caseloads']) {
      const reply = await knock(`${at}/${id}/inclusion`);
      expectClear(reply, `${at}/${id}`);
      expect([id, reply.status]).toEqual([id, 404]);
    }
  }
  await expectParameters(knock, '/parties/fra/inclusion', { cursor: ['x'], limit: ['5'] });
  await expectParameters(knock, '/ledger', { ...paging, order: ['', 'up', '%00'] });
});

describe.each(audiences)('the %s door', (door) => {
  const knock = (path: string) => ask(doors, door, path);

  test.each(feedFormNames)('refuses what is no parameter or value of the feed %s', async (form) => {
    const path = feedPath(form);
    await expectParameters(knock, path, {
      ...paging,
      ...{ lang: ['', 'KK', 'fr', '%00', '__proto__'], from: wrong, to: wrong, order: ['', 'up'], type: ['', 'party'] },
      ...{
        process: wrong.filter((one) => one !== '0'),
        party: ['', 'аstаnа', '%00', 'x'.repeat(81)],
        issue: ['', '%00'],
      },
    });
    const { body } = await knock('/timeline?limit=1');
    const reply = await knock(`${path}?cursor=${body.next}`);
    expect([reply.status, named(reply)]).toEqual([400, ['cursor']]);
  });

  test('refuses what is no parameter or value of a matrix, and knows none of what is no process', async () => {
    const { id } = records.find(({ type }) => type === 'process') ?? {};
    await expectParameters(knock, `/processes/${id}/matrix`, paging);
    for (const one of nowhere) {
      const reply = await knock(`/processes/${one}/matrix`);
      expectClear(reply, one);
      expect([one, reply.status]).toEqual([one, 404]);
    }
  });
});
