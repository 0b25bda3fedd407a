/** The rows of an outcome: itself, in its round, in the timelines with its implementation, and of each party it is about. */

import { extent } from '../domain/edtf.ts';
import type { Implementation, Outcome } from '../domain/outcome.ts';
import { ref } from '../domain/record-type.ts';
import type { Round } from '../domain/round.ts';
import { keysOfPlace } from '../domain/shapes.ts';
import type { Role } from '../domain/terms.ts';
import { daysOf, placed, whenOf } from './date.ts';
import { formOf, type Part } from './form.ts';
import { dated, inTimelines, type Line } from './item.ts';
import { inRound, outcomes, outcomesOf, partyOutcomes, single } from './keys.ts';
import { asMerged } from './merged.ts';
import { doneBy, everybody, type Presence, presencesOf, standingOf } from './presence.ts';
import { itself, type View } from './reply.ts';
import { attendanceOf, compositionAt, rolesOf, seatsOf } from './round-rows.ts';
import type { Filters, Row } from './row.ts';
import { seen, type World } from './world.ts';

/** In a round's reply an outcome shows so many positions; of more, how many there are of each. */
const mostPositions = 50;

type Stance = { position?: string | undefined };

/** The outcome's round, as the audience sees it. */
const roundOf = (world: World, round: string | undefined): Part<Round> => {
  const record = round === undefined ? undefined : seen(world, ref('round', round))?.record;
  return (record?.type === 'round' && formOf(world, asMerged(world, record))?.form) || {};
};

/** Its status: that of the report whose date reaches furthest, of two the later written; else `none-reported`. */
const statusOf = (implementation: readonly Part<Implementation>[]): string => {
  const reach = ({ date }: Part<Implementation>): string => daysOf(whenOf(date)).latest ?? '';
  return (
    implementation.reduce((last, report) => (reach(report) >= reach(last) ? report : last), {}).status ??
    'none-reported'
  );
};

const stancesUnder = (presence: Presence<Stance>) =>
  doneBy(presence).flatMap(({ what: { position }, ...by }) => (position === undefined ? [] : [{ position, ...by }]));

const shortened = (view: View<Outcome>): View<Outcome>['reply'] => {
  const positions = view.form.positions ?? [];
  if (positions.length <= mostPositions) return view.reply;
  const { positions: _all, ...rest } = view.reply;
  const positionCounts: { [position: string]: number } = {};
  for (const { position } of positions) {
    if (position !== undefined) positionCounts[position] = (positionCounts[position] ?? 0) + 1;
  }
  return { ...rest, positionCounts };
};

/** The rows of an outcome as an audience sees it. */
export const outcomeRows = (world: World, view: View<Outcome>): Row[] => {
  const { form } = view;
  const when = whenOf(form.date);
  const round = roundOf(world, form.round);
  const stances = presencesOf<Stance>(
    world,
    (form.positions ?? []).flatMap(({ party, onBehalfOf, position }) =>
      party === undefined ? [] : [{ party, onBehalfOf, what: { position } }],
    ),
    { when: when.extent, compositionOf: (bloc) => compositionAt(round, bloc) },
  );
  const seats = seatsOf(world, round);
  const came = new Set([...seats].filter(([, seat]) => attendanceOf(seat) === 'attended').map(([party]) => party));
  const concerns = form.concerns ?? [];
  const rolesIn = (party: string): Role[] => {
    const seat = seats.get(party);
    return seat ? rolesOf(seat) : [];
  };
  const all = [...new Set([...everybody(stances), ...concerns, ...everybody(seats).filter((one) => came.has(one))])];
  const implementation = form.implementation ?? [];
  // Where reports are withheld, to say that there are none would be false.
  const status = view.inForm === 'existence' ? undefined : statusOf(implementation);
  const { due, keptBy } = form;
  const line: Line = {
    type: 'outcome',
    id: view.id,
    href: view.href,
    kind: form.kind,
    date: form.date,
    when,
    title: form.summary,
    process: form.process,
    round: form.round,
    status,
    issues: form.issues ?? [],
    parties: all,
    roles: new Map(all.map((party) => [party, rolesIn(party)])),
    disputed: view.disputed,
    more: { ...(due !== undefined && { due }), ...(keptBy !== undefined && { keptBy }) },
  };
  const filters: Filters =
    due !== undefined && !extent(due).unknown && keptBy === undefined && status !== 'full'
      ? { dueBy: extent(due).latest }
      : {};
  const own = all.flatMap((party): Row[] => {
    const stance = stances.get(party);
    const seat = seats.get(party);
    const positions = stance ? stancesUnder(stance) : [];
    const roles = rolesIn(party);
    const as = stance ? 'position' : concerns.includes(party) ? 'concern' : 'round';
    const by = stance ?? (as === 'round' ? seat : undefined);
    const more = {
      ...line.more,
      as,
      ...(positions.length > 0 && { positions }),
      ...(roles.length > 0 && { roles }),
      ...(by && standingOf<unknown>(by)),
    };
    const held = [...new Set(positions.map(({ position }) => position))];
    return dated(
      world,
      partyOutcomes(party),
      { ...line, more },
      {
        ...filters,
        ...(held.length > 0 && { positions: held }),
        ...(roles.length > 0 && { roles }),
      },
    );
  });
  const keys = keysOfPlace('outcome', 'implementation', implementation);
  const reports = implementation.flatMap(({ date, status: reached }, index): Row[] => {
    const at = `/implementation/${keys[index]}`;
    const disputed = view.disputed.filter((place) => place.at === at || place.at.startsWith(`${at}/`));
    return inTimelines(world, {
      ...line,
      type: 'implementation',
      at,
      date,
      when: whenOf(date),
      status: reached,
      disputed,
      more: {},
    });
  });
  return [
    itself('outcome', view),
    ...(form.round === undefined
      ? []
      : [
          {
            pk: single('round', form.round),
            sk: inRound.outcome + placed(when, 'outcome', view.id),
            body: shortened(view),
            names: view.names,
            filters: {},
          },
        ]),
    ...[outcomes, ...line.issues.map(outcomesOf)].flatMap((list) => dated(world, list, line, filters)),
    ...inTimelines(world, line),
    ...own,
    ...reports,
  ];
};
