/**
 * Incremental = rebuilt, step by step: two or three projectors, interleaved at every call of the database, with crashes,
 * doubled, late and reordered deliveries. `PLAYS=200000` plays more of them.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Project } from '../../functions/projecting/port.ts';
import { project } from '../../shared/projection/project.ts';
import { type Play, play, type Sabotage } from './play.ts';
import {
  claimsNothing,
  forgetsDoubts,
  forgetsOldKeys,
  forgetsTheReaders,
  headAfterRows,
  ignoresTheCounter,
  logsLater,
  oneKeyForAFile,
  readsBeforeRegistering,
} from './sabotage.ts';
import { smallProject } from './small-project.ts';

const plays = Number(process.env.PLAYS ?? 1000);

const anyPlay: fc.Arbitrary<Play> = fc.record({
  seed: fc.integer(),
  projectors: fc.integer({ min: 2, max: 3 }),
  changes: fc.integer({ min: 1, max: 8 }),
  crashes: fc.integer({ min: 0, max: 4 }),
  doubles: fc.integer({ min: 0, max: 3 }),
  // With one or two rows at once, what is one transaction is many, and a crash leaves it half done.
  rowsAtOnce: fc.constantFrom(1, 2, 97),
});

const law = (how: { project: Project; sabotage?: Sabotage }) =>
  fc.asyncProperty(anyPlay, async (one) => {
    const wrong = await play(one, how);
    if (wrong !== undefined) throw new Error(wrong);
  });

const long = { timeout: Math.max(300_000, plays * 100) };

it('every view ends as if it were made anew, and is never untrue on the way', long, async () => {
  await fc.assert(law({ project: smallProject }), { numRuns: plays });
});

it('so it is with the rows that are really shown', long, async () => {
  await fc.assert(law({ project }), { numRuns: Math.ceil(plays / 30) });
});

it.each([
  ['reads before it registers', readsBeforeRegistering],
  ['ignores the counter', ignoresTheCounter],
  ['claims without raising the counter', claimsNothing],
  ['forgets who read the record', forgetsTheReaders],
  ['does not name old keys while it writes', forgetsOldKeys],
  ['writes rows before the head names them', headAfterRows],
  ['uses the key of a file again', oneKeyForAFile],
  ['does not name files that may be there', forgetsDoubts],
  ['logs a change in a step of its own', logsLater],
])('the laws notice a projector that %s', long, async (_name, sabotage) => {
  const verdict = await fc.check(law({ project: smallProject, sabotage }), {
    numRuns: 6000,
    seed: 7,
    endOnFailure: true,
  });
  expect(verdict.failed).toBe(true);
});
