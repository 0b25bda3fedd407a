/** The rows of a round: itself, its line in the timelines and in its process's matrix, and the line of each party that sat there. */

import { plainObject } from '../domain/json.ts';
import { ref } from '../domain/record-type.ts';
import type { Round } from '../domain/round.ts';
import type { Attendance, Role } from '../domain/terms.ts';
import { placed, whenOf } from './date.ts';
import type { Part } from './form.ts';
import { dated, inTimelines, type Line, listed } from './item.ts';
import { partyRounds, processMatrix, processRounds, rounds } from './keys.ts';
import { doneBy, everybody, type Presence, type Presences, presencesOf, standingOf } from './presence.ts';
import { itself, namesOf, type View } from './reply.ts';
import type { Row } from './row.ts';
import type { World } from './world.ts';

/** What a participation says of a party: its roles, and whether it came. */
export type Seat = { roles: readonly Role[]; attendance?: Attendance | undefined };

/** Who was in a bloc at a round, where the round says so. */
export const compositionAt = (round: Part<Round>, bloc: string): readonly string[] | undefined =>
  round.participations?.find(({ party, composition }) => party === bloc && composition)?.composition;

/** Who sat at a round, itself, through others or by way of a bloc. Roles held on behalf of a bloc are not passed on. */
export const seatsOf = (world: World, round: Part<Round>): Presences<Seat> =>
  presencesOf(
    world,
    (round.participations ?? []).flatMap(({ party, onBehalfOf, roles = [], attendance }) =>
      party === undefined ? [] : [{ party, onBehalfOf, what: { roles, attendance } }],
    ),
    {
      when: whenOf(round.period).extent,
      compositionOf: (bloc) => compositionAt(round, bloc),
      behalf: ({ attendance }) => ({ roles: [], attendance }),
    },
  );

/** The roles of a party at a round, its own and those of blocs that act for it. */
export const rolesOf = (presence: Presence<Seat>): Role[] => [
  ...new Set(doneBy(presence).flatMap(({ what }) => what.roles)),
];

/** Whether a party came: by what is said of itself where anything is, else by whether anybody came for it. */
export const attendanceOf = (presence: Presence<Seat>): Attendance | undefined => {
  const seats = presence.own.length > 0 ? presence.own : doneBy(presence).map(({ what }) => what);
  return seats.find(({ attendance }) => attendance === 'attended')?.attendance ?? seats[0]?.attendance;
};

const lineOf = (view: View<Round>, parties: readonly string[], roles: Line['roles']): Line => {
  const { form } = view;
  const { number, level, mode, contact } = form;
  return {
    type: 'round',
    id: view.id,
    href: view.href,
    kind: form.kind,
    date: form.period,
    when: whenOf(form.period),
    title: form.label,
    process: form.process,
    place: form.place,
    status: form.status,
    issues: form.agenda ?? [],
    parties,
    roles,
    disputed: view.disputed,
    more: {
      ...(number !== undefined && { number }),
      ...(level !== undefined && { level }),
      ...(mode !== undefined && { mode }),
      ...(contact !== undefined && { contact }),
    },
  };
};

const nobody: Presence<Seat> = { own: [], through: [], via: [] };

/** How a party stands in a round: its roles, whether it came, and by whom where not by itself. */
const stand = (presence: Presence<Seat>) => {
  const attendance = attendanceOf(presence);
  return { roles: rolesOf(presence), ...(attendance !== undefined && { attendance }), ...standingOf(presence) };
};

/** The row of a round in the matrix of its process: everybody who sat there, however many, with the names of all. */
const inMatrix = (world: World, process: string, line: Line, seats: Presences<Seat>): Row => {
  const { id, href, kind, when, date, title, status, more, disputed } = line;
  const { number } = more ?? {};
  const sat = everybody(seats).map((party) => [party, stand(seats.get(party) ?? nobody)]);
  return {
    pk: processMatrix(process),
    sk: placed(when, 'round', id),
    body: plainObject({
      type: 'round',
      kind,
      id,
      href,
      date,
      title,
      status,
      number,
      seats: Object.fromEntries(sat),
      disputed,
    }),
    names: namesOf(world, [...everybody(seats).map((party) => ref('party', party)), ref('process', process)]),
    filters: {},
    packed: true,
  };
};

/** The rows of a round as an audience sees it. */
export const roundRows = (world: World, view: View<Round>): Row[] => {
  const seats = seatsOf(world, view.form);
  // Who had a role is shown before who had none.
  const all = everybody(seats);
  const roles = new Map([...seats].map(([party, presence]) => [party, rolesOf(presence)]));
  const hasRole = (party: string): boolean => (roles.get(party) ?? []).length > 0;
  const line = lineOf(view, [...all.filter(hasRole), ...all.filter((party) => !hasRole(party))], roles);
  const own = [...seats].flatMap(([party, presence]): Row[] => {
    const { roles: held, ...rest } = stand(presence);
    const more = { ...line.more, roles: held, ...rest };
    return dated(world, partyRounds(party), { ...line, more }, held.length > 0 ? { roles: held } : {});
  });
  return [
    itself('round', view),
    listed(world, rounds, line),
    ...(line.process === undefined
      ? []
      : [listed(world, processRounds(line.process), line), inMatrix(world, line.process, line, seats)]),
    ...inTimelines(world, line),
    ...own,
  ];
};
