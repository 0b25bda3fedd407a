/** The ledger as a Lambda, called every hour: the first call of a day publishes its root, the others find it there. */
import { noted } from './log.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import type { Closed } from './sealing/close.ts';
import { publishDay } from './sealing/ledger.ts';

/** The handler over a runtime: it takes no input, and answers with the newest day and whether it was closed just now. */
export const ledger =
  ({ client, tables, clock, log }: Omit<Runtime<'publicView'>, 'newId'>): (() => Promise<Closed>) =>
  () =>
    noted(log, async () => {
      const closed = await publishDay({ client, tables }, clock());
      // Every run says so: that nothing is said rings the alarm.
      log({ level: 'info', event: 'ledger-kept', records: closed.day?.size ?? 0, measured: { Failures: 0 } });
      return closed;
    });

let made: (() => Promise<Closed>) | undefined;

/** What the schedule calls; made at the first call. */
export const handler = (): Promise<Closed> => {
  made ??= ledger(runtimeOf(process.env, ['publicView']));
  return made();
};
