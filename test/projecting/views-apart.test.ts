/** Each view of a record is written whatever becomes of the others: what takes back waits for nobody. */
import { expect, test } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import type { Projecting, Projections } from '../../functions/projecting/port.ts';
import { projectRecord } from '../../functions/projecting/project-record.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { project } from '../../shared/projection/project.ts';
import { Book } from './book.ts';
import { Memory } from './memory.ts';
import { opening, refs } from './moves.ts';
import { settled } from './stage.ts';

const outcome: Ref = 'outcome#o-one';

test('what was retracted is off the public view before it is said that another view failed', async () => {
  const book = new Book();
  const memory = new Memory();
  const depsWith = (steps: Partial<Projections> = {}): Projecting => ({
    records: book.reads(async () => {}),
    projections: { ...memory.projections(), ...steps },
    project,
    clock: () => new Date('2026-01-02T03:04:05.678Z'),
    files: memory.files(),
    newKey: () => memory.newKey(),
    pause: async () => {},
    rowsAtOnce: 99,
  });
  const ofOutcome = () => [...memory.view('public').values()].filter(({ of }) => of === outcome);
  for (const record of opening) book.edit(record);
  for (const one of refs) book.release(one);
  expect(await projectDirty(depsWith(), audiences, refs)).toEqual([]);
  expect(ofOutcome()).not.toEqual([]);

  book.retract(outcome);
  const deps = depsWith({
    write: async (audience, ...rest) => {
      if (audience === 'analyst') throw new Error('too large for this view');
      await settled();
      return memory.projections().write(audience, ...rest);
    },
  });
  await expect(projectRecord(deps, audiences, outcome)).rejects.toThrow('too large');
  expect(ofOutcome()).toEqual([]);
});
