/** The rebuild as a Lambda, invoked by hand: `{}`, or `{"rate": 20}`, and the same again until it answers `"done": true`. */
import { setTimeout as wait } from 'node:timers/promises';
import { fileStoreOf, projectedBuckets } from './file-store.ts';
import { noted, noteFailures } from './log.ts';
import type { Files } from './projecting/port.ts';
import { projecting } from './projecting/projecting.ts';
import { type Rebuilt, rebuild } from './projecting/rebuild.ts';
import { RebuildAsked, viewsAsked } from './projecting/rebuild-asked.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import { audienceFiles } from './store/audience-files.ts';
import type { RecordTable } from './store/client.ts';
import type { Tally } from './store/rebuild-progress.ts';

/** How long before its end it stops, in milliseconds: a page in hand is left, and its place kept. */
const spare = 60_000;
/** A page is done again when it is broken off, so that it has to be done in so many seconds, or nothing ever ends. */
const secondsAPage = 60;
const largestPage = 1000;

/** What Lambda says of the time that is left. */
export type Remaining = { getRemainingTimeInMillis(): number };

/** `done`: the views are as they should be, but for `failed` records. If not, the same invocation goes on from here. */
export type Answer = { readonly done: boolean; readonly views: readonly string[] } & Omit<Rebuilt, 'tally'> & Tally;

/** Rebuilds until the views are done or the time is nearly up. What it is not asked well is thrown. */
export const rebuilding = ({ client, tables, clock, log }: Omit<Runtime<RecordTable>, 'newId'>, files?: Files) => {
  const store = { client, tables };
  const deps = projecting(store, clock, files);
  return (event: unknown, remaining: Remaining): Promise<Answer> =>
    noted(log, async () => {
      const asked = RebuildAsked.parse(event);
      const audiences = viewsAsked(asked);
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), Math.max(0, remaining.getRemainingTimeInMillis() - spare));
      try {
        const { tally, ...rebuilt } = await rebuild({
          store,
          deps,
          audiences,
          rate: asked.rate,
          anew: asked.anew,
          pageSize: Math.min(largestPage, Math.ceil(asked.rate * secondsAPage)),
          stop: stop.signal,
          wait: (ms) => wait(ms, undefined, { signal: stop.signal }).catch(() => undefined),
          note: (_ref, error) => noteFailures(log, [{ error }]),
        });
        log({ level: 'info', event: 'rebuilt', records: tally.records });
        return { done: rebuilt.ended === 'done', views: audiences, ...rebuilt, ...tally };
      } finally {
        clearTimeout(timer);
      }
    });
};

let made: ReturnType<typeof rebuilding> | undefined;

/** What Lambda calls; made at the first call. */
export const handler = async (event: unknown, context: Remaining): Promise<Answer> => {
  made ??= rebuilding(
    runtimeOf(process.env, ['records', 'projections', 'publicView', 'analystView', 'clearedView']),
    audienceFiles(fileStoreOf(process.env, projectedBuckets)),
  );
  return made(event, context);
};
