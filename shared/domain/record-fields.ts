/** The fields that every record has, whatever its type. */
import * as z from 'zod/mini';
import { Claim, Origin, Source } from './source.ts';
import { classifications } from './terms.ts';
import { Localized, Plain, Slug } from './text.ts';

/** Other people's ids of the same thing (`pax`, `ucdp`, `unSymbol`, `iso3166Alpha3` …), each a list. */
export const Identifiers = z.record(
  z.string().check(z.regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'is not the name of an identifier such as pax')),
  z.array(Plain),
);

export const recordFields = {
  id: Slug,
  /** The record of the same type that this one turned out to be; owned by the server. */
  mergedInto: z.optional(Slug),
  classification: z.optional(z.enum(classifications)),
  marking: z.optional(Plain),
  identifiers: z.optional(Identifiers),
  sources: z.optional(z.array(Source)),
  claims: z.optional(z.array(Claim)),
  origin: z.optional(z.array(Origin)),
  note: z.optional(Plain),
  remark: z.optional(Localized),
};
