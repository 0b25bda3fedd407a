/** The actors of UCDP as parties: a government is its state, every other actor a party of its own under its number. */
import type { Party } from '../domain/party.ts';
import { lineIn } from './cell.ts';
import { organizationNamed, organizationParty } from './organization.ts';
import type { Found, PartyBook } from './party-book.ts';
import type { Cells } from './row.ts';
import { type State, stateNamed } from './state.ts';

/** The beginning of the ids of parties that this data set makes. */
export const ownActors = 'ucdp-actor-';

const government = /^Government of (?:the )?(.+)$/i;

const stateIn = (name: string): State | undefined => {
  const found = government.exec(name)?.[1];
  return found === undefined ? undefined : stateNamed(found);
};

const kindOf = (name: string, organized: string | undefined): Party['kind'] => {
  if (government.test(name) || organized === '4') return 'state';
  return organized === '1' || organized === '2' ? 'armed-group' : 'other';
};

/** A name that the file really has: not `n/a`, not empty. */
const said = (cell: string | undefined): string[] => {
  const name = lineIn(cell);
  return name === '' || /^n\/?a$/i.test(name) ? [] : [name];
};

/** An actor under its own number; with the row of the actors' file also by its other names. */
export const ownParty = (code: string, name: string, cells: Cells = {}): Party => {
  const full = said(cells.NameOrigFullEng)[0] ?? name;
  const others = [name, cells.NameOrig, cells.NameOrigFull, cells.NewName, cells.NewNameFullEng].flatMap(said);
  const aliases = [...new Set(others)].filter((other) => other !== full);
  return {
    id: `${ownActors}${code}`,
    type: 'party',
    kind: kindOf(name, cells.Org),
    name: { en: full },
    ...(aliases.length > 0 && { aliases: aliases.map((alias) => ({ name: alias })) }),
    identifiers: { ucdp: [code] },
  };
};

/** Whether an actor is a government or an organization: in a conflict of others such a one is a third party. */
export const isOutsider = (name: string): boolean => government.test(name) || organizationNamed(name) !== undefined;

/** The party of an actor: the one that has its number, the state whose government it is, an organization, or one of its own. */
export const actorIn = (book: PartyBook, code: string, name: string, cells: Cells = {}): Found => {
  const known = book.identified('ucdp', code);
  if (known !== undefined) return { id: known };
  const state = stateIn(name);
  if (state) return { id: book.state(state) };
  const organization = organizationNamed(name);
  return book.find({ party: organization ? organizationParty(organization) : ownParty(code, name, cells) });
};
