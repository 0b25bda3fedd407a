/** Imports: a verdict for each line, in order, whatever the others are; and nothing that a hand wrote is overwritten. */
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyOne } from '../../functions/store/verify.ts';
import { bloc, type Door, party, pointers, problemOf, process, round, staffDoor } from './door.ts';
import { acts, everything, imported, itemsIn, send, verdictsIn, watching } from './import-door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
});

const kaz = { type: 'party', id: 'kaz', ...party };
const astana = { type: 'process', id: 'astana', ...process };
const fourth = { type: 'round', id: 'r4', ...round, participations: [{ party: 'kaz', attendance: 'attended' }] };
const outcome = {
  type: 'outcome',
  id: 'o1',
  process: 'astana',
  round: 'r4',
  kind: 'vote',
  date: '2017-05-04',
  summary: { en: 'Agreed.' },
};
const short = (all: Awaited<ReturnType<typeof imported>>) => all.map(({ verdict }) => verdict);
const at = (all: Awaited<ReturnType<typeof imported>>) =>
  all.map(({ verdict, errors = [] }) => [verdict, ...errors.map(({ pointer }) => pointer)]);

describe('a request', () => {
  test('is refused as a whole where it is no import', async () => {
    const refusals = [
      await send(door, [kaz], '', {}, 'yuri'),
      await door.knock('POST', 'import', { by: null, raw: '{}' }),
      await send(door, [kaz], '', { 'Content-Type': 'application/json' }),
      await send(door, [kaz], '', { 'Content-Encoding': 'gzip' }),
      await send(door, ['x'.repeat(4 * 1024 * 1024 + 1)]),
      await send(
        door,
        Array.from({ length: 251 }, () => kaz),
      ),
      await send(door, [kaz], '?dryRun=yes'),
      await send(door, [kaz], '?dryRun=true&dryRun=true&colour=red'),
      await send(door, [kaz], '', { 'Change-Reason': "utf-8''%FF" }),
      await door.knock('GET', 'import'),
    ];
    expect(refusals.map((answer) => [answer.status, problemOf(answer)])).toEqual([
      [403, 'forbidden'],
      [401, 'unauthenticated'],
      [415, 'unsupported-media-type'],
      [415, 'unsupported-media-type'],
      [413, 'too-large'],
      [413, 'too-large'],
      [400, 'invalid-parameter'],
      [400, 'invalid-parameter'],
      [400, 'invalid-parameter'],
      [405, 'method-not-allowed'],
    ]);
    expect(refusals.slice(6, 9).map(pointers)).toEqual([['dryRun'], ['dryRun', 'colour'], ['Change-Reason']]);
    expect(refusals[9]?.headers.get('Allow')).toBe('POST');
    expect(await itemsIn(door)).toBe(0);
  });

  test('may be empty, and 250 lines long with 4 MB', async () => {
    expect((await send(door, [])).text).toBe('');
    const long = Array.from({ length: 250 }, (_, index) => ({ ...kaz, id: `p${index}`, note: 'x'.repeat(16_000) }));
    const answer = await send(door, ['', ...long, ''], '?dryRun=true');
    expect(verdictsIn(answer).map(({ line, verdict }) => [line, verdict])).toEqual(
      long.map((_, index) => [index + 2, 'created']),
    );
  });

  test('answers every line in order and by its number; what is malformed is refused and the rest goes on', async () => {
    const answer = await send(door, [
      kaz,
      '',
      '{"type":"party","id":',
      '  \t\r',
      'null',
      '{"id":"x"}',
      '{"type":"treaty","id":7}',
      `{"type":"party","id":"long","note":"${'x'.repeat(1024 * 1024)}"}`,
      '['.repeat(200),
      { type: 'party', id: 'No Slug', kind: 'state' },
      { ...astana, name: {}, colour: 'red' },
      { ...kaz, id: 'rus', classification: 'restricted' },
      { ...kaz, id: 'fra', note: '\ud800' },
      { ...kaz, id: 'usa', aliases: Array.from({ length: 80 }, () => ({})) },
      `${JSON.stringify({ ...kaz, id: 'deu' })}\r`,
    ]);
    const all = verdictsIn(answer);
    expect(all.map(({ line }) => line)).toEqual([1, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(all.map(({ type, id }) => [type, id])).toEqual([
      ['party', 'kaz'],
      [null, null],
      [null, null],
      [null, 'x'],
      [null, null],
      [null, null],
      [null, null],
      ['party', 'No Slug'],
      ['process', 'astana'],
      ['party', 'rus'],
      ['party', 'fra'],
      ['party', 'usa'],
      ['party', 'deu'],
    ]);
    expect(at(all).slice(0, 11)).toEqual([
      ['created'],
      ['refused', ''],
      ['refused', ''],
      ['refused', '/type'],
      ['refused', '/type', '/id'],
      ['refused', ''],
      ['refused', ''],
      ['refused', '/id', '/name'],
      ['refused', '/name', '/colour'],
      ['refused', '/classification'],
      ['refused', '/note'],
    ]);
    expect(all[11]?.errors).toHaveLength(51);
    expect(all[11]?.errors?.at(-1)).toEqual({ pointer: '', detail: 'has 30 more faults' });
    expect(all[12]?.verdict).toBe('created');
    expect(Object.keys(await everything(door))).toEqual(['party#deu', 'party#kaz']);
  });

  test('with bytes that are no UTF-8 in a line refuses that line only', async () => {
    const raw = Buffer.concat([
      Buffer.from(`{"type":"party","id":"x","note":"`),
      Buffer.from([0xff]),
      Buffer.from(`"}\n${JSON.stringify(kaz)}\n`),
    ]);
    const headers = { 'Content-Type': 'application/x-ndjson; charset=utf-8' };
    expect(short(verdictsIn(await door.knock('POST', 'import', { raw, headers })))).toEqual(['refused', 'created']);
  });

  test('stops after 20 seconds and defers the rest, which the next one does', async () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ ...kaz, id }));
    door.clock.step = 6_000;
    expect(short(await imported(door, lines))).toEqual(['created', 'created', ...Array(4).fill('deferred')]);
    expect(Object.keys(await everything(door))).toEqual(['party#a', 'party#b']);
    expect(short(await imported(door, lines.slice(2)))).toEqual(['created', 'created', 'deferred', 'deferred']);
    door.clock.step = 1;
    expect(short(await imported(door, lines))).toEqual([...Array(4).fill('unchanged'), 'created', 'created']);
  });

  test('names at most 10 000 records, and lines past that wait', async () => {
    const lines = ['a', 'b', 'c'].map((id) => ({
      ...outcome,
      id,
      concerns: Array.from({ length: 4500 }, (_, index) => `${id}-${index}`),
    }));
    const tooMuch = { ...outcome, id: 'z', concerns: Array.from({ length: 5000 }, (_, index) => `z-${index}`) };
    const all = await imported(door, [tooMuch, ...lines, kaz], '?dryRun=true');
    expect(short(all)).toEqual(['refused', 'created', 'created', 'deferred', 'deferred']);
  });

  test('carries one reason for all its lines', async () => {
    verdictsIn(await send(door, [kaz, astana], '', { 'Change-Reason': 'MEND 2.0' }));
    for (const path of ['parties/kaz', 'processes/astana']) {
      const { body } = await door.knock('GET', `${path}/revisions/1`);
      expect(body).toMatchObject({ act: 'import', by: 'aigul', reason: 'MEND 2.0' });
      expect(body.pending).toBeUndefined();
    }
  });
});

