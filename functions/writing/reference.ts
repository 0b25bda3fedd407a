/** References of a record that is to be saved: whether what they name exists, and which of them the transaction checks again. */
import type { Fault } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import type { Mention } from '../../shared/domain/shape.ts';
import { readStandings, type Store } from '../store/record.ts';
import type { Check } from '../store/transaction.ts';
import { isOpen, type Standings } from './footing.ts';

/** The most records that one record can name: more than 350 KB of any sensible record hold. */
export const mostNamed = 5000;

/** The fault of a record that names more. */
export const tooManyNamed: Fault = { pointer: '', detail: `names more than ${mostNamed} other records` };

/** One text for what is absent, deleted or restricted: who may not know of a record does not learn of it here. */
const detail = 'names no record that can be referred to here';

/** The faults that references to these places have. */
export const faultsAt = (refs: readonly Ref[], mentions: readonly Mention[]): Fault[] =>
  mentions
    .filter((mention) => mention.refs.some((one) => refs.includes(one)))
    .map(({ pointer }) => ({ pointer, detail }));

/**
 * Reads how the mentioned records stand and names every mention of one that is absent, deleted, or (from an unclassified
 * record) restricted. References go from restricted to unclassified, never the other way.
 */
export const referenceFaults = async (
  store: Store,
  mentions: readonly Mention[],
  isRestricted: boolean,
): Promise<{ faults: Fault[]; standings: Standings }> => {
  const refs = [...new Set(mentions.flatMap((mention) => mention.refs))];
  if (refs.length > mostNamed) return { faults: [tooManyNamed], standings: new Map() };
  const standings = await readStandings(store, refs);
  const isFit = (one: Ref): boolean => {
    const standing = standings.get(one);
    return isRestricted ? standing?.live === true : isOpen(standing);
  };
  const faults = mentions
    .filter((mention) => !mention.refs.some(isFit))
    .map(({ pointer }): Fault => ({ pointer, detail }));
  return { faults, standings };
};

/** What the transaction checks again: process, round and listed documents (at most 90, a rule of outcomes). */
export const checksOf = (record: AnyRecord): Check[] => {
  const named: Ref[] = [
    ...('process' in record && record.process !== undefined ? [ref('process', record.process)] : []),
    ...('round' in record && record.round !== undefined ? [ref('round', record.round)] : []),
    ...('documents' in record ? (record.documents ?? []).map((id) => ref('document', id)) : []),
  ];
  const must = record.classification === 'restricted' ? 'exist' : 'be-unclassified';
  return [...new Set(named)].map((one) => ({ ref: one, must }));
};
