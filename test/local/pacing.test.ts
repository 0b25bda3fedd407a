/** While something is being saved, what follows the stream leaves it its share of the time, and no more. */
import { expect, test } from 'vitest';
import { pacing } from '../../local/pacing.ts';

/** A clock that goes on with each look at it, as time does, and work that takes what it is said to. */
const paced = (isSaving: () => boolean) => {
  let now = 0;
  const inTurn = pacing(isSaving, () => now++);
  const never = new AbortController().signal;
  return {
    work: (took: number, stop = never) =>
      inTurn(async () => {
        const began = now;
        now += took;
        return began;
      }, stop),
  };
};

test('a batch waits for four times as long as the one before took, and then goes on although saving does', async () => {
  const { work } = paced(() => true);
  const first = await work(10);
  const second = await work(1);
  expect(second - first).toBeGreaterThanOrEqual(10 + 40);
  expect((await work(1)) - second).toBeLessThan(20);
});

test('where nothing is being saved, or it ends, or the desk stops, nothing waits', async () => {
  const { work } = paced(() => false);
  const first = await work(1_000);
  expect((await work(1)) - first).toBeLessThan(1_010);

  let looks = 0;
  const ending = paced(() => ++looks < 3);
  await ending.work(1_000_000);
  await ending.work(1);
  expect(looks).toBeLessThanOrEqual(4);

  const stopping = paced(() => true);
  await stopping.work(1_000_000);
  await stopping.work(1, AbortSignal.abort());
});

test('what fails is told, and rested after like what does not', async () => {
  let now = 0;
  const inTurn = pacing(
    () => true,
    () => now++,
  );
  const { signal } = new AbortController();
  const failing = inTurn(async () => {
    now += 10;
    throw new Error('no');
  }, signal);
  await expect(failing).rejects.toThrow('no');
  const failed = now;
  await inTurn(async () => expect(now - failed).toBeGreaterThanOrEqual(40), signal);
});
