/** Verification: what a foreign hand did to a history is found, and named at its first place. */
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { readSeal, sealDay, sealsOf } from '../../functions/sealing/seal.ts';
import { readPages } from '../../functions/store/day.ts';
import { contentOf, hashOf } from '../../functions/store/hash.ts';
import { Item, revisionKey } from '../../functions/store/items.ts';
import { verifyOne } from '../../functions/store/verify.ts';
import { recordNamed, verify } from '../../local/verification.ts';
import { type Door, party, process, staffDoor } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await staffDoor();
  await door.put('parties/kaz', party);
  for (const n of [1, 2, 3, 4]) await door.put('parties/kaz', { ...party, note: `n${n}` }, n);
});

const pk = 'party#kaz';
const read = async (sk: string) => {
  const { Item: item } = await door.tables.client.send(
    new GetCommand({ TableName: door.tables.names.records, Key: { pk, sk } }),
  );
  return Item.parse(item);
};
const write = (item: object) =>
  door.tables.client.send(new PutCommand({ TableName: door.tables.names.records, Item: { ...item } }));
const drop = (sk: string) =>
  door.tables.client.send(new DeleteCommand({ TableName: door.tables.names.records, Key: { pk, sk } }));
const finding = async () => (await verifyOne(door.store, pk)).finding;

/** The item with another note, and with a content and a hash that fit it: what a careful forger would write. */
const forged = (item: Awaited<ReturnType<typeof read>>) => {
  const snapshot = { ...item.snapshot, note: 'forged' };
  const content = contentOf(snapshot);
  return { ...item, snapshot, content, hash: hashOf({ record: item.pk, ...item, content }) };
};

describe('of one record', () => {
  test('finds nothing in what the door wrote, deletions and acts of release included', async () => {
    await door.release('parties/kaz', 5);
    await door.knock('DELETE', 'parties/kaz', { headers: { 'If-Match': '"7"', 'Change-Reason': 'double' } });
    await door.put('parties/kaz', party);
    expect(await verifyOne(door.store, pk)).toEqual({ record: pk, revisions: 9, expunged: [], finding: undefined });
  });

  test('names the first that was replaced, clumsily or with a fitting hash', async () => {
    const third = await read(revisionKey(3));
    await write({ ...third, snapshot: { ...third.snapshot, note: 'forged' } });
    expect(await finding()).toEqual({ key: revisionKey(3), fault: 'altered' });
    await write(forged(third));
    expect(await finding()).toEqual({ key: revisionKey(3), fault: 'altered' });
    await write(forged(await read(revisionKey(2))));
    expect(await finding()).toMatchObject({ fault: 'altered' });
    await write({ ...third, at: '2020-01-01T00:00:00.000Z' });
    expect(await finding()).toMatchObject({ fault: 'altered' });
  });

  test('names each attribute of the hash when only that was changed', async () => {
    const third = await read(revisionKey(3));
    const others = { at: 'x', by: 'x', reason: 'x', content: 'x', previous: null, hash: 'x', version: 4, snapshot: {} };
    for (const [name, value] of Object.entries(others)) {
      await write({ ...third, [name]: value });
      expect([name, await finding()]).toEqual([name, { key: revisionKey(3), fault: 'altered' }]);
    }
    await write(third);
    expect(await finding()).toBeUndefined();
  });

  test('names what is missing, inserted or cut off', async () => {
    const [third, fifth] = [await read(revisionKey(3)), await read(revisionKey(5))];
    await drop(revisionKey(3));
    expect(await finding()).toEqual({ key: revisionKey(3), fault: 'missing' });
    await write(third);
    await drop(revisionKey(5));
    expect(await finding()).toEqual({ key: revisionKey(5), fault: 'cut-off' });
    await drop(revisionKey(4));
    expect(await finding()).toEqual({ key: revisionKey(4), fault: 'cut-off' });
    door = await staffDoor();
    await door.put('parties/kaz', party);
    await write({ ...fifth, sk: revisionKey(2) });
    expect(await finding()).toEqual({ key: revisionKey(2), fault: 'inserted' });
  });

  test('names a CURRENT that was altered, or is gone', async () => {
    const current = await read('CURRENT');
    await write({ ...current, snapshot: { ...current.snapshot, note: 'forged' } });
    expect(await finding()).toEqual({ key: 'CURRENT', fault: 'altered' });
    await write({ ...current, act: 'release' });
    expect(await finding()).toEqual({ key: 'CURRENT', fault: 'altered' });
    await write(forged(current));
    expect(await finding()).toEqual({ key: revisionKey(5), fault: 'altered' });
    await write({ ...current, version: 999_999_999 });
    expect(await finding()).toEqual({ key: 'CURRENT', fault: 'altered' });
    await drop('CURRENT');
    expect(await finding()).toEqual({ key: 'CURRENT', fault: 'missing' });
  });
});

