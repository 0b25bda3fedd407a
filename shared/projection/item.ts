/** Items of lists: one line of a timeline or of a party's list, and the rows under which it stands. */
import type { JsonObject } from '../domain/json.ts';
import type { Disputed } from './claim.ts';
import { carriedIn, daysOf, placed, type When } from './date.ts';
import { documents, documentsOf, timeline, timelineOf } from './keys.ts';
import type { Presence, Presences } from './presence.ts';
import { namesOfParties } from './reply.ts';
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
  disputed: Disputed[];
  more?: JsonObject;
};

const defined = (object: { [name: string]: unknown }): JsonObject => JSON.parse(JSON.stringify(object));

const itemOf = (line: Line): JsonObject => {
  const { type, id, href, kind, at, date, title, process, round, place, status, issues, parties, disputed, more } =
    line;
  return defined({
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

/** The row of an item in a list without carried rows. */
export const listed = (world: World, list: string, line: Line, filters: Filters = {}): Row => ({
  pk: list,
  sk: placed(line.when, line.type, line.id, line.at),
  body: itemOf(line),
  names: namesOfParties(world, line.parties.slice(0, mostParties), line.process),
  filters: { ...filtersOf(line), ...filters },
});

/** The rows of an item in a list that is asked `from` and `to`: its own, and one for each partition it is carried in. */
export const dated = (world: World, list: string, line: Line, filters: Filters = {}): Row[] => {
  const row = listed(world, list, line, filters);
  return [row, ...carriedIn(list, line.when).map((pk) => ({ ...row, pk }))];
};

/** The rows of an item in every timeline: of all, of its process, of each issue and of each party it stands under. */
export const inTimelines = (world: World, line: Line): Row[] => [
  ...dated(world, timeline, line),
  ...(line.process === undefined ? [] : dated(world, timelineOf('process', line.process), line)),
  ...line.issues.flatMap((issue) => dated(world, timelineOf('issue', issue), line)),
  ...line.parties.flatMap((party) => dated(world, timelineOf('party', party), line)),
];

/** The lists of documents that a document stands in. */
export const documentLists = ({ process }: Line): string[] => [
  documents,
  ...(process === undefined ? [] : [documentsOf(process)]),
];

/** Everybody of some presences: who stands there itself in the order of the record, then the others by id. */
export const everybody = <What>(presences: Presences<What>): string[] => {
  const all = [...presences];
  const itself = ([, { own }]: [string, Presence<What>]): boolean => own.length > 0;
  return [
    ...all.filter(itself).map(([party]) => party),
    ...all
      .filter((one) => !itself(one))
      .map(([party]) => party)
      .sort(),
  ];
};
