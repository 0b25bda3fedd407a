/** From the address of the explorer to what it asks and how the answer is shown, and to the fields that say nothing. */
import type { AskedAt } from '../../shared/contract/reading-client.ts';
import { issueTerms } from '../../shared/domain/issues.ts';
import { outcomeKinds, outcomeStatuses, positions, roles } from '../../shared/domain/terms.ts';
import { askedIn } from '../asked.ts';
import { type ColumnName, columnNames, type Order, ofParty, usualColumns } from './column.ts';

/** What is asked, by the names that its fields have in the address. */
export const fieldNames = ['party', 'with', 'role', 'position', 'issue', 'kind', 'status', 'from', 'to'] as const;
export type FieldName = (typeof fieldNames)[number];

/** How the answer is shown, likewise. `column` may stand there many times; a `sort` of `-kind` is the other way round. */
export const shapeNames = ['column', 'sort', 'as', 'by'] as const;
type ShapeName = (typeof shapeNames)[number];

/** What the bars of the picture are of, besides the year. */
export const groupings = ['position', 'kind', 'status', 'issue', 'role'] as const;
export type Grouping = (typeof groupings)[number];

/** A query as the address has it: with a party it is of this party's outcomes, else of all. */
export type ExplorerQuery = {
  readonly party: string | undefined;
  readonly asked: AskedAt<'/outcomes'>;
  /** What is asked of a party alone. */
  readonly ofParty: Pick<AskedAt<'/parties/:id/outcomes'>, 'with' | 'role' | 'position'>;
  readonly columns: readonly ColumnName[];
  /** As the door answers, by date, where nothing else is chosen. */
  readonly order: Order;
  readonly isPicture: boolean;
  readonly grouping: Grouping;
  readonly faults: readonly (FieldName | ShapeName)[];
};

const orders = columnNames.flatMap((column) => [column, `-${column}` as const]);

/** Columns in their own order, whichever way they were chosen. */
const columnsIn = (query: URLSearchParams, party: string | undefined): readonly ColumnName[] => {
  const chosen = query.getAll('column');
  const shown = columnNames.filter((name) => chosen.includes(name) && (party !== undefined || !ofParty.has(name)));
  return shown.length > 0 ? shown : usualColumns.filter((name) => party !== undefined || !ofParty.has(name));
};

const isColumn = (name: string): boolean => columnNames.some((known) => known === name);

export const explorerQuery = (query: URLSearchParams): ExplorerQuery => {
  const { faults, id, oneOf, span } = askedIn<FieldName | ShapeName>(query);
  const party = id('party');
  const withOther = id('with');
  const role = oneOf('role', roles);
  const position = oneOf('position', positions);
  const issue = oneOf('issue', issueTerms);
  const kind = oneOf('kind', outcomeKinds);
  const status = oneOf('status', outcomeStatuses);
  const { from, to } = span('from', 'to');
  const sort = oneOf('sort', orders) ?? 'date';
  const as = oneOf('as', ['picture']);
  const by = as === undefined ? undefined : oneOf('by', groupings);
  const needParty = { with: withOther, role, position };
  for (const name of ['with', 'role', 'position'] as const) {
    // Of nobody in particular it cannot be asked.
    if (needParty[name] !== undefined && !query.get('party')) faults.push(name);
  }
  if (query.getAll('column').some((name) => !isColumn(name))) faults.push('column');
  const order = columnNames.find((name) => name === sort.replace('-', '')) ?? 'date';
  return {
    party,
    asked: { issue, kind, status, from, to },
    ofParty: needParty,
    columns: columnsIn(query, party),
    order: { column: order, descending: sort.startsWith('-') },
    isPicture: as !== undefined,
    grouping: by ?? (party === undefined ? 'kind' : 'position'),
    faults,
  };
};

/** The address with something of it changed: what is undefined goes. */
export const changed = (
  query: URLSearchParams,
  changes: Readonly<Record<string, string | readonly string[] | undefined>>,
): string => {
  const next = new URLSearchParams([...query].filter(([name, value]) => value !== '' && !Object.hasOwn(changes, name)));
  for (const [name, value] of Object.entries(changes)) {
    for (const one of [value ?? []].flat()) next.append(name, one);
  }
  return next.toString();
};
