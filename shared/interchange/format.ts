/** What every importer is: a name, the files that it reads, and a function from their rows to records. */
import type { Source } from '../domain/source.ts';
import type { KnownParty } from './party-book.ts';
import { type Piece, type Row, saidOf, type Table } from './row.ts';

/** A file of a data set, known by headings that no other of its files has; `needed`: nothing can be read without it. */
export type FileKind = { readonly name: string; readonly headings: readonly string[]; readonly needed?: true };

/**
 * `parties`: what the tracker has. `release`: the version of the data set, where a person has said it. `mapping`: what the columns
 * of a table mean, as it was written.
 */
export type Context = {
  readonly parties: readonly KnownParty[];
  readonly release?: string;
  readonly mapping?: unknown;
};

/** The files of one kind, in the order in which they were given. */
export type Tables = { readonly [kind: string]: readonly Table[] };

export type Format = {
  readonly name: string;
  readonly says: string;
  readonly files: readonly FileKind[];
  /** What is wrong with what was asked, before anything is read or sent. */
  readonly fault?: (tables: Tables, mapping: unknown) => string | undefined;
  readonly read: (tables: Tables, context: Context) => AsyncIterable<Piece>;
};

/** All rows of some files, held in memory: for files whose rows are few, or needed in another order. */
export const rowsOf = async (tables: readonly Table[] = []): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const table of tables) for await (const row of table.rows()) rows.push(row);
  return rows;
};

/** A data set as the source of a record, under the id `s1`. */
export const sourceOf = (title: string, version: string, publisher: string, url?: string): Source => ({
  id: 's1',
  title: `${title}, ${version}`,
  publisher,
  ...(url !== undefined && { url }),
  access: 'public',
});

/** Where a record comes from, with what the row said; cells that say nothing are left out. */
export const originOf = (dataset: string, version: string, key: string, row: Row) => ({
  dataset,
  version,
  file: row.file,
  key,
  values: saidOf(row.cells),
});
