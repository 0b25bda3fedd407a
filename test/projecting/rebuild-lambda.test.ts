/** The rebuild as operators invoke it: until it is done, and never into the end of its time. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { LogLine } from '../../functions/log.ts';
import { rebuilding } from '../../functions/rebuild.ts';
import type { Client } from '../../functions/store/client.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { committedBook, viewItems } from './committed.ts';
import { opening, refs } from './moves.ts';

const clock = () => new Date();
const left = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });
const ample = left(900_000);

const begin = async () => {
  const world = await committedBook();
  for (const record of opening) await world.write(world.book.edit(record));
  const log: LogLine[] = [];
  const run = rebuilding({ ...world.store, clock, log: (line) => log.push(line) });
  return { world, run, log };
};

test('makes the views, says what it did, and finds nothing to do the next time', async () => {
  const { world, run, log } = await begin();
  const first = await run({ rate: 10_000 }, ample);
  expect(first).toMatchObject({ done: true, ended: 'done', resumed: false, generation: 1, views: audiences });
  expect(first).toMatchObject({ records: refs.length, deleted: 0, swept: 0, failed: 0 });
  const [one] = (await viewItems(world.store, 'cleared')).keys();
  const [pk, sk] = one?.split('\n') ?? [];
  await world.store.client.send(new DeleteCommand({ TableName: world.store.tables.clearedView, Key: { pk, sk } }));
  expect(await run({ rate: 10_000, view: 'analyst' }, ample)).toMatchObject({ done: true, put: 0, views: ['analyst'] });
  expect(await run({ rate: 10_000 }, ample)).toMatchObject({ done: true, generation: 2, put: 1 });
  expect(log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('stops before its time is up, says so, and goes on from there when it is invoked again', async () => {
  const { run } = await begin();
  // A minute is kept for the page in hand.
  expect(await run({}, left(60_000))).toMatchObject({ done: false, ended: 'interrupted', generation: 1 });
  // At this rate the next record is due in minutes, for which the end does not wait.
  expect(await run({ rate: 0.01 }, left(60_050))).toMatchObject({ done: false, ended: 'interrupted', resumed: true });
  expect(await run({ rate: 10_000 }, ample)).toMatchObject({ done: true, resumed: true, generation: 1 });
});

test('a page is little enough to be done in a minute, for one that is broken off is done again', async () => {
  const { world } = await begin();
  const { client, tables } = world.store;
  const limits: unknown[] = [];
  const send: Client['send'] = (command: { input: object }, ...rest: never[]) => {
    if ('Limit' in command.input) limits.push(command.input.Limit);
    return Reflect.apply(client.send, client, [command, ...rest]);
  };
  const run = rebuilding({ client: Object.assign(Object.create(client), { send }), tables, clock, log: () => {} });
  for (const [rate, items] of [
    [0.001, 1],
    [0.1, 6],
    [10_000, 1000],
  ]) {
    limits.length = 0;
    await run({ rate }, left(0));
    expect(limits[0]).toBe(items);
  }
});

test('refuses what it cannot be asked', async () => {
  const { run } = await begin();
  for (const wrong of [null, 'x', { rate: 0 }, { rate: '5' }, { rate: 10_001 }, { view: 'staff' }, { all: true }]) {
    await expect(run(wrong, ample)).rejects.toThrow('Unexpected');
  }
});
