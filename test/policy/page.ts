/** docs/least-privilege.md as data: which role may do what where, and what of it is never seen to be used. */
import { readFileSync } from 'node:fs';

/** A row of a table: its cells by the heads of their columns. */
export type Row = Readonly<Record<string, string>>;

const page = readFileSync(new URL('../../docs/least-privilege.md', import.meta.url), 'utf8');

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The rows of the table under a heading. Throws where there is none. */
export const rowsUnder = (heading: string): readonly Row[] => {
  const [, section] = page.split(`\n## ${heading}\n`);
  const lines = (section?.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  const [head, , ...rows] = lines.map(cellsOf);
  if (!head || rows.length === 0) throw new Error(`the page has no table under ${heading}`);
  return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
};

/** What a cell lists; `–` is nothing. */
export const listed = (cell: string): readonly string[] => (cell === '–' ? [] : cell.split(', '));
