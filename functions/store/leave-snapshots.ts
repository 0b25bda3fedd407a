/** Taking a record off the snapshots, before it leaves the public view: their files go, and an erratum stands in their place. */

import { type Ref, splitRef } from '../../shared/domain/record-type.ts';
import { isNarrower } from '../../shared/domain/release.ts';
import type { Change } from './changes.ts';
import { formIn, readSnapshot, type Shelf, standingSnapshots, withdrawSnapshot } from './snapshot.ts';
import { filesIn } from './snapshot-files.ts';

/** Takes a record off all snapshots that have more of it than the change leaves; done when none of their files can be read. */
export type LeaveSnapshots = (ref: Ref, change: Change) => Promise<void>;

/**
 * A change of content leaves snapshots as they are: that is what frozen means. A withdrawal and a more reserved form do not. Files
 * go first, those of all snapshots at once: whoever breaks off here has marked nothing, has not withdrawn the record either, and
 * comes again. Their successors are for a later time, and for others.
 */
export const leavingSnapshots =
  (shelf: Shelf, removeAll: (keys: readonly string[]) => Promise<void>): LeaveSnapshots =>
  async (ref, { became, form = 'full', day }) => {
    const isGone = became === 'withdrawn';
    const named = splitRef(ref);
    if (!named || (!isGone && form === 'full')) return;
    const withIt = await Promise.all(
      (await standingSnapshots(shelf)).map(async ({ hash, date }) => {
        const had = await formIn(shelf, hash, ref);
        if (had === undefined || (!isGone && !isNarrower(form, had))) return [];
        const snapshot = await readSnapshot(shelf, hash);
        return snapshot && 'folder' in snapshot ? [{ snapshot, date }] : [];
      }),
    );
    const leaving = withIt.flat();
    await removeAll(leaving.flatMap(({ snapshot }) => filesIn(snapshot)));
    const record = { ...named, became: isGone ? ('withdrawn' as const) : ('reserved' as const), day };
    const erratum = { records: [record] };
    await Promise.all(leaving.map(({ snapshot, date }) => withdrawSnapshot(shelf, snapshot, date, erratum)));
  };
