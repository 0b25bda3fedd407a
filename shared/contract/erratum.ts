/** What is said where a snapshot was: which records had to leave it, and where the same is without them. */
import * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';
import { Slug } from '../domain/text.ts';

/** A day of UTC. */
export const DayText = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

/** A record by its type and id, and nothing of it. */
export const NamedRecord = z.strictObject({ type: z.enum(recordTypes), id: Slug });

const start = '/public/v1/snapshots/';
const SnapshotHref = z.templateLiteral([start, z.string()]);

/** The address of a snapshot. */
export const hrefOfSnapshot = (hash: string): z.infer<typeof SnapshotHref> => `${start}${hash}`;

/**
 * Why an address holds no snapshot any more: a record in it is public no more, or in a more reserved form (`reserved`), since a
 * day. `successor` is the address of the same snapshot without it, once there is one.
 */
export const Erratum = z.strictObject({
  records: z.array(z.extend(NamedRecord, { became: z.enum(['withdrawn', 'reserved']), day: DayText })),
  successor: z.optional(SnapshotHref),
});
export type Erratum = z.infer<typeof Erratum>;
