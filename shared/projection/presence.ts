/** Under which parties a record stands: itself, through somebody who acts for it, or by way of a bloc that it is in. */
import type { Extent } from '../domain/edtf.ts';
import { expand, type Member } from './membership.ts';
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

/** One entry of a record that a party acts in: a participation, a position, a signature; `when` where it has its own date. */
export type Act<What> = { party: string; onBehalfOf?: string | undefined; when?: Extent | undefined; what: What };

/**
 * What holds for all acts of a record: its date, who was in a bloc that day where that is known, and what of an act counts
 * for those on whose behalf it was done.
 */
export type Circumstances<What> = {
  when: Extent;
  compositionOf?: (bloc: string) => readonly string[] | undefined;
  behalf?: (what: What) => What;
};

/**
 * Everybody under whom the acts of a record stand. A bloc's own act counts for its members; an act on behalf of a bloc
 * counts for the bloc (`through`) and for its members (`via`), as `behalf` makes of it.
 */
export const presencesOf = <What>(
  world: World,
  acts: readonly Act<What>[],
  { when, compositionOf = () => undefined, behalf = (what) => what }: Circumstances<What>,
): Presences<What> => {
  const all: Presences<What> = new Map();
  const at = (party: string): Presence<What> => {
    const found = all.get(party) ?? { own: [], through: [], via: [] };
    all.set(party, found);
    return found;
  };
  const expanded = new Map<string, Member[]>();
  const membersOf = (bloc: string, day: Extent): Member[] => {
    const key = `${bloc} ${day.earliest} ${day.latest}`;
    const members = expanded.get(key) ?? expand(world, bloc, day, compositionOf(bloc));
    expanded.set(key, members);
    return members;
  };
  // Who stands there itself comes first, in the order of the record.
  for (const { party, what } of acts) at(party).own.push(what);
  for (const { party, onBehalfOf, what } of acts) {
    if (onBehalfOf !== undefined) at(onBehalfOf).through.push({ party, what: behalf(what) });
  }
  for (const { party, onBehalfOf, when: day = when, what } of acts) {
    for (const { party: member, possibly } of membersOf(party, day))
      at(member).via.push({ bloc: party, what, possibly });
    if (onBehalfOf === undefined) continue;
    for (const { party: member, possibly } of membersOf(onBehalfOf, day)) {
      // Who acts for the bloc it is a member of is there itself, not by way of the bloc.
      if (member !== party) at(member).via.push({ bloc: onBehalfOf, what: behalf(what), possibly });
    }
  }
  return all;
};

/** All that was done by a party or counts for it, its own first, each once; `via` is the bloc that did it. */
export const doneBy = <What>({
  own,
  through,
  via,
}: Presence<What>): { what: What; via?: string; possibly?: true }[] => {
  const all = [
    ...own.map((what) => ({ what })),
    ...through.map(({ what }) => ({ what })),
    ...via.map(({ what, bloc, possibly }) => ({ what, via: bloc, ...(possibly && { possibly: true as const }) })),
  ];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};

/** How a party comes to stand in a record: the bloc that it stands there by where it does not itself, and who acted for it. */
export const standingOf = <What>({ own, through, via }: Presence<What>) => {
  const [first] = [...via].sort((a, b) => Number(a.possibly) - Number(b.possibly));
  const parties = [...new Set(through.map(({ party }) => party))];
  return {
    ...(own.length === 0 &&
      through.length === 0 &&
      first && { via: first.bloc, ...(first.possibly && { possibly: true }) }),
    ...(parties.length > 0 && { through: parties }),
  };
};

/**
 * Everybody of some presences: who stands there itself or was acted for, in the order of the record, then members by id.
 */
export const everybody = <What>(presences: Presences<What>): string[] => {
  const acted = ([, { own, through }]: [string, Presence<What>]): boolean => own.length + through.length > 0;
  const all = [...presences];
  const members = all.filter((one) => !acted(one)).map(([party]) => party);
  return [...all.filter(acted).map(([party]) => party), ...members.sort()];
};
