/** States by the codes and names that data sets know them by, and the party that stands for one. */
import { countries } from '../domain/country.ts';
import type { Party } from '../domain/party.ts';
import { fold } from '../projection/fold.ts';
import { type StateRow, stateRows } from './state-table.ts';

export type State = {
  readonly iso3: string;
  readonly iso2: string;
  readonly name: { readonly en: string; readonly ru: string; readonly kk: string };
  readonly others: readonly string[];
  readonly gw: readonly string[];
};

const stateOf = ([iso3, iso2, gw, others]: StateRow): State => ({
  iso3,
  iso2,
  name: countries[iso3],
  others: others === '' ? [] : others.split('; '),
  gw: gw === '' ? [] : gw.split(' '),
});

export const states: readonly State[] = stateRows.map(stateOf);

const by = (keys: (state: State) => readonly string[]): ReadonlyMap<string, State> =>
  new Map(states.flatMap((state) => keys(state).map((key): [string, State] => [key, state])));

export const byIso3 = by(({ iso3 }) => [iso3]);
export const byIso2 = by(({ iso2 }) => [iso2]);
/** By Gleditsch–Ward number. */
export const byGw = by(({ gw }) => gw);

const byName = by(({ name, others }) => [...Object.values(name), ...others].map(fold));

/** The state that has this name in any language of the table, in any letters. */
export const stateNamed = (name: string): State | undefined => byName.get(fold(name));

/** A state as a party, in the same words whoever imports it. */
export const partyOf = ({ iso3, iso2, name }: State): Party => ({
  id: iso3.toLowerCase(),
  type: 'party',
  kind: 'state',
  name: { ...name },
  identifiers: { iso3166Alpha3: [iso3], ...(iso2 !== '' && { iso3166Alpha2: [iso2] }) },
  sources: [{ id: 's1', title: 'Unicode CLDR, names of territories', publisher: 'unicode.org', access: 'public' }],
});
