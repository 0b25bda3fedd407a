/** Restricted records at the staff door: how they come to be, what they may name, and that to the uncleared there are none. */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  bloc,
  type Door,
  outcome,
  party,
  pointers,
  problemOf,
  process,
  round,
  staffDoor,
} from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
});

const restricted = { ...party, classification: 'restricted' };
const uncleared = 'aigul';
const cleared = 'saule';

const post = (type: string, body: unknown, by: string | null = cleared, headers = {}): Promise<Answer> =>
  door.knock('POST', type, { by, body, headers });
/** Creates a restricted record: its path. */
const created = async (type: string, body: unknown): Promise<string> => {
  const reply = await post(type, body);
  expect(reply.status).toBe(201);
  return (reply.headers.get('Location') ?? '').replace('/staff/v1/', '');
};
const idIn = (path: string): string => path.slice(path.indexOf('/') + 1);
const remove = (path: string, version: number, by = cleared): Promise<Answer> =>
  door.knock('DELETE', path, { by, headers: { 'If-Match': `"${version}"` } });

describe('POST', () => {
  test('creates a restricted record under an id of the server’s making, and answers what GET then answers', async () => {
    const reply = await post('parties', party, cleared, { 'Change-Reason': 'A talk' });
    expect([reply.status, reply.headers.get('ETag')]).toEqual([201, '"1"']);
    const { id } = reply.body;
    expect(reply.headers.get('Location')).toBe(`/staff/v1/parties/${id}`);
    expect(reply.body).toMatchObject({ ...restricted, version: 1, updatedBy: cleared, release: { public: 'none' } });
    const read = await door.knock('GET', `parties/${id}`, { by: cleared });
    expect([read.status, read.text]).toEqual([200, reply.text]);
    const { body } = await door.knock('GET', `parties/${id}/revisions`, { by: cleared });
    expect(body.items).toMatchObject([{ version: 1, act: 'save', reason: 'A talk' }]);
    expect(door.withdrawn).toEqual([]);

    const again = await post('parties', restricted);
    expect([again.status, again.body.id === id]).toEqual([201, false]);
  });

  test('is for the cleared: to others it is 403 before anything is looked at', async () => {
    for (const by of ['aigul', 'dana', 'yuri', 'omar']) {
      const reply = await door.knock('POST', 'parties', { by, raw: '{', headers: { 'Content-Type': 'text/plain' } });
      expect([by, reply.status]).toEqual([by, 403]);
    }
    expect((await post('parties', party, null)).status).toBe(401);
  });

  test('names every fault at once, an id and another classification among them, and writes nothing', async () => {
    const reply = await post('outcomes', {
      ...outcome,
      id: 'chosen',
      classification: 'unclassified',
      process: 'nowhere',
      kind: 'nonsense',
      version: 1,
    });
    expect(reply.status).toBe(422);
    expect(pointers(reply).sort()).toEqual(['/classification', '/id', '/kind', '/process', '/version']);
    expect(pointers(await post('parties', { ...party, classification: 'secret' }))).toEqual(['/classification']);
    expect(pointers(await post('parties', [])).length).toBe(1);
    expect((await door.knock('GET', 'outcomes/chosen', { by: cleared })).status).toBe(404);
  });

  test('takes JSON of at most 350 KB, for one of the six types, at an address that takes nothing else', async () => {
    const send = (raw: string, type = 'application/json') =>
      door.knock('POST', 'parties', { by: cleared, raw, headers: { 'Content-Type': type } });
    expect([(await send('{')).status, (await send('{}', 'text/plain')).status]).toEqual([400, 415]);
    const sources = Array.from({ length: 30 }, (_, n) => ({ id: `s${n + 1}`, title: 'x'.repeat(13_000) }));
    expect((await post('parties', { ...party, sources })).status).toBe(413);
    expect((await post('parties', party, cleared, { 'Change-Reason': "utf-8''%FF" })).status).toBe(400);
    expect((await post('nations', party)).status).toBe(404);
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const reply = await door.knock(method, 'parties', { by: cleared });
      expect([reply.status, reply.headers.get('Allow')]).toEqual([405, 'POST']);
    }
  });
});

test('PUT creates no restricted record, but for one that was deleted, and that only for the cleared', async () => {
  expect(pointers(await door.put('parties/kaz', restricted, null, cleared))).toEqual(['/classification']);
  const path = await created('parties', party);
  await remove(path, 1);
  const absent = await door.put('parties/absent', restricted);
  const hidden = await door.put(path, restricted);
  expect([hidden.status, hidden.text]).toEqual([422, absent.text.replace('absent', idIn(path))]);
  const continued = await door.put(path, restricted, null, cleared);
  expect([continued.status, continued.headers.get('ETag')]).toEqual([201, '"3"']);
});

