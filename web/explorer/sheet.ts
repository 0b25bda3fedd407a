/** The table as it is shown, for spreadsheets: CSV (RFC 4180) in UTF-8, in which no cell is a formula. */
import { stringify } from 'csv-stringify/browser/esm/sync';

/** As the feeds write theirs: with a byte order mark, and an apostrophe before what a spreadsheet would reckon with. */
export const sheetOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify([[...head], ...rows.map((row) => [...row])], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
