/** Expunging: two releasers take an older content out of a history, nothing of it stays, and the chain still verifies. */
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { sealDay } from '../../functions/sealing/seal.ts';
import { revisionKey } from '../../functions/store/items.ts';
import { verifyOne } from '../../functions/store/verify.ts';
import { verify } from '../../local/verification.ts';
import { type Door, party, problemOf, staffDoor } from './door.ts';

const secret = 'Zhalghas Qupiya';
const path = 'parties/kaz';
const pk = 'party#kaz';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
  await door.knock('PUT', path, {
    body: { ...party, name: { en: secret }, note: secret },
    headers: { 'If-None-Match': '*', 'Change-Reason': secret },
  });
  await door.release(path, 1);
});

const expunge = (version: number, by = 'dana', n = 1, reason: string | null = 'Names a person') =>
  door.knock('PUT', `${path}/revisions/${n}/expunged`, {
    by,
    headers: { 'If-Match': `"${version}"`, ...(reason !== null && { 'Change-Reason': reason }) },
  });
const unask = (version: number, by = 'erlan', n = 1) =>
  door.knock('DELETE', `${path}/revisions/${n}/expunged`, { by, headers: { 'If-Match': `"${version}"` } });
const read = (n: number, by?: string) => door.knock('GET', `${path}/revisions/${n}`, { by: by ?? 'aigul' });
const item = async (sk: string) => {
  const { Item = {} } = await door.tables.client.send(
    new GetCommand({ TableName: door.tables.names.records, Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item;
};
const write = (Item: object) =>
  door.tables.client.send(new PutCommand({ TableName: door.tables.names.records, Item: { ...Item } }));
const finding = async () => (await verifyOne(door.store, pk)).finding;

/** Everything that any table holds, as one text. */
const everything = async (): Promise<string> => {
  const all = await Promise.all(
    Object.values(door.tables.names).map(async (TableName) => {
      const { Items = [] } = await door.tables.client.send(new ScanCommand({ TableName, ConsistentRead: true }));
      return JSON.stringify(Items);
    }),
  );
  return all.join('\n');
};

/** The secret is edited away and retracted, so that its revisions 1 to 3 and the act of retracting may be expunged. */
const replaced = async (): Promise<number> => {
  await door.put(path, party, 3);
  const { body } = await door.act(path, { public: 'retracted' }, 4, 'dana');
  return Number(body.version);
};

describe('an older content', () => {
  test('is gone from every table with all revisions that had it, and the history says who, when and why', async () => {
    const project = () =>
      projectDirty(
        projecting(door.store, () => new Date()),
        activeAudiences,
        new Set([pk] as const),
      );
    await project();
    expect(await everything()).toContain(secret);
    const version = await replaced();
    await sealDay(door.store, new Date('2030-01-01'));
    const asked = await expunge(version);
    expect([asked.status, asked.headers.get('ETag'), asked.body]).toMatchObject([
      200,
      `"${version + 1}"`,
      { version: version + 1, expunging: [{ version: 1, by: 'dana' }], expunged: [] },
    ]);
    expect((await read(1)).text).toContain(secret);
    const done = await expunge(version + 1, 'erlan', 2, 'Confirmed');
    expect(done.body).toMatchObject({
      version: version + 2,
      expunging: [],
      expunged: [1, 2, 3].map((n) => ({ version: n, by: ['dana', 'erlan'], reason: 'Confirmed' })),
    });
    await project();
    expect(await everything()).not.toContain(secret);

    for (const n of [1, 2, 3]) {
      const { status, body } = await read(n);
      expect([status, body.snapshot, body.reason]).toEqual([200, undefined, null]);
      expect(body.expunged).toMatchObject({ by: ['dana', 'erlan'], reason: 'Confirmed' });
    }
    const { body: list } = await door.knock('GET', `${path}/revisions`);
    expect(list.items).toMatchObject([
      { version: 7, act: 'expunge', by: 'erlan' },
      { version: 6, act: 'ask-expunge', by: 'dana', reason: 'Names a person' },
      { version: 5, act: 'retract' },
      { version: 4, act: 'save' },
      { version: 3, act: 'release', expunged: { by: ['dana', 'erlan'] } },
      { version: 2, act: 'propose', expunged: { by: ['dana', 'erlan'] } },
      { version: 1, act: 'save', reason: null, expunged: { by: ['dana', 'erlan'] } },
    ]);

    expect(await verifyOne(door.store, pk)).toMatchObject({ expunged: [1, 2, 3], finding: undefined });
    const lines: string[] = [];
    expect(await verify(door.store, undefined, (line) => lines.push(line))).toBe(0);
    expect(lines).toEqual([
      'party#kaz: 1, 2, 3 expunged',
      '1 records, 7 revisions: all as written, and as sealed on 2030-01-01',
    ]);
    // It goes on as any other record, and can be released again.
    expect((await door.put(path, { ...party, note: 'Later' }, 7)).status).toBe(200);
    expect((await door.release(path, 8)).status).toBe(200);
    expect(await finding()).toBeUndefined();
  });

  test('is expunged of a deleted record as well, which can then be made again', async () => {
    await door.knock('DELETE', path, { headers: { 'If-Match': '"3"' } });
    await expunge(4, 'dana');
    expect((await expunge(5, 'erlan')).status).toBe(200);
    expect(await everything()).not.toContain(secret);
    expect((await door.put(path, party)).status).toBe(201);
    // The same once more, of which the first answer was lost.
    expect((await door.put(path, party)).status).toBe(201);
    expect(await finding()).toBeUndefined();
  });

  test('leaves no trace in the reverse index of what it named', async () => {
    const deps = projecting(door.store, () => new Date());
    const project = () => projectDirty(deps, activeAudiences, [pk]);
    await door.put('parties/bloc', { ...party, kind: 'bloc' });
    await door.put(path, { ...party, memberships: [{ of: 'bloc' }] }, 3);
    await project();
    expect(await deps.projections.readers('party#bloc')).toEqual([pk]);
    await door.put(path, party, 4);
    await project();
    await expunge(5, 'dana', 4);
    expect((await expunge(6, 'erlan', 4)).body).toMatchObject({ expunged: [{ version: 4 }] });
    expect(await deps.projections.readers('party#bloc')).toEqual([]);
  });

  test('is expunged by 90 revisions at a time where more have it', async () => {
    let version = 3;
    for (let times = 0; times < 46; times += 1) {
      await door.act(path, { draft: 'proposed' }, version);
      await door.act(path, { draft: 'internal' }, version + 1);
      version += 2;
    }
    await door.act(path, { public: 'retracted' }, version, 'dana');
    await door.put(path, party, version + 1);
    await expunge(version + 2);
    const first = await expunge(version + 3, 'erlan');
    expect(first.body).toMatchObject({ expunging: [{ version: 1 }], expunged: { length: 90 } });
    expect(await finding()).toBeUndefined();
    // Nor is it taken back once another has begun.
    for (const n of [1, 91]) expect((await unask(version + 4, 'dana', n)).status).toBe(404);
    const second = await expunge(version + 4, 'erlan', 91);
    expect(second.body).toMatchObject({ expunging: [], expunged: { length: version + 1 } });
    expect(await everything()).not.toContain(secret);
    expect(await finding()).toBeUndefined();
  });
});

describe('is refused', () => {
  test('while the content is the newest or the public still has it', async () => {
    expect(problemOf(await expunge(3))).toBe('content-in-use');
    await door.put(path, party, 3);
    expect(problemOf(await expunge(4))).toBe('content-in-use');
    await door.act(path, { public: 'retracted' }, 4, 'dana');
    expect((await expunge(5)).status).toBe(200);
  });

  test('to whoever asked, to whoever is no releaser, without a reason, of another version, of what is not there', async () => {
    const version = await replaced();
    expect((await expunge(version, 'aigul')).status).toBe(403);
    expect((await expunge(version, 'dana', 1, null)).body).toMatchObject({
      status: 400,
      errors: [{ parameter: 'Change-Reason' }],
    });
    expect((await expunge(version - 1, 'dana')).status).toBe(412);
    expect((await expunge(version, 'dana', 99)).status).toBe(404);
    expect((await expunge(version)).status).toBe(200);
    // The same request once more is answered as the first was.
    expect((await expunge(version)).body).toMatchObject({ version: version + 1, expunging: [{ by: 'dana' }] });
    expect(problemOf(await expunge(version + 1))).toBe('second-releaser');
    const before = (await door.knock('GET', `${path}/revisions`)).text;
    expect(await everything()).toContain(secret);
    expect((await door.knock('GET', `${path}/revisions`)).text).toBe(before);
  });

  test('to the uncleared, of a restricted revision: it is as absent to them as ever', async () => {
    const { body } = await door.knock('POST', 'parties', { by: 'gulnara', body: { ...party, note: secret } });
    const at = `parties/${body.id}`;
    const ask = (by: string, version: number) =>
      door.knock('PUT', `${at}/revisions/1/expunged`, {
        by,
        headers: { 'If-Match': `"${version}"`, 'Change-Reason': 'Why' },
      });
    await door.put(at, { ...party, classification: 'restricted' }, 1, 'gulnara');
    expect((await ask('dana', 2)).status).toBe(412);
    expect((await ask('gulnara', 2)).status).toBe(200);
    expect((await door.knock('GET', `${at}/revisions/1`, { by: 'dana' })).status).toBe(404);
  });
});

describe('a request to expunge', () => {
  test('is taken back by any releaser before another does it, and can be made anew', async () => {
    const version = await replaced();
    expect((await unask(version)).status).toBe(404);
    await expunge(version);
    expect((await unask(version + 1, 'aigul')).status).toBe(403);
    expect((await unask(version)).status).toBe(412);
    expect((await unask(version + 1, 'erlan', 4)).status).toBe(404);
    for (let times = 0; times < 2; times += 1) {
      const taken = await unask(version + 1, 'erlan', 3);
      expect([taken.status, taken.headers.get('ETag'), taken.body]).toEqual([
        200,
        `"${version + 2}"`,
        { version: version + 2, expunging: [], expunged: [] },
      ]);
    }
    expect((await read(1)).text).toContain(secret);
    const { body } = await door.knock('GET', `${path}/revisions?limit=2`);
    expect(body.items).toMatchObject([
      { version: version + 2, act: 'unask-expunge', by: 'erlan' },
      { version: version + 1, act: 'ask-expunge', by: 'dana' },
    ]);
    expect((await door.knock('GET', path)).body.release).not.toHaveProperty('expunging');
    // Whoever asks after it is the first again.
    expect((await expunge(version + 2, 'erlan')).body).toMatchObject({ expunging: [{ by: 'erlan' }], expunged: [] });
    await expunge(version + 3, 'dana');
    expect((await unask(version + 4)).status).toBe(404);
    expect(await everything()).not.toContain(secret);
    expect(await finding()).toBeUndefined();
  });
});

describe('verification', () => {
  test('finds an expunging that no act of two accounts for, and one that was altered', async () => {
    const version = await replaced();
    const first = await item(revisionKey(1));
    const stub = { expunged: version + 2, content: first.content };
    await write({ ...first, reason: null, snapshot: stub });
    expect(await finding()).toEqual({ key: revisionKey(1), fault: 'altered' });
    await write({ ...first, reason: null, snapshot: { ...stub, expunged: 3 } });
    expect(await finding()).toEqual({ key: revisionKey(1), fault: 'altered' });
    await write(first);
    await expunge(version);
    await expunge(version + 1, 'erlan');
    expect(await finding()).toBeUndefined();
    const second = await item(revisionKey(2));
    const others = { at: 'x', by: 'x', act: 'save', content: 'x', previous: null, hash: 'x' };
    for (const [name, value] of Object.entries(others)) {
      await write({ ...second, [name]: value });
      expect([name, await finding()]).toMatchObject([name, { fault: 'altered' }]);
    }
    await write({ ...second, snapshot: { expunged: version + 2, content: 'x' } });
    expect(await finding()).toMatchObject({ fault: 'altered' });
    await write(second);
    expect(await finding()).toBeUndefined();
    // Another that had nothing to do with it.
    const fourth = await item(revisionKey(4));
    await write({ ...fourth, reason: null, snapshot: { expunged: version + 2, content: fourth.content } });
    expect(await finding()).toEqual({ key: revisionKey(4), fault: 'altered' });
  });
});