describe('a line', () => {
  test('creates, replaces whatever the version, and changes nothing where it is equal', async () => {
    expect(await imported(door, [kaz])).toEqual([
      { line: 1, type: 'party', id: 'kaz', verdict: 'created', version: 1 },
    ]);
    expect(await imported(door, [{ ...kaz, note: 'x' }], '', 'bolat')).toEqual([
      { line: 1, type: 'party', id: 'kaz', verdict: 'updated', version: 2, fields: ['note'] },
    ]);
    const { body } = await door.knock('GET', 'parties/kaz');
    expect(body).toMatchObject({ note: 'x', updatedBy: 'bolat', release: { editedBy: ['aigul', 'bolat'] } });
    // As it was read, with what the server owns.
    expect(await imported(door, [body])).toEqual([
      { line: 1, type: 'party', id: 'kaz', verdict: 'unchanged', version: 2 },
    ]);
    expect(short(await imported(door, [{ ...body, version: 7, hash: 'x', note: 'y' }]))).toEqual(['updated']);
    expect(await verifyOne(door.store, 'party#kaz')).toMatchObject({ revisions: 3, finding: undefined });
  });

  test('does not overwrite what was edited by hand, and says since when', async () => {
    await imported(door, [kaz]);
    await door.put('parties/kaz', { ...party, note: 'by hand' }, 1);
    await door.act('parties/kaz', { draft: 'proposed' }, 2);
    const all = await imported(door, [{ ...kaz, note: 'x' }]);
    expect(all).toMatchObject([{ verdict: 'conflict', version: 3, errors: [{ pointer: '' }] }]);
    expect(all[0]?.errors?.[0]?.detail).toContain('version 2');
    expect((await door.knock('GET', 'parties/kaz')).body.note).toBe('by hand');
    // What it says already is no conflict.
    expect(short(await imported(door, [{ ...kaz, note: 'by hand' }]))).toEqual(['unchanged']);
  });

  test('does not overwrite what was logged by hand, nor bring back what was deleted', async () => {
    await door.put('parties/kaz', party);
    await imported(door, [{ ...kaz, id: 'gone' }]);
    await door.knock('DELETE', 'parties/gone', { headers: { 'If-Match': '"1"' } });
    expect(
      short(
        await imported(door, [
          { ...kaz, note: 'x' },
          { ...kaz, id: 'gone' },
        ]),
      ),
    ).toEqual(['conflict', 'conflict']);
    expect((await door.knock('GET', 'parties/gone')).status).toBe(404);
  });

  test('replaces what was imported and then proposed, returned, released or retracted, and the release stands', async () => {
    await imported(door, [kaz]);
    await door.release('parties/kaz', 1);
    expect(short(await imported(door, [{ ...kaz, note: 'x' }]))).toEqual(['updated']);
    const { release, version } = (await door.knock('GET', 'parties/kaz')).body;
    expect(version).toBe(4);
    expect(release).toMatchObject({
      draft: 'internal',
      public: 'released',
      released: { version: 1 },
      contentVersion: 4,
    });
    await door.act('parties/kaz', { draft: 'proposed' }, 4);
    await door.act('parties/kaz', { draft: 'internal' }, 5);
    expect(short(await imported(door, [{ ...kaz, note: 'y' }]))).toEqual(['updated']);
  });

  test('of a released member leaves the edge of the membership that the public has', async () => {
    const members = { ...kaz, memberships: [{ of: 'bloc' }] };
    await imported(door, [{ type: 'party', id: 'bloc', ...bloc }, members]);
    await door.release('parties/kaz', 1);
    await imported(door, [{ ...members, note: 'x' }]);
    await imported(door, [kaz]);
    // Neither is released as it is now, so that both stand in the work list.
    const [current, revisions, work] = [2, 1 + 5, 2];
    expect((await itemsIn(door)) - current - revisions - work).toBe(1);
  });

  test('about a restricted record is refused, to those as well who may see it', async () => {
    await imported(door, [kaz]);
    await door.put('parties/kaz', { ...party, classification: 'restricted' }, 1);
    for (const by of ['aigul', 'saule']) {
      expect(await imported(door, [{ ...kaz, note: 'x' }], '', by)).toMatchObject([
        { verdict: 'refused', errors: [{ pointer: '/id' }] },
      ]);
    }
  });

  test('twice in a request is one record: equal lines are, others are all refused', async () => {
    const lines = [kaz, { ...kaz, id: 'rus' }, kaz, { ...kaz, id: 'rus', note: 'x' }];
    expect(at(await imported(door, lines))).toEqual([
      ['created'],
      ['refused', '/id'],
      ['unchanged'],
      ['refused', '/id'],
    ]);
  });

  test('carries the warnings of its record', async () => {
    const tally = { ...outcome, vote: { on: 'whole', yes: 2, no: 0, abstain: 0 } };
    const positions = [{ party: 'kaz', position: 'agrees' }];
    const sent = [kaz, astana, fourth, { ...tally, positions }];
    for (const verdict of ['created', 'unchanged']) {
      const [last] = (await imported(door, sent)).slice(-1);
      expect(last).toMatchObject({ verdict, warnings: [{ pointer: '/vote/yes' }] });
    }
  });

  test('in which one party is mediator and party is kept as third-party, with a warning', async () => {
    const rows = [
      { party: 'kaz', attendance: 'attended', roles: ['party', 'mediator', 'host'] },
      { party: 'rus', attendance: 'attended', roles: ['party'] },
      { party: 'rus', attendance: 'attended', onBehalfOf: 'kaz', roles: ['facilitator', 'moderator'] },
      { party: 'fra', attendance: 'attended', roles: ['mediator'] },
    ];
    const lines = [kaz, { ...kaz, id: 'rus' }, { ...kaz, id: 'fra' }, astana, { ...fourth, participations: rows }];
    for (const verdict of ['created', 'unchanged']) {
      const last = (await imported(door, lines)).at(-1);
      expect(last?.verdict).toBe(verdict);
      expect(last?.warnings?.map(({ pointer }) => pointer)).toEqual([
        '/participations/0/roles/1',
        '/participations/2/roles/0',
        '/participations/2/roles/1',
      ]);
    }
    const { participations } = (await door.knock('GET', 'rounds/r4')).body;
    expect(Array.isArray(participations) && participations.map(({ roles }) => roles)).toEqual([
      ['third-party', 'host'],
      ['party'],
      ['third-party'],
      ['mediator'],
    ]);
    // By hand it is still refused.
    const { type: _type, id: _id, ...written } = fourth;
    expect((await door.put('rounds/r5', { ...written, participations: rows })).status).toBe(422);
  });

  test('too large, or of too many memberships at once, is refused, in a dry run as well', async () => {
    const many = (start: string) => Array.from({ length: 60 }, (_, index) => ({ of: `${start}${index}` }));
    await imported(door, [{ ...kaz, memberships: many('a') }]);
    const notes = Array.from({ length: 20 }, (_, index) => ({
      dataset: 'd',
      version: '1',
      key: `${index}`,
      values: {},
    }));
    const origin = notes.map((one) => ({ ...one, values: { a: 'x'.repeat(18_000) } }));
    const lines = [
      { ...kaz, memberships: many('b') },
      { ...kaz, id: 'rus', origin },
      // The record itself would fit, but not with all that it waits for.
      { ...outcome, concerns: Array.from({ length: 3500 }, (_, index) => `${'x'.repeat(60)}-${index}`) },
    ];
    for (const query of ['?dryRun=true', '']) {
      expect(at(await imported(door, lines, query))).toEqual([
        ['refused', '/memberships'],
        ['refused', ''],
        ['refused', ''],
      ]);
    }
  });
});

