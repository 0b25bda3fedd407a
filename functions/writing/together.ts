/** Many records and what they stand on, read in few requests for all of them. */
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { isLive, type Live } from '../../shared/domain/snapshot.ts';
import { standingIn } from '../store/items.ts';
import { type RecordStore, readCurrents } from '../store/record.ts';
import { type Footing, footingOf, footOf, type Revisions, type Standings, withGrounds } from './footing.ts';
import { type LiveRevision, recordIn } from './reading.ts';

/** A record and all that decides what is to be done about it. */
export type Judged = { live: LiveRevision; footing: Footing };

/** The newest states of records that exist and that the caller may see, in the order in which they were named. */
export const livesOf = async (
  store: RecordStore,
  refs: readonly Ref[],
  maySee: (record: Live) => boolean | Promise<boolean>,
): Promise<LiveRevision[]> => {
  const currents = await readCurrents(store, refs);
  const found: LiveRevision[] = [];
  for (const one of refs) {
    const current = currents.get(one);
    const { snapshot } = current ?? {};
    if (current && snapshot && isLive(snapshot) && (await maySee(snapshot))) found.push({ ...current, snapshot });
  }
  return found;
};

/** The process and the round that a record names, as refs. */
export const groundsIn = (record: Parameters<typeof footOf>[0]): Ref[] => {
  const { process, round } = footOf(record);
  return [
    ...(process === undefined ? [] : [ref('process', process)]),
    ...(round === undefined ? [] : [ref('round', round)]),
  ];
};

/** How some records and all that they stand on stand. */
export const standingsOf = (store: RecordStore, lives: readonly LiveRevision[]): Promise<Standings> =>
  withGrounds(
    store,
    [...new Set(lives.flatMap(({ snapshot }) => groundsIn(snapshot)))],
    new Map(lives.map((live) => [live.record, standingIn(live)])),
  );

/** Each of some records with its footing. */
export const judged = async (store: RecordStore, lives: readonly LiveRevision[]): Promise<Judged[]> => {
  const known = await standingsOf(store, lives);
  const read: Revisions = new Map();
  const all: Judged[] = [];
  for (const live of lives) {
    all.push({ live, footing: await footingOf(store, recordIn(live.snapshot), known, live.pending, read) });
  }
  return all;
};
