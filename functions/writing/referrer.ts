/** Who refers to a record today. */

import { mentionsInClaims } from '../../shared/domain/pointer.ts';
import { pathOf, type Ref } from '../../shared/domain/record-type.ts';
import { type Mention, mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isLive, isRestricted, type Live } from '../../shared/domain/snapshot.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { readReaders } from '../store/reader.ts';
import { type RecordStore, readCurrents, type Store } from '../store/record.ts';
import { maySee } from './team.ts';

const atOnce = 100;
const named = 5;

const includes = (found: readonly Mention[], ref: Ref): boolean => found.some(({ refs }) => refs.includes(ref));

/** Whether a record could not do without another: it refers to it. What its claims say does not count. */
export const refersTo = (record: Live, ref: Ref): boolean => includes(mentions(shapes[record.type], record), ref);

/** Whether a record that all of staff may read names another in any place, its claims among them. */
export const namesOpenly = (record: Live, ref: Ref): boolean =>
  !isRestricted(record) && (refersTo(record, ref) || includes(mentionsInClaims(shapes[record.type], record), ref));

/**
 * Some of the records whose current content names `ref` so. The reverse index says who was ever projected
 * with the help of it; each one's own state, read consistently, says whether it still names it. Empty: none does.
 */
export const referrersOf = async (
  store: Store<'records' | 'projections'>,
  ref: Ref,
  names: (record: Live, ref: Ref) => boolean,
): Promise<Live[]> => {
  const candidates = await readReaders(store, ref);
  for (let from = 0; from < candidates.length; from += atOnce) {
    const states = await readCurrents(store, candidates.slice(from, from + atOnce));
    const found = [...states.values()].flatMap(({ snapshot }) =>
      isLive(snapshot) && names(snapshot, ref) ? [snapshot] : [],
    );
    if (found.length > 0) return found;
  }
  return [];
};

/** The refusal that says who refers, as far as the caller may know. */
export const stillReferenced = async (
  store: RecordStore,
  referrers: readonly Live[],
  caller: Caller,
): Promise<Refusal> => {
  const isTold = await Promise.all(referrers.map((record) => maySee(store, record, caller)));
  const shown = referrers.filter((_record, index) => isTold[index]);
  const names = shown.slice(0, named).map(({ type, id }) => `${pathOf[type]}/${id}`);
  if (names.length === 0) return { refused: 'still-referenced' };
  return { refused: 'still-referenced', detail: `Among them: ${names.join(', ')}.` };
};
