/** Differences over HTTP: which two revisions of a record are compared, and what has changed between them. */
import * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';
import { Slug } from '../domain/text.ts';
import { AnyJson, At } from './reply.ts';

const Version = z.int().check(z.gte(1));

const RevisionNumber = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,7}$/, 'is not the number of a revision')),
  z.coerce.number<string>().check(z.minimum(1)),
);

/** `from`: the revision that the public has, unless said. `to`: the newest. */
export const DifferenceQuery = z.object({ from: z.optional(RevisionNumber), to: z.optional(RevisionNumber) });

/** A place of the record, and what stood there before and after; either is missing where there was, or is, nothing. */
export const DifferenceRead = z.strictObject({ at: At, before: z.optional(AnyJson), after: z.optional(AnyJson) });

/** The differences between two revisions; `from` is null where the public has none, and all of it is new. */
export const Comparison = z.strictObject({
  record: z.templateLiteral([z.enum(recordTypes), '#', Slug]),
  from: z.nullable(Version),
  to: Version,
  changes: z.array(DifferenceRead),
});
