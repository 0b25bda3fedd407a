/** The typed clients ask the running doors over HTTP: what is answered and what is refused comes back as a value. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleDay } from '../../local/openapi/sample-door.ts';
import type { Answer } from '../../shared/contract/client.ts';
import { reader } from '../../shared/contract/reading-client.ts';
import { staff } from '../../shared/contract/staff-client.ts';
import { type Officer, sampleAbout, standingDoors, tokenOf } from './doors.ts';

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** Serves on a free port; the address without a path. */
const served = async (app: Hono): Promise<string> => {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  const address = server.address();
  const isPort = (found: typeof address): found is AddressInfo => typeof found === 'object' && found !== null;
  if (!isPort(address)) throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
};

const rounds = ['iran-e3plus3-05', 'iran-e3plus3-06', 'iran-e3plus3-07'];
let at = '';
beforeAll(async () => {
  const doors = await standingDoors(sampleAbout(({ id }) => rounds.includes(id)));
  at = await served(doors.app);
});

const as = (officer: Officer) => ({ at, fetch, token: () => tokenOf(officer) });

/** The reply of an answer that has to be one. */
const got = <T>(answer: Answer<T>): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.reply;
};

describe('a reader', () => {
  test('gets what an address answers, in the types of its door', async () => {
    const round = got(await reader('public', { at, fetch }).get('/rounds/:id', { id: 'iran-e3plus3-07' }));
    expect([round.id, round.period, round.participations?.[0]?.party]).toEqual([
      'iran-e3plus3-07',
      '2013-04-05/2013-04-06',
      expect.any(String),
    ]);
    // @ts-expect-error the public is not told whether a record is released
    expect(round.released).toBeUndefined();
    const same = got(await reader('analyst', as('timur')).get('/rounds/:id', { id: 'iran-e3plus3-07' }));
    expect(same.released).toBe(true);
  });

  test('asks with parameters of the address, and no other', async () => {
    const { get } = reader('public', { at, fetch });
    const found = got(await get('/parties', { name: 'фран', lang: 'ru', limit: 5 }));
    expect(found.items.map(({ id }) => id)).toContain('fra');
    // @ts-expect-error no such parameter
    const refused = await get('/parties', { colour: 'red' });
    expect(refused).toMatchObject({
      ok: false,
      status: 400,
      problem: { type: '/problems/invalid-parameter', errors: [{ parameter: 'colour' }] },
    });
  });

  test('turns over the pages of a list to its end', async () => {
    const seen: string[] = [];
    let pages = 0;
    for await (const page of reader('public', { at, fetch }).pages('/timeline', {
      party: 'irn',
      type: 'round',
      limit: 1,
    })) {
      for (const item of got(page).items) seen.push(item.id);
      pages += 1;
    }
    expect(seen).toEqual(rounds);
    expect(pages).toBeGreaterThanOrEqual(rounds.length);
  });

  test('is given a refusal as the last page', async () => {
    const all: unknown[] = [];
    for await (const page of reader('public', { at, fetch }).pages('/parties/:id/rounds', { id: 'nobody' }))
      all.push(page);
    expect(all).toMatchObject([{ ok: false, status: 404, problem: { type: '/problems/not-found' } }]);
  });

  test('is told that nothing has changed', async () => {
    const { get, getNew } = reader('public', { at, fetch });
    const answer = await get('/processes', {});
    const etag = answer.ok ? answer.etag : null;
    expect(await getNew('/processes', {}, etag ?? '')).toEqual({ ok: true, status: 304, etag, reply: undefined });
    expect(got(await getNew('/processes', {}, '"other"'))?.items).toHaveLength(1);
  });

  test('without a token is refused by the analyst door', async () => {
    const answer = await reader('analyst', { at, fetch }).get('/timeline', {});
    expect(answer).toMatchObject({ ok: false, status: 401, problem: { title: 'A valid access token is needed' } });
  });
});