describe('references', () => {
  test('go from restricted to all, from unclassified never to restricted', async () => {
    await door.put('processes/astana', process);
    const path = await created('parties', party);
    const concerns = [idIn(path)];
    const refused = await door.put('outcomes/o1', { ...outcome, concerns }, null, cleared);
    expect([refused.status, pointers(refused)]).toEqual([422, ['/concerns/0']]);
    const secret = await created('outcomes', { ...outcome, concerns });
    // Lowered, it would name a restricted one.
    const lowered = await door.put(secret, { ...outcome, concerns }, 1, cleared);
    expect([lowered.status, pointers(lowered)]).toEqual([422, ['/concerns/0']]);
    expect((await door.put(secret, outcome, 1, cleared)).status).toBe(200);
    expect((await door.knock('GET', secret)).status).toBe(200);
  });

  test('of a restricted record stand on its process and round as they are when it goes in', async () => {
    const talks = await created('processes', process);
    const meeting = await created('rounds', { ...round, process: idIn(talks) });
    expect(pointers(await door.put('rounds/r1', { ...round, process: idIn(talks) }, null, cleared))).toEqual([
      '/process',
    ]);
    const said = { ...outcome, process: idIn(talks), round: idIn(meeting) };
    await created('outcomes', said);
    await remove(meeting, 1);
    expect(pointers(await post('outcomes', said))).toEqual(['/round']);
  });

  test('by the uncleared to a restricted record are references to nothing, also from a record that they raise', async () => {
    await door.put('processes/astana', process);
    const hidden = idIn(await created('parties', party));
    await door.put('outcomes/o1', outcome);
    for (const classification of ['unclassified', 'restricted']) {
      const texts = [];
      for (const id of [hidden, 'absent']) {
        const reply = await door.put('outcomes/o1', { ...outcome, classification, concerns: [id] }, 1);
        texts.push([reply.status, reply.text.replaceAll(id, '…')]);
      }
      expect(texts[0]).toEqual(texts[1]);
      expect(texts[0]?.[0]).toBe(422);
    }
  });

  test('in the claims of an unclassified record are refused to the cleared, and tell the uncleared nothing', async () => {
    await door.put('processes/astana', process);
    const id = idIn(await created('parties', party));
    const sources = [{ id: 's1', title: 'A cable' }];
    const position = { party: id, position: 'opposes' };
    const claims = [{ at: `/positions/${id}`, kind: 'differs', value: position, source: 's1' }];
    const refused = await door.put('outcomes/o1', { ...outcome, sources, claims }, null, cleared);
    expect([refused.status, pointers(refused)]).toEqual([422, ['/claims/0/at', '/claims/0/value/party']]);
    expect((await door.put('outcomes/o1', { ...outcome, sources, claims })).status).toBe(201);
    const open = JSON.parse(JSON.stringify(claims).replaceAll(id, 'nobody-known'));
    expect((await door.put('outcomes/o2', { ...outcome, sources, claims: open }, null, cleared)).status).toBe(201);
    await created('outcomes', { ...outcome, sources, claims });
  });
});

describe('raising a record', () => {
  test('is refused while an unclassified one names it, in a claim as well, and takes it off the public view', async () => {
    await door.put('processes/astana', process);
    await door.put('parties/kaz', party);
    await door.put('outcomes/o1', { ...outcome, concerns: ['kaz'] });
    await door.register('party#kaz', 'outcome#o1');
    const refused = await door.put('parties/kaz', restricted, 1, cleared);
    expect([refused.status, problemOf(refused)]).toEqual([409, 'still-referenced']);
    expect(refused.body.detail).toContain('outcomes/o1');
    const sources = [{ id: 's1', title: 'A cable' }];
    const claims = [{ at: '/positions/kaz', kind: 'announced', source: 's1' }];
    await door.put('outcomes/o1', { ...outcome, sources, claims }, 1);
    expect((await door.put('parties/kaz', restricted, 1, cleared)).status).toBe(409);
    // A claim needs no record: it keeps nobody from deleting one.
    await door.put('parties/rus', party);
    await door.put('outcomes/o2', { ...outcome, sources, claims: [{ ...claims[0], at: '/positions/rus' }] });
    await door.register('party#rus', 'outcome#o2');
    expect((await remove('parties/rus', 1)).status).toBe(204);

    await door.put('outcomes/o1', { ...outcome, classification: 'restricted', concerns: ['kaz'] }, 2);
    const raised = await door.put('parties/kaz', restricted, 1, cleared);
    expect([raised.status, raised.headers.get('Withheld')]).toEqual([200, 'true']);
    expect(door.withdrawn).toContain('party#kaz');
    // What is restricted already is not raised again.
    const before = door.withdrawn.length;
    const edit = await door.put('parties/kaz', { ...restricted, note: 'x' }, 2, cleared);
    expect([edit.status, edit.headers.get('Withheld'), door.withdrawn.length]).toEqual([200, null, before]);
  });
});

