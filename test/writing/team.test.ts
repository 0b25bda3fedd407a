/** The team of a process: its members alone write what is of it, and read what of it is restricted. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Door, outcome, party, problemOf, process, round, staffDoor } from './door.ts';
import { imported } from './import-door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
  await door.put('parties/kaz', party);
  await door.put('processes/astana', { ...process, team: ['aigul', 'saule'] });
  await door.put('rounds/r4', round);
});

const versionOf = async (path: string): Promise<number> => Number((await door.knock('GET', path)).body.version);
const headers = async (path: string) => ({ 'If-Match': `"${await versionOf(path)}"` });
const post = (type: string, body: object, by: string): Promise<Answer> => door.knock('POST', type, { by, body });
const idOf = (reply: Answer): string => (reply.headers.get('Location') ?? '').split('/').at(-1) ?? '';

describe('whoever is not of the team', () => {
  test('writes nothing of its process: neither saves nor proposes, consents, deletes or imports', async () => {
    const refused: [string, Answer][] = [
      ['create', await door.put('rounds/r5', round, null, 'bolat')],
      ['edit', await door.put('rounds/r4', { ...round, note: 'x' }, 1, 'bolat')],
      ['edit the process', await door.put('processes/astana', { ...process, team: ['bolat'] }, 1, 'bolat')],
      ['take it into the process', await door.put('outcomes/o1', { ...outcome, round: 'r4' }, null, 'bolat')],
      ['propose', await door.act('rounds/r4', { draft: 'proposed' }, 1, 'bolat')],
      ['delete', await door.knock('DELETE', 'rounds/r4', { by: 'bolat', headers: { 'If-Match': '"1"' } })],
      [
        'consent',
        await door.knock('PUT', 'rounds/r4/consents/kaz', {
          by: 'bolat',
          body: { form: 'full' },
          headers: { 'If-Match': '"1"' },
        }),
      ],
      ['restricted', await post('rounds', round, 'gulnara')],
    ];
    for (const [what, reply] of refused)
      expect([what, reply.status, problemOf(reply)]).toEqual([what, 403, 'forbidden']);
    const lines = [
      { type: 'round', id: 'r6', ...round },
      { type: 'party', id: 'rus', ...party },
    ];
    expect((await imported(door, lines, '', 'bolat')).map(({ verdict }) => verdict)).toEqual(['refused', 'created']);
    expect((await imported(door, lines, '', 'aigul')).map(({ verdict }) => verdict)).toEqual(['created', 'unchanged']);
    expect(await versionOf('rounds/r4')).toBe(1);
    // What is open to all of staff is read by all of them.
    expect((await door.knock('GET', 'rounds/r4', { by: 'bolat' })).status).toBe(200);
  });

  test('releases nothing of it, alone or in a bundle, and takes off what is public', async () => {
    const open = { ...process, team: ['aigul', 'saule', 'dana'] };
    await door.put('processes/astana', open, 1);
    for (const path of ['processes/astana', 'rounds/r4']) {
      await door.act(path, { draft: 'proposed' }, await versionOf(path));
    }
    const release = { public: 'released', form: 'full' };
    expect((await door.act('processes/astana', release, 3, 'erlan')).status).toBe(403);
    const bundle = await door.knock('POST', 'releases', {
      by: 'erlan',
      body: { ...release, worklist: { process: 'astana' } },
    });
    expect(bundle.body.items).toMatchObject([
      { record: 'process#astana', verdict: 'refused', problem: 'forbidden' },
      { record: 'round#r4', verdict: 'refused', problem: 'forbidden' },
    ]);
    expect((await door.act('processes/astana', release, 3, 'dana')).status).toBe(200);
    expect((await door.act('rounds/r4', release, 2, 'dana')).status).toBe(200);
    expect((await door.act('rounds/r4', { public: 'retracted' }, 3, 'erlan')).status).toBe(200);
  });

  test('expunges nothing of it, although all of staff may read it', async () => {
    await door.put('rounds/r4', { ...round, note: 'x' }, 1);
    await door.put('processes/astana', { ...process, team: ['aigul', 'dana'] }, 1);
    const expunged = (by: string) =>
      door.knock('PUT', 'rounds/r4/revisions/1/expunged', {
        by,
        headers: { 'If-Match': '"2"', 'Change-Reason': 'Never to be written' },
      });
    const reply = await expunged('erlan');
    expect([reply.status, problemOf(reply)]).toEqual([403, 'forbidden']);
    expect(await versionOf('rounds/r4')).toBe(2);
    expect((await expunged('dana')).status).toBe(200);
  });

  test('is so by the team as it is now, of the process that a record leaves and of the one it goes to', async () => {
    await door.put('processes/other', process);
    await door.put('rounds/free', { ...round, process: 'other' });
    expect((await door.put('rounds/r4', { ...round, process: 'other' }, 1, 'bolat')).status).toBe(403);
    expect((await door.put('rounds/free', round, 1, 'bolat')).status).toBe(403);
    expect((await door.put('processes/astana', { ...process, team: ['bolat', 'aigul'] }, 1)).status).toBe(200);
    expect((await door.put('rounds/r4', { ...round, process: 'other' }, 1, 'bolat')).status).toBe(200);
    expect((await door.put('processes/astana', process, 2, 'aigul')).status).toBe(200);
    expect((await door.put('rounds/free', round, 1, 'gulnara')).status).toBe(200);
  });
});

test('a process that was merged into one with a team is of that team, whatever of it is written', async () => {
  await door.put('processes/old', process);
  await door.put('rounds/r1', { ...round, process: 'old' });
  expect((await door.knock('PUT', 'processes/old/merge-into/astana', { headers: { 'If-Match': '"1"' } })).status).toBe(
    200,
  );
  const note = { note: 'x' };
  expect((await door.put('rounds/r1', { ...round, process: 'old', ...note }, 1, 'bolat')).status).toBe(403);
  expect((await door.put('rounds/r2', { ...round, process: 'old' }, null, 'bolat')).status).toBe(403);
  expect((await door.put('outcomes/o1', { ...outcome, process: 'old' }, null, 'bolat')).status).toBe(403);
  expect((await door.put('rounds/r1', { ...round, process: 'old', ...note }, 1, 'aigul')).status).toBe(200);
});

describe('what of a team is restricted', () => {
  test('cannot be named by the cleared of no team: it is answered as what nobody has, in a reference as in a claim', async () => {
    const closed = { ...process, team: ['saule'] };
    const at = idOf(await post('processes', closed, 'saule'));
    const of = idOf(await post('rounds', { ...round, process: at }, 'saule'));
    const withClaim = (id: string) => ({
      ...process,
      sources: [{ id: 's1', title: 'A cable' }],
      claims: [{ at: `/related/${id}`, kind: 'announced', source: 's1' }],
    });
    const asked: [what: string, id: string, ask: (id: string) => Promise<Answer>][] = [
      ['a process', at, (id) => post('outcomes', { ...outcome, process: id }, 'gulnara')],
      ['its round', of, (id) => post('outcomes', { ...outcome, process: 'free', round: id }, 'gulnara')],
      ['what is part of it', of, (id) => post('rounds', { ...round, process: 'free', partOf: id }, 'gulnara')],
    ];
    await door.put('processes/free', process);
    for (const [what, id, ask] of asked) {
      const [hidden, absent] = [await ask(id), await ask('nobody')];
      expect([what, hidden.status, hidden.text]).toEqual([what, 422, absent.text]);
    }
    expect((await post('outcomes', { ...outcome, process: at }, 'saule')).status).toBe(201);
    // To whoever may know of it a claim of an open record may not name it; from all others that may not be learnt.
    expect((await door.put('processes/free', withClaim(at), 1, 'saule')).status).toBe(422);
    expect((await door.put('processes/free', withClaim(at), 1, 'gulnara')).status).toBe(200);
  });

  test('is named to the cleared of no team by no refusal', async () => {
    const id = idOf(await post('outcomes', { ...outcome, concerns: ['kaz'] }, 'saule'));
    await door.register('party#kaz', `outcome#${id}`);
    const removed = (by: string) => door.knock('DELETE', 'parties/kaz', { by, headers: { 'If-Match': '"1"' } });
    const [inner, outer] = [await removed('saule'), await removed('gulnara')];
    expect([inner.status, inner.text.includes(id)]).toEqual([409, true]);
    expect([outer.status, outer.text.includes(id)]).toEqual([409, false]);
    expect(outer.text).toBe((await removed('aigul')).text);
  });

  test('is listed to the cleared of no team in no history, whatever became of the record', async () => {
    const id = idOf(await post('outcomes', outcome, 'saule'));
    const path = `outcomes/${id}`;
    const listed = async (by: string) => {
      const { body } = await door.knock('GET', `${path}/revisions`, { by });
      return Array.isArray(body.items) ? body.items.map(({ version }) => version) : [];
    };
    await door.put(path, outcome, 1, 'saule');
    expect([await listed('saule'), await listed('gulnara')]).toEqual([[2, 1], [2]]);
    // It is of another process now, which names no team.
    await door.put('processes/free', process);
    await door.put(path, { ...outcome, process: 'free' }, 2, 'saule');
    expect([await listed('saule'), await listed('gulnara')]).toEqual([
      [3, 2, 1],
      [3, 2],
    ]);
    await door.knock('DELETE', path, { by: 'saule', headers: { 'If-Match': '"3"' } });
    expect([await listed('saule'), await listed('gulnara')]).toEqual([
      [4, 3, 2, 1],
      [4, 3, 2],
    ]);
  });

  test('is absent to the cleared of no team, in every answer, and there for those who are of it', async () => {
    const id = idOf(await post('outcomes', { ...outcome, note: 'secret' }, 'saule'));
    const path = `outcomes/${id}`;
    for (const more of ['', '/revisions', '/revisions/1', '/difference']) {
      expect([more, (await door.knock('GET', path + more, { by: 'saule' })).status]).toEqual([more, 200]);
      const hidden = await door.knock('GET', path + more, { by: 'gulnara' });
      const absent = await door.knock('GET', `outcomes/nobody${more}`, { by: 'gulnara' });
      expect(hidden.text).toBe(absent.text.replaceAll('nobody', id));
    }
    const body = { ...outcome, classification: 'restricted' };
    expect((await door.put(path, body, 1, 'gulnara')).status).toBe(412);
    expect((await door.act(path, { draft: 'proposed' }, 1, 'gulnara')).status).toBe(412);
    const propose = { draft: 'proposed', records: [`outcome#${id}`] };
    const bundle = await door.knock('POST', 'releases', { by: 'gulnara', body: propose });
    expect(bundle.body.items).toMatchObject([{ problem: 'not-found' }]);
    expect((await door.knock('DELETE', path, { by: 'saule', headers: { 'If-Match': '"1"' } })).status).toBe(204);
    expect((await door.knock('GET', `${path}/revisions`, { by: 'gulnara' })).status).toBe(404);
    expect((await door.knock('GET', `${path}/revisions`, { by: 'saule' })).status).toBe(200);
  });

  test('is so as soon as the process names a team, and no longer once it names none', async () => {
    const id = idOf(await post('outcomes', outcome, 'saule'));
    const seen = async () => (await door.knock('GET', `outcomes/${id}`, { by: 'gulnara' })).status;
    expect(await seen()).toBe(404);
    await door.knock('PUT', 'processes/astana', { body: process, headers: await headers('processes/astana') });
    expect(await seen()).toBe(200);
  });

  test('stays so after its deletion, whatever of its history is to be expunged', async () => {
    const led = { ...process, team: ['aigul', 'saule'] };
    const settle = async (body: object) =>
      door.knock('PUT', 'processes/astana', { body, headers: await headers('processes/astana') });
    await settle(process);
    const id = idOf(await post('outcomes', { ...outcome, note: 'secret' }, 'saule'));
    const path = `outcomes/${id}`;
    await door.put(path, { ...outcome, classification: 'restricted' }, 1, 'saule');
    await door.knock('DELETE', path, { by: 'saule', headers: { 'If-Match': '"2"' } });
    const asked = await door.knock('PUT', `${path}/revisions/1/expunged`, {
      by: 'gulnara',
      headers: { 'If-Match': '"3"', 'Change-Reason': 'Names a person' },
    });
    expect(asked.status).toBeLessThan(300);
    await settle(led);
    for (const more of ['/revisions', '/revisions/1', '/revisions/2']) {
      expect([more, (await door.knock('GET', path + more, { by: 'gulnara' })).status]).toEqual([more, 404]);
      expect([more, (await door.knock('GET', path + more, { by: 'saule' })).status]).toEqual([more, 200]);
    }
  });
});
