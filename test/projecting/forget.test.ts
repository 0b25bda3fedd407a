/** The reverse index names who reads a record today: what is read no more is taken back, and nothing that anybody is about to read. */
import { beforeEach, expect, test } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { forget } from '../../functions/projecting/forget.ts';
import type { Projecting, Projections } from '../../functions/projecting/port.ts';
import { projectRecord } from '../../functions/projecting/project-record.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { project } from '../../shared/projection/project.ts';
import { Book } from './book.ts';
import { Memory } from './memory.ts';
import { opening, refs } from './moves.ts';

const now = new Date('2026-01-02T03:04:05.678Z');
const outcome: Ref = 'outcome#o-one';

let book: Book;
let memory: Memory;
/** The projection over both, with some of its steps done otherwise. */
const depsWith = (steps: Partial<Projections> = {}): Projecting => ({
  records: book.reads(async () => {}),
  projections: { ...memory.projections(), ...steps },
  project,
  clock: () => now,
  files: memory.files(),
  newKey: () => memory.newKey(),
  pause: async () => {},
  rowsAtOnce: 99,
});
const readBy = (one: Ref): Ref[] => refs.filter((read) => memory.index.get(read)?.has(one));
/** The outcome with this party alone as its supporter. */
const supportedBy = (party: string): void => {
  for (const record of opening) {
    if (record.type === 'outcome') book.edit({ ...record, positions: [{ party, position: 'supports' }] });
  }
};

beforeEach(async () => {
  book = new Book();
  memory = new Memory();
  for (const record of opening) book.edit(record);
  expect(await projectDirty(depsWith(), audiences, refs)).toEqual([]);
});

test('an edit that names another party takes back that the one before was read', async () => {
  supportedBy('x-irn');
  await projectRecord(depsWith(), audiences, outcome);
  expect(readBy(outcome)).toContain('party#x-irn');
  supportedBy('x-rus');
  await projectRecord(depsWith(), audiences, outcome);
  expect(readBy(outcome)).not.toContain('party#x-irn');
  expect(readBy(outcome)).toContain('party#x-rus');
});

test('what the public reads of the release stays, until it is retracted', async () => {
  supportedBy('x-irn');
  for (const one of refs) book.release(one);
  await projectDirty(depsWith(), audiences, refs);
  supportedBy('x-rus');
  await projectRecord(depsWith(), audiences, outcome);
  expect(readBy(outcome)).toContain('party#x-irn');
  book.retract(outcome);
  await projectRecord(depsWith(), audiences, outcome);
  expect(readBy(outcome)).not.toContain('party#x-irn');
});

test('whoever registered under a claim that he lost meanwhile registers again before he reads', async () => {
  supportedBy('x-irn');
  let wasTakenBack = false;
  const deps = depsWith({
    write: async (...write) => {
      if (!wasTakenBack) await forget(depsWith(), outcome, refs);
      wasTakenBack ||= !readBy(outcome).includes('party#x-irn');
      return memory.projections().write(...write);
    },
  });
  await projectRecord(deps, audiences, outcome);
  expect(wasTakenBack).toBe(true);
  expect(readBy(outcome)).toContain('party#x-irn');
});

test('what a crash left is taken back, and not what somebody comes to read meanwhile', async () => {
  supportedBy('x-irn');
  await memory.projections().register(outcome, ['party#x-irn', 'caseload#x-never']);
  let met = 0;
  const deps = depsWith({
    forget: async (...those) => {
      met += 1;
      if (met === 1) await projectRecord(depsWith(), audiences, outcome);
      return memory.projections().forget(...those);
    },
  });
  expect(await forget(deps, outcome, ['party#x-irn', 'caseload#x-never'])).toBe(1);
  expect(met).toBe(2);
  expect(readBy(outcome)).toContain('party#x-irn');
  expect(await memory.projections().readers('caseload#x-never')).toEqual([]);
});
