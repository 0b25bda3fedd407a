/** An outcome: what was agreed, proposed, refused or voted, who took which position, and what came of it. */
import * as z from 'zod/mini';
import { Edtf } from './edtf.ts';
import { issueTerms } from './issues.ts';
import { recordFields } from './record-fields.ts';
import { implementationStatuses, outcomeKinds, positions, voteSubjects } from './terms.ts';
import { Localized, Plain, Slug } from './text.ts';

const Count = z.int().check(z.gte(0), z.lte(1000000));

export const Position = z.strictObject({
  party: Slug,
  position: z.enum(positions),
  onBehalfOf: z.optional(Slug),
  remark: z.optional(Localized),
  note: z.optional(Plain),
});

/** `source` names a source of the record; the grades are the four of the Peace Accords Matrix, and two of ours. */
export const Implementation = z.strictObject({
  date: Edtf,
  status: z.enum(implementationStatuses),
  assessor: z.optional(Plain),
  remark: z.optional(Localized),
  note: z.optional(Plain),
  source: z.string(),
});

export type Implementation = z.infer<typeof Implementation>;

/** `vote` may lack its tally: a list of votes without counts says what was voted on, and no more. */
export const Outcome = z.strictObject({
  ...recordFields,
  type: z.literal('outcome'),
  process: Slug,
  round: z.optional(Slug),
  kind: z.enum(outcomeKinds),
  issues: z.optional(z.array(z.enum(issueTerms))),
  date: Edtf,
  summary: Localized,
  documents: z.optional(z.array(Slug)),
  positions: z.optional(z.array(Position)),
  concerns: z.optional(z.array(Slug)),
  due: z.optional(Edtf),
  keptBy: z.optional(Slug),
  restates: z.optional(z.array(Slug)),
  vote: z.optional(
    z.strictObject({
      on: z.enum(voteSubjects),
      result: z.optional(Plain),
      yes: z.optional(Count),
      no: z.optional(Count),
      abstain: z.optional(Count),
      absent: z.optional(Count),
    }),
  ),
  implementation: z.optional(z.array(Implementation)),
});
export type Outcome = z.infer<typeof Outcome>;
