/** The order of a log: that of the names of what changed for its audience, whatever else was dirty and however long each took. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import type { Projecting } from '../../functions/projecting/port.ts';
import { withdraw } from '../../functions/projecting/withdraw.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { recordOf } from '../world.ts';
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

const document: AnyRecord = recordOf({
  type: 'document',
  id: 'd-one',
  process: 'p-one',
  kind: 'joint-statement',
  status: 'adopted',
  title: { en: 'Statement' },
  date: '2017-01-24',
  signatures: [{ party: 'x-rus', action: 'signed' }],
});
const roundOf = (...parties: string[]): AnyRecord =>
  recordOf({
    type: 'round',
    id: 'r-one',
    process: 'p-one',
    kind: 'main',
    status: 'held',
    period: '2017-01-23/2017-02-24',
    label: { en: 'First' },
    participations: parties.map((party) => ({ party, roles: ['party'], attendance: 'attended' })),
  });

/** What the log of the public says where a party comes to be projected after a document and a round were released that the stream brings later. */
const loggedWith = async (
  draft: AnyRecord,
  come: (deps: Projecting, book: Book) => Promise<unknown>,
): Promise<Ref[]> => {
  const book = new Book();
  for (const record of opening) book.edit(record);
  for (const one of refs) book.release(one);
  const memory = new Memory();
  const deps = depsOf({ book, memory, project: smallProject }, async (_step, act) => act());
  await projectDirty(deps, audiences, refs);
  book.edit(draft);
  await projectDirty(deps, audiences, refs);
  const before = memory.logs.get('public')?.length;
  for (const record of [document, roundOf('x-tur')]) {
    book.edit(record);
    book.release(`${record.type}#${record.id}`);
  }
  await come(deps, book);
  expect(await projectDirty(deps, audiences, ['round#r-one', 'document#d-one'])).toEqual([]);
  return (memory.logs.get('public') ?? []).slice(before).map(({ ref }) => ref);
};

it.each<[string, Parameters<typeof loggedWith>[1], Ref[]]>([
  [
    'retracted, which the stream is not waited for',
    async (deps, book) => {
      book.retract('party#x-irn');
      expect(await withdraw(deps, 'party#x-irn', () => {})).toBe(true);
    },
    ['party#x-irn'],
  ],
  [
    'edited, and comes before it',
    async (deps, book) => {
      book.edit(recordOf({ type: 'party', id: 'x-irn', kind: 'state', name: { en: 'Other' } }));
      expect(await projectDirty(deps, audiences, ['party#x-irn'])).toEqual([]);
    },
    [],
  ],
])('says of a release nothing sooner for what its record named in a draft and is %s', async (_how, come, first) => {
  const inOrder = [...first, 'document#d-one', 'round#r-one'];
  expect(await loggedWith(roundOf('x-rus', 'x-six', 'x-kaz'), come)).toEqual(inOrder);
  expect(await loggedWith(roundOf('x-rus', 'x-six', 'x-irn'), come)).toEqual(inOrder);
});
