/** A row of a view as DynamoDB keeps it, and back: encoded, measured, and told from another by the digest of its bytes. */
import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import { type Form, forms } from '../../shared/domain/release.ts';
import { type Filters, noNames, type ReleasedBy, type Row } from '../../shared/projection/row.ts';

/** DynamoDB refuses an item past 400 KB, names of attributes included; a body is packed before it comes near. */
const itemLimit = 400 * 1024;
const packedPast = 380 * 1024;

/** Part of every digest: raised when the encoding below changes, so that a rebuild writes every row again. */
const encoding = 2;

/**
 * The stored item: `of` is the record it was made from, by which a row that no head names is known; `body` is JSON, or packed:
 * gzip of it, or Brotli; so is `names`, which is missing when there are none. `release` is its number and time, `form` in which it is, if not in full, `object` the key of the file
 * that the row hands out.
 */
export type RowItem = {
  pk: string;
  sk: string;
  of: Ref;
  body: string | Uint8Array;
  names?: string | Uint8Array;
  release?: string;
  form?: Form;
  restricted?: true;
  object?: string;
} & Filters;

/**
 * A row as it is read: `body` and `names` are JSON texts, ready to be put into a reply; the days are those of its date. `secret` is
 * the restricted record that it tells of, if it does: whoever is shown the row has read that. `object` is the key of a file, `form`
 * in which the record is public, if not in full.
 */
export type StoredRow = {
  pk: string;
  sk: string;
  body: string;
  names: string;
  earliest?: string;
  latest?: string;
  secret?: Ref;
  object?: string;
  form?: Form;
};

const list = z.optional(z.array(z.string()));
const text = z.optional(z.string());
const filterFields = {
  earliest: text,
  latest: text,
  type: text,
  kind: text,
  status: text,
  process: text,
  issues: list,
  with: list,
  roles: list,
  positions: list,
  actions: list,
  dueBy: text,
} satisfies Record<keyof Filters, typeof text | typeof list>;

const Packable = z.union([z.string(), z.instanceof(Uint8Array)]);

/** What a reading needs; it filtered already, and looks at no filter again. */
const fields = {
  pk: z.string(),
  sk: z.string(),
  body: Packable,
  names: z.optional(Packable),
  restricted: z.optional(z.literal(true)),
  object: text,
  form: z.optional(z.enum(forms)),
};
const Owner = z.custom<Ref>((value) => typeof value === 'string' && isRef(value));
const ReadItem = z.object({ ...fields, earliest: text, latest: text, of: z.optional(Owner) });
const RowItem = z.strictObject({ ...fields, ...filterFields, of: Owner, release: text });
const Owned = z.object({ of: Owner });

const bytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === 'boolean') return 1;
  // A list costs 3 bytes and 1 for each member besides the members.
  if (Array.isArray(value)) return value.reduce((sum: number, member) => sum + 1 + bytes(member), 3);
  return 0;
};

/** The size of a row's item in bytes as DynamoDB counts it against its limit: names of attributes and their values. */
export const sizeOf = (item: RowItem): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytes(value), 0);

const withoutMissing = (filters: Filters): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));

/** Of the type that DynamoDB gives back, so that an item as made and as read are alike. */
const packedText = (text: string): Uint8Array => Uint8Array.from(gzipSync(text));

// The window of Brotli as a power of two: 4 MB, more than any row has. By it the first byte is never that of gzip.
const furtherWindow = 22;

/**
 * Packed by what sees a repetition however far back it is, where gzip looks back 32 KB: a record says a disputed value in its claim,
 * in what is disputed, and where it was adopted.
 */
const packedFurther = (text: string): Uint8Array =>
  Uint8Array.from(
    brotliCompressSync(text, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: furtherWindow },
    }),
  );

/**
 * The item of a row. A row that says so is packed, and any whose item would pass 380 KB, further where it would still pass
 * the limit. A row that does not fit even so is a bug of the projection, which must page it, and throws. `object` is the key of the file that it hands out.
 */
export const encodeRow = (
  { pk, sk, body, names, filters, release, form, packed: packs, restricted }: Row,
  of: Ref,
  object?: string,
): RowItem => {
  const named = Object.values(names).some((called) => Object.keys(called).length > 0);
  const text = JSON.stringify(body);
  const called = named ? JSON.stringify(names) : undefined;
  const plain: RowItem = {
    pk,
    sk,
    of,
    body: text,
    ...(called !== undefined && { names: called }),
    ...(object !== undefined && { object }),
    ...withoutMissing(filters),
    ...(release && { release: `${release.number} ${release.at}` }),
    ...(form && { form }),
    ...(restricted && { restricted }),
  };
  if (!packs && sizeOf(plain) <= packedPast) return plain;
  const packedBy = (pack: typeof packedText): RowItem => ({
    ...plain,
    body: pack(text),
    ...(called !== undefined && { names: pack(called) }),
  });
  const usual = packedBy(packedText);
  const packed = sizeOf(usual) > itemLimit ? packedBy(packedFurther) : usual;
  if (sizeOf(packed) > itemLimit) throw new Error(`row ${pk} ${sk} is ${sizeOf(packed)} bytes even packed`);
  return packed;
};

const isGzip = ([first]: Uint8Array): boolean => first === 0x1f;

const unpacked = (text: string | Uint8Array): string => {
  if (typeof text === 'string') return text;
  return (isGzip(text) ? gunzipSync(text) : brotliDecompressSync(text)).toString('utf8');
};

const withoutNames = JSON.stringify(noNames);

/** The row of a stored item. An item that is none throws: nothing but the projector writes to a view. */
export const decodeRow = (item: unknown): StoredRow => {
  const { body, names, of, restricted, ...rest } = ReadItem.parse(item);
  const row = { ...rest, body: unpacked(body), names: names === undefined ? withoutNames : unpacked(names) };
  return restricted && of ? { ...row, secret: of } : row;
};

const asText = ([name, value]: [string, unknown]): [string, unknown] =>
  value instanceof Uint8Array ? [name, Buffer.from(value).toString('base64')] : [name, value];

/**
 * 96 bits of SHA-256 over all that a row's item says besides its key, in base64url: 16 characters. The same for an item as
 * it was made and as it came out of the table, whatever the order of its attributes.
 */
export const digest = ({ pk: _pk, sk: _sk, body, ...rest }: RowItem): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        encoding,
        Object.entries(rest)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(asText),
      ]),
    )
    .update('\n')
    .update(body)
    .digest('base64url')
    .slice(0, 16);

/** The digest of an item as it stands in a view; undefined where it is none that the projector could have written. */
export const digestOf = (item: unknown): string | undefined => {
  const row = RowItem.safeParse(item);
  return row.success ? digest(row.data) : undefined;
};

const Released = z.object({
  of: Owner,
  release: z.string().check(z.regex(/^\d+ \S+$/)),
});

/** By which release the public has the record of an item; undefined where it has none. */
export const releaseOf = (item: unknown): { of: Ref; release: ReleasedBy } | undefined => {
  const { success, data } = Released.safeParse(item);
  if (!success) return undefined;
  const [number = '', at = ''] = data.release.split(' ');
  return { of: data.of, release: { number: Number(number), at } };
};

/** The record that an item of a view says it was made from. */
export const ownerOf = (item: unknown): Ref | undefined => {
  const owned = Owned.safeParse(item);
  return owned.success ? owned.data.of : undefined;
};
