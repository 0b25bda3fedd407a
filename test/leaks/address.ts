/** The addresses of a door, made from the list of its operations: an operation or a parameter that has no rule here fails. */
import type * as z from 'zod/mini';
import type { Operation } from '../../shared/contract/operation.ts';
import { pathOf, type RecordType, recordTypes } from '../../shared/domain/record-type.ts';
import { outcomeStatuses } from '../../shared/domain/terms.ts';
import { secret } from '../any-claim.ts';
import { classified } from './canary.ts';
import { generation, now, site } from './store.ts';

/** The ids that a door is asked for, by type: of records that it shows, of some that it does not, and of none. */
export type Ids = Readonly<Record<RecordType, readonly string[]>> & {
  /** The hashes of snapshots that were published, whether they stand or not. */
  readonly snapshots?: readonly string[];
};

/** Takes one of some in each turn, another in the next. */
export const inTurn = <T>(all: readonly T[], turn: number): T | undefined => all[turn % all.length];

/** What each parameter is asked with; what its reading does not take is passed over. */
const values: Readonly<Record<string, (ids: Ids) => readonly string[]>> = {
  from: () => ['2017', '2017-05', '2018-06-02', '2019'],
  to: () => ['2017-05-04', '2018', '2019-12', '2020'],
  process: ({ process }) => process,
  party: ({ party }) => party,
  with: ({ party }) => party,
  institution: ({ party }) => party,
  issue: () => ['ceasefire', 'land', 'sanctions'],
  kind: () => ['main', 'treaty', 'vote', 'technical', 'letter', 'decision', 'bloc', 'state'],
  type: () => ['round', 'document', 'outcome', 'implementation'],
  by: () => ['month', 'year', 'day'],
  order: () => ['desc', 'asc'],
  name: () => ['name of', 'a b', '7', 'party-1', secret, classified, `${secret} 0`, 'b'],
  lang: () => ['en', 'ru', 'kk'],
  role: () => ['chair', 'host', 'observer'],
  position: () => ['agrees', 'rejects'],
  action: () => ['signed', 'ratified'],
  status: () => outcomeStatuses,
  overdue: () => ['true', 'false'],
  year: () => ['2017', '2018'],
  url: ({ round, party }) => [
    `${site}/en/timeline?kind=main`,
    ...round.map((id) => `${site}/kk/rounds/${id}`),
    ...party.map((id) => `${site}/ru/parties/${id}`),
  ],
  format: () => ['json', 'xml'],
  maxwidth: () => ['320'],
  maxheight: () => ['200'],
  dnt: () => ['1'],
  since: () => [`${generation}.0`, `${generation}.3`, `${'f'.repeat(16)}.1`],
};

/** Turning pages is no filter: every list is walked with a limit of its own. */
const turning = ['limit', 'cursor'];

const noRule = (what: string, { id }: Operation): Error => new Error(`Nothing says how ${what} of ${id} is crawled`);

/** A filter of an operation, and the values that it is asked with. */
type Filter = { name: string; values: readonly string[] };

const filtersOf = (operation: Operation, ids: Ids): Filter[] => {
  const parameters: Readonly<Record<string, z.ZodMiniType>> = operation.query?.shape ?? {};
  return Object.entries(parameters).flatMap(([name, schema]) => {
    if (turning.includes(name)) return [];
    const all = values[name]?.(ids).filter((value) => schema.safeParse(value).success) ?? [];
    if (all.length === 0) throw noRule(name, operation);
    return [{ name, values: all }];
  });
};

const queryOf = (asked: readonly [name: string, value: string | undefined][]): string =>
  asked.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');

/** The queries of an operation in a turn: without a filter, by each alone, by two, by all; over the turns, by every value. */
const queriesOf = (filters: readonly Filter[], turn: number): string[] => {
  const one = ({ name, values: all }: Filter, shift = 0): [string, string | undefined] => [
    name,
    inTurn(all, turn + shift),
  ];
  const pairs = filters.flatMap((filter, index) => filters.slice(index + 1).map((other) => [filter, other] as const));
  const pair = inTurn(pairs, turn);
  const alone = filters.flatMap((filter) => (filter.values.length > 4 ? [one(filter), one(filter, 3)] : [one(filter)]));
  return [
    '',
    ...alone.map((asked) => queryOf([asked])),
    ...(pair ? [queryOf([one(pair[0]), one(pair[1], 1)])] : []),
    ...(filters.length > 2 ? [queryOf(filters.map((filter, index) => one(filter, index)))] : []),
  ];
};

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const aDay = 86_400_000;

/** What stands in the path of an operation under each name. */
const segmentsOf = (operation: Operation, name: string, ids: Ids): readonly string[] => {
  // The days of the ledger of a store, one on which there was none, and what is no day.
  if (name === 'date') return [...[0, 1, 2, 3, 4, 5].map((ago) => dayOf(now.getTime() - ago * aDay)), '2017-02-30'];
  if (name === 'language') return ['en', 'kk'];
  if (name === 'hash') return [...(ids.snapshots ?? []), '0'.repeat(64)];
  if (name === 'file') return ['rounds.jsonl', 'round-party.csv', 'codebook.md', 'none.csv'];
  const type = recordTypes.find((one) => pathOf[one] === operation.path.split('/')[1]);
  if (name !== 'id' || !type) throw noRule(`:${name}`, operation);
  return ids[type];
};

/** The paths of an operation, one for each id that it can be asked with. */
export const pathsOf = (operation: Operation, ids: Ids): string[] => {
  const names = [...operation.path.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? []);
  return names.reduce(
    (paths, name) =>
      segmentsOf(operation, name, ids).flatMap((segment) => paths.map((path) => path.replace(`:${name}`, segment))),
    [operation.path],
  );
};

/** The addresses of an operation in a turn, without base path: all ids, and of two of them with every filter. */
export const addressesOf = (operation: Operation, ids: Ids, turn: number): string[] => {
  const paths = pathsOf(operation, ids);
  const queries = queriesOf(filtersOf(operation, ids), turn);
  const whole = [inTurn(paths, turn), inTurn(paths, turn + 1)];
  return paths.flatMap((path) =>
    (whole.includes(path) ? queries : ['']).map((query) => path + (query === '' ? '' : `?${query}`)),
  );
};

/** What is wrong with an address, in every way that is refused. */
export const badQueries = [
  'colour=red',
  'limit=0',
  'limit=101',
  'limit=1&limit=2',
  'limit=',
  'limit=%FF',
  '%FF=1',
  'cursor=AAAA',
  `cursor=${Buffer.from(`000000000000${secret}`).toString('base64url')}`,
  'from=2019&to=2017',
  'process=Not%20a%20slug',
  'name=%E2%80%94',
] as const;
