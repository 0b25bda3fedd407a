/** A frozen snapshot of what is public: its files and its manifest, a pure function of the public forms of all released records. */
import canonicalize from 'canonicalize';
import { isObject } from '../domain/json.ts';
import { pathOf, type RecordType, recordTypes } from '../domain/record-type.ts';
import { codebookOf, type MadeTable } from './codebook.ts';
import { documentParty, type ToldDocument } from './document-party.ts';
import { outcomeParty, type ToldOutcome } from './outcome-party.ts';
import { parquetOf } from './parquet.ts';
import { exampleOf } from './record-field.ts';
import { roundParty, type ToldRound } from './round-party.ts';
import { headOf, linesOf, type Named, type ToldParty, type ToldProcess, type Unit } from './unit.ts';

/** A record in a snapshot: the RFC 8785 text of its public form, by which the ledger knows it as well. */
export type Line = { readonly type: RecordType; readonly id: string; readonly text: string };

/** What stands in a reply besides the form: names, and in a round records that have lines of their own. */
const notOwn: { readonly [type in RecordType]: readonly string[] } = {
  process: ['included'],
  round: ['included', 'documents', 'outcomes'],
  party: ['included'],
  document: ['included'],
  outcome: ['included'],
  caseload: ['included'],
};

/** The line of a record as its own address shows it, or as the view keeps it; throws on what is none. */
export const lineOfReply = (reply: unknown): Line => {
  const type = isObject(reply) ? recordTypes.find((one) => one === reply.type) : undefined;
  if (!isObject(reply) || !type || typeof reply.id !== 'string') throw new Error('This is the reply of no record');
  const text = canonicalize(Object.fromEntries(Object.entries(reply).filter(([name]) => !notOwn[type].includes(name))));
  if (text === undefined) throw new Error('A form is always an object');
  return { type, id: reply.id, text };
};

/** A file of a snapshot. `rows` is how many records or rows are in it; a text for people has none. */
export type SnapshotFile = {
  readonly name: string;
  readonly mediaType: string;
  readonly rows?: number;
  readonly content: Uint8Array;
};

/** An earlier snapshot of which this one is all that may still be said, and the records that are not in it, or not as they were. */
export type Replaced = {
  readonly snapshot: string;
  readonly without: readonly { readonly type: RecordType; readonly id: string }[];
};

/**
 * What a snapshot is made of: the lines in any order, the day (UTC) of which it is, and the address of the site. `sha256` is
 * lower-case hex.
 */
export type Making = {
  readonly lines: readonly Line[];
  readonly date: string;
  readonly site: string;
  readonly replaces?: Replaced;
  readonly sha256: (content: string | Uint8Array) => string;
};

/** A snapshot: `hash` is the SHA-256 of its manifest, which names that of each file. */
export type Snapshot = { readonly hash: string; readonly manifest: string; readonly files: readonly SnapshotFile[] };

/** Under which terms the content may be used, in the words of the site. */
const licence =
  'The records state checked facts in our own words and name their sources. They may be used freely with the name of this site and the address of the snapshot. What sources link to belongs to those who published it.';

/** Raised when a file is added or means something else. */
const format = 1;

const utf8 = new TextEncoder();
const jsonl = 'application/jsonl';
const csv = 'text/csv';
const parquet = 'application/vnd.apache.parquet';
const markdown = 'text/markdown';

/** In one order for everybody: by code unit. */
const byId = (one: Line, other: Line): number => (one.id < other.id ? -1 : 1);

const told = <Told>({ text }: Line): Told => JSON.parse(text);

/** The records of some lines, one after the other. */
function* toldIn(lines: readonly Line[]): Generator<object> {
  for (const line of lines) yield told<object>(line);
}

type Made = { readonly table: MadeTable; readonly files: readonly SnapshotFile[] };

/** A table, and its files. Its rows, which take more memory than all else, are not kept beyond that. */
const tableOf = <Told>(unit: Unit<Told>, lines: readonly Line[]): Made => {
  const cells = lines.flatMap((line) => unit.cells(told<Told>(line)));
  const [rows, example] = [cells.length, cells[0]];
  const content = utf8.encode(headOf(unit) + linesOf(cells));
  return {
    table: { unit, rows, example },
    files: [
      { name: `${unit.name}.csv`, mediaType: csv, rows, content },
      { name: `${unit.name}.parquet`, mediaType: parquet, rows, content: parquetOf(unit, cells) },
    ],
  };
};

/** Makes a snapshot: equal lines of equal days are equal bytes, whoever makes it. */
export const snapshotOf = ({ lines, date, site, replaces, sha256 }: Making): Snapshot => {
  const byType = new Map(recordTypes.map((type) => [type, lines.filter((line) => line.type === type).sort(byId)]));
  const of = (type: RecordType): readonly Line[] => byType.get(type) ?? [];
  const named: Named = {
    parties: new Map(of('party').map((line) => [line.id, told<ToldParty>(line)])),
    processes: new Map(of('process').map((line) => [line.id, told<ToldProcess>(line)])),
  };
  const tables = [
    tableOf<ToldRound>(roundParty(named), of('round')),
    tableOf<ToldDocument>(documentParty(named), of('document')),
    tableOf<ToldOutcome>(outcomeParty(named), of('outcome')),
  ];
  const codebook = codebookOf({
    tables: tables.map(({ table }) => table),
    records: recordTypes.map((type) => exampleOf(type, toldIn(of(type)))),
    address: `${site}/public/v1`,
    day: date,
  });
  const files: SnapshotFile[] = [
    ...recordTypes.map((type) => ({
      name: `${pathOf[type]}.jsonl`,
      mediaType: jsonl,
      rows: of(type).length,
      content: utf8.encode(
        of(type)
          .map(({ text }) => `${text}\n`)
          .join(''),
      ),
    })),
    ...tables.flatMap((one) => one.files),
    { name: 'codebook.md', mediaType: markdown, content: utf8.encode(codebook) },
  ];
  const manifest = canonicalize({
    format,
    title: `Kelissöz: what was public on ${date}`,
    date,
    from: `${site}/public/v1`,
    licence,
    counts: Object.fromEntries(recordTypes.map((type) => [pathOf[type], of(type).length])),
    files: files.map(({ content, ...file }) => ({ ...file, bytes: content.length, sha256: sha256(content) })),
    ...(replaces && { replaces }),
  });
  if (manifest === undefined) throw new Error('A manifest is always an object');
  return { hash: sha256(manifest), manifest, files };
};

/** Whether a line names a record, be it in a reference, a pointer or a key; it may say so of a word that only looks like the id. */
export const names = ({ text }: Line, id: string): boolean => {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!/[a-z0-9-]/.test(text[at - 1] ?? '') && !/[a-z0-9-]/.test(text[at + id.length] ?? '')) return true;
  }
  return false;
};
