/** A document: what was tabled, adopted or signed, by whom, and how it stands to other documents. */
import * as z from 'zod/mini';
import { DocumentText } from './document-text.ts';
import { Edtf } from './edtf.ts';
import { issueTerms } from './issues.ts';
import { Person } from './person.ts';
import { recordFields } from './record-fields.ts';
import { documentKinds, documentStatuses, relationTypes, roles, signatureActions, stages } from './terms.ts';
import { Localized, Slug } from './text.ts';

/** Who did what to the document: a party, a person, or a person for a party; several actions of one party are several. */
export const Signature = z.strictObject({
  party: z.optional(Slug),
  signatory: z.optional(Person),
  action: z.enum(signatureActions),
  capacity: z.optional(Localized),
  onBehalfOf: z.optional(Slug),
  date: z.optional(Edtf),
});

export const Document = z.strictObject({
  ...recordFields,
  type: z.literal('document'),
  process: z.optional(Slug),
  round: z.optional(Slug),
  kind: z.enum(documentKinds),
  stage: z.optional(z.enum(stages)),
  title: Localized,
  date: Edtf,
  effect: z.optional(z.strictObject({ from: z.optional(Edtf), until: z.optional(Edtf) })),
  status: z.enum(documentStatuses),
  signatures: z.optional(z.array(Signature)),
  thirdParties: z.optional(z.array(z.strictObject({ party: Slug, roles: z.optional(z.array(z.enum(roles))) }))),
  relations: z.optional(z.array(z.strictObject({ type: z.enum(relationTypes), document: Slug }))),
  issues: z.optional(z.array(z.enum(issueTerms))),
  texts: z.optional(z.array(DocumentText)),
});
export type Document = z.infer<typeof Document>;
