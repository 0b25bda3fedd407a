/** Saving: what becomes of a record that is put, put again, put at once by two, deleted and put once more. */
import { createHash } from 'node:crypto';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import canonicalize from 'canonicalize';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../functions/store/client.ts';
import { commit } from '../../functions/store/commit.ts';
import { revisionOf } from '../../functions/store/items.ts';
import { isObject } from '../../shared/domain/json.ts';
import { bloc, type Door, outcome, party, pointers, problemOf, process, round, staffDoor } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
});

const items = async ({ tables }: Door, pk: string): Promise<Record<string, unknown>[]> => {
  const request = {
    TableName: tables.names.records,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
  };
  return (await tables.client.send(new QueryCommand(request))).Items ?? [];
};

const sha256 = (value: unknown) =>
  createHash('sha256')
    .update(String(canonicalize(value)))
    .digest('hex');

describe('a save', () => {
  test('creates with 201, Location and an ETag, and GET answers the same bytes', async () => {
    const created = await door.put('parties/kaz', { ...party, aliases: [], note: 'draft' });
    expect(created.status).toBe(201);
    expect(created.headers.get('Location')).toBe('/staff/v1/parties/kaz');
    expect(created.headers.get('ETag')).toBe('"1"');
    const read = await door.knock('GET', 'parties/kaz');
    expect(read.text).toBe(created.text);
    expect(read.headers.get('ETag')).toBe('"1"');
    expect(read.headers.get('Cache-Control')).toBe('no-store');
    expect(read.body).toMatchObject({
      id: 'kaz',
      type: 'party',
      note: 'draft',
      version: 1,
      updatedBy: 'aigul',
      warnings: [],
    });
    expect(read.body.aliases).toBeUndefined();
    expect(read.body.release).toMatchObject({
      draft: 'internal',
      public: 'none',
      editedBy: ['aigul'],
      missing: ['not-proposed'],
    });
  });

  test('replaces with 200, takes back all that was read, and keeps nothing that was left out', async () => {
    const created = await door.put('parties/kaz', { ...party, note: 'draft' });
    const { note: _note, ...rest } = created.body;
    const replaced = await door.put('parties/kaz', { ...rest, marking: 'x' }, 1, 'bolat');
    expect([replaced.status, replaced.headers.get('ETag'), replaced.headers.get('Location')]).toEqual([
      200,
      '"2"',
      null,
    ]);
    expect(replaced.text).toBe((await door.knock('GET', 'parties/kaz')).text);
    expect(replaced.body.note).toBeUndefined();
    expect(replaced.body.release).toMatchObject({ editedBy: ['aigul', 'bolat'], contentVersion: 2 });
  });

  test('of equal content makes no revision, whoever sends it and however it is written', async () => {
    const created = await door.put('parties/kaz', { ...party, note: 'draft' });
    const again = await door.put(
      'parties/kaz',
      { note: 'draft', aliases: [], name: { en: 'Kazakhstan' }, kind: 'state' },
      1,
      'bolat',
    );
    expect([again.status, again.headers.get('ETag'), again.text]).toEqual([200, '"1"', created.text]);
    expect(await items(door, 'party#kaz')).toHaveLength(2);
  });

  test('is refused where the record is not as expected', async () => {
    expect((await door.put('parties/kaz', party, 1)).status).toBe(412);
    await door.put('parties/kaz', party);
    expect((await door.put('parties/kaz', { ...party, note: 'x' })).status).toBe(412);
    expect((await door.put('parties/kaz', { ...party, note: 'x' }, 2)).status).toBe(412);
    expect((await door.put('parties/kaz', { ...party, note: 'x' }, 1)).status).toBe(200);
    expect((await door.put('parties/kaz', { ...party, note: 'y' }, 1)).status).toBe(412);
  });

  test('repeated by the same actor is answered as the first was, by another it is 412', async () => {
    const created = await door.put('parties/kaz', party);
    const again = await door.put('parties/kaz', party);
    expect([again.status, again.headers.get('Location'), again.text]).toEqual([
      201,
      '/staff/v1/parties/kaz',
      created.text,
    ]);
    expect((await door.put('parties/kaz', party, null, 'bolat')).status).toBe(412);

    const sent = { ...created.body, note: 'x' };
    const edited = await door.put('parties/kaz', sent, 1);
    const repeated = await door.put('parties/kaz', sent, 1);
    expect([repeated.status, repeated.text]).toEqual([200, edited.text]);
    expect((await door.put('parties/kaz', sent, 1, 'bolat')).status).toBe(412);
    expect((await door.put('parties/kaz', { ...party, note: 'y' }, 1)).status).toBe(412);
    expect((await door.put('parties/kaz', { ...party, note: 'x' })).status).toBe(412);
    expect(await items(door, 'party#kaz')).toHaveLength(3);
  });

  test('of several at once is won by one, and the others are 412', async () => {
    await door.put('parties/kaz', party);
    const writers = ['aigul', 'bolat', 'dana', 'erlan', 'saule'];
    const replies = await Promise.all(writers.map((by) => door.put('parties/kaz', { ...party, note: by }, 1, by)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    const same = await Promise.all(writers.map(() => door.put('parties/kaz', { ...party, note: 'same' }, 2)));
    expect(same.map(({ status, headers }) => [status, headers.get('ETag')])).toEqual(writers.map(() => [200, '"3"']));
    expect(await items(door, 'party#kaz')).toHaveLength(4);
  });

  test('keeps its reason, in ASCII or by RFC 8187, and refuses what is neither', async () => {
    const put = (version: number, reason: string) =>
      door.knock('PUT', 'parties/kaz', {
        body: { ...party, note: reason },
        headers: { 'If-Match': `"${version}"`, 'Change-Reason': reason },
      });
    await door.put('parties/kaz', party);
    expect((await put(1, 'as published')).status).toBe(200);
    expect((await put(2, `UTF-8'ru'${encodeURIComponent('Ошибка, «опечатка»')}`)).status).toBe(200);
    expect((await put(3, `UTF-8''${'%D0%9E'.repeat(1000)}`)).status).toBe(200);
    for (const bad of [
      "UTF-8''%D0",
      "utf-8''%ZZ",
      "UTF-8''a b",
      'é',
      'x'.repeat(1001),
      `UTF-8''${'%D0%9E'.repeat(1001)}`,
      "UTF-8''%00",
    ]) {
      const reply = await put(4, bad);
      expect([bad.slice(0, 12), reply.status, pointers(reply)]).toEqual([bad.slice(0, 12), 400, ['Change-Reason']]);
    }
    const { body } = await door.knock('GET', 'parties/kaz/revisions');
    const reasons = Array.isArray(body.items) ? body.items.map(({ reason }) => reason) : [];
    expect(reasons).toEqual(['О'.repeat(1000), 'Ошибка, «опечатка»', 'as published', null]);
  });
});

test('a save costs three calls of the database, a reading two', async () => {
  const calls: string[] = [];
  const counted = await staffDoor((client: Client) => {
    const send: Client['send'] = (command: { constructor: { name: string } }, ...rest: never[]) => {
      calls.push(command.constructor.name);
      return Reflect.apply(client.send, client, [command, ...rest]);
    };
    return Object.assign(Object.create(client), { send });
  });
  await counted.put('processes/astana', process);
  await counted.put('parties/kaz', party);
  calls.length = 0;
  const participations = [{ party: 'kaz', attendance: 'attended' }];
  expect((await counted.put('rounds/r4', { ...round, participations })).status).toBe(201);
  expect((await counted.put('rounds/r4', round, 1)).status).toBe(200);
  const one = ['GetCommand', 'BatchGetCommand', 'TransactWriteCommand'];
  expect(calls).toEqual([...one, ...one]);
  calls.length = 0;
  await counted.knock('GET', 'rounds/r4');
  expect(calls).toEqual(['GetCommand', 'BatchGetCommand']);
});

describe('faults', () => {
  test('of schema, rules, references and owned fields are all named in one answer', async () => {
    const reply = await door.put('outcomes/o1', {
      ...outcome,
      kind: 'nonsense',
      round: 'nowhere',
      positions: [{ party: 'kaz', position: 'agrees', onBehalfOf: 'kaz' }],
      classification: 'restricted',
      version: 4,
      extra: 1,
    });
    expect(reply.status).toBe(422);
    expect(pointers(reply).sort()).toEqual([
      '/classification',
      '/extra',
      '/kind',
      '/positions/0/onBehalfOf',
      '/positions/0/onBehalfOf',
      '/positions/0/party',
      '/process',
      '/round',
      '/version',
    ]);
  });

  test('server-owned fields may be repeated as read, whatever other records did since; another value is 422', async () => {
    await door.put('processes/astana', process);
    const { body } = await door.put('rounds/r4', round);
    await door.release('processes/astana', 1);
    expect((await door.put('rounds/r4', { ...body, note: 'x' }, 1)).status).toBe(200);
    const read = (await door.knock('GET', 'rounds/r4')).body;
    const other = {
      version: 1,
      updatedAt: 'x',
      updatedBy: 'x',
      release: { draft: 'proposed' },
      warnings: ['x'],
      hash: '\ud800',
    };
    const reply = await door.put('rounds/r4', { ...read, ...other }, 2);
    expect(pointers(reply).sort()).toEqual(['/hash', '/release', '/updatedAt', '/updatedBy', '/version', '/warnings']);
  });

  test('a reference has to exist, to be undeleted, and not to be restricted where this record is not', async () => {
    await door.put('processes/astana', process);
    await door.put('parties/gone', party);
    await door.knock('DELETE', 'parties/gone', { headers: { 'If-Match': '"1"' } });
    await door.put('parties/hidden', party);
    expect((await door.put('parties/hidden', { ...party, classification: 'restricted' }, 1)).status).toBe(200);
    const concerns = ['absent', 'gone', 'hidden'];
    const reply = await door.put('outcomes/o1', { ...outcome, concerns });
    expect(pointers(reply)).toEqual(['/concerns/0', '/concerns/1', '/concerns/2']);
    const details = Array.isArray(reply.body.errors) ? reply.body.errors.map(({ detail }) => detail) : [];
    expect(new Set(details).size).toBe(1);

    await door.put('outcomes/o1', outcome);
    const restricted = await door.put(
      'outcomes/o1',
      { ...outcome, classification: 'restricted', concerns: ['hidden'] },
      1,
      'saule',
    );
    expect(restricted.status).toBe(200);
  });

  test('a process that is deleted between reading and writing is named at its place', async () => {
    let deleteFirst: (() => Promise<unknown>) | undefined;
    const slow = await staffDoor((client: Client) => {
      const send: Client['send'] = async (command: { constructor: { name: string } }, ...rest: never[]) => {
        if (command.constructor.name === 'TransactWriteCommand') await deleteFirst?.();
        return Reflect.apply(client.send, client, [command, ...rest]);
      };
      return Object.assign(Object.create(client), { send });
    });
    await slow.put('processes/astana', process);
    deleteFirst = async () => {
      deleteFirst = undefined;
      await slow.knock('DELETE', 'processes/astana', { headers: { 'If-Match': '"1"' } });
    };
    const reply = await slow.put('rounds/r4', round);
    expect([reply.status, pointers(reply)]).toEqual([422, ['/process']]);
    expect(await items(slow, 'round#r4')).toEqual([]);
  });

  test('collisions are tried again, and 503 only where they do not end', async () => {
    let collisions = 3;
    const crowded = await staffDoor((client: Client) => {
      const send: Client['send'] = async (command: { constructor: { name: string } }, ...rest: never[]) => {
        if (command.constructor.name === 'TransactWriteCommand' && collisions > 0) {
          collisions -= 1;
          throw Object.assign(new Error('cancelled'), {
            name: 'TransactionCanceledException',
            CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
          });
        }
        return Reflect.apply(client.send, client, [command, ...rest]);
      };
      return Object.assign(Object.create(client), { send });
    });
    expect((await crowded.put('parties/kaz', party)).status).toBe(201);
    collisions = 1000;
    const reply = await crowded.put('parties/kaz', { ...party, note: 'x' }, 1);
    expect([reply.status, problemOf(reply), reply.headers.get('Retry-After')]).toEqual([503, 'busy', '1']);
  });
});

describe('a deletion', () => {
  test('is a revision; the record is then absent, its history readable, and a PUT continues it unreleased', async () => {
    await door.put('parties/kaz', party);
    await door.release('parties/kaz', 1);
    const headers = { 'If-Match': '"3"', 'Change-Reason': 'double' };
    expect((await door.knock('DELETE', 'parties/kaz')).status).toBe(428);
    expect((await door.knock('DELETE', 'parties/kaz', { headers: { 'If-Match': '"2"' } })).status).toBe(412);
    const deleted = await door.knock('DELETE', 'parties/kaz', { headers });
    expect([deleted.status, deleted.text, deleted.headers.get('Withheld')]).toEqual([204, '', 'true']);
    expect(door.withdrawn).toEqual(['party#kaz']);
    expect((await door.knock('DELETE', 'parties/kaz', { headers })).status).toBe(204);
    expect((await door.knock('DELETE', 'parties/kaz', { headers, by: 'bolat' })).status).toBe(412);
    expect((await door.knock('DELETE', 'parties/kaz', { headers: { 'If-Match': '"4"' } })).status).toBe(412);

    expect((await door.knock('GET', 'parties/kaz')).status).toBe(404);
    expect((await door.put('parties/kaz', party, 4)).status).toBe(412);
    const { body } = await door.knock('GET', 'parties/kaz/revisions/4');
    expect(body).toMatchObject({
      act: 'delete',
      reason: 'double',
      snapshot: { id: 'kaz', type: 'party', deleted: true },
    });

    const continued = await door.put('parties/kaz', { ...party, note: 'back' }, null, 'bolat');
    expect([continued.status, continued.headers.get('ETag')]).toEqual([201, '"5"']);
    expect(continued.body.release).toMatchObject({
      public: 'none',
      draft: 'internal',
      contentVersion: 5,
      editedBy: ['aigul', 'bolat'],
    });
    expect((await door.put('parties/kaz', { ...party, note: 'back' }, null, 'bolat')).status).toBe(201);
    expect((await door.put('parties/kaz', { ...party, note: 'other' })).status).toBe(412);
  });

  test('is 409 while others refer, by what they say today and not by what the index remembers', async () => {
    await door.put('processes/astana', process);
    await door.put('parties/kaz', party);
    await door.put('outcomes/o1', { ...outcome, concerns: ['kaz'] });
    await door.register('party#kaz', 'outcome#o1');
    await door.register('party#kaz', 'round#never-was');
    const headers = { 'If-Match': '"1"' };
    const refused = await door.knock('DELETE', 'parties/kaz', { headers });
    expect([refused.status, problemOf(refused)]).toEqual([409, 'still-referenced']);
    expect(refused.body.detail).toContain('outcomes/o1');
    await door.put('outcomes/o1', outcome, 1);
    expect((await door.knock('DELETE', 'parties/kaz', { headers })).status).toBe(204);
  });
});

test('a record that was public before it was restricted is not public again without a release', async () => {
  await door.put('parties/kaz', party);
  await door.release('parties/kaz', 1);
  const raised = await door.put('parties/kaz', { ...party, classification: 'restricted' }, 3, 'saule');
  expect(raised.body.release).toMatchObject({ public: 'retracted', draft: 'internal' });
  const lowered = await door.put('parties/kaz', party, 4, 'saule');
  expect(lowered.body.release).toMatchObject({ public: 'retracted', draft: 'internal' });
});

test('saying that a record is unclassified changes nothing of one that is', async () => {
  const created = await door.put('parties/kaz', party);
  const again = await door.put('parties/kaz', { ...party, classification: 'unclassified' }, 1);
  expect(again.headers.get('ETag')).toBe('"1"');
  expect(again.text).toBe(created.text);
});

test('the instance of a problem is the address as it was sent', async () => {
  expect((await door.knock('GET', 'parties/%D2%9B')).body.instance).toBe('/staff/v1/parties/%D2%9B');
  expect(JSON.stringify(door.log)).not.toContain('қ');
});

describe('memberships', () => {
  const edges = async (of: string) =>
    (await items(door, `party#${of}`)).map(({ sk }) => String(sk)).filter((sk) => sk.startsWith('MEMBER#'));
  const member = (...blocs: string[]) => ({ ...party, memberships: blocs.map((of) => ({ of })) });

  test('have an edge each, for the current and for the released content', async () => {
    for (const id of ['b1', 'b2', 'b3']) await door.put(`parties/${id}`, bloc);
    await door.put('parties/kaz', member('b1', 'b2'));
    expect([await edges('b1'), await edges('b2')]).toEqual([['MEMBER#kaz'], ['MEMBER#kaz']]);
    await door.put('parties/kaz', member('b1'), 1);
    expect([await edges('b1'), await edges('b2')]).toEqual([['MEMBER#kaz'], []]);

    await door.release('parties/kaz', 2);
    await door.put('parties/kaz', member('b3'), 4);
    expect([await edges('b1'), await edges('b3')]).toEqual([['MEMBER#kaz'], ['MEMBER#kaz']]);
    await door.put('parties/kaz', member('b2'), 5);
    expect([await edges('b1'), await edges('b2'), await edges('b3')]).toEqual([['MEMBER#kaz'], ['MEMBER#kaz'], []]);
    await door.release('parties/kaz', 6);
    expect([await edges('b1'), await edges('b2')]).toEqual([[], ['MEMBER#kaz']]);

    await door.put('parties/kaz', member('b1'), 8);
    await door.act('parties/kaz', { public: 'retracted' }, 9, 'dana');
    expect([await edges('b1'), await edges('b2')]).toEqual([['MEMBER#kaz'], []]);
    await door.knock('DELETE', 'parties/kaz', { headers: { 'If-Match': '"10"' } });
    expect(await edges('b1')).toEqual([]);
  });

  test('that change by more than 90 at once are 422', async () => {
    const ids = Array.from({ length: 91 }, (_, n) => `b${n}`);
    await Promise.all(ids.map((id) => door.put(`parties/${id}`, bloc)));
    await door.put('parties/kaz', member(...ids.slice(0, 60)));
    const reply = await door.put('parties/kaz', member(...ids.slice(60)), 1);
    expect([reply.status, pointers(reply)]).toEqual([422, ['/memberships']]);
    expect((await door.put('parties/kaz', member(...ids.slice(30, 91 - 1)), 1)).status).toBe(200);
  });
});

describe('history', () => {
  test('lists the newest first in pages, and one revision has all that its hash is made of', async () => {
    await door.put('parties/kaz', { ...party, note: 'n0' });
    for (const n of [1, 2, 3, 4]) await door.put('parties/kaz', { ...party, note: `n${n}` }, n);
    const seen: unknown[] = [];
    let next: unknown = '';
    while (typeof next === 'string') {
      const { body }: { body: { [name: string]: unknown } } = await door.knock(
        'GET',
        `parties/kaz/revisions?limit=2${next && `&cursor=${next}`}`,
      );
      seen.push(...(Array.isArray(body.items) ? body.items : []));
      next = body.next;
    }
    expect(seen.map((entry) => (isObject(entry) ? entry.version : 0))).toEqual([5, 4, 3, 2, 1]);
    for (const query of ['limit=0', 'limit=101', 'limit=2&limit=2', 'cursor=3.x', 'cursor=', 'page=2']) {
      expect([query, (await door.knock('GET', `parties/kaz/revisions?${query}`)).status]).toEqual([query, 400]);
    }

    const { body } = await door.knock('GET', 'parties/kaz/revisions/3');
    const { record, version, at, by, reason, content, previous, hash, snapshot } = body;
    expect(record).toBe('party#kaz');
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(content).toBe(sha256(snapshot));
    expect(hash).toBe(sha256({ record, version, at, by, reason, content, previous }));
    expect(previous).toBe((await door.knock('GET', 'parties/kaz/revisions/2')).body.hash);
    expect((await door.knock('GET', 'parties/kaz/revisions/1')).body).toMatchObject({ previous: null, reason: null });
    expect(snapshot).toEqual({
      ...party,
      id: 'kaz',
      type: 'party',
      note: 'n2',
      release: expect.objectContaining({ contentVersion: 3 }),
    });
    expect((await door.knock('GET', 'parties/kaz')).body.hash).toBe(
      (await door.knock('GET', 'parties/kaz/revisions/5')).body.hash,
    );
    for (const n of ['6', '0', '03', 'x'])
      expect((await door.knock('GET', `parties/kaz/revisions/${n}`)).status).toBe(404);
  });

  test('is stored to the letter', async () => {
    await door.put('parties/kaz', party);
    const [current, first] = await items(door, 'party#kaz');
    expect(current).toEqual({ ...first, sk: 'CURRENT' });
    expect(Object.keys(first ?? {}).sort()).toEqual(
      ['act', 'at', 'by', 'content', 'hash', 'pk', 'previous', 'reason', 'schema', 'sk', 'snapshot', 'version'].sort(),
    );
    expect(first).toMatchObject({ sk: 'REVISION#00000001', schema: 1, version: 1, act: 'save', previous: null });
  });

  test('cannot be written past: over a CURRENT of the same version but another hash nothing is saved', async () => {
    await door.put('parties/kaz', party);
    const Key = { pk: 'party#kaz', sk: 'CURRENT' };
    const { client, names } = door.tables;
    const before = (await client.send(new GetCommand({ TableName: names.records, Key }))).Item;
    const read = revisionOf(before);
    await client.send(
      new UpdateCommand({
        TableName: names.records,
        Key,
        UpdateExpression: 'SET #hash = :other',
        ExpressionAttributeNames: { '#hash': 'hash' },
        ExpressionAttributeValues: { ':other': 'f'.repeat(64) },
      }),
    );
    const change = {
      record: read.record,
      before: read,
      snapshot: read.snapshot,
      act: 'save',
      by: 'x',
      at: 'now',
      reason: null,
      checks: [],
    } as const;
    expect(await commit(door.store, change)).toEqual({ failed: 'stale' });
  });
});
