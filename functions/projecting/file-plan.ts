/** Which files an audience's bucket is to have for the rows of a record, against those that its head says are there. */
import { createHash } from 'node:crypto';
import type { Row, StoredFile } from '../../shared/projection/row.ts';
import { type Head, unknown } from '../store/head.ts';

/** What an object is, by its bytes and by what is said with them: 96 bits of SHA-256. */
const digestOf = ({ document, sha256, mediaType, fileName }: StoredFile): string =>
  createHash('sha256')
    .update(JSON.stringify([document, sha256, mediaType, fileName]))
    .digest('base64url')
    .slice(0, 16);

/**
 * `keyOf` says under which key each row's file is. `fresh` are to be copied before any row names them, `surplus` to be removed
 * once no row does. `doubtful` and `settled` are what the head says of files meanwhile, and when both is done.
 */
export type FilePlan = {
  readonly keyOf: ReadonlyMap<Row, string>;
  readonly fresh: readonly { readonly key: string; readonly file: StoredFile }[];
  readonly surplus: readonly string[];
  readonly doubtful: Head['files'];
  readonly settled: Head['files'];
};

/**
 * Plans the files of some rows. A file that is known to be there stays under its key; every other gets a key that was never
 * used, so that whoever lost the record meanwhile can neither bring it back nor take it away. `missing` are keys that were
 * looked for and are not there, whatever the head says.
 */
export const planFiles = (
  files: Head['files'],
  rows: readonly Row[],
  newKey: () => string,
  missing: ReadonlySet<string> = new Set(),
): FilePlan => {
  const known = new Map(
    [...files].flatMap(([key, digest]) => (digest === unknown || missing.has(key) ? [] : [[digest, key]])),
  );
  const keyOf = new Map<Row, string>();
  const settled = new Map<string, string>();
  const fresh: { key: string; file: StoredFile }[] = [];
  for (const row of rows) {
    if (!row.file) continue;
    const digest = digestOf(row.file);
    const key = known.get(digest) ?? newKey();
    if (!known.has(digest)) fresh.push({ key, file: row.file });
    keyOf.set(row, key);
    settled.set(key, digest);
  }
  const surplus = [...files.keys()].filter((key) => !settled.has(key));
  const doubtful = new Map([
    ...settled,
    ...[...surplus, ...fresh.map(({ key }) => key)].map((key) => [key, unknown] as const),
  ]);
  return { keyOf, fresh, surplus, doubtful, settled };
};
