/** A party: a state, an organization, a group, a bloc or a person that takes part in talks. */
import * as z from 'zod/mini';
import { Edtf } from './edtf.ts';
import { recordFields } from './record-fields.ts';
import { partyKinds } from './terms.ts';
import { Language, Localized, Plain, Slug } from './text.ts';

/** Only a membership of a party of kind `bloc` expands; every other is shown and expands nothing. */
export const Membership = z.strictObject({ of: Slug, period: z.optional(Edtf), as: z.optional(Localized) });

export const Alias = z.strictObject({
  name: Plain,
  language: z.optional(Language),
  validFrom: z.optional(Edtf),
  validTo: z.optional(Edtf),
});

export const Party = z.strictObject({
  ...recordFields,
  type: z.literal('party'),
  kind: z.enum(partyKinds),
  name: Localized,
  aliases: z.optional(z.array(Alias)),
  memberships: z.optional(z.array(Membership)),
});
export type Party = z.infer<typeof Party>;
