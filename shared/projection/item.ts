/** Items of lists: one line of a timeline or of a party's list, and the rows under which it stands. */
import { isObject, type JsonObject, listOf, plainObject } from '../domain/json.ts';
import { type RecordType, type Ref, ref } from '../domain/record-type.ts';
import type { Disputed } from './claim.ts';
import { carriedIn, daysOf, placed, type When } from './date.ts';
import { documents, documentsOf, timeline, timelineOf } from './keys.ts';
import { namesOf } from './reply.ts';
import type { Filters, Row } from './row.ts';
import type { World } from './world.ts';

/** A list row shows at most so many parties. */
const mostParties = 12;

/** What an item is made of; `at` is the place within the record where it is not the whole record. */
export type Line = {
  type: 'round' | 'document' | 'outcome' | 'implementation';
  id: string;
  href: string;
  kind?: string | undefined;
  at?: string;
  date?: string | undefined;
  when: When;
  title?: unknown;
  process?: string | undefined;
  round?: string | undefined;
  place?: unknown;
  status?: string | undefined;
  issues: readonly string[];
  /** Everybody under whom the item stands, those to show first first. */
  parties: readonly string[];
  /** In which roles each of them was there, where any is told. */
  roles: ReadonlyMap<string, readonly string[]>;
  disputed: Disputed[];
  more?: JsonObject;
};

const itemOf = (line: Line): JsonObject => {
  const { type, id, href, kind, at, date, title, process, round, place, status, issues, parties, disputed, more } =
    line;
  return plainObject({
    type,
    kind,
    id,
    href,
    at,
    date,
    title,
    process,
    round,
    place,
    status,
    issues,
    parties: parties.slice(0, mostParties),
    partyCount: parties.length,
    ...more,
    disputed,
  });
};

const filtersOf = (line: Line): Filters => ({
  ...daysOf(line.when),
  type: line.type,
  ...(line.kind !== undefined && { kind: line.kind }),
  ...(line.status !== undefined && { status: line.status }),
  ...(line.process !== undefined && { process: line.process }),
  ...(line.issues.length > 0 && { issues: [...line.issues] }),
  ...(line.parties.length > 0 && { with: [...line.parties] }),
});

const refsTo = (type: RecordType, ids: readonly unknown[]): Ref[] =>
  ids.flatMap((id) => (typeof id === 'string' ? [ref(type, id)] : []));

/** The records that an item is told with: its parties, by whom or by way of whom something was done, its process and its round. */
const namedIn = ({ parties, process, round, more }: Line): Ref[] => {
  const { via, through, positions, actions } = more ?? {};
  const by = [...listOf(positions), ...listOf(actions)].map((one) => (isObject(one) ? one.via : undefined));
  return [
    ...refsTo('party', [...parties.slice(0, mostParties), via, ...listOf(through), ...by]),
    ...refsTo('process', [process]),
    ...refsTo('round', [round]),
  ];
};

/** The row of an item in a list without carried rows. */
export const listed = (world: World, list: string, line: Line, filters: Filters = {}): Row => ({
  pk: list,
  sk: placed(line.when, line.type, line.id, line.at),
  body: itemOf(line),
  names: namesOf(world, namedIn(line)),
  filters: { ...filtersOf(line), ...filters },
});

const carried = (row: Row, list: string, when: When): Row[] => [
  { ...row, pk: list },
  ...carriedIn(list, when).map((pk) => ({ ...row, pk })),
];

/** The rows of an item in a list that is asked `from` and `to`: its own, and one for each partition it is carried in. */
export const dated = (world: World, list: string, line: Line, filters: Filters = {}): Row[] =>
  carried(listed(world, list, line, filters), list, line.when);

/** A row as it is found by some roles. */
const inRoles = (row: Row, roles: readonly string[]): Row =>
  roles.length > 0 ? { ...row, filters: { ...row.filters, roles: [...new Set(roles)] } } : row;

/**
 * The rows of an item in every timeline: of all, of its process, of each issue and of each party it stands under. The timeline of a
 * party is asked for roles of that party, the others for those of anybody.
 */
export const inTimelines = (world: World, line: Line): Row[] => {
  const { process, issues, parties, roles, when } = line;
  const row = listed(world, timeline, line);
  const lists = [
    timeline,
    ...(process === undefined ? [] : [timelineOf('process', process)]),
    ...issues.map((issue) => timelineOf('issue', issue)),
  ];
  const ofAnybody = inRoles(row, [...roles.values()].flat());
  return [
    ...lists.flatMap((list) => carried(ofAnybody, list, when)),
    ...parties.flatMap((party) => carried(inRoles(row, roles.get(party) ?? []), timelineOf('party', party), when)),
  ];
};

/** The lists of documents that a document stands in. */
export const documentLists = ({ process }: Line): string[] => [
  documents,
  ...(process === undefined ? [] : [documentsOf(process)]),
];
