/** The tables of docs/cost.md, made of the figures; the words around them are written by hand and say no number of theirs. */
import { assumptionTable, deployedTable, measuredTable, priceTable } from './basis-tables.ts';
import { type At, billTable, firstTable, limitTable, onceTable, sizeTable, takenTable } from './result-tables.ts';

/** The tables by their names. */
export const tables = (all: readonly At[]): ReadonlyMap<string, string> => {
  const [first] = all;
  if (!first) throw new Error('there is no size to reckon with');
  return new Map([
    ['sizes', sizeTable()],
    ['bill', billTable(all)],
    ['taken', takenTable(all)],
    ['once', onceTable(all)],
    ['limits', limitTable(all)],
    ['first', firstTable(all)],
    ['measured', measuredTable(first)],
    ['deployed', deployedTable(all)],
    ['assumed', assumptionTable()],
    ['prices', priceTable()],
  ]);
};

const mark = (name: string): string => `<!-- made by npm run cost: ${name} -->`;
const end = '<!-- end -->';

/** The page with its tables made anew. Throws where it has no place for one. */
export const withTables = (page: string, made: ReadonlyMap<string, string>): string =>
  [...made].reduce((text, [name, table]) => {
    const from = text.indexOf(mark(name));
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`docs/cost.md has no place for the table ${name}`);
    return `${text.slice(0, from)}${mark(name)}\n\n${table}\n\n${text.slice(to)}`;
  }, page);
