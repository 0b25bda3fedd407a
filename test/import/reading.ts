/** Runs an importer over rows or fixture files, without a tracker. */
import { fileURLToPath } from 'node:url';
import { tableIn } from '../../cli/table-file.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { validate } from '../../shared/domain/validate.ts';
import type { Context, Format, Tables } from '../../shared/interchange/format.ts';
import type { Made, Piece, Table } from '../../shared/interchange/row.ts';

export const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

/** Rows as a table; the columns are those of the first. */
export const tableOf = (file: string, rows: readonly { [column: string]: string }[]): Table => ({
  file,
  headings: Object.keys(rows[0] ?? {}),
  rows: async function* () {
    for (const [index, cells] of rows.entries()) yield { file, row: index + 1, cells };
  },
});

export const tableFrom = (name: string): Promise<Table> => tableIn(fixture(name), () => undefined);

export type Read = {
  pieces: Piece[];
  records: AnyRecord[];
  /** A record by its id; throws where none was made, or several. */
  one: (id: string) => AnyRecord;
  notesOn: (id: string) => readonly string[];
  /** How many verdicts each row has: `file#row` to a number. */
  verdicts: Map<string, number>;
};

export const read = async (format: Format, tables: Tables, context: Partial<Context> = {}): Promise<Read> => {
  const pieces: Piece[] = [];
  for await (const piece of format.read(tables, { parties: [], ...context })) pieces.push(piece);
  const made = pieces.filter((piece): piece is Made => 'records' in piece);
  const records = made.flatMap((piece) => [...piece.records]);
  const verdicts = new Map<string, number>();
  for (const piece of pieces) {
    const rows = 'records' in piece ? piece.rows : 'refused' in piece ? [piece.refused] : [piece.known];
    for (const { file, row } of rows) verdicts.set(`${file}#${row}`, (verdicts.get(`${file}#${row}`) ?? 0) + 1);
  }
  return {
    pieces,
    records,
    verdicts,
    one: (id) => {
      const [found, ...more] = records.filter((record) => record.id === id);
      if (!found || more.length > 0) throw new Error(`${id} was made ${found ? 'more than once' : 'not at all'}`);
      return found;
    },
    notesOn: (id) => made.find((piece) => piece.records.some((record) => record.id === id))?.notes ?? [],
  };
};

/** The faults of records that are none, by id; empty where all are sound. */
export const unsound = (records: readonly AnyRecord[]) =>
  records.flatMap((record) => {
    const verdict = validate(record.type, record.id, record);
    return verdict.ok ? [] : [{ id: record.id, faults: verdict.faults }];
  });
