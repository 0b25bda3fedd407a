/** Who a bloc acts for on a day: its members by their memberships or by its composition, blocs in blocs two deep. */
import { type Extent, extent, firstDay, lastDay } from '../domain/edtf.ts';
import { ref } from '../domain/record-type.ts';
import { keysOfPlace } from '../domain/shapes.ts';
import { hiddenPlaces } from './form.ts';
import { seen, type World } from './world.ts';

/** A member that a bloc acts for; `possibly` where only uncertain ends of its membership overlap the day. */
export type Member = { party: string; possibly: boolean };

const deepest = 2;

type Days = { earliest: string; latest: string };
const overlap = (one: Days, other: Days): boolean => one.earliest <= other.latest && other.earliest <= one.latest;

/** The days on which a membership surely lasted: from the last day it can have begun to the first it can have ended. */
const surely = ({ from, until, earliest, latest }: Extent): Days => {
  const one = from !== undefined && from === until;
  if (one && !from.doubtful) return { earliest, latest };
  return {
    earliest: from ? (from.doubtful ? after(from.latest) : from.latest) : firstDay,
    latest: until ? (until.doubtful ? before(until.earliest) : until.earliest) : lastDay,
  };
};

const shift = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86400000).toISOString().slice(0, 10);
const after = (day: string): string => (day >= lastDay ? lastDay : shift(day, 1));
const before = (day: string): string => (day <= firstDay ? firstDay : shift(day, -1));

type Overlap = 'surely' | 'possibly' | 'not';

/** Whether a membership's period overlaps a date; one without a period always does, one of hidden period possibly. */
const overlapOf = (period: string | undefined, hidden: boolean, when: Extent): Overlap => {
  if (hidden) return 'possibly';
  if (period === undefined) return 'surely';
  const lasted = extent(period);
  if (lasted.unknown) return 'surely';
  if (!overlap(lasted, when)) return 'not';
  if (when.unknown) return 'possibly';
  const sure = surely(lasted);
  return sure.earliest <= sure.latest && overlap(sure, when) ? 'surely' : 'possibly';
};

const isBloc = (world: World, party: string): boolean => {
  const record = seen(world, ref('party', party))?.record;
  return record?.type === 'party' && record.kind === 'bloc' && !hiddenPlaces(world, record).has('/kind');
};

/** A bloc, and what was merged into it: an edge leads there as from a member. */
const blocsThatAre = (world: World, bloc: string): ReadonlySet<string> => {
  const all = new Set([bloc]);
  for (const one of all) {
    for (const party of world.members(one)) {
      if (seen(world, ref('party', party))?.survivor === ref('party', bloc)) all.add(party);
    }
  }
  return all;
};

const membershipOf = (world: World, party: string, blocs: ReadonlySet<string>, when: Extent): Overlap => {
  const { record, survivor } = seen(world, ref('party', party)) ?? {};
  // What was merged is no member besides what it was merged into.
  if (record?.type !== 'party' || survivor) return 'not';
  const all = record.memberships ?? [];
  const keys = keysOfPlace('party', 'memberships', all);
  const hidden = hiddenPlaces(world, record);
  const found = all.flatMap(({ of, period }, index): Overlap[] => {
    const at = `/memberships/${keys[index]}`;
    if (!blocs.has(of) || hidden.has('/memberships') || hidden.has(at) || hidden.has(`${at}/of`)) return [];
    return [overlapOf(period, hidden.has(`${at}/period`), when)];
  });
  if (found.includes('surely')) return 'surely';
  return found.includes('possibly') ? 'possibly' : 'not';
};

/** The parties whose own memberships make them members of a bloc on a date. */
const membersOf = (world: World, bloc: string, when: Extent): Member[] => {
  const blocs = blocsThatAre(world, bloc);
  const parties = new Set([...blocs].flatMap((one) => world.members(one)));
  return [...parties].flatMap((party) => {
    const overlaps = membershipOf(world, party, blocs, when);
    return overlaps === 'not' ? [] : [{ party, possibly: overlaps === 'possibly' }];
  });
};

/**
 * The parties that a bloc acts for on a date, sorted by id, none twice and never the bloc itself; none if it is no bloc.
 * `composition` (who was in it that day), where given, stands for its memberships.
 */
export const expand = (
  world: World,
  bloc: string,
  when: Extent,
  composition?: readonly string[],
  depth = deepest,
): Member[] => {
  if (depth === 0 || !isBloc(world, bloc)) return [];
  const direct = composition ? composition.map((party) => ({ party, possibly: false })) : membersOf(world, bloc, when);
  const deeper = direct.flatMap((member) =>
    expand(world, member.party, when, undefined, depth - 1).map((found) => ({
      party: found.party,
      possibly: found.possibly || member.possibly,
    })),
  );
  const all = new Map<string, boolean>();
  for (const { party, possibly } of [...direct, ...deeper]) {
    if (party !== bloc && seen(world, ref('party', party))) all.set(party, possibly && (all.get(party) ?? true));
  }
  return [...all].map(([party, possibly]) => ({ party, possibly })).sort((a, b) => (a.party < b.party ? -1 : 1));
};
