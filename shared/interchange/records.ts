/** Our own records, one a line of NDJSON, as `kelissoz export` writes them: content only, nothing that the server owns. */
import canonicalize from 'canonicalize';
import { isObject, withoutEmptyLists } from '../domain/json.ts';
import type { AnyRecord } from '../domain/record.ts';
import { recordTypes } from '../domain/record-type.ts';
import { validate } from '../domain/validate.ts';
import type { Format } from './format.ts';
import { at, type Piece, type Row } from './row.ts';

const owned = new Set([
  'version',
  'updatedAt',
  'updatedBy',
  'release',
  'warnings',
  'hash',
  'texts',
  'mergedInto',
  'missing',
]);

/** A record without what the server owns. */
const contentOf = (record: { readonly [field: string]: unknown }): unknown =>
  withoutEmptyLists(Object.fromEntries(Object.entries(record).filter(([name]) => !owned.has(name))));

/** The line of a record: its content in the RFC 8785 form, so that equal contents are equal lines. */
export const lineOf = (record: { readonly [field: string]: unknown }): string => {
  const line = canonicalize(contentOf(record));
  if (line === undefined) throw new Error('A record is always an object');
  return line;
};

/** The record of a line, or what is wrong with it. */
const recordIn = (line: string): { record: AnyRecord } | { reason: string } => {
  let sent: unknown;
  try {
    sent = JSON.parse(line);
  } catch {
    return { reason: 'is not JSON' };
  }
  if (!isObject(sent)) return { reason: 'is not an object' };
  const type = recordTypes.find((one) => one === sent.type);
  if (!type) return { reason: `/type is none of ${recordTypes.join(', ')}` };
  if (typeof sent.id !== 'string') return { reason: '/id is missing' };
  const verdict = validate(type, sent.id, contentOf(sent));
  if (verdict.ok) return { record: verdict.record };
  const [first] = verdict.faults;
  const more = verdict.faults.length > 1 ? ` (and ${verdict.faults.length - 1} more)` : '';
  return { reason: `${first?.pointer ?? ''} ${first?.detail ?? ''}${more}` };
};

const pieceOf = (row: Row): Piece => {
  const read = recordIn(row.cells.line ?? '');
  return 'record' in read
    ? { rows: [at(row)], records: [read.record] }
    : { refused: at(row), column: 'line', reason: read.reason };
};

export const records: Format = {
  name: 'records',
  says: 'our own records as NDJSON (.ndjson), as `kelissoz export` writes them',
  files: [{ name: 'records', headings: ['line'], needed: true }],
  read: async function* (tables) {
    for (const table of tables.records ?? []) for await (const row of table.rows()) yield pieceOf(row);
  },
};
