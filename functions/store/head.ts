/** A head: which rows of a view exist because of a record, and which records were read to make them, packed into one item. */
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import type { Change } from './changes.ts';
import type { RowItem } from './row.ts';

/** Partition and sort key of a row of a view in one text; a partition key has no line break. */
export type RowKey = `${string}\n${string}`;
export const rowKey = ({ pk, sk }: { pk: string; sk: string }): RowKey => `${pk}\n${sk}`;
export const splitRowKey = (key: RowKey): { pk: string; sk: string } => {
  const at = key.indexOf('\n');
  return { pk: key.slice(0, at), sk: key.slice(at + 1) };
};

/** The digest of a row that may or may not be there, in this form or another. */
export const unknown = '';

/** What the last projection read, all of it registered in the reverse index: records, and blocs of which the members. */
export type Reads = { readonly records: readonly Ref[]; readonly blocs: readonly string[] };

/**
 * `files` is the same of objects in the audience's bucket: a key that exists or may exist, with what is known to be under it.
 * `rows` has the key of every row that exists or may exist, with the digest of its bytes, or `unknown`. What it says of a
 * digest is true whatever crashed: it changes only together with the row or before it.
 */
export type Head = {
  readonly counter: number;
  readonly rows: ReadonlyMap<RowKey, string>;
  readonly reads: Reads;
  readonly files: ReadonlyMap<string, string>;
};

/**
 * One transaction's work: at most 97 rows, what the head says afterwards if that changes, and the entry of the log where the
 * record's own row is among the rows.
 */
export type Writes = {
  readonly head?: Omit<Head, 'counter'>;
  readonly puts: readonly RowItem[];
  readonly deletes: readonly RowKey[];
  readonly change?: Change;
};

export const noReads: Reads = { records: [], blocs: [] };

/** What a head's packed parts may take of the 400 KB of an item; the rest is its key, counter and names of attributes. */
const packedLimit = 399 * 1024;

const Key = z.custom<RowKey>((value) => typeof value === 'string' && value.includes('\n'));
const Rows = z.array(z.tuple([Key, z.string()]));
const ReadRef = z.custom<Ref>((value) => typeof value === 'string' && isRef(value));
const ReadsText = z.object({ records: z.array(ReadRef), blocs: z.array(z.string()) });
const packed = z.optional(z.instanceof(Uint8Array));
const Files = z.array(z.tuple([z.string(), z.string()]));
const HeadItem = z.object({ counter: z.int(), rows: packed, reads: packed, files: packed });

const pack = (value: unknown): Uint8Array => gzipSync(JSON.stringify(value));
const unpack = (value: Uint8Array): unknown => JSON.parse(gunzipSync(value).toString('utf8'));

/**
 * The packed attributes of a head. Some 20 000 rows fit, at 18 bytes each; a record of more throws, for there is no way to write its rows so
 * that a crash could be repaired.
 */
export const encodeHead = ({
  rows,
  reads,
  files,
}: Omit<Head, 'counter'>): { rows: Uint8Array; reads: Uint8Array; files?: Uint8Array } => {
  // In order, keys resemble their neighbours and pack to half.
  const item = {
    rows: pack([...rows].sort(([a], [b]) => (a < b ? -1 : 1))),
    reads: pack(reads),
    ...(files.size > 0 && { files: pack([...files]) }),
  };
  const bytes = Object.values(item).reduce((sum, part) => sum + part.byteLength, 0);
  if (bytes > packedLimit) throw new Error(`a head of ${rows.size} rows is ${bytes} bytes and does not fit in an item`);
  return item;
};

/** The head of a stored item; one that was only ever claimed has neither rows nor reads. */
export const decodeHead = (item: unknown): Head => {
  const { counter, rows, reads, files } = HeadItem.parse(item);
  return {
    counter,
    rows: new Map(rows ? Rows.parse(unpack(rows)) : []),
    reads: reads ? ReadsText.parse(unpack(reads)) : noReads,
    files: new Map(files ? Files.parse(unpack(files)) : []),
  };
};
