/** What the projector says of its work: measures for CloudWatch. */
import { expect, test } from 'vitest';
import type { LogLine } from '../../functions/log.ts';
import { projector } from '../../functions/projector.ts';
import { committedBook } from './committed.ts';
import { opening } from './moves.ts';

const now = new Date('2026-01-02T03:04:05.000Z');

const change = (pk: string, index: number, sk = 'CURRENT') => ({
  dynamodb: {
    Keys: { pk: { S: pk }, sk: { S: sk } },
    SequenceNumber: `${index}`,
    ApproximateCreationDateTime: now.getTime() / 1000 - index,
  },
});

const begin = async () => {
  const world = await committedBook();
  for (const record of opening) await world.write(world.book.edit(record));
  const log: LogLine[] = [];
  return { log, handle: projector({ ...world.store, clock: () => now, log: (line) => log.push(line) }) };
};

test('a batch is measured: the age of its oldest change, the records changed, and the failures', async () => {
  const { handle, log } = await begin();
  const revision = change('party#x-kaz', 4, 'REVISION#00000001');
  await handle({ Records: [change('round#r-one', 1), change('party#x-kaz', 3), change('round#r-one', 2), revision] });
  expect(log).toEqual([{ level: 'info', event: 'projected', measured: { Age: 4000, Records: 2, Failures: 0 } }]);
  await handle({ Records: [] });
  expect(log.at(-1)).toEqual({ level: 'info', event: 'projected', measured: { Records: 0, Failures: 0 } });
});
