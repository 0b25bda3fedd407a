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

const membershipOf = (world: World, party: string, bloc: string, when: Extent): Overlap => {
  const record = seen(world, ref('party', party))?.record;
  if (record?.type !== 'party') return 'not';
  const all = record.memberships ?? [];
  const keys = keysOfPlace('party', 'memberships', all);
  const hidden = hiddenPlaces(world, record);
  const found = all.flatMap(({ of, period }, index): Overlap[] => {
    const at = `/memberships/${keys[index]}`;
    if (of !== bloc || hidden.has('/memberships') || hidden.has(at) || hidden.has(`${at}/of`)) return [];
    return [overlapOf(period, hidden.has(`${at}/period`), when)];
  });
  if (found.includes('surely')) return 'surely';
  return found.includes('possibly') ? 'possibly' : 'not';
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
  const direct: Member[] = composition
    ? composition.map((party) => ({ party, possibly: false }))
    : world.members(bloc).flatMap((party) => {
        const overlaps = membershipOf(world, party, bloc, when);
        return overlaps === 'not' ? [] : [{ party, possibly: overlaps === 'possibly' }];
      });
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
