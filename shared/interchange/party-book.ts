/** Which party a data set means: by identifier first, then by any of its names in any script. What is uncertain is said. */
import type { Party } from '../domain/party.ts';
import { fold } from '../projection/fold.ts';
import { organizationParty, organizations } from './organization.ts';
import { partyOf, type State, states } from './state.ts';

/** A party that the tracker has already; `mergedInto` says which it is now, but what names it goes on to name it. */
export type KnownParty = Pick<Party, 'id' | 'kind' | 'name' | 'aliases' | 'identifiers' | 'mergedInto'>;

/** Who a data set means by a name: `party` is the record to make where there is none yet. */
export type Wanted = { readonly scheme?: string; readonly code?: string; readonly party: Party };
export type Found = { readonly id: string; readonly note?: string };

export type Named = { readonly id: string; readonly from: number; readonly whole: boolean };

export type PartyBook = {
  /** The party with this identifier, where there is one, and only one. */
  readonly identified: (scheme: string, code: string) => string | undefined;
  /** A state by its row of the table. */
  readonly state: (state: State) => string;
  /** Any party: found by identifier, by a name of one party and no other, or made. */
  readonly find: (wanted: Wanted) => Found;
  /** The states and organizations that a running text names, in its order; `whole`: it is this name and nothing else. */
  readonly namedIn: (text: string) => Named[];
  /** The parties that were made since the last time this was asked. */
  readonly made: () => Party[];
};

/** Names so short stand for many: ELN is two armies and an airline. They only ever make a question. */
const shortest = 6;

const namesOf = ({ name, aliases = [] }: KnownParty): string[] => [
  ...Object.values(name),
  ...aliases.map((alias) => alias.name),
];

/** Running text as words between single spaces, so that a name is found whole and not within another word. */
const spaced = (text: string): string => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;

const texts: readonly { words: string; of: State | (typeof organizations)[number] }[] = [
  ...states.flatMap((state) => [state.name.en, ...state.others].map((name) => ({ words: spaced(name), of: state }))),
  ...organizations.flatMap((one) => [one.name, ...one.others].map((name) => ({ words: spaced(name), of: one }))),
  // The longest first, or Guinea would be found in Equatorial Guinea and Sudan in South Sudan.
].sort((one, other) => other.words.length - one.words.length);

/**
 * A book over the parties that the tracker has. Those whose id begins with `own` are this data set's: they are found by
 * identifier and never by name, or what an earlier run made would answer for another party that is called the same.
 */
export const partyBook = (known: Iterable<KnownParty>, own: string): PartyBook => {
  const identifiers = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  const kinds = new Map<string, Party['kind']>();
  const fresh: Party[] = [];
  const note = (index: Map<string, Set<string>>, key: string, id: string): void => {
    index.set(key, (index.get(key) ?? new Set()).add(id));
  };
  const merged = new Set<string>();
  /** What was merged is found by what no other party has; what this data set made, by its own identifiers all the same. */
  const learnMerged = ({ id, kind, identifiers: codes = {}, ...party }: KnownParty): void => {
    kinds.set(id, kind);
    merged.add(id);
    const [found, called] = [new Set(identifiers.keys()), new Set(names.keys())];
    for (const key of Object.entries(codes).flatMap(([scheme, all]) => all.map((code) => `${scheme}#${code}`))) {
      if (id.startsWith(own)) identifiers.set(key, new Set([id]));
      else if (!found.has(key)) note(identifiers, key, id);
    }
    if (id.startsWith(own)) return;
    for (const name of namesOf({ id, kind, ...party })) if (!called.has(fold(name))) note(names, fold(name), id);
  };
  const learn = (party: KnownParty): void => {
    kinds.set(party.id, party.kind);
    for (const [scheme, codes] of Object.entries(party.identifiers ?? {})) {
      for (const code of codes) note(identifiers, `${scheme}#${code}`, party.id);
    }
    if (party.id.startsWith(own)) return;
    for (const name of namesOf(party)) note(names, fold(name), party.id);
  };
  const all = [...known];
  for (const party of all) if (party.mergedInto === undefined) learn(party);
  for (const party of all) if (party.mergedInto !== undefined) learnMerged(party);

  const only = (ids: ReadonlySet<string> | undefined): string | undefined =>
    ids?.size === 1 ? [...ids][0] : undefined;
  const identified = (scheme: string, code: string) => only(identifiers.get(`${scheme}#${code}`));
  const make = (party: Party): string => {
    fresh.push(party);
    learn(party);
    return party.id;
  };

  const state = (one: State): string => {
    const party = partyOf(one);
    // The record that this data set made of it, and that was merged since: all that it named so it goes on to name so.
    if (merged.has(party.id)) return party.id;
    const found = identified('iso3166Alpha3', one.iso3);
    if (found !== undefined) return found;
    return kinds.has(party.id) ? party.id : make(party);
  };

  const find = ({ scheme, code, party }: Wanted): Found => {
    if (merged.has(party.id)) return { id: party.id };
    const byCode = scheme !== undefined && code !== undefined ? identified(scheme, code) : undefined;
    if (byCode !== undefined) return { id: byCode };
    if (kinds.has(party.id)) return { id: party.id };
    const candidates = new Set<string>();
    for (const name of namesOf(party)) for (const id of names.get(fold(name)) ?? []) candidates.add(id);
    const same = only(candidates);
    const isSure =
      same !== undefined &&
      (kinds.get(same) === party.kind || party.kind === 'other') &&
      namesOf(party).some((name) => fold(name).length >= shortest && names.get(fold(name))?.has(same));
    if (isSure) return { id: same, note: `${namesOf(party)[0]} was found by name as ${same}` };
    const id = make(party);
    if (candidates.size === 0) return { id };
    return { id, note: `Is ${id} (${namesOf(party)[0]}) the same as ${[...candidates].sort().join(' or ')}?` };
  };

  const namedIn = (text: string): Named[] => {
    const all = spaced(text);
    let left = all;
    const found: Named[] = [];
    for (const { words, of } of texts) {
      for (let from = left.indexOf(words); from >= 0; from = left.indexOf(words, from + 1)) {
        const id = 'iso3' in of ? state(of) : find({ party: organizationParty(of) }).id;
        found.push({ id, from, whole: words === all });
        left =
          left.slice(0, from) +
          '#'.repeat(words.length - 1).padStart(words.length, ' ') +
          left.slice(from + words.length);
      }
    }
    return found.sort((one, other) => one.from - other.from);
  };

  return { identified, state, find, namedIn, made: () => fresh.splice(0) };
};
