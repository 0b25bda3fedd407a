/** The codebook: what each column of the tables and each field of the records says, its words, an example, and what comes near elsewhere. */
import type { Example } from './record-field.ts';
import { type Cell, type DataSet, dataSets, type Unit } from './unit.ts';

/** A table as it was made: how many rows it has, and the first of them. */
export type MadeTable = {
  readonly unit: Pick<Unit<never>, 'name' | 'says' | 'columns'>;
  readonly rows: number;
  readonly example: readonly Cell[] | undefined;
};

/** `records`: an example of each type, as the public reads it. `at`: where and when the tables were read. */
export type Codebook = {
  readonly tables: readonly MadeTable[];
  readonly records: readonly Example[];
  readonly address: string;
  readonly day: string;
};

const escaped = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
const rowOf = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
const shown = (cell: Cell): string => (typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell ?? ''));

const isDataSet = (name: string): name is DataSet => Object.hasOwn(dataSets, name);
const likeIn = (like: { readonly [one in DataSet]?: string } = {}): string =>
  Object.entries(like)
    .map(([name, column]) => `${isDataSet(name) ? dataSets[name] : name}: ${column}`)
    .join('; ');

const chapterOf = ({ unit, rows, example }: MadeTable): string =>
  [
    `## ${unit.name}.csv`,
    `${unit.says} ${rows} rows.`,
    [
      rowOf(['column', 'says', 'values', 'example', 'comes near']),
      rowOf(['---', '---', '---', '---', '---']),
      ...unit.columns.map(({ name, says, values = [], like }, index) =>
        rowOf([`\`${name}\``, says, values.join(', '), shown(example?.[index]), likeIn(like)]),
      ),
    ].join('\n'),
  ].join('\n\n');

/** A value as it stands in a cell: long ones are cut, for the record beneath has them whole. */
const cut = (value: unknown): string => {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const recordChapterOf = ({ type, record, fields }: Example): string =>
  [
    `## ${type}`,
    [
      rowOf(['field', 'says', 'values', 'example', 'comes near', 'forms of release']),
      rowOf(['---', '---', '---', '---', '---', '---']),
      ...fields.map(({ path, says, values, example, like, forms }) =>
        rowOf([`\`${path}\``, says, values.join(', '), cut(example), likeIn(like), forms.join(', ')]),
      ),
    ].join('\n'),
    ...(record ? [`\`\`\`json\n${JSON.stringify(record, null, 2)}\n\`\`\``] : []),
  ].join('\n\n');

/** The text of a codebook, in Markdown. */
export const codebookOf = ({ tables, records, address, day }: Codebook): string =>
  `${[
    '# Codebook',
    `Read from ${address} on ${day}: what was released then, in its public form. An empty cell (\`NA\` to R) says that nothing is known,
or that it is not public. Dates are EDTF; the days beside them are those that they can mean. Several words in one cell are separated
by spaces. What comes near in another data set is no more than near: read its own codebook before comparing.`,
    '```r\nrounds <- read.csv("round-party.csv", na.strings = "", encoding = "UTF-8")\n```',
    ...tables.map(chapterOf),
    '# The records behind them',
    `As the public door answers them. Besides the fields below each has \`id\`, \`type\`, \`href\`, \`salt\` (random, for the ledger), \`sources\`,
\`claims\` (what a source says about one place, a JSON Pointer that names members by their keys) and \`disputed\` (where sources disagree).
A record is released in full, as a summary or as an existence; the last column says in which of them a field is shown.`,
    ...records.map(recordChapterOf),
  ].join('\n\n')}\n`;
