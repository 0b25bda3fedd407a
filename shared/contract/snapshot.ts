/** A snapshot in words of the contract: what was public on a day, frozen under the hash of its manifest. */
import * as z from 'zod/mini';
import { pathOf, recordTypes } from '../domain/record-type.ts';
import { Sha256 } from './day.ts';
import { DayText, NamedRecord } from './erratum.ts';
import { Href } from './reply.ts';

/** A snapshot in the list: of which day, and how many records are in it. */
export const SnapshotItem = z.strictObject({ hash: Sha256, href: Href, date: DayText, records: z.int() });
export type SnapshotItem = z.infer<typeof SnapshotItem>;

const count = z.int().check(z.gte(0));

/**
 * The manifest. `replaces` is an earlier snapshot of which this one is all that may still be said, and which records are not in
 * it, or not as they were. The address of a file is that of the snapshot and its name.
 */
export const Manifest = z.strictObject({
  format: z.int(),
  title: z.string(),
  date: DayText,
  from: z.string(),
  licence: z.string(),
  counts: z.strictObject(Object.fromEntries(recordTypes.map((type) => [pathOf[type], count]))),
  files: z.array(
    z.strictObject({
      name: z.string(),
      mediaType: z.string(),
      rows: z.optional(count),
      bytes: count,
      sha256: Sha256,
    }),
  ),
  replaces: z.optional(z.strictObject({ snapshot: Sha256, without: z.array(NamedRecord) })),
});
