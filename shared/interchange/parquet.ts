/** A flat table as Apache Parquet: typed columns, of which every cell may be missing. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell, Column, Unit } from './unit.ts';

const types = { text: 'STRING', number: 'INT32', boolean: 'BOOLEAN' } as const satisfies Record<
  NonNullable<Column<never>['is']>,
  string
>;

/** The bytes of a table: equal rows are equal bytes. Columns are text, whole numbers or booleans, as the unit says. */
export const parquetOf = ({ columns }: Pick<Unit<never>, 'columns'>, rows: readonly (readonly Cell[])[]): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, is = 'text' }, at) => ({
        name,
        data: rows.map((cells) => cells[at] ?? null),
        type: types[is],
        nullable: true,
      })),
      createdBy: 'Kelissöz',
    }),
  );
