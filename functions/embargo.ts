/** The lifting of embargoes as a Lambda, invoked every minute: what is due becomes public. A desk runs the same by a timer. */
import { fileStoreOf, projectedBuckets } from './file-store.ts';
import { noted, noteFailures } from './log.ts';
import { liftEmbargoes } from './projecting/embargo.ts';
import type { Files } from './projecting/port.ts';
import { activeAudiences, projecting } from './projecting/projecting.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import { audienceFiles } from './store/audience-files.ts';
import type { RecordTable } from './store/client.ts';

/** How long before its end it begins no more, in milliseconds. */
const spare = 10_000;

/** What Lambda says of the time that is left. */
export type Remaining = { getRemainingTimeInMillis(): number };

/** How many embargoes were lifted, and how many records could not be projected: they are tried again the next minute. */
export type Answer = { readonly lifted: number; readonly failed: number };

/** The handler over a runtime. It takes no input; two at once do the same work twice and nothing else. */
export const embargo = ({ client, tables, clock, log }: Omit<Runtime<RecordTable>, 'newId'>, files?: Files) => {
  const store = { client, tables };
  const deps = projecting(store, clock, files);
  return (_event: unknown, remaining: Remaining): Promise<Answer> =>
    noted(log, async () => {
      const isLate = (): boolean => remaining.getRemainingTimeInMillis() < spare;
      const { lifted, resumed, failures } = await liftEmbargoes({ store, deps, audiences: activeAudiences, isLate });
      noteFailures(log, failures);
      // Every run says so: that nothing is said rings the alarm.
      log({ level: 'info', event: 'embargoes-lifted', records: lifted, measured: { Failures: failures.length } });
      if (resumed > 0) log({ level: 'error', event: 'embargoes-resumed', records: resumed });
      return { lifted, failed: failures.length };
    });
};

let made: ReturnType<typeof embargo> | undefined;

/** What Lambda calls; made at the first call. */
export const handler = (event: unknown, context: Remaining): Promise<Answer> => {
  made ??= embargo(
    runtimeOf(process.env, ['records', 'projections', 'publicView', 'analystView', 'clearedView']),
    audienceFiles(fileStoreOf(process.env, projectedBuckets)),
  );
  return made(event, context);
};
