/** Under which parties a record stands: itself, through somebody who acts for it, or by way of a bloc that it is in. */
import type { Extent } from '../domain/edtf.ts';
import { expand } from './membership.ts';
import type { World } from './world.ts';

/**
 * How one party stands in a record. `own` is what it did itself; `through` the parties that acted on its behalf, with what
 * they did; `via` the blocs it is a member of, with what they did. `What` is a role, a position, a signature.
 */
export type Presence<What> = {
  own: What[];
  through: { party: string; what: What }[];
  via: { bloc: string; what: What; possibly: boolean }[];
};
export type Presences<What> = Map<string, Presence<What>>;

/** One entry of a record that a party acts in: a participation, a position, a signature. */
export type Act<What> = {
  party: string;
  onBehalfOf?: string | undefined;
  composition?: readonly string[] | undefined;
  what: What;
};

/**
 * Everybody under whom the acts of a record stand. A bloc's own act counts for its members; an act on behalf of a bloc
 * counts for the bloc (`through`) and for its members (`via`), as `behalf` makes of it.
 */
export const presencesOf = <What>(
  world: World,
  acts: readonly Act<What>[],
  when: Extent,
  behalf: (what: What) => What,
): Presences<What> => {
  const all: Presences<What> = new Map();
  const at = (party: string): Presence<What> => {
    const found = all.get(party) ?? { own: [], through: [], via: [] };
    all.set(party, found);
    return found;
  };
  // Who stands there itself comes first, in the order of the record.
  for (const { party, what } of acts) at(party).own.push(what);
  for (const { party, onBehalfOf, what } of acts) {
    if (onBehalfOf !== undefined) at(onBehalfOf).through.push({ party, what: behalf(what) });
  }
  for (const { party, onBehalfOf, composition, what } of acts) {
    for (const member of expand(world, party, when, composition)) {
      at(member.party).via.push({ bloc: party, what, possibly: member.possibly });
    }
    if (onBehalfOf === undefined) continue;
    const present = acts.find((act) => act.party === onBehalfOf)?.composition;
    for (const member of expand(world, onBehalfOf, when, present)) {
      // Who acts for the bloc it is a member of is there itself, not by way of the bloc.
      if (member.party !== party)
        at(member.party).via.push({ bloc: onBehalfOf, what: behalf(what), possibly: member.possibly });
    }
  }
  return all;
};

/** The bloc by way of which a party stands in a record in which it does not stand itself, and whether only possibly. */
export const onlyVia = <What>({ own, through, via }: Presence<What>): { via?: string; possibly?: true } => {
  const [first] = [...via].sort((a, b) => Number(a.possibly) - Number(b.possibly));
  if (own.length > 0 || through.length > 0 || !first) return {};
  return { via: first.bloc, ...(first.possibly && { possibly: true as const }) };
};

/** The parties that acted for a party, each once. */
export const throughWhom = <What>({ through }: Presence<What>): { through?: string[] } => {
  const parties = [...new Set(through.map(({ party }) => party))];
  return parties.length > 0 ? { through: parties } : {};
};