describe('the staff client', () => {
  const writer = () => staff(as('aigerim'));
  const releaser = () => staff(as('saule'));

  test('takes a record from its first save to its deletion', async () => {
    const created = await writer().save('party', 'kz-club', { kind: 'civil-society', name: { kk: 'Клуб' } }, 'nothing');
    if (!created.ok) throw new Error(JSON.stringify(created.problem));
    const read = got(await writer().read('party', 'kz-club'));
    expect(read).toEqual(created.reply);

    const named = { ...read, name: { ...read.name, en: 'Club' } };
    const why = 'Письмо «клуба» (05.01), 100%';
    const saved = await writer().save('party', 'kz-club', named, { etag: created.etag ?? '' }, why);
    expect(got(saved)).toMatchObject({ version: 2, name: { kk: 'Клуб', en: 'Club' } });
    expect(await writer().save('party', 'kz-club', read, { etag: created.etag ?? '' })).toMatchObject({
      ok: false,
      problem: { type: '/problems/precondition-failed' },
    });

    expect(got(await writer().act('party', 'kz-club', { draft: 'proposed' }, '"2"')).release.draft).toBe('proposed');
    const act = { public: 'released', form: 'full' } as const;
    expect(await writer().act('party', 'kz-club', act, '"3"')).toMatchObject({ ok: false, status: 403 });
    expect(got(await releaser().act('party', 'kz-club', act, '"3"')).release.public).toBe('released');
    expect(await writer().remove('party', 'kz-club', '"4"')).toMatchObject({ ok: true, status: 204, reply: undefined });

    const history: unknown[] = [];
    for await (const page of writer().history('party', 'kz-club', 2)) {
      for (const { version, act: done, reason } of got(page).items) history.push([version, done, reason]);
    }
    expect(history).toEqual([
      [5, 'delete', null],
      [4, 'release', null],
      [3, 'propose', null],
      [2, 'save', why],
      [1, 'save', null],
    ]);
    expect(got(await writer().revision('party', 'kz-club', 1)).snapshot).toMatchObject({ name: { kk: 'Клуб' } });
  });

  test('expunges a content by two releasers, and reads the seals', async () => {
    const body = { kind: 'civil-society', name: { en: 'Named' } } as const;
    await writer().save('party', 'kz-named', body, 'nothing');
    await writer().save('party', 'kz-named', { ...body, name: { en: 'Unnamed' } }, { etag: '"1"' });
    const expunge = (by: Officer, etag: string) =>
      staff(as(by)).expunge('party', 'kz-named', 1, etag, 'Атаған дұрыс емес');
    expect(got(await expunge('saule', '"2"')).expunging).toMatchObject([{ version: 1, by: 'saule' }]);
    const unasked = await staff(as('dana')).unaskExpunge('party', 'kz-named', 1, '"3"', 'Қайта қаралды');
    expect(got(unasked)).toEqual({ version: 4, expunging: [], expunged: [] });
    expect(got(await expunge('saule', '"4"')).expunging).toMatchObject([{ version: 1, by: 'saule' }]);
    expect(await expunge('saule', '"5"')).toMatchObject({ ok: false, problem: { type: '/problems/second-releaser' } });
    expect(got(await expunge('dana', '"5"')).expunged).toMatchObject([{ version: 1, reason: 'Атаған дұрыс емес' }]);
    const seal = { date: exampleDay, root: expect.stringMatching(/^[0-9a-f]{64}$/), size: expect.any(Number) };
    expect(got(await releaser().seals()).items).toEqual([seal]);
    expect(await writer().seals()).toMatchObject({ ok: false, status: 403 });
  });

  test('is told every fault of a record', async () => {
    // @ts-expect-error a party has a name
    const answer = await writer().save('party', 'nameless', { kind: 'state' }, 'nothing');
    expect(answer).toMatchObject({
      ok: false,
      status: 422,
      problem: { type: '/problems/invalid-record', errors: [{ pointer: '/name', detail: 'is missing' }] },
    });
  });
});

describe('what stands between', () => {
  test('is told from the doors when it answers in their place', async () => {
    const gateway = new Hono().all('*', (c) => c.html('<h1>Bad gateway</h1>', 502));
    const answer = await reader('public', { at: await served(gateway), fetch }).get('/timeline', {});
    expect(answer).toMatchObject({ ok: false, status: 502, problem: { type: 'about:blank', status: 502 } });
  });

  test('is told when nobody answers', async () => {
    const answer = await reader('public', { at: 'http://127.0.0.1:9', fetch }).get('/timeline', {});
    expect(answer).toMatchObject({ ok: false, status: 0, problem: { type: 'about:blank', status: 0 } });
  });
});
