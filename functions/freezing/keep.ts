/** The keeping of snapshots: one a month, a successor for each that was withdrawn, and nothing lying about. */
import { splitRef } from '../../shared/domain/record-type.ts';
import { awaitedSnapshots, dropContents, readSnapshot, standingSnapshots } from '../store/snapshot.ts';
import { leftOf } from './left.ts';
import { type Freezing, publish, shelfOf } from './publish.ts';
import { recordsIn } from './source.ts';
import { viewAt } from './view-at.ts';

/** What a run came to: the hashes that it published, and how many of those withdrawn still wait for a successor. */
export type Kept = { readonly published: readonly string[]; readonly awaited: number };

/** What belongs to no snapshot after so long is of a run that broke off, in milliseconds: a Lambda runs for 15 minutes at most. */
const longestAtWork = 60 * 60 * 1000;

/** Publishes the successor of a snapshot that was withdrawn; undefined where it could not be, which the next run does. */
const succeed = async (freezing: Freezing, hash: string): Promise<string | undefined> => {
  const { files } = freezing;
  const shelf = shelfOf(freezing);
  const withdrawn = await readSnapshot(shelf, hash);
  if (!withdrawn || 'folder' in withdrawn || withdrawn.source === undefined) return undefined;
  const { source, date } = withdrawn;
  const frozen = recordsIn(await files.read(source));
  const view = await viewAt(freezing.store);
  if (!view) return undefined;
  const { records, without } = await leftOf(freezing, withdrawn, frozen, view);
  const replaces = { snapshot: withdrawn, without: without.flatMap((one) => splitRef(one) ?? []) };
  const successor = await publish(freezing, { at: view.at, records }, { date, replaces });
  if (successor === undefined) return undefined;
  await files.removeAll([source]);
  await dropContents(shelf, hash);
  return successor;
};

/** Removes the files that belong to no snapshot, once nobody can be at work on them any more. */
const sweep = async (freezing: Freezing): Promise<void> => {
  const { files, clock } = freezing;
  const shelf = shelfOf(freezing);
  const before = clock().getTime() - longestAtWork;
  const old = (await files.all()).filter(({ at }) => at.getTime() < before);
  if (old.length === 0) return;
  const hashes = [...(await standingSnapshots(shelf)).map(({ hash }) => hash), ...(await awaitedSnapshots(shelf))];
  const known = new Set<string | undefined>();
  for (const hash of hashes) {
    const snapshot = await readSnapshot(shelf, hash);
    known.add(snapshot?.source);
    if (snapshot && 'folder' in snapshot) known.add(snapshot.folder);
  }
  const isKnown = (key: string): boolean => known.has(key) || known.has(key.slice(0, key.lastIndexOf('/')));
  await files.removeAll(old.flatMap(({ key }) => (isKnown(key) ? [] : [key])));
};

/**
 * Brings the snapshots to what they should be: successors first, then that of the month of the clock (UTC), if none of this
 * month stands or is to have a successor. With `anew` another is made of today. A run may be repeated at will; of two at once
 * one publishes.
 */
export const keepSnapshots = async (freezing: Freezing, { anew = false } = {}): Promise<Kept> => {
  const shelf = shelfOf(freezing);
  const published: string[] = [];
  let awaited = 0;
  for (const hash of await awaitedSnapshots(shelf)) {
    const successor = await succeed(freezing, hash);
    if (successor === undefined) awaited += 1;
    else published.push(successor);
  }
  const date = freezing.clock().toISOString().slice(0, 10);
  const newest = (await standingSnapshots(shelf)).at(-1);
  if (anew || (awaited === 0 && (!newest || newest.date < date.slice(0, 7)))) {
    const view = await viewAt(freezing.store);
    const hash = view && view.records.size > 0 ? await publish(freezing, view, { date }) : undefined;
    if (hash !== undefined) published.push(hash);
  }
  await sweep(freezing);
  return { published, awaited };
};
