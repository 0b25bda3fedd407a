/** A feed as a table for spreadsheets: CSV (RFC 4180) in UTF-8, in which no cell is a formula. */
import { stringify } from 'csv-stringify/sync';
import { type Entry, type Feed, titleOf } from './feed.ts';

const names = (all: readonly { name: string }[]): string => all.map(({ name }) => name).join('; ');
const ids = (all: readonly { id: string }[]): string => all.map(({ id }) => id).join(' ');

/** The columns in their order, and what stands in each. */
const columns: readonly [name: string, cell: (entry: Entry) => string | number | undefined][] = [
  ['id', ({ id }) => id],
  ['type', ({ type }) => type],
  ['kind', ({ kind }) => kind],
  ['date', ({ date }) => date],
  ['first_day', ({ days }) => days?.first],
  ['last_day', ({ days }) => days?.last],
  ['title', titleOf],
  ['language', ({ title }) => title?.language],
  ['status', ({ status }) => status],
  ['process', ({ process }) => process?.id],
  ['process_name', ({ process }) => process?.name],
  ['place', ({ place }) => place?.name?.text],
  ['country', ({ place }) => place?.country],
  ['parties', ({ parties }) => ids(parties)],
  ['party_names', ({ parties }) => names(parties)],
  ['party_count', ({ partyCount }) => partyCount],
  ['issues', ({ issues }) => ids(issues)],
  ['issue_names', ({ issues }) => names(issues)],
  ['disputed', ({ disputed }) => (disputed ? 'yes' : 'no')],
  ['address', ({ address }) => address],
];

/**
 * The text of a table, its first line the names of the columns. It begins with a byte order mark, without which a spreadsheet
 * takes Cyrillic for something else; a cell that a spreadsheet would reckon with is given an apostrophe before it.
 */
export const csvOf = ({ entries }: Feed): string =>
  stringify(
    entries.map((entry) => columns.map(([, cell]) => cell(entry) ?? '')),
    {
      columns: columns.map(([name]) => ({ key: name })),
      header: true,
      bom: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    },
  );
