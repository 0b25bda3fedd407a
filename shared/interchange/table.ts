/** Any table, CSV or XLSX, by a mapping file that says which record a row is and what its columns mean. */
import type { Party } from '../domain/party.ts';
import { recordTypes } from '../domain/record-type.ts';
import { validate } from '../domain/validate.ts';
import { lineIn, slugOf, slugOfName, textIn } from './cell.ts';
import { dateIn } from './date-cell.ts';
import { type Format, originOf, sourceOf } from './format.ts';
import { type Column, headingsIn, headingsOf, Mapping } from './mapping.ts';
import { type PartyBook, partyBook } from './party-book.ts';
import { at, type Piece, type Row } from './row.ts';
import { byIso2, byIso3, stateNamed } from './state.ts';

const own = 'table-party-';

/** A fault of a cell, thrown on its way out of a field to the row that is refused for it. */
type Fault = { column: string; reason: string };
type Value = string | number | { [name: string]: unknown } | Value[];
type Read = { value: Value } | { none: true } | { fault: Fault };

const partyIn = (book: PartyBook, text: string, known: ReadonlySet<string>, notes: string[]): string => {
  const name = lineIn(text);
  if (known.has(name)) return name;
  const state = byIso3.get(name) ?? byIso2.get(name) ?? stateNamed(name);
  if (state) return book.state(state);
  const [only, ...more] = book.namedIn(name);
  if (only && more.length === 0 && only.whole) return only.id;
  const party: Party = { id: `${own}${slugOfName(name)}`, type: 'party', kind: 'other', name: { und: name } };
  const { id, note } = book.find({ party });
  notes.push(note ?? `${name} is no party yet: ${id} is made for it`);
  return id;
};

const valueIn = (text: string, spec: Column, as: (name: string) => string): Read => {
  const { column, values, otherwise, dates, party, number } = spec;
  const fault = (reason: string): Read => ({ fault: { column, reason } });
  if (values) {
    const found = values[text] ?? otherwise;
    return found === undefined
      ? fault(`${JSON.stringify(text)} is none of the values of the mapping`)
      : { value: found };
  }
  if (dates) {
    const read = dateIn(text, dates);
    if ('fault' in read) return fault(read.fault);
    return 'none' in read ? read : { value: read.date };
  }
  if (number) {
    const found = Number(text.replace(/[\s\u00a0]/g, '').replace(',', '.'));
    return Number.isFinite(found) ? { value: found } : fault(`${JSON.stringify(text)} is not a number`);
  }
  return { value: party ? as(text) : text };
};

const filled = (each: NonNullable<Column['each']>, value: Value): Value =>
  Object.fromEntries(Object.entries(each).map(([name, text]) => [name, text === '{}' ? value : text]));

const columnIn = (row: Row, spec: Column, as: (name: string) => string): Read => {
  const cell = textIn(row.cells[spec.column]);
  if (cell === '') return { none: true };
  const texts =
    spec.split === undefined
      ? [cell]
      : cell
          .split(spec.split)
          .map((text) => text.trim())
          .filter(Boolean);
  const values: Value[] = [];
  for (const text of texts) {
    const read = valueIn(text, spec, as);
    if ('fault' in read) return read;
    if ('value' in read) values.push(spec.each ? filled(spec.each, read.value) : read.value);
  }
  const [first] = values;
  if (first === undefined) return { none: true };
  return { value: spec.split === undefined && !spec.each ? first : values };
};

/** A text with its cells in their places; none where one of these is empty. */
const textOf = (row: Row, text: string): string | undefined => {
  const names = headingsIn(text);
  if (names.some((name) => lineIn(row.cells[name]) === '')) return undefined;
  return names.reduce((made, name) => made.replaceAll(`{${name}}`, textIn(row.cells[name])), text);
};

