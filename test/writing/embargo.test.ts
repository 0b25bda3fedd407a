/** Embargo: what is released until a time is public from then on, without anybody acting, and not before. */
import { beforeEach, describe, expect, test } from 'vitest';
import { embargo } from '../../functions/embargo.ts';
import type { LogLine } from '../../functions/log.ts';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { type Lifted, liftEmbargoes } from '../../functions/projecting/embargo.ts';
import type { Projecting } from '../../functions/projecting/port.ts';
import { projecting } from '../../functions/projecting/projecting.ts';
import { publicApp } from '../../functions/public.ts';
import { type duePartitions, readDues } from '../../functions/store/due.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { type Answer, type Door, outcome, party, pointers, process, round, staffDoor } from './door.ts';

const minute = 60_000;
const hour = 60 * minute;

let door: Door;
/** When the embargoes of a test end. */
let until: Date;
beforeEach(async () => {
  door = await staffDoor();
  until = new Date(Date.now() + hour);
  await door.put('parties/kaz', party);
});

const at = (milliseconds: number, from = until): Date => new Date(from.getTime() + milliseconds);
const depsAt = (now: Date): Projecting => projecting(door.store, () => now);
const embargoed = (path: string, version: number, ends: Date = until): Promise<Answer> =>
  door
    .act(path, { draft: 'proposed' }, version)
    .then(() =>
      door.act(path, { public: 'released', form: 'full', embargoUntil: ends.toISOString() }, version + 1, 'dana'),
    );
/** What the stream brings, at a time. */
const project = async (now: Date, ...refs: Ref[]): Promise<void> => {
  expect(await projectDirty(depsAt(now), ['public', 'analyst'], refs)).toEqual([]);
};
const lift = (now: Date, deps = depsAt(now), isLate = () => false): Promise<Lifted> =>
  liftEmbargoes({ store: door.store, deps, audiences, isLate });
const isPublic = async (path: string): Promise<boolean> => {
  const app = publicApp({
    client: door.tables.client,
    tables: door.tables.names,
    clock: () => new Date(),
    newId: () => 'request',
    log: () => {},
  });
  const { status } = await app.request(`/public/v1/${path}`);
  expect([200, 404]).toContain(status);
  return status === 200;
};
const duesIn = (state: keyof typeof duePartitions) =>
  readDues(door.store, state, { after: '0000', upTo: '9999', limit: 100 });

describe('a release under an embargo', () => {
  test('is public from its time on, which nobody has to do anything for', async () => {
    const released = await embargoed('parties/kaz', 1);
    expect(released.body.release).toMatchObject({
      public: 'released',
      released: { form: 'full', embargoUntil: until.toISOString() },
    });
    await project(new Date(), 'party#kaz');
    expect((await lift(at(-1))).lifted).toBe(0);
    expect(await isPublic('parties/kaz')).toBe(false);
    expect(await lift(at(0))).toEqual({ lifted: 1, resumed: 0, failures: [] });
    expect(await isPublic('parties/kaz')).toBe(true);
    expect([await duesIn('due'), await duesIn('lifted')]).toEqual([
      [],
      [{ until: until.toISOString(), ref: 'party#kaz' }],
    ]);
    expect((await lift(at(minute))).lifted).toBe(0);
  });

  test('is lifted after the system was down at its time, for however long', async () => {
    await embargoed('parties/kaz', 1);
    expect((await lift(at(300 * 24 * hour))).lifted).toBe(1);
    expect(await isPublic('parties/kaz')).toBe(true);
  });

  test('holds back what stands on it, which is public with it', async () => {
    await door.put('processes/astana', process);
    await door.release('processes/astana', 1);
    await door.put('rounds/r4', round);
    await door.put('outcomes/o1', { ...outcome, round: 'r4' });
    await embargoed('rounds/r4', 1);
    expect((await door.release('outcomes/o1', 1)).status).toBe(200);
    await project(new Date(), 'process#astana', 'round#r4', 'outcome#o1');
    expect([await isPublic('rounds/r4'), await isPublic('outcomes/o1')]).toEqual([false, false]);
    await lift(at(0));
    expect([await isPublic('rounds/r4'), await isPublic('outcomes/o1')]).toEqual([true, true]);
  });

  test('that is retracted before its time is never public', async () => {
    await embargoed('parties/kaz', 1);
    expect((await door.act('parties/kaz', { public: 'retracted' }, 3, 'dana')).status).toBe(200);
    await lift(at(hour));
    expect(await isPublic('parties/kaz')).toBe(false);
  });

  test('gives way to a later release: without an embargo at once, with another at the other time', async () => {
    await embargoed('parties/kaz', 1);
    await embargoed('parties/kaz', 3, at(hour));
    await lift(at(0));
    expect(await isPublic('parties/kaz')).toBe(false);
    await lift(at(hour));
    expect(await isPublic('parties/kaz')).toBe(true);
    await door.put('parties/rus', party);
    await embargoed('parties/rus', 1);
    await door.release('parties/rus', 3);
    await project(new Date(), 'party#rus');
    expect(await isPublic('parties/rus')).toBe(true);
  });

  test('is answered alike when it is asked for again, and shown in UTC whatever its zone', async () => {
    await door.act('parties/kaz', { draft: 'proposed' }, 1);
    const body = { public: 'released', form: 'full', embargoUntil: '2999-01-01T05:00:00+05:00' };
    const first = await door.act('parties/kaz', body, 2, 'dana');
    expect(first.body.release).toMatchObject({ released: { embargoUntil: '2999-01-01T00:00:00.000Z' } });
    expect((await door.act('parties/kaz', body, 2, 'dana')).text).toBe(first.text);
    expect((await door.act('parties/kaz', { ...body, embargoUntil: '2999-01-02T00:00:00Z' }, 2, 'dana')).status).toBe(
      412,
    );
  });

  test('is refused for a time that is none or is past, and for what the public sees', async () => {
    await door.act('parties/kaz', { draft: 'proposed' }, 1);
    for (const time of [
      'tomorrow',
      '2999-01-01',
      '2999-02-30T00:00:00Z',
      '2999-01-01T00:00:00',
      7,
      '2020-01-01T00:00:00Z',
    ]) {
      const reply = await door.act('parties/kaz', { public: 'released', form: 'full', embargoUntil: time }, 2, 'dana');
      expect([time, reply.status, pointers(reply)]).toEqual([time, 422, ['/embargoUntil']]);
    }
    await door.act('parties/kaz', { public: 'released', form: 'full' }, 2, 'dana');
    expect(pointers(await embargoed('parties/kaz', 3))).toEqual(['/embargoUntil']);
    expect(await duesIn('due')).toEqual([]);
  });
});

