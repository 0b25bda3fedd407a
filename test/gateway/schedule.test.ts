/** What is called by the clock, on a desk: an embargo ends there without anybody acting, also one that ended while nothing ran. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Outcome } from '../../local/gateway/instance.ts';
import { keepSchedules, type Schedule, schedules } from '../../local/gateway/schedule.ts';
import { resolve, template } from '../policy/deployed.ts';
import { embargoed } from '../policy/embargoed.ts';
import { type Running, run } from '../policy/running.ts';
import { alteredOnly } from './altered.ts';

const process = { name: { en: 'Talks' }, level: 'international', status: 'active' };
const round = {
  process: 'talks',
  kind: 'main',
  status: 'held',
  period: '2017-05-03/2017-05-04',
  label: { en: 'Fourth' },
  participations: [{ party: 'kaz', roles: ['host'], attendance: 'attended' }],
};

let running: Running;
beforeAll(async () => {
  running = await run(template);
  await put('parties/kaz', { kind: 'state', name: { en: 'Kazakhstan' } });
  await put('processes/talks', process);
  for (const path of ['parties/kaz', 'processes/talks']) await release(path);
  await running.settle();
});
afterAll(() => running.close());

const put = async (path: string, body: object): Promise<void> => {
  const { status } = await running.ask('PUT', `/staff/v1/${path}`, { by: ['aigul', 'staff'], body });
  expect(status).toBe(201);
};
const askRelease = (path: string, by: string[], body: object, version: number) =>
  running.ask('PUT', `/staff/v1/${path}/release`, { by, body, ifMatch: `"${version}"` });
const propose = (path: string) => askRelease(path, ['aigul', 'staff'], { draft: 'proposed' }, 1);
const letOut = (path: string, more: object = {}) =>
  askRelease(path, ['dana', 'staff', 'releaser'], { public: 'released', form: 'full', ...more }, 2);
const release = async (path: string): Promise<void> => {
  await propose(path);
  expect(await letOut(path)).toMatchObject({ status: 200 });
};
/** Releases under an embargo of so many milliseconds, or of more where the machine took longer to ask; until when it lasts. */
const releaseFor = async (path: string, milliseconds: number): Promise<string> => {
  await propose(path);
  const answer = await embargoed((embargoUntil) => letOut(path, { embargoUntil }), milliseconds);
  expect(answer).toMatchObject({ status: 200 });
  return answer.until;
};

const lists = ['timeline', 'rounds', 'parties', 'processes/talks/rounds', 'parties/kaz/rounds', 'processes/talks'];
/** Everything that the public reads where a round would stand. */
const read = (id: string) =>
  Promise.all(
    [...lists, `rounds/${id}`, `rounds/${id}/outcomes`].map(async (path) => {
      const { status, body, etag } = await running.ask('GET', `/public/v1/${path}`);
      return { path, status, body, etag };
    }),
  );
const soon = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const seenOnceOver = async (id: string): Promise<void> => {
  while ((await running.ask('GET', `/public/v1/rounds/${id}`)).status !== 200) await wait(50);
};

test('an embargo is in no public reply before its time, and is over at it without anybody acting', async () => {
  const before = await read('r4');
  const clockwork = running.keep('embargo', 100);
  await put('rounds/r4', round);
  const until = await releaseFor('rounds/r4', 3_000);
  await running.settle();
  while (soon(300) < until) {
    const seen = await read('r4');
    // What was read across the end says nothing.
    if (soon(0) < until) expect(seen).toEqual(before);
  }
  await seenOnceOver('r4');
  expect(soon(0) >= until).toBe(true);
  await clockwork.close();
  for (const { path, status, body } of await read('r4')) {
    expect(status, path).toBe(200);
    if (['timeline', 'rounds', 'parties/kaz/rounds'].includes(path)) expect(JSON.stringify(body)).toContain('r4');
  }
});

test('an embargo that ended while nothing ran is over once something does', async () => {
  /** Projected while its embargo lasts: another under a longer one where the machine was slower than that. */
  const projectedBefore = async (id: string, milliseconds: number): Promise<{ id: string; until: string }> => {
    await put(`rounds/${id}`, round);
    const until = await releaseFor(`rounds/${id}`, milliseconds);
    await running.settle();
    return soon(0) < until ? { id, until } : projectedBefore(`${id}-later`, 3 * milliseconds);
  };
  const { id, until } = await projectedBefore('r5', 2_000);
  while (soon(-100) < until) await wait(100);
  expect((await running.ask('GET', `/public/v1/rounds/${id}`)).status).toBe(404);
  // So long that only the call at the start can have done it.
  const clockwork = running.keep('embargo', 3_600_000);
  await seenOnceOver(id);
  await clockwork.close();
});

test('a schedule is called at once, then as often as it says, never twice at a time, and once closed no more', async () => {
  const schedule: Schedule = { name: 'x', every: 1, target: 'f' };
  let inHand = 0;
  const most: number[] = [];
  const enough = Promise.withResolvers<void>();
  const outcome: Outcome = { ok: false, errorType: 'Error', trace: [] };
  const clockwork = keepSchedules({
    schedules: [schedule],
    invoke: async () => {
      inHand += 1;
      most.push(inHand);
      await wait(2);
      inHand -= 1;
      if (most.length === 5) enough.resolve();
      return outcome;
    },
  });
  onTestFinished(clockwork.close);
  await enough.promise;
  await clockwork.close();
  const calls = most.length;
  await wait(20);
  expect(most.slice(0, 5)).toEqual([1, 1, 1, 1, 1]);
  expect([most.length, inHand]).toEqual([calls, 0]);
});

test('the schedules are those of the template; one that a desk does not know is an error', () => {
  expect(schedules(template, resolve).map(({ name, every }) => [name, every])).toEqual(
    expect.arrayContaining([['kelissoz-dev-embargo', 60_000]]),
  );
  const odd = alteredOnly(template, 'AWS::Events::Rule', 'Embargo', ({ properties }) => ({
    ...properties,
    ScheduleExpression: 'cron(0 0 1 1 ? 2030)',
  }));
  expect(() => schedules(odd, resolve)).toThrow('cron');
});
