/** The order of a log: that of the names of what changed for its audience, whatever else was dirty and however long each took. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { Book } from './book.ts';
import { Memory } from './memory.ts';
import { opening, refs } from './moves.ts';
import { depsOf } from './play.ts';
import { smallProject } from './small-project.ts';
import { dice } from './stage.ts';

/** What the log of the public says after some records were released and all that is dirty was projected together. */
const logged = async (released: readonly Ref[], dirty: readonly Ref[], seed: number): Promise<Ref[]> => {
  const roll = dice(seed);
  const book = new Book();
  for (const record of opening) book.edit(record);
  for (const one of released) book.release(one);
  const memory = new Memory();
  const deps = depsOf({ book, memory, project: smallProject }, async (_step, act) => {
    for (let waits = roll(8); waits > 0; waits -= 1) await Promise.resolve();
    return act();
  });
  expect(await projectDirty(deps, audiences, dirty)).toEqual([]);
  return (memory.logs.get('public') ?? []).map(({ ref }) => ref);
};

it('says nothing of what is internal and was projected with it', async () => {
  const anyBatch = fc.record({
    released: fc.subarray([...refs]),
    dirty: fc.shuffledSubarray([...refs], { minLength: refs.length }),
    seed: fc.integer(),
  });
  const law = fc.asyncProperty(anyBatch, async ({ released, dirty, seed }) => {
    const log = await logged(released, dirty, seed);
    expect(log).toEqual([...log].sort());
    // As though there were nothing else to do.
    expect(log).toEqual(await logged(released, released, seed + 1));
  });
  await fc.assert(law, { numRuns: 200 });
});