describe('of all', () => {
  const printed = async (only?: Parameters<typeof verify>[1]) => {
    const lines: string[] = [];
    return { code: await verify(door.store, only, (line) => lines.push(line)), lines };
  };

  test('counts records and revisions, and ends with 1 when one is not as written', async () => {
    await door.put('processes/astana', process);
    await door.put('parties/uzb', { ...party, memberships: [{ of: 'kaz' }] });
    expect(await printed()).toEqual({ code: 0, lines: ['3 records, 7 revisions: all as written'] });
    await drop(revisionKey(2));
    expect(await printed()).toEqual({
      code: 1,
      lines: ['party#kaz: REVISION#00000002 is missing', '3 records, 6 revisions: 1 not as written'],
    });
    expect((await printed('process#astana')).code).toBe(0);
    expect((await printed(pk)).code).toBe(1);
    expect(await printed('round#nowhere')).toEqual({ code: 1, lines: ['round#nowhere: there is no such record'] });
  });

  test('finds a history of which even CURRENT is gone', async () => {
    await drop('CURRENT');
    expect((await printed()).lines[0]).toBe('party#kaz: CURRENT is missing');
  });

  test('finds a history that was rewritten whole, or is gone, since the newest seal', async () => {
    await door.put('processes/astana', process);
    expect(await sealDay(door.store, new Date('2030-01-01T00:00:00Z'))).toMatchObject({
      closed: true,
      day: { size: 2 },
    });
    await door.put('parties/kaz', { ...party, note: 'later' }, 5);
    const { code, lines } = await printed();
    expect([code, lines]).toEqual([0, ['2 records, 7 revisions: all as written, and as sealed on 2030-01-01']]);
    // What another door over other tables wrote has a chain that holds.
    const before = door;
    door = await staffDoor();
    await door.put('parties/kaz', party);
    for (const n of [1, 2, 3, 4, 5]) await door.put('parties/kaz', { ...party, note: `forged${n}` }, n);
    const keys = ['CURRENT', ...[1, 2, 3, 4, 5, 6].map(revisionKey)];
    const forgeries = await Promise.all(keys.map(read));
    door = before;
    for (const item of forgeries) await write(item);
    expect(await finding()).toBeUndefined();
    expect((await printed()).lines[0]).toBe('party#kaz: REVISION#00000005 is rewritten');
    for (const key of keys) await drop(key);
    expect((await printed()).lines[0]).toBe('party#kaz: REVISION#00000005 is rewritten');
  });

  test('finds a seal of which a state was altered', async () => {
    await sealDay(door.store, new Date('2030-01-01T00:00:00Z'));
    const [page] = await readPages(sealsOf(door.store), (await readSeal(door.store))?.day.root ?? '');
    const body = page?.body.replace(',5,', ',4,') ?? '';
    const { root } = (await readSeal(door.store))?.day ?? {};
    await door.tables.client.send(
      new PutCommand({ TableName: door.tables.names.projections, Item: { pk: `SEAL#${root}`, sk: page?.sk, body } }),
    );
    expect((await printed()).lines[0]).toBe('the seal of 2030-01-01 is altered');
  });

  test('takes the name of a record as the address or as the type', () => {
    expect(recordNamed('rounds/r4')).toBe('round#r4');
    expect(recordNamed('round/r4')).toBe('round#r4');
    for (const text of ['r4', 'nations/kaz', 'rounds/', 'rounds/r4/x', '']) expect(recordNamed(text)).toBeUndefined();
  });
});
