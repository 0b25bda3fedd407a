/** The canary: it makes the heart beat, and measures how long the beat takes to every view. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Audience, audiences as every } from '../shared/projection/audience.ts';
import { traceOf } from './log.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import { putBeat, readBeat } from './store/beat.ts';

/** How old what a view shows may be, in milliseconds; also how long the canary looks. */
const limit = 10_000;
/** Between two looks, in milliseconds. */
const interval = 200;

type Watching = Omit<Runtime<'records' | 'publicView' | 'analystView' | 'clearedView'>, 'newId'>;

/**
 * Puts a beat into Records as a save puts a record, and looks for it, or a later one, in every view. Measures `Freshness`:
 * what it took to the last of them or, where the limit passed or the beat could not be made, more than the limit.
 */
export const canary = (
  { client, tables, clock, log }: Watching,
  audiences: readonly Audience[] = every,
  patience = limit,
): (() => Promise<void>) => {
  const store = { client, tables };

  const shows = async (at: string, until: number): Promise<boolean> => {
    for (;;) {
      const seen = await Promise.all(audiences.map((audience) => readBeat(store, audience)));
      if (seen.every((shown) => shown !== undefined && shown >= at)) return true;
      if (clock().getTime() >= until) return false;
      await wait(interval);
    }
  };

  return async () => {
    const began = clock();
    try {
      await putBeat(store, began.toISOString());
      if (await shows(began.toISOString(), began.getTime() + patience)) {
        log({ level: 'info', event: 'fresh', measured: { Freshness: clock().getTime() - began.getTime() } });
      } else log({ level: 'error', event: 'stale', measured: { Freshness: patience + 1 } });
    } catch (error) {
      log({ level: 'error', event: 'stale', measured: { Freshness: patience + 1 }, ...traceOf(error) });
    }
  };
};

let made: (() => Promise<void>) | undefined;

/** What the schedule calls. */
export const handler = async (): Promise<void> => {
  made ??= canary(runtimeOf(process.env, ['records', 'publicView', 'analystView', 'clearedView']));
  return made();
};
