/** What an importer is given and what it makes: the rows of files, and the records that stand for them. */
import type { AnyRecord } from '../domain/record.ts';

/** A row as its file has it: `row` counts from 1 and leaves the line of headings out; a missing cell is no member. */
export type Row = { readonly file: string; readonly row: number; readonly cells: Cells };
export type Cells = { readonly [column: string]: string };

/** A file that an importer reads, once: its headings, and its rows as they come. */
export type Table = { readonly file: string; readonly headings: readonly string[]; rows(): AsyncIterable<Row> };

/** Where a row stands. */
export type RowAt = { readonly file: string; readonly row: number };

/**
 * Records, and the rows that are in them: the verdict on a row is that on its records. Without rows these are records that
 * the others need (a process, a state). `notes`: what a person should look at, one short sentence each. `unlessThere`: a field
 * that these rows say nothing of; a record that has it already, from fuller files, is left as it is.
 */
export type Made = {
  readonly rows: readonly RowAt[];
  readonly records: readonly AnyRecord[];
  readonly notes?: readonly string[];
  readonly unlessThere?: string;
};

/** A row that says nothing new: what it names is there already. */
export type Known = { readonly known: RowAt; readonly record: string; readonly reason: string };

/** A row that cannot be a record, with the cell that is at fault. */
export type Refused = { readonly refused: RowAt; readonly column?: string; readonly reason: string };

/** What an importer comes to, piece by piece. Every row of its files is in exactly one piece. */
export type Piece = Made | Known | Refused;

export const at = ({ file, row }: RowAt): RowAt => ({ file, row });

/** The cells of a row that say something, word for word. */
export const saidOf = (cells: Cells): { [column: string]: string } =>
  Object.fromEntries(
    Object.entries(cells)
      .filter(([, text]) => text !== '')
      .map(([column, text]) => [column, text.toWellFormed()]),
  );
