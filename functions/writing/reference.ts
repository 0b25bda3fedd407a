/** References of a record that is to be saved: whether what they name exists, and which of them the transaction checks again. */
import type { Fault } from '../../shared/domain/json.ts';
import { mentionsInClaims } from '../../shared/domain/pointer.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { type Mention, mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { isRestricted } from '../../shared/domain/snapshot.ts';
import type { Caller } from '../http/token.ts';
import { type RecordStore, readStandings } from '../store/record.ts';
import type { Check } from '../store/transaction.ts';
import { isCleared } from './deps.ts';
import { isOpen, type Standings } from './footing.ts';
import { known } from './team.ts';

/** The most records that one record can name: more than 350 KB of any sensible record hold. */
export const mostNamed = 5000;

/** The fault of a record that names more. */
export const tooManyNamed: Fault = { pointer: '', detail: `names more than ${mostNamed} other records` };

/**
 * What a record may refer to. References go from restricted to unclassified, never the other way; to a restricted record only
 * those can refer who may know of it, for to all others it does not exist.
 */
export type Reach = 'unclassified' | 'all';
export const reachOf = (isRestricted: boolean, caller: Caller): Reach =>
  isRestricted && isCleared(caller) ? 'all' : 'unclassified';

/** One text for what is absent, deleted or restricted: who may not know of a record does not learn of it here. */
const detail = 'names no record that can be referred to here';

/** The faults that references to these places have. */
export const faultsAt = (refs: readonly Ref[], mentions: readonly Mention[]): Fault[] =>
  mentions
    .filter((mention) => mention.refs.some((one) => refs.includes(one)))
    .map(({ pointer }) => ({ pointer, detail }));

/**
 * Reads how the mentioned records stand and names every mention of one that is absent, deleted, or out of reach: of what is
 * restricted that is whatever the caller may not know of, but for what `before` names, the record as the caller reads it.
 */
export const referenceFaults = async (
  store: RecordStore,
  named: readonly Mention[],
  { reach, caller, before }: { reach: Reach; caller: Caller; before?: AnyRecord | undefined },
): Promise<{ faults: Fault[]; standings: Standings }> => {
  const refs = [...new Set(named.flatMap((mention) => mention.refs))];
  if (refs.length > mostNamed) return { faults: [tooManyNamed], standings: new Map() };
  const standings = await readStandings(store, refs);
  const told = reach === 'all' ? await known(store, refs, standings, caller) : new Set<Ref>();
  const stood = new Set(before && mentions(shapes[before.type], before).flatMap((mention) => mention.refs));
  const isFit = (one: Ref): boolean => {
    const standing = standings.get(one);
    if (reach === 'unclassified') return isOpen(standing);
    return standing?.live === true && (told.has(one) || stood.has(one));
  };
  const faults = named
    .filter((mention) => !mention.refs.some(isFit))
    .map(({ pointer }): Fault => ({ pointer, detail }));
  return { faults, standings };
};

/**
 * The claims of an unclassified record that name a restricted one, as far as its writer may know of that: a source may speak
 * of what there is no record of, so to others than the cleared a refusal would tell that there is one.
 */
export const secretsInClaims = async (store: RecordStore, record: AnyRecord, caller: Caller): Promise<Fault[]> => {
  if (isRestricted(record) || !isCleared(caller)) return [];
  const named = mentionsInClaims(shapes[record.type], record);
  const refs = [...new Set(named.flatMap((mention) => mention.refs))];
  const standings = await readStandings(store, refs);
  const restricted = refs.filter((one) => standings.get(one)?.restricted);
  const told = await known(store, restricted, standings, caller);
  return named
    .filter((mention) => mention.refs.some((one) => told.has(one)))
    .map(({ pointer }) => ({ pointer, detail }));
};

/** What the transaction checks again: process, round and listed documents (at most 90, a rule of outcomes). */
export const checksOf = (record: AnyRecord, reach: Reach): Check[] => {
  const named: Ref[] = [
    ...('process' in record && record.process !== undefined ? [ref('process', record.process)] : []),
    ...('round' in record && record.round !== undefined ? [ref('round', record.round)] : []),
    ...('documents' in record ? (record.documents ?? []).map((id) => ref('document', id)) : []),
  ];
  const must = reach === 'all' ? 'exist' : 'be-unclassified';
  return [...new Set(named)].map((one) => ({ ref: one, must }));
};
