/** What a template calls by the clock: the schedules of its rules, and how a desk keeps them. */
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Outcome } from './instance.ts';
import { type Resolve, resolved } from './resolve.ts';
import type { Template } from './template.ts';

/** A function that is called every so many milliseconds. `name` is that of the rule. */
export type Schedule = { readonly name: string; readonly every: number; readonly target: string };

const Properties = z.object({
  Name: z.string(),
  ScheduleExpression: z.optional(z.string()),
  Targets: z.optional(z.array(z.object({ Arn: z.string() }))),
});

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The milliseconds of `rate(5 minutes)`. Throws at any other expression: a desk knows none. */
const everyOf = (expression: string): number => {
  const [, number, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const milliseconds = units[unit];
  if (milliseconds === undefined) throw new Error(`The schedule ${expression} is not understood`);
  return Number(number) * milliseconds;
};

/** The schedules of a template. */
export const schedules = (template: Template, resolve: Resolve): Schedule[] =>
  template
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties.ScheduleExpression !== undefined)
    .flatMap((rule) => {
      const {
        Name,
        ScheduleExpression = '',
        Targets = [],
      } = Properties.parse(resolved(resolve, rule, Object.keys(Properties.shape)));
      return Targets.map(({ Arn }) => ({ name: Name, every: everyOf(ScheduleExpression), target: Arn }));
    });

/** Whose calls are kept, by whom they are made, and how long is waited between two (as the schedule says, unless in a test). */
export type Keeping = {
  readonly schedules: readonly Schedule[];
  readonly invoke: (target: string, payload: string) => Promise<Outcome> | undefined;
  readonly every?: (schedule: Schedule) => number;
};

/** Keeps schedules until it is closed, which waits for the calls in hand. */
export type Clockwork = { close(): Promise<void> };

/**
 * Calls each function at once, so that what was due while nothing ran is made up for, and then again and again, never two at a
 * time. A call that fails has been noted by the function, and the next one comes all the same.
 */
export const keepSchedules = ({ schedules: all, invoke, every = (one) => one.every }: Keeping): Clockwork => {
  const stop = new AbortController();
  const keep = async (schedule: Schedule): Promise<void> => {
    while (!stop.signal.aborted) {
      await invoke(schedule.target, '{}');
      await wait(every(schedule), undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const kept = all.map(keep);
  return {
    close: async () => {
      stop.abort();
      await Promise.all(kept);
    },
  };
};