describe('a clock that jumps', () => {
  test('ahead and back: what it lifted too early is taken off again, and lifted at its time', async () => {
    await embargoed('parties/kaz', 1);
    await lift(at(0));
    expect(await isPublic('parties/kaz')).toBe(true);
    expect(await lift(at(-hour))).toMatchObject({ lifted: 0, resumed: 1 });
    expect(await isPublic('parties/kaz')).toBe(false);
    await lift(at(0));
    expect(await isPublic('parties/kaz')).toBe(true);
  });

  test('and one that is behind elsewhere does not hide for good what is lifted', async () => {
    await embargoed('parties/kaz', 1);
    await lift(at(0));
    await project(at(-1000), 'party#kaz');
    expect(await isPublic('parties/kaz')).toBe(false);
    await lift(at(2 * minute));
    expect(await isPublic('parties/kaz')).toBe(true);
  });
});

describe('lifting', () => {
  const three = ['kaz', 'rus', 'uzb'];
  beforeEach(async () => {
    for (const id of three.slice(1)) await door.put(`parties/${id}`, party);
    for (const id of three) await embargoed(`parties/${id}`, 1);
  });

  test('goes on past what cannot be projected, and tries it again', async () => {
    const deps = depsAt(at(0));
    const project: Projecting['project'] = (world, ref) => {
      if (ref === 'party#kaz') throw new Error('not today');
      return deps.project(world, ref);
    };
    const first = await lift(at(0), { ...deps, project });
    expect([first.lifted, first.failures.map(({ ref }) => ref)]).toEqual([2, ['party#kaz']]);
    expect((await duesIn('due')).map(({ ref }) => ref)).toEqual(['party#kaz']);
    expect(await Promise.all(three.map((id) => isPublic(`parties/${id}`)))).toEqual([false, true, true]);
    expect((await lift(at(minute))).lifted).toBe(1);
    expect(await isPublic('parties/kaz')).toBe(true);
  });

  test('leaves to the next run what it has no time for', async () => {
    expect((await lift(at(0), depsAt(at(0)), () => true)).lifted).toBe(0);
    expect((await lift(at(minute))).lifted).toBe(3);
  });

  test('is a function that says how many, and no more', async () => {
    const log: LogLine[] = [];
    const { client, names: tables } = door.tables;
    const run = embargo({ client, tables, clock: () => at(0), log: (line) => log.push(line) });
    expect(await run({}, { getRemainingTimeInMillis: () => minute })).toEqual({ lifted: 3, failed: 0 });
    expect(await run({}, { getRemainingTimeInMillis: () => minute })).toEqual({ lifted: 0, failed: 0 });
    const said = { level: 'info', event: 'embargoes-lifted', measured: { Failures: 0 } };
    expect(log).toEqual([
      { ...said, records: 3 },
      { ...said, records: 0 },
    ]);
  });
});
