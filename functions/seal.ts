/** The seal as a Lambda, called every hour: the first call of a day seals the newest states of all records. */
import { noted } from './log.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import type { Closed } from './sealing/close.ts';
import { sealDay } from './sealing/seal.ts';

/** The handler over a runtime: it takes no input, and answers with the newest seal and whether it was made just now. */
export const seal =
  ({ client, tables, clock, log }: Omit<Runtime<'records' | 'projections'>, 'newId'>): (() => Promise<Closed>) =>
  () =>
    noted(log, async () => {
      const closed = await sealDay({ client, tables }, clock());
      // Every run says so: that nothing is said rings the alarm.
      log({ level: 'info', event: 'seal-kept', records: closed.day?.size ?? 0, measured: { Failures: 0 } });
      return closed;
    });

let made: (() => Promise<Closed>) | undefined;

/** What the schedule calls; made at the first call. */
export const handler = (): Promise<Closed> => {
  made ??= seal(runtimeOf(process.env, ['records', 'projections']));
  return made();
};
