/** Who refers to a record today. */
import { pathOf, type Ref } from '../../shared/domain/record-type.ts';
import { mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isLive, type Live } from '../../shared/domain/snapshot.ts';
import type { Refusal } from '../http/problems.ts';
import { readReaders } from '../store/reader.ts';
import { readCurrents, type Store } from '../store/record.ts';

const atOnce = 100;
const named = 5;

/**
 * Some of the records whose current content names `ref`, of those that count. The reverse index says who was ever projected
 * with the help of it; each one's own state, read consistently, says whether it still names it. Empty: none does.
 */
export const referrersOf = async (store: Store, ref: Ref, counts: (record: Live) => boolean): Promise<Live[]> => {
  const candidates = await readReaders(store, ref);
  for (let from = 0; from < candidates.length; from += atOnce) {
    const states = await readCurrents(store, candidates.slice(from, from + atOnce));
    const found = [...states.values()].flatMap(({ snapshot }) => {
      if (!isLive(snapshot) || !counts(snapshot)) return [];
      return mentions(shapes[snapshot.type], snapshot).some(({ refs }) => refs.includes(ref)) ? [snapshot] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
};

/** The refusal that says who refers, as far as the caller may know. */
export const stillReferenced = (referrers: readonly Live[], cleared: boolean): Refusal => {
  const shown = referrers.filter(({ classification }) => cleared || classification !== 'restricted');
  const names = shown.slice(0, named).map(({ type, id }) => `${pathOf[type]}/${id}`);
  if (names.length === 0) return { refused: 'still-referenced' };
  return { refused: 'still-referenced', detail: `Among them: ${names.join(', ')}.` };
};
