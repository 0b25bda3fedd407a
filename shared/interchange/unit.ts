/** Flat tables for statistics: what one row is, what each column says, and the cells as R reads them. */
import { stringify } from 'csv-stringify/sync';
import { readExtent } from '../domain/edtf.ts';
import type { Party } from '../domain/party.ts';
import type { Process } from '../domain/process.ts';
import { partyKinds } from '../domain/terms.ts';
import type { Localized } from '../domain/text.ts';

/** Other data sets, of whose columns ours come near. */
export const dataSets = { pax: 'PA-X', ucdp: 'UCDP', mend: 'MEND', pam: 'Peace Accords Matrix' } as const;
export type DataSet = keyof typeof dataSets;

/** A cell; undefined where nothing is known, or nothing may be said: an empty cell, which is `NA` to R. */
export type Cell = string | number | boolean | undefined;

/**
 * `is`: what its cells are, text unless said. `values`: of which the cell is one, or of which it names some. `like`: what comes
 * nearest to it in other data sets.
 */
export type Column<Row> = {
  readonly name: string;
  readonly says: string;
  readonly is?: 'text' | 'number' | 'boolean';
  readonly values?: readonly string[];
  readonly like?: { readonly [one in DataSet]?: string };
  readonly cell: (row: Row) => Cell;
};

/** A table whose rows are made of records of one type, each of as many as it has. */
export type Unit<Record> = {
  readonly name: string;
  readonly says: string;
  readonly columns: readonly Omit<Column<never>, 'cell'>[];
  readonly cells: (record: Record) => readonly (readonly Cell[])[];
};

/** The unit of a kind of row. */
export const unitOf = <Record, Row>(unit: {
  name: string;
  says: string;
  rows: (record: Record) => readonly Row[];
  columns: readonly Column<Row>[];
}): Unit<Record> => ({
  name: unit.name,
  says: unit.says,
  columns: unit.columns,
  cells: (record) => unit.rows(record).map((row) => unit.columns.map(({ cell }) => cell(row))),
});

const asText = (cell: Cell): string => (typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell ?? ''));

/** Lines of a table: CSV (RFC 4180) in UTF-8 without a byte order mark, in which no cell is a formula. */
export const linesOf = (rows: readonly (readonly Cell[])[]): string =>
  rows.length === 0
    ? ''
    : stringify(
        rows.map((row) => row.map(asText)),
        { escape_formulas: true },
      );

/** The first line of a table. */
export const headOf = ({ columns }: Unit<never>): string => linesOf([columns.map(({ name }) => name)]);

/** What the public is told of a party or a process, as far as tables need it. */
export type ToldParty = Partial<Pick<Party, 'name' | 'kind' | 'identifiers'>>;
export type ToldProcess = Partial<Pick<Process, 'name' | 'identifiers'>>;

/** The parties and processes that rows name. */
export type Named = {
  readonly parties: ReadonlyMap<string, ToldParty>;
  readonly processes: ReadonlyMap<string, ToldProcess>;
};

/** A text in English, else in the first language that it has. */
export const inEnglish = (text: Localized | undefined): Cell => text && (text.en ?? Object.values(text)[0]);

/** Several codes in one cell. */
export const listed = (all: readonly string[] | undefined): Cell =>
  all === undefined || all.length === 0 ? undefined : all.join(' ');

/** Whether something is disputed at a place of a record, or within it. */
export const isDisputed = (disputed: readonly { readonly at: string }[], place: string): boolean =>
  disputed.some(({ at }) => at === place || at.startsWith(`${place}/`));

/** The day on which a date begins or ends at the latest; undefined where that is not known. */
export const firstDayOf = (date: string | undefined): Cell => {
  const extent = date === undefined ? undefined : readExtent(date);
  return extent?.from?.earliest;
};
export const lastDayOf = (date: string | undefined): Cell => {
  const extent = date === undefined ? undefined : readExtent(date);
  return extent?.until?.latest;
};

/** The columns of a date that stands under a name. */
export const dateColumns = <Row>(
  name: string,
  says: string,
  dateIn: (row: Row) => string | undefined,
  like: Column<Row>['like'] = {},
): Column<Row>[] => [
  { name, says: `${says}, as EDTF (ISO 8601-2)`, like, cell: dateIn },
  { name: `${name}_first`, says: 'The first day that it can mean', cell: (row) => firstDayOf(dateIn(row)) },
  { name: `${name}_last`, says: 'The last day that it can mean', cell: (row) => lastDayOf(dateIn(row)) },
];

/** The columns of the party that a row is about. */
export const partyColumns = <Row extends { readonly party: string; readonly onBehalfOf: string | undefined }>({
  parties,
}: Named): Column<Row>[] => {
  const idsOf = ({ party }: Row, scheme: string): Cell => listed(parties.get(party)?.identifiers?.[scheme]);
  return [
    {
      name: 'party',
      says: 'The party',
      like: { pax: 'Part', mend: 'third_party, local_parties' },
      cell: ({ party }) => party,
    },
    { name: 'party_name', says: 'Its name in English', cell: ({ party }) => inEnglish(parties.get(party)?.name) },
    { name: 'party_kind', says: 'What it is', values: partyKinds, cell: ({ party }) => parties.get(party)?.kind },
    { name: 'party_iso3', says: 'Its code in ISO 3166-1 alpha-3', cell: (row) => idsOf(row, 'iso3166Alpha3') },
    { name: 'party_ucdp', says: 'Its ids in UCDP', like: { ucdp: 'ActorId' }, cell: (row) => idsOf(row, 'ucdp') },
    { name: 'on_behalf_of', says: 'The party for which it acts here', cell: ({ onBehalfOf }) => onBehalfOf },
  ];
};

/** The columns of the process in which a row is. */
export const processColumns = <Row>(
  { processes }: Named,
  processIn: (row: Row) => string | undefined,
): Column<Row>[] => {
  const told = (row: Row): ToldProcess | undefined => processes.get(processIn(row) ?? '');
  return [
    { name: 'process', says: 'The process', like: { pax: 'PP', ucdp: 'procID' }, cell: processIn },
    {
      name: 'process_name',
      says: 'Its name in English',
      like: { pax: 'PPName' },
      cell: (row) => inEnglish(told(row)?.name),
    },
    {
      name: 'process_pax',
      says: 'Its ids in PA-X',
      like: { pax: 'PP' },
      cell: (row) => listed(told(row)?.identifiers?.pax),
    },
    {
      name: 'process_ucdp',
      says: 'Its ids in UCDP',
      like: { ucdp: 'procID' },
      cell: (row) => listed(told(row)?.identifiers?.ucdp),
    },
  ];
};
