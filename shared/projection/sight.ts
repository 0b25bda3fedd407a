/** What an audience may see of a record before anything is left out of it. */
import type { AnyRecord } from '../domain/record.ts';
import { isLive, type Live, type Snapshot } from '../domain/snapshot.ts';
import type { Audience } from './audience.ts';

/** A record as an audience may see it; `released` says to analysts whether the public has it, or an older form. */
export type Sight = { record: AnyRecord; released: boolean | 'older' };

const content = ({ release: _release, ...record }: Live): AnyRecord => record;

/** Whether a snapshot's released form is public at a time (an embargo hides it until its own). */
const isPublic = (current: Live, now: Date): boolean => {
  const { released } = current.release;
  // The other forms are not made yet: what was released in one of them is shown to nobody.
  if (current.release.public !== 'released' || released?.form !== 'full') return false;
  return released.embargoUntil === undefined || Date.parse(released.embargoUntil) <= now.getTime();
};

/**
 * The sight of a record: `current` is its newest snapshot, `released` that of the version its release names. A record
 * that is restricted today is absent to all but the cleared, in all its versions.
 */
export const sight = (
  audience: Audience,
  current: Snapshot | undefined,
  released: Snapshot | undefined,
  now: Date,
): Sight | undefined => {
  if (!current || !isLive(current)) return undefined;
  if (current.classification === 'restricted' && audience !== 'cleared') return undefined;
  const open = isPublic(current, now);
  if (audience === 'public') {
    if (!open || !released || !isLive(released) || released.classification === 'restricted') return undefined;
    return { record: content(released), released: true };
  }
  const newest = current.release.released?.version === current.release.contentVersion;
  return { record: content(current), released: open && (newest ? true : 'older') };
};
