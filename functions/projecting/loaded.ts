/** What a projection has read, the world made of it for an audience, and the questions that it could not answer yet. */
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { isLive, type Snapshot } from '../../shared/domain/snapshot.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { type Sight, sight } from '../../shared/projection/sight.ts';
import type { World } from '../../shared/projection/world.ts';
import type { Head } from '../store/head.ts';
import { olderRelease } from '../store/record.ts';
import type { Records } from './port.ts';

/**
 * A record as read: its newest snapshot, that of the version its release names and, of one whose rows are made, that of the
 * version which this release replaced.
 */
export type Kept = { readonly current?: Snapshot; readonly released?: Snapshot; readonly replaced?: Snapshot };

/** What has been read, of no audience yet. A record that was looked for and is not there has an empty `Kept`. */
export type Loaded = { readonly records: Map<Ref, Kept>; readonly members: Map<string, readonly string[]> };

/** What was asked of a world. */
export type Asked = { readonly records: Set<Ref>; readonly blocs: Set<string> };

export const nothingLoaded = (): Loaded => ({ records: new Map(), members: new Map() });
export const nothingAsked = (): Asked => ({ records: new Set(), blocs: new Set() });

/** What the last projection under a head asked. */
export const askedBefore = ({ reads }: Head): Asked => ({
  records: new Set(reads.records),
  blocs: new Set(reads.blocs),
});

/** The world of an audience over what is loaded; notes all that it is asked. What is not loaded is absent. */
export const worldOver = (audience: Audience, loaded: Loaded, now: Date, asked: Asked): World => {
  const { records, members } = loaded;
  const sights = new Map<Ref, Sight | undefined>();
  return {
    audience,
    ...(audience !== 'public' && { publicly: worldOver('public', loaded, now, asked) }),
    look: (one) => {
      if (sights.has(one)) return sights.get(one);
      asked.records.add(one);
      const kept = records.get(one);
      const seen = kept && sight(audience, kept.current, kept.released, now, kept.replaced);
      sights.set(one, seen);
      return seen;
    },
    members: (bloc) => {
      asked.blocs.add(bloc);
      return members.get(bloc) ?? [];
    },
  };
};

/** What was asked and is not loaded. */
export const missing = (asked: Asked, { records, members }: Loaded): Asked => ({
  records: new Set([...asked.records].filter((one) => !records.has(one))),
  blocs: new Set([...asked.blocs].filter((bloc) => !members.has(bloc))),
});

export const isNothing = ({ records, blocs }: Asked): boolean => records.size + blocs.size === 0;

/** All that several asked. */
export const together = (all: readonly Asked[]): Asked => ({
  records: new Set(all.flatMap(({ records }) => [...records])),
  blocs: new Set(all.flatMap(({ blocs }) => [...blocs])),
});

/** The refs under which whoever asks this must be registered: a change of a bloc's edges makes the bloc dirty. */
export const registrationsOf = ({ records, blocs }: Asked): Ref[] => [
  ...new Set([...records, ...[...blocs].map((bloc) => ref('party', bloc))]),
];

/** The version that the release of a record replaced, of which the public is told what it corrected. */
const replacedBy = (current: Snapshot | undefined): number | undefined =>
  current && isLive(current) && current.release.public === 'released'
    ? current.release.released?.replaces?.version
    : undefined;

/**
 * Reads what is wanted into what is loaded; what was loaded before stays as it was. `made`: the record whose rows are made, of which
 * the release before is read as well.
 */
export const load = async (from: Records, into: Loaded, { records, blocs }: Asked, made?: Ref): Promise<void> => {
  const wanted = [...records];
  const [currents] = await Promise.all([
    wanted.length > 0 ? from.currents(wanted) : new Map<Ref, Snapshot>(),
    ...[...blocs].map(async (bloc) => into.members.set(bloc, await from.members(bloc))),
  ]);
  const older = wanted.flatMap((one) => {
    const current = currents.get(one);
    const version = current && olderRelease(current);
    return version === undefined ? [] : [{ ref: one, version }];
  });
  const version = made && replacedBy(currents.get(made));
  const before = made && version !== undefined ? [{ ref: made, version }] : [];
  // A revision never changes, unless it is expunged, and was committed with, or before, the CURRENT that names it.
  const read = async (some: readonly { ref: Ref; version: number }[]): Promise<ReadonlyMap<Ref, Snapshot>> =>
    some.length > 0 ? from.revisions(some) : new Map();
  const [revisions, replaced] = await Promise.all([read(older), read(before)]);
  const unequal = new Set(older.map((one) => one.ref));
  for (const one of wanted) {
    const current = currents.get(one);
    const released = unequal.has(one) ? revisions.get(one) : current;
    const earlier = replaced.get(one);
    into.records.set(one, {
      ...(current && { current }),
      ...(released && { released }),
      ...(earlier && { replaced: earlier }),
    });
  }
};
