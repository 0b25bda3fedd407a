/** The projection as it runs: the real store, the real projection, and pauses that grow. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Audience, audiences } from '../../shared/projection/audience.ts';
import { project } from '../../shared/projection/project.ts';
import { newFileKey, withoutFiles } from '../store/audience-files.ts';
import { leavingSnapshots } from '../store/leave-snapshots.ts';
import { projections } from '../store/projections.ts';
import type { Store } from '../store/record.ts';
import { recordReads } from '../store/record-reads.ts';
import type { Files, Projecting } from './port.ts';
import { mostRowsAtOnce } from './writes.ts';

/** The views that are kept: each has a door. */
export const activeAudiences: readonly Audience[] = audiences;

/** At random, so that those who met do not meet again; at most 40 ms the first time, then twice as long, up to 2 s. */
const pause = (attempt: number): Promise<void> => wait(Math.random() * Math.min(20 * 2 ** attempt, 2000));

/** What projecting needs, over a store and the buckets of files; `generation` names a log that begins. */
export const projecting = (
  store: Store,
  clock: () => Date,
  files: Files = withoutFiles,
  generation?: () => string,
): Projecting => ({
  records: recordReads(store),
  projections: projections(
    store,
    leavingSnapshots({ client: store.client, table: store.tables.publicView }, (keys) =>
      files.removeAll('public', keys),
    ),
    generation,
  ),
  files,
  newKey: newFileKey,
  project,
  clock,
  pause,
  rowsAtOnce: mostRowsAtOnce,
});
