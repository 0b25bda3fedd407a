/** Incremental = rebuilt, end to end: commits as the staff door makes them, stream events as Lambda brings them, DynamoDB. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogLine } from '../../functions/log.ts';
import type { Projecting } from '../../functions/projecting/port.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { rebuilt } from '../../functions/projecting/rebuilt.ts';
import { projectBatch } from '../../functions/projecting/stream.ts';
import { projector } from '../../functions/projector.ts';
import { rowKey } from '../../functions/store/head.ts';
import { encodeRow } from '../../functions/store/row.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { project } from '../../shared/projection/project.ts';
import { recordOf } from '../world.ts';
import { type Committed, committedBook, viewItems } from './committed.ts';
import { moves, opening, refs } from './moves.ts';
import { dice } from './stage.ts';

const clock = () => new Date('2026-01-02T03:04:05.678Z');

/** A stream event for dirty refs, with the revision beside each CURRENT that a save writes. */
const eventOf = (dirty: readonly Ref[]) => ({
  Records: dirty.flatMap((pk, index) =>
    ['CURRENT', 'REVISION#00000001', 'MEMBER#x-kaz'].map((sk, part) => ({
      eventName: 'MODIFY',
      dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: `${index}${part}` },
    })),
  ),
});

const wantedRows = ({ book }: Committed, audience: Audience) =>
  new Map(
    [...rebuilt(project, audience, book.all(), clock())].flatMap(([one, rows]) =>
      rows.map((row) => {
        const item = encodeRow(row, one);
        return [rowKey(item), item] as const;
      }),
    ),
  );
/** The reply to a batch of changes; what failed is told. */
const handling =
  (deps: Projecting, audiences: readonly Audience[], errors: string[] = []) =>
  async (event: unknown) => {
    const { reply, failures } = await projectBatch(deps, audiences, async () => {}, event);
    errors.push(...failures.map(({ error }) => String(error)));
    return reply;
  };

const expectRebuilt = async (world: Committed) => {
  for (const audience of activeAudiences) {
    expect(await viewItems(world.store, audience), audience).toEqual(wantedRows(world, audience));
  }
};

const begin = async () => {
  const world = await committedBook();
  const dirty: Ref[] = [];
  for (const record of opening) dirty.push(...(await world.write(world.book.edit(record))));
  for (const one of refs) dirty.push(...(await world.write(world.book.release(one))));
  const log: LogLine[] = [];
  const { client, tables } = world.store;
  const handle = projector({ client, tables, clock, log: (line) => log.push(line) });
  return { world, dirty, handle, log };
};

it('after any changes, brought in any order, together, doubled and by two projectors, views are as if made anew', async () => {
  const change = fc.tuple(fc.nat(moves.length - 1), fc.nat(1000));
  const law = fc.asyncProperty(
    fc.array(change, { minLength: 4, maxLength: 14 }),
    fc.integer(),
    async (changes, seed) => {
      const { world, dirty, handle, log } = await begin();
      const roll = dice(seed);
      const pending = dirty;
      const handled: Ref[] = [];
      const bring = async () => {
        const batch = Array.from({ length: 1 + roll(5) }, () => pending.splice(roll(pending.length), 1)).flat();
        if (roll(3) === 0) batch.push(...handled.slice(0, roll(4)));
        if (batch.length > 0) expect(await handle(eventOf(batch))).toEqual({ batchItemFailures: [] });
        handled.push(...batch);
      };
      for (const [move, nonce] of changes) {
        const bringing = [bring(), bring()];
        pending.push(...(await world.write(moves[move]?.(world.book, nonce) ?? [])));
        await Promise.all(bringing);
      }
      while (pending.length > 0) await Promise.all([bring(), bring()]);
      await expectRebuilt(world);
      await Promise.all([handle(eventOf(handled.slice(0, 8))), handle(eventOf(handled.slice(-8)))]);
      await expectRebuilt(world);
      expect(log.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
  await fc.assert(law, { numRuns: 3 });
});

it('a retraction is withheld at once with all that rests on it, and a late delivery does not bring it back', async () => {
  const { world, dirty, handle } = await begin();
  await handle(eventOf(dirty));
  expect([...(await viewItems(world.store, 'public')).keys()].join()).toContain('r-one');
  expect(await handle({ withdraw: 'round#r-one' })).toEqual({ withheld: false });
  await world.write(world.book.retract('round#r-one'));
  expect(await handle({ withdraw: 'round#r-one' })).toEqual({ withheld: true });
  const view = await viewItems(world.store, 'public');
  expect(JSON.stringify([...view])).not.toContain('r-one');
  // The outcome stands on the round.
  expect(JSON.stringify([...view])).not.toContain('o-one');
  await handle(eventOf(['round#r-one', ...dirty]));
  await expectRebuilt(world);
});

const many = (count: number, word: string): AnyRecord =>
  recordOf({
    type: 'party',
    id: 'x-many',
    kind: 'other',
    name: { en: word },
    aliases: Array.from({ length: count }, (_, index) => ({ name: `${word} ${index}` })),
  });

it('a crash between transactions of a record of 250 rows leaves nothing that the next projection does not repair', async () => {
  const { world } = await begin();
  const deps = projecting(world.store, clock);
  const one: Ref = 'party#x-many';
  const crashing = (after: number): Projecting => {
    let left = after;
    const write: Projecting['projections']['write'] = async (...step) => {
      left -= 1;
      if (left < 0) throw new Error('crash');
      return deps.projections.write(...step);
    };
    return { ...deps, projections: { ...deps.projections, write } };
  };
  const errors: string[] = [];
  const handler = (how: Projecting) => handling(how, ['analyst'], errors);
  const failed = { batchItemFailures: [{ itemIdentifier: '00' }] };
  for (const [count, word, after] of [
    [250, 'first', 1],
    [240, 'second', 2],
    [10, 'third', 1],
    [130, 'fourth', 0],
  ] as const) {
    await world.write(world.book.edit(many(count, word)));
    expect(await handler(crashing(after))(eventOf([one]))).toEqual(failed);
    const head = await deps.projections.head('analyst', one);
    const there = [...(await viewItems(world.store, 'analyst')).keys()].filter((key) => key.includes('x-many'));
    for (const key of there) expect(head?.rows.has(key), key).toBe(true);
  }
  expect(errors).toEqual(Array.from({ length: 4 }, () => 'Error: crash'));
  expect(await handler(deps)(eventOf([...refs, one]))).toEqual({ batchItemFailures: [] });
  const wanted = wantedRows(world, 'analyst');
  expect(await viewItems(world.store, 'analyst')).toEqual(wanted);
  expect((await deps.projections.head('analyst', one))?.rows.size).toBe(
    [...wanted.keys()].filter((key) => key.includes('x-many')).length,
  );
});

it('a change that cannot be projected is brought again, and no other', async () => {
  const { world, dirty } = await begin();
  const deps = projecting(world.store, clock);
  const failing: Projecting = {
    ...deps,
    project: (audience, one) => {
      if (one === 'round#r-one') throw new Error('a bug');
      return deps.project(audience, one);
    },
  };
  await handling(deps, activeAudiences)(eventOf(dirty));
  const handle = handling(failing, activeAudiences);
  // The round reads x-rus, the document does not matter to it.
  const reply = await handle(eventOf(['document#d-one', 'party#x-rus', 'document#d-one']));
  expect(reply).toEqual({ batchItemFailures: [{ itemIdentifier: '10' }] });
});