/** Puts a value at a path such as `title.kk`. */
const put = (into: { [name: string]: unknown }, path: string, value: unknown): void => {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner: { [name: string]: unknown } = { ...Object(into[first]) };
  put(inner, rest.join('.'), value);
  into[first] = inner;
};

const pieceOf = (row: Row, mapping: Mapping, version: string, as: (name: string) => string, notes: string[]): Piece => {
  const idText = textOf(row, mapping.id);
  const id = idText === undefined ? '' : slugOf(idText, 80);
  const column = headingsIn(mapping.id)[0] ?? 'id';
  if (id === '') return { refused: at(row), column, reason: 'makes no id' };
  const draft: { [name: string]: unknown } = {
    sources: [sourceOf(mapping.dataset, version, mapping.publisher ?? mapping.dataset)],
    origin: [originOf(mapping.dataset, version, idText ?? id, row)],
  };
  for (const [path, field] of Object.entries(mapping.fields)) {
    if (typeof field === 'string') {
      const text = textOf(row, field);
      if (text !== undefined) put(draft, path, text);
      continue;
    }
    const read = columnIn(row, field, as);
    if ('fault' in read) return { refused: at(row), ...read.fault };
    if ('value' in read) put(draft, path, read.value);
  }
  const verdict = validate(mapping.record, id, draft);
  if (verdict.ok) return { rows: [at(row)], records: [verdict.record], notes };
  const [first] = verdict.faults;
  const place = first?.pointer.split('/')[1] ?? '';
  const guilty = Object.entries(mapping.fields).find(([path]) => path.split('.')[0] === place)?.[1];
  const cell = typeof guilty === 'string' ? headingsIn(guilty)[0] : guilty?.column;
  const reason = `${first?.pointer ?? ''} ${first?.detail ?? ''}`.trim();
  return { refused: at(row), ...(cell !== undefined && { column: cell }), reason };
};

const faultIn = (mapping: unknown): string | undefined => {
  if (mapping === undefined) return 'A table needs a mapping file: --mapping FILE. docs/import.md has a template.';
  const read = Mapping.safeParse(mapping);
  if (read.success) return undefined;
  const [issue] = read.error.issues;
  return `The mapping is not one at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? ''}. Records are ${recordTypes.join(', ')}.`;
};

export const table: Format = {
  name: 'table',
  says: 'any CSV or XLSX, with --mapping FILE (YAML) that says what its columns mean',
  files: [{ name: 'tables', headings: [], needed: true }],
  fault: (tables, mapping) => {
    const fault = faultIn(mapping);
    if (fault !== undefined) return fault;
    const needed = headingsOf(Mapping.parse(mapping));
    for (const { file, headings } of tables.tables ?? []) {
      const lacking = needed.find((name) => !headings.includes(name));
      if (lacking !== undefined)
        return `${file} has no column ${JSON.stringify(lacking)}: its columns are ${headings.join(', ')}.`;
    }
    return undefined;
  },
  read: async function* (tables, { parties, release, mapping: written }) {
    const mapping = Mapping.parse(written);
    const book = partyBook(parties, own);
    const known = new Set(parties.map(({ id }) => id));
    const version = release ?? mapping.version ?? 'version not stated';
    const seen = new Map<string, number>();
    for (const one of tables.tables ?? []) {
      for await (const row of one.rows()) {
        const notes: string[] = [];
        const piece = pieceOf(row, mapping, version, (name) => partyIn(book, name, known, notes), notes);
        const id = 'records' in piece ? piece.records[0]?.id : undefined;
        const before = id === undefined ? undefined : seen.get(id);
        yield { rows: [], records: book.made() };
        if (id !== undefined && before !== undefined) {
          yield {
            refused: at(row),
            column: headingsIn(mapping.id)[0] ?? 'id',
            reason: `makes the id of row ${before}`,
          };
        } else yield piece;
        if (id !== undefined && before === undefined) seen.set(id, row.row);
      }
    }
  },
};
