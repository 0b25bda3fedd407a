/** Who says so: the sources of a record, and the claims that sources make about its places. */
import * as z from 'zod/mini';
import { Edtf } from './edtf.ts';
import { accesses, claimKinds, reliabilities } from './terms.ts';
import { Address, Language, Localized, Plain } from './text.ts';

/** A source: internal unless it says `access: "public"`. Reliability A–F grades the source, not the claim. */
export const Source = z.strictObject({
  id: z.string().check(z.regex(/^s[1-9][0-9]{0,3}$/, 'is not a source id such as s1')),
  title: Plain,
  publisher: z.optional(Plain),
  author: z.optional(Plain),
  date: z.optional(Edtf),
  url: z.optional(Address),
  locator: z.optional(Plain),
  language: z.optional(Language),
  reliability: z.optional(z.enum(reliabilities)),
  access: z.optional(z.enum(accesses)),
});
export type Source = z.infer<typeof Source>;

/** What a source says about one place of the record; `at` is a JSON Pointer with list members named by their keys. */
export const Claim = z.strictObject({
  at: z.string().check(z.maxLength(1000), z.regex(/^(\/([^~/]|~[0-9])*)+$/, 'is not a JSON Pointer such as /period')),
  kind: z.enum(claimKinds),
  value: z.optional(z.json()),
  source: z.optional(z.string()),
  credibility: z.optional(z.int().check(z.gte(1), z.lte(6))),
  remark: z.optional(Localized),
  note: z.optional(Plain),
});
export type Claim = z.infer<typeof Claim>;

/** What an imported row said, word for word; never public. */
export const Origin = z.strictObject({
  dataset: Plain,
  version: Plain,
  file: z.optional(Plain),
  key: Plain,
  values: z.record(z.string(), z.string()),
});