describe('a reference to a record that does not exist yet', () => {
  test('is pending, keeps the record from being proposed and released, and resolves by itself', async () => {
    const all = await imported(door, [outcome, fourth, astana]);
    expect(all.map(({ verdict, pending }) => [verdict, pending])).toEqual([
      ['created', ['astana', 'r4']],
      ['created', ['astana', 'kaz']],
      ['created', undefined],
    ]);
    const release = async (path: string) => (await door.knock('GET', path)).body.release;
    expect(await release('outcomes/o1')).toMatchObject({ missing: expect.not.arrayContaining(['reference-pending']) });
    expect(await release('rounds/r4')).toMatchObject({ missing: expect.arrayContaining(['reference-pending']) });
    const refusal = await door.act('rounds/r4', { draft: 'proposed' }, 1);
    expect([refusal.status, problemOf(refusal), pointers(refusal)]).toEqual([
      422,
      'reference-pending',
      ['/participations/0/party'],
    ]);
    const released = await door.act('rounds/r4', { public: 'released', form: 'full' }, 1, 'dana');
    expect([released.status, problemOf(released)]).toEqual([422, 'reference-pending']);
    expect((await imported(door, [fourth]))[0]).toMatchObject({ verdict: 'unchanged', version: 1, pending: ['kaz'] });

    await imported(door, [kaz]);
    expect(await release('rounds/r4')).toMatchObject({ missing: expect.not.arrayContaining(['reference-pending']) });
    expect((await imported(door, [fourth]))[0]?.pending).toBeUndefined();
    expect((await door.act('rounds/r4', { draft: 'proposed' }, 1)).status).toBe(200);
    expect((await acts(door))['round#r4']).toEqual({ act: 'propose', pending: undefined });
  });

  test('is still pending after acts of release that do not need it', async () => {
    await imported(door, [kaz, astana, { ...fourth, participations: [] }]);
    for (const path of ['parties/kaz', 'processes/astana', 'rounds/r4']) await door.release(path, 1);
    await imported(door, [{ ...fourth, partOf: 'r0' }]);
    expect((await door.act('rounds/r4', { public: 'retracted' }, 4, 'dana')).status).toBe(200);
    expect((await acts(door))['round#r4']).toEqual({ act: 'retract', pending: ['round#r0'] });
    expect((await door.act('rounds/r4', { draft: 'proposed' }, 5)).status).toBe(422);
  });

  test('that may be of two types resolves with either', async () => {
    await imported(door, [kaz, astana, fourth, { ...outcome, keptBy: 'x1' }]);
    expect((await acts(door))['outcome#o1']?.pending).toEqual(['round#x1', 'outcome#x1']);
    await imported(door, [{ ...outcome, id: 'x1' }]);
    expect((await door.act('outcomes/o1', { draft: 'proposed' }, 1)).status).toBe(200);
  });

  test('may not be made by hand, and a hand that edits the record has to resolve it', async () => {
    await imported(door, [fourth]);
    const { body } = await door.knock('GET', 'rounds/r4');
    const same = await door.put('rounds/r4', body, 1);
    expect([same.status, same.text]).toEqual([200, (await door.knock('GET', 'rounds/r4')).text]);
    expect(same.body.release).toMatchObject({ missing: expect.arrayContaining(['reference-pending']) });
    // That is no part of a revision as it is read.
    expect((await door.knock('GET', 'rounds/r4/revisions/1')).body).not.toHaveProperty('pending');
    expect((await door.knock('GET', 'rounds/r4/revisions')).text).not.toContain('pending');
    const edit = { ...body, note: 'x' };
    expect(pointers(await door.put('rounds/r4', edit, 1))).toEqual(['/process', '/participations/0/party']);
    await imported(door, [kaz, astana]);
    expect((await door.put('rounds/r4', edit, 1)).status).toBe(200);
    expect((await acts(door))['round#r4']).toEqual({ act: 'save', pending: undefined });
  });

  test('to a restricted or a deleted record looks like one to none', async () => {
    await door.put('parties/hidden', party);
    await door.put('parties/hidden', { ...party, classification: 'restricted' }, 1);
    await door.put('parties/gone', party);
    await door.knock('DELETE', 'parties/gone', { headers: { 'If-Match': '"1"' } });
    const lines = ['hidden', 'gone', 'never'].map((id) => ({ ...kaz, id: `of-${id}`, memberships: [{ of: id }] }));
    const all = await imported(door, lines);
    expect(all.map(({ verdict, pending }) => [verdict, pending])).toEqual([
      ['created', ['hidden']],
      ['created', ['gone']],
      ['created', ['never']],
    ]);
    for (const { id } of lines) expect((await door.act(`parties/${id}`, { draft: 'proposed' }, 1)).status).toBe(422);
  });
});