describe('a deletion', () => {
  test('is refused while a restricted record refers, which is named to the cleared alone', async () => {
    await door.put('processes/astana', process);
    await door.put('parties/kaz', party);
    const secret = await created('outcomes', { ...outcome, concerns: ['kaz'] });
    await door.register('party#kaz', `outcome#${idIn(secret)}`);
    const seen = await remove('parties/kaz', 1);
    expect([seen.status, problemOf(seen)]).toEqual([409, 'still-referenced']);
    expect(seen.body.detail).toContain(secret);
    const blind = await remove('parties/kaz', 1, uncleared);
    expect([blind.status, problemOf(blind)]).toEqual([409, 'still-referenced']);
    expect(blind.text).not.toContain(idIn(secret));
    expect(blind.body.detail).toBeUndefined();
  });

  test('is as secret as what it took away, also once the record is there again and open', async () => {
    const path = await created('parties', party);
    await door.put(path, { ...restricted, note: 'x' }, 1, cleared);
    expect((await remove(path, 2)).status).toBe(204);
    expect((await remove(path, 2)).status).toBe(204);
    expect((await door.knock('GET', `${path}/revisions`)).status).toBe(404);
    expect((await door.knock('GET', `${path}/revisions/3`)).status).toBe(404);
    const known = await door.knock('GET', `${path}/revisions/3`, { by: cleared });
    expect(known.body.snapshot).toMatchObject({ deleted: true, classification: 'restricted' });

    expect((await door.put(path, party, null, cleared)).status).toBe(201);
    const { body } = await door.knock('GET', `${path}/revisions`);
    expect(body.items).toMatchObject([{ version: 4 }]);
    for (const version of [1, 2, 3]) {
      expect((await door.knock('GET', `${path}/revisions/${version}`)).status).toBe(404);
    }
  });
});

describe('to the uncleared', () => {
  const acts: [string, (path: string) => Promise<Answer>][] = [
    ['GET', (path) => door.knock('GET', path)],
    ['a save', (path) => door.put(path, party, 1)],
    ['a save that raises', (path) => door.put(path, restricted, 1)],
    ['a deletion', (path) => remove(path, 1, uncleared)],
    ['a proposal', (path) => door.act(path, { draft: 'proposed' }, 1)],
    ['a release', (path) => door.act(path, { public: 'released', form: 'full' }, 1, 'dana')],
    ['a retraction', (path) => door.act(path, { public: 'retracted' }, 1, 'dana')],
    ['the history', (path) => door.knock('GET', `${path}/revisions`)],
    ['the history, asked badly', (path) => door.knock('GET', `${path}/revisions?limit=0`)],
    ['a revision', (path) => door.knock('GET', `${path}/revisions/1`)],
    ['a reference', (path) => door.put('parties/new', { ...party, memberships: [{ of: idIn(path) }] })],
    ['an import that names it', (path) => imported({ memberships: [{ of: idIn(path) }] })],
  ];
  const imported = (more: object): Promise<Answer> =>
    door.knock('POST', 'import?dryRun=true', {
      raw: JSON.stringify({ ...party, ...more, type: 'party', id: 'imported' }),
      headers: { 'Content-Type': 'application/x-ndjson' },
    });

  test.each(acts)('%s is answered as if there were no such record, byte for byte', async (_name, act) => {
    const paths = [await created('parties', bloc), 'parties/00000000-0000-4000-8000-000000000000'];
    await door.put('parties/raised', bloc);
    await door.put('parties/raised', { ...bloc, classification: 'restricted' }, 1, cleared);
    paths.push('parties/raised');
    const deleted = await created('parties', bloc);
    await remove(deleted, 1);
    paths.push(deleted);
    const answers: unknown[] = [];
    for (const path of paths) {
      const { status, headers, text } = await act(path);
      answers.push([status, [...headers], text.replaceAll(idIn(path), '…')]);
    }
    expect(answers).toEqual(answers.map(() => answers[1]));
  });

  test('neither an answer to a stranger nor the log names a restricted record', async () => {
    const path = await created('parties', { ...bloc, note: 'confidential' });
    for (const [, act] of acts)
      expect((await act(path)).text.replaceAll(`/staff/v1/${path}`, '')).not.toMatch(/confidential/);
    expect(JSON.stringify(door.log)).not.toMatch(new RegExp(`${idIn(path)}\\b`));
    expect(JSON.stringify(door.log)).not.toContain('confidential');
  });

  test('what was restricted for a while stays so: its revisions of that time, when it is open again', async () => {
    await door.put('parties/kaz', { ...party, note: 'open' });
    await door.put('parties/kaz', restricted, 1, cleared);
    for (const path of ['', '/revisions', '/revisions/1', '/revisions/2']) {
      expect((await door.knock('GET', `parties/kaz${path}`)).status).toBe(404);
      expect((await door.knock('GET', `parties/kaz${path}`, { by: cleared })).status).toBe(200);
    }
    await door.put('parties/kaz', party, 2, cleared);
    const { body } = await door.knock('GET', 'parties/kaz/revisions');
    expect(Array.isArray(body.items) && body.items.map(({ version }) => version)).toEqual([3, 1]);
    expect((await door.knock('GET', 'parties/kaz/revisions/2')).status).toBe(404);
  });
});
