/** The laws of imports: in any order, however often, cut off anywhere, a batch comes to the same; and a dry run foretells it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCurrent } from '../../functions/store/record.ts';
import { recordsIn, verifyOne } from '../../functions/store/verify.ts';
import type { ImportVerdict } from '../../shared/contract/import.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, ref } from '../../shared/domain/record-type.ts';
import { anyWorld, type Fate } from '../any-record.ts';
import { type Door, staffDoor } from './door.ts';
import { everything, imported, itemsIn, type Lines, send, verdictsIn, watching } from './import-door.ts';

/** What was done to a record before: nothing, imported, and then edited, deleted or proposed by hand; or logged by hand. */
const pasts = ['nothing', 'nothing', 'imported', 'edited', 'deleted', 'proposed', 'logged', 'left out'] as const;

const rubbish = fc.constantFrom<Lines>([], ['{"type":'], [{ type: 'party', id: 'Not A Slug' }], ['']);

const anyBatch = anyWorld.chain((fates) =>
  fc.record({
    fates: fc.constant(fates),
    past: fc.array(fc.constantFrom(...pasts), { minLength: fates.length, maxLength: fates.length }),
    doubled: fc.subarray(fates, { maxLength: 2 }),
    unsure: fc.subarray(fates, { maxLength: 1 }),
    rubbish,
    orders: fc.array(fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), { minLength: 2, maxLength: 2 }),
  }),
);
type Batch = typeof anyBatch extends fc.Arbitrary<infer T> ? T : never;

/** What a hand writes, where it may: a record whose references do not exist yet is refused, and stays as it was. */
const put = async (door: Door, { type, id }: Fate['record'], body: object): Promise<void> => {
  const current = await readCurrent(door.store, ref(type, id));
  const { type: _type, ...rest } = { ...body, type };
  await door.put(`${pathOf[type]}/${id}`, rest, current?.version ?? null, 'bolat');
};

const prepare = async (door: Door, { fates, past }: Batch): Promise<void> => {
  const of = (...some: string[]) => fates.filter((_, index) => some.includes(past[index] ?? ''));
  await imported(
    door,
    of('imported', 'edited', 'deleted', 'proposed').map(({ edits }) => edits[0]),
  );
  for (const { record, edits } of of('logged', 'edited')) await put(door, record, { ...edits[1], note: 'by hand' });
  for (const { record } of of('deleted', 'proposed')) {
    const { type, id } = record;
    const version = (await readCurrent(door.store, ref(type, id)))?.version ?? 0;
    if (of('deleted').some((one) => one.record === record)) {
      await door.knock('DELETE', `${pathOf[type]}/${id}`, { headers: { 'If-Match': `"${version}"` } });
    } else await door.act(`${pathOf[type]}/${id}`, { draft: 'proposed' }, version);
  }
};

/** The lines of a batch in one of its orders. */
const linesOf = ({ fates, past, doubled, unsure, rubbish: more, orders }: Batch, order: 0 | 1): Lines => {
  const lines = [
    ...fates.filter((_, index) => past[index] !== 'left out').map(({ record }) => record),
    ...doubled.map(({ record }) => record),
    ...unsure.map(({ record }) => ({ ...record, note: 'or else' })),
    ...more,
  ];
  const place = orders[order] ?? [];
  return lines
    .map((line, index) => [place[index] ?? 0, index, line] as const)
    .sort(([a, i], [b, j]) => a - b || i - j)
    .map(([, , line]) => line);
};

const settled: readonly ImportVerdict['verdict'][] = ['conflict', 'refused', 'unchanged'];

test('imported twice, in any two orders, a batch comes to what it comes to once', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyBatch, async (batch) => {
      const [door, other] = await Promise.all([staffDoor(), staffDoor()]);
      await Promise.all([prepare(door, batch), prepare(other, batch)]);
      const first = await imported(door, linesOf(batch, 0));
      for (const { verdict, pending } of first) seen.add(verdict).add(pending ? 'pending' : 'complete');
      const once = await everything(door);
      const second = await imported(door, linesOf(batch, 1), '', 'bolat');
      for (const { verdict } of second) expect(settled).toContain(verdict);
      const notUnchanged = (all: readonly ImportVerdict[]) =>
        all.filter(({ verdict }) => verdict === 'conflict' || verdict === 'refused').length;
      expect(notUnchanged(second)).toBe(notUnchanged(first));
      expect(await everything(door)).toEqual(once);
      await imported(other, linesOf(batch, 1));
      expect(await everything(other)).toEqual(once);
      for (const one of await recordsIn(door.store)) {
        expect((await verifyOne(door.store, one)).finding).toBeUndefined();
      }
    }),
    { numRuns: 12 },
  );
  expect([...seen].sort()).toEqual(['complete', 'conflict', 'created', 'pending', 'refused', 'unchanged', 'updated']);
});

test('a dry run writes nothing and gives the verdicts of the run that follows', async () => {
  await fc.assert(
    fc.asyncProperty(anyBatch, async (batch) => {
      const door = await staffDoor();
      await prepare(door, batch);
      const before = await itemsIn(door);
      const dry = await imported(door, linesOf(batch, 0), '?dryRun=true');
      expect(await itemsIn(door)).toBe(before);
      expect(await imported(door, linesOf(batch, 0))).toEqual(dry);
    }),
    { numRuns: 12 },
  );
});

test('cut off at any call, before or after it took effect, and sent again, it comes to the same', async () => {
  const cuts = fc.array(fc.record({ after: fc.integer({ min: 0, max: 14 }), done: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  });
  let interrupted = 0;
  await fc.assert(
    fc.asyncProperty(anyBatch, cuts, async (batch, deaths) => {
      let left = Number.POSITIVE_INFINITY;
      let done = false;
      const mortal = watching(async (_name, call) => {
        left -= 1;
        if (left >= 0) return call();
        if (left === -1 && done) await call();
        throw new Error('killed');
      });
      const [door, whole] = await Promise.all([staffDoor(mortal), staffDoor()]);
      await Promise.all([prepare(door, batch), prepare(whole, batch)]);
      await imported(whole, linesOf(batch, 0));
      for (const death of deaths) {
        left = death.after;
        done = death.done;
        const answer = await send(door, linesOf(batch, 0));
        if (answer.status === 500) interrupted += 1;
        else verdictsIn(answer);
      }
      left = Number.POSITIVE_INFINITY;
      const last = await imported(door, linesOf(batch, 0));
      expect(last.some(({ verdict }) => verdict === 'deferred')).toBe(false);
      const [mine, theirs] = await Promise.all([everything(door), everything(whole)]);
      expect(mine).toEqual(theirs);
      expect(Object.values(mine).every(isObject)).toBe(true);
    }),
    { numRuns: 12 },
  );
  expect(interrupted).toBeGreaterThan(0);
});