describe('between reading and writing', () => {
  /** A door at which something is done once, when the next import has read what it needs and has not yet written. */
  const slowDoor = async () => {
    const acts: (() => Promise<unknown>)[] = [];
    const slow = await staffDoor(
      watching(async (name, call) => {
        if (name === 'TransactWriteCommand') await acts.pop()?.();
        return call();
      }),
    );
    const meanwhile = (act: () => Promise<unknown>) => acts.push(act);
    return { slow, meanwhile };
  };

  test('a process that is deleted makes the line pending, and a record that is edited a conflict', async () => {
    const { slow, meanwhile } = await slowDoor();
    await imported(slow, [astana, kaz, { ...kaz, id: 'rus' }]);
    meanwhile(() => slow.knock('DELETE', 'processes/astana', { headers: { 'If-Match': '"1"' } }));
    expect(await imported(slow, [fourth])).toMatchObject([{ verdict: 'created', pending: ['astana'] }]);
    meanwhile(() => slow.put('parties/kaz', { ...party, note: 'by hand' }, 1));
    expect(short(await imported(slow, [{ ...kaz, note: 'x' }]))).toEqual(['conflict']);
    meanwhile(() => imported(slow, [{ ...kaz, id: 'rus', note: 'x' }]));
    expect(await imported(slow, [{ ...kaz, id: 'rus', note: 'x' }])).toMatchObject([
      { verdict: 'unchanged', version: 2 },
    ]);
  });

  test('one that cannot go in any more holds back none of those that were to go in with it', async () => {
    const { slow, meanwhile } = await slowDoor();
    await imported(slow, [kaz]);
    meanwhile(() => slow.put('parties/kaz', { ...party, note: 'by hand' }, 1));
    const lines = ['fra', 'kaz', 'usa'].map((id) => ({ ...kaz, id, note: 'x' }));
    expect(short(await imported(slow, lines))).toEqual(['created', 'conflict', 'created']);
    expect(short(await imported(slow, lines))).toEqual(['unchanged', 'conflict', 'unchanged']);
  });

  test('collisions that do not end defer the line, not those after it', async () => {
    let collisions = 0;
    const crowded = await staffDoor(
      watching(async (name, call) => {
        if (name !== 'TransactWriteCommand' || collisions === 0) return call();
        collisions -= 1;
        throw Object.assign(new Error('cancelled'), {
          name: 'TransactionCanceledException',
          CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
        });
      }),
    );
    collisions = 5;
    expect(short(await imported(crowded, [kaz, astana]))).toEqual(['deferred', 'created']);
    expect(short(await imported(crowded, [kaz, astana]))).toEqual(['created', 'unchanged']);
    // What collides together goes in one by one.
    collisions = 5;
    const both = ['fra', 'usa'].map((id) => ({ ...kaz, id }));
    expect(short(await imported(crowded, both))).toEqual(['created', 'created']);
  });
});

