/** The keeping of snapshots as a Lambda, called every five minutes; by hand with `{"anew": true}` it makes one of today. */
import * as z from 'zod/mini';
import { fileStoreOf } from './file-store.ts';
import { type Kept, keepSnapshots } from './freezing/keep.ts';
import { noted } from './log.ts';
import { type Runtime, runtimeOf, siteOf } from './runtime.ts';
import { type SnapshotFiles, snapshotFiles } from './store/snapshot-files.ts';

const Asked = z.object({ anew: z.optional(z.boolean()) });

/** The handler over a runtime and the public bucket; what the schedule sends along says nothing. */
export const snapshots =
  (
    runtime: Omit<Runtime<'publicView'>, 'newId'>,
    files: SnapshotFiles,
    site: string,
  ): ((event: unknown) => Promise<Kept>) =>
  (event) =>
    noted(runtime.log, async () => {
      const asked = Asked.safeParse(event);
      const { client, tables, clock, log } = runtime;
      const freezing = { store: { client, tables }, files, site, clock };
      const kept = await keepSnapshots(freezing, { anew: asked.data?.anew ?? false });
      // Every run says so: that nothing is said rings the alarm.
      log({
        level: 'info',
        event: 'snapshots-kept',
        records: kept.published.length,
        measured: { Failures: kept.awaited },
      });
      return kept;
    });

let made: ReturnType<typeof snapshots> | undefined;

/** What the schedule calls; made at the first call. */
export const handler = (event: unknown): Promise<Kept> => {
  made ??= snapshots(
    runtimeOf(process.env, ['publicView']),
    snapshotFiles(fileStoreOf(process.env, ['publicFiles'])),
    siteOf(process.env),
  );
  return made(event);
};
