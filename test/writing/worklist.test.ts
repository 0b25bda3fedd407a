/** The work list: what is to be done about which records, kept by every save, and read without going through them. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Door, outcome, party, problemOf, process, round, staffDoor } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
});

const propose = { draft: 'proposed' };
const itemsOf = ({ body }: Answer): { id?: unknown; [name: string]: unknown }[] =>
  Array.isArray(body.items) ? body.items : [];
const list = (state: string, more = ''): Promise<Answer> => door.knock('GET', `worklist?state=${state}${more}`);
const ids = async (state: string): Promise<unknown[]> => itemsOf(await list(state)).map(({ id }) => id);
const retract = (path: string, version: number) => door.act(path, { public: 'retracted' }, version, 'dana');
const importing = (...records: object[]) =>
  door.knock('POST', 'import', {
    raw: records.map((record) => JSON.stringify(record)).join('\n'),
    headers: { 'Content-Type': 'application/x-ndjson' },
  });

describe('a record', () => {
  test('is unreleased from its first save to its release, and again with every edit until that is released', async () => {
    await door.put('parties/kaz', party);
    expect([await ids('unreleased'), await ids('proposed')]).toEqual([['kaz'], []]);
    await door.act('parties/kaz', propose, 1);
    expect([await ids('unreleased'), await ids('proposed')]).toEqual([['kaz'], ['kaz']]);
    await door.act('parties/kaz', { public: 'released', form: 'full' }, 2, 'dana');
    expect([await ids('unreleased'), await ids('proposed')]).toEqual([[], []]);
    await door.put('parties/kaz', { ...party, note: 'x' }, 3);
    expect(await ids('unreleased')).toEqual(['kaz']);
    await door.release('parties/kaz', 4);
    expect(await ids('unreleased')).toEqual([]);
    await retract('parties/kaz', 6);
    expect(await ids('unreleased')).toEqual(['kaz']);
    await door.act('parties/kaz', propose, 7);
    await door.act('parties/kaz', { draft: 'internal' }, 8);
    expect([await ids('unreleased'), await ids('proposed')]).toEqual([['kaz'], []]);
    await door.knock('DELETE', 'parties/kaz', { headers: { 'If-Match': '"9"' } });
    expect(await ids('unreleased')).toEqual([]);
    await door.put('parties/kaz', party);
    expect(await ids('unreleased')).toEqual(['kaz']);
  });

  test('is shown with its title, version and what is missing', async () => {
    await door.put('processes/astana', process);
    await door.put('rounds/r4', round);
    await door.act('rounds/r4', propose, 1, 'bolat');
    expect(itemsOf(await list('proposed'))).toEqual([
      {
        type: 'round',
        id: 'r4',
        href: '/staff/v1/rounds/r4',
        title: { en: 'Fourth' },
        process: 'astana',
        version: 2,
        updatedAt: expect.any(String),
        updatedBy: 'bolat',
        release: (await door.knock('GET', 'rounds/r4')).body.release,
      },
    ]);
    expect(itemsOf(await list('proposed'))).toMatchObject([{ release: { missing: ['process-not-released'] } }]);
  });

  test('that becomes restricted leaves it, and so does one that is made restricted', async () => {
    await door.put('parties/kaz', party);
    await door.put('parties/kaz', { ...party, classification: 'restricted' }, 1, 'saule');
    expect(await ids('unreleased')).toEqual([]);
    const { Items } = await door.tables.client.send(new ScanCommand({ TableName: door.tables.names.records }));
    expect((Items ?? []).filter(({ pk }) => pk === 'WORK')).toEqual([]);
  });

  test('whose save changes nothing of it costs no write of it', async () => {
    await door.put('parties/kaz', party);
    const items = async () => {
      const { Items } = await door.tables.client.send(new ScanCommand({ TableName: door.tables.names.records }));
      return (Items ?? []).filter(({ pk }) => pk === 'WORK');
    };
    expect(await items()).toEqual([{ pk: 'WORK', sk: '0#party#kaz', ref: 'party#kaz' }]);
    await door.put('parties/kaz', { ...party, note: 'x' }, 1);
    expect(await items()).toEqual([{ pk: 'WORK', sk: '0#party#kaz', ref: 'party#kaz' }]);
  });
});

test('what is asked to be expunged stands in it until that is done or taken back, deleted or not, and nothing restricted does', async () => {
  const asking = (method: 'PUT' | 'DELETE', id: string, version: number, by: string) =>
    door.knock(method, `parties/${id}/revisions/1/expunged`, {
      by,
      headers: { 'If-Match': `"${version}"`, 'Change-Reason': 'Names a person' },
    });
  for (const id of ['fra', 'kaz', 'rus', 'uzb']) {
    await door.put(`parties/${id}`, party);
    await door.put(`parties/${id}`, { ...party, note: 'x' }, 1);
    expect((await asking('PUT', id, 2, 'dana')).status).toBe(200);
  }
  await door.knock('DELETE', 'parties/fra', { headers: { 'If-Match': '"3"' } });
  expect(itemsOf(await list('expunging'))).toMatchObject([
    { id: 'kaz', version: 3, release: { expunging: [{ version: 1, by: 'dana' }] } },
    { id: 'rus' },
    { id: 'uzb' },
    { id: 'fra', version: 4, deleted: true, release: { missing: [] } },
  ]);
  await door.put('parties/rus', { ...party, classification: 'restricted' }, 3, 'saule');
  expect((await asking('DELETE', 'kaz', 3, 'erlan')).status).toBe(200);
  expect((await asking('PUT', 'uzb', 3, 'erlan')).status).toBe(200);
  expect(await ids('expunging')).toEqual(['fra']);
  expect((await asking('PUT', 'fra', 4, 'erlan')).status).toBe(200);
  expect(await ids('expunging')).toEqual([]);
  const { Items } = await door.tables.client.send(new ScanCommand({ TableName: door.tables.names.records }));
  expect((Items ?? []).filter(({ pk }) => pk === 'EXPUNGING')).toEqual([]);
});

describe('the states that other records decide', () => {
  test('a consent is missing until the process no longer asks or the party gave it', async () => {
    await door.put('parties/kaz', party);
    await door.put('processes/astana', { ...process, consentOf: ['kaz'] });
    await door.put('rounds/r4', round);
    await door.put('rounds/r5', round);
    expect(await ids('consent-missing')).toEqual(['astana', 'r4', 'r5']);
    const give = (path: string) =>
      door.knock('PUT', `${path}/consents/kaz`, { body: { form: 'full' }, headers: { 'If-Match': '"1"' } });
    await give('rounds/r4');
    expect(await ids('consent-missing')).toEqual(['astana', 'r5']);
    await give('processes/astana');
    expect(await ids('consent-missing')).toEqual([]);
    await door.put('processes/astana', process, 2);
    expect(await ids('consent-missing')).toEqual([]);
  });

  test('an imported record is pending until what it names exists', async () => {
    await importing(
      { type: 'party', id: 'kaz', ...party, memberships: [{ of: 'late' }] },
      { type: 'party', id: 'uzb', ...party },
    );
    expect(await ids('pending')).toEqual(['kaz']);
    await door.put('parties/late', { kind: 'bloc', name: { en: 'Late' } });
    expect(await ids('pending')).toEqual([]);
  });

  test('an embargo stands in it until it ends or is given up, in the order of the times', async () => {
    const embargoed = async (id: string, hours: number): Promise<void> => {
      await door.put(`parties/${id}`, party);
      await door.act(`parties/${id}`, propose, 1);
      const embargoUntil = new Date(Date.now() + hours * 3_600_000).toISOString();
      await door.act(`parties/${id}`, { public: 'released', form: 'full', embargoUntil }, 2, 'dana');
    };
    await embargoed('kaz', 3);
    await embargoed('uzb', 1);
    await embargoed('rus', 2);
    expect(await ids('embargoed')).toEqual(['uzb', 'rus', 'kaz']);
    expect(await ids('unreleased')).toEqual([]);
    const first = await list('embargoed', '&limit=2');
    expect(itemsOf(first).map(({ id }) => id)).toEqual(['uzb', 'rus']);
    expect(itemsOf(await list('embargoed', `&limit=2&cursor=${first.body.next}`)).map(({ id }) => id)).toEqual(['kaz']);
    await retract('parties/uzb', 3);
    expect(await ids('embargoed')).toEqual(['rus', 'kaz']);
    // What is restricted takes no place in a page, and no cursor names it.
    await door.put('parties/rus', { ...party, classification: 'restricted' }, 3, 'saule');
    expect(itemsOf(await list('embargoed', '&limit=1')).map(({ id }) => id)).toEqual(['kaz']);
  });
});

test('pages follow each other in the order of a release, without a gap or a double, while records come and go', async () => {
  await door.put('processes/astana', process);
  await door.put('rounds/r4', round);
  for (const id of ['o1', 'o2', 'o3']) await door.put(`outcomes/${id}`, { ...outcome, round: 'r4' });
  for (const id of ['kaz', 'rus']) await door.put(`parties/${id}`, party);
  const seen: unknown[] = [];
  let next: unknown = '';
  for (let page = 0; next !== null && page < 10; page += 1) {
    const reply = await list('unreleased', `&limit=2${page === 0 ? '' : `&cursor=${next}`}`);
    seen.push(...itemsOf(reply).map(({ id }) => id));
    if (page === 1) await door.release('parties/kaz', 1);
    next = reply.body.next;
  }
  expect(seen).toEqual(['kaz', 'rus', 'astana', 'r4', 'o1', 'o2', 'o3']);
});

test('what is asked badly is 400 and names the parameter; analysts are not admitted', async () => {
  const bad: [string, string[]][] = [
    ['', ['state']],
    ['?state=done', ['state']],
    ['?state=proposed&state=proposed', ['state']],
    ['?state=proposed&limit=101', ['limit']],
    ['?state=proposed&kind=main', ['kind']],
    ['?state=proposed&cursor=x', ['cursor']],
  ];
  for (const [query, names] of bad) {
    const { status, body } = await door.knock('GET', `worklist${query}`);
    const errors = Array.isArray(body.errors) ? body.errors : [];
    expect([query, status, errors.map(({ parameter }) => parameter)]).toEqual([query, 400, names]);
  }
  for (const id of ['kaz', 'rus']) await door.put(`parties/${id}`, party);
  const { next } = (await list('unreleased', '&limit=1')).body;
  expect((await list('proposed', `&cursor=${next}`)).status).toBe(400);
  expect((await door.knock('GET', 'worklist?state=proposed', { by: 'yuri' })).status).toBe(403);
  expect((await door.knock('PUT', 'worklist?state=proposed')).status).toBe(405);
  expect(problemOf(await door.knock('GET', 'worklist/x'))).toBe('not-found');
});