describe('a dry run', () => {
  test('writes nothing, and counts what earlier lines would have created', async () => {
    await imported(door, [{ ...kaz, id: 'old' }]);
    const before = await itemsIn(door);
    const lines = [kaz, fourth, astana, outcome, outcome, { ...kaz, id: 'old', note: 'x' }, { ...kaz, colour: 'red' }];
    const dry = await imported(door, lines, '?dryRun=true');
    expect(await itemsIn(door)).toBe(before);
    expect(dry.map(({ verdict, version, pending }) => [verdict, version, pending])).toEqual([
      ['created', 1, undefined],
      ['created', 1, ['astana']],
      ['created', 1, undefined],
      ['created', 1, undefined],
      ['unchanged', 1, undefined],
      ['updated', 2, undefined],
      ['refused', undefined, undefined],
    ]);
    expect(await imported(door, lines, '?dryRun=false')).toEqual(dry);
  });
});

test('a request of 250 lines reads in batches, and is saved in as few transactions as have room for it', async () => {
  const calls = new Map<string, number>();
  const counted = await staffDoor(
    watching((name, call) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return call();
    }),
  );
  const parties = Array.from({ length: 100 }, (_, index) => ({ ...kaz, id: `p${index}` }));
  const participations = parties.map(({ id }) => ({ party: id, attendance: 'attended' }));
  const rounds = Array.from({ length: 149 }, (_, index) => ({ ...fourth, id: `r${index}`, participations }));
  const lines = [...parties, astana, ...rounds];
  expect(new Set(short(await imported(counted, lines)))).toEqual(new Set(['created']));
  // A new record is two items and its work, 33 go into one; the rounds ask for their process once in each.
  expect(Object.fromEntries(calls)).toEqual({ BatchGetCommand: 3, TransactWriteCommand: 10 });
  calls.clear();
  expect(new Set(short(await imported(counted, lines)))).toEqual(new Set(['unchanged']));
  expect(Object.fromEntries(calls)).toEqual({ BatchGetCommand: 3 });
  calls.clear();
  // Acts of release since the last edit are read past, all at once.
  for (const { id } of parties.slice(0, 3)) await counted.act(`parties/${id}`, { draft: 'proposed' }, 1);
  calls.clear();
  const edited = parties.slice(0, 50).map((line) => ({ ...line, memberships: [{ of: 'p99' }] }));
  expect(new Set(short(await imported(counted, edited)))).toEqual(new Set(['updated']));
  expect(Object.fromEntries(calls)).toEqual({ BatchGetCommand: 3, TransactWriteCommand: 2 });
});
