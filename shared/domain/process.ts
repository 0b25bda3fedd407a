/** A process: the talks as a whole, over all their rounds. */
import * as z from 'zod/mini';
import { Edtf } from './edtf.ts';
import { issueTerms } from './issues.ts';
import { recordFields } from './record-fields.ts';
import { levels, methods, numberings, processRoles, processStatuses } from './terms.ts';
import { Country, Localized, Slug } from './text.ts';

/** A role held throughout: standing guarantor, mediator, depositary. `appointedBy` is the party that appointed. */
export const StandingRole = z.strictObject({
  party: Slug,
  role: z.enum(processRoles),
  period: z.optional(Edtf),
  appointedBy: z.optional(Slug),
});

/** Who is of a team, by the subject of their tokens: each is the key of a row, of which there can be so many. */
const Team = z
  .array(z.string().check(z.maxLength(200, 'is more than 200 characters'), z.regex(/\S/, 'is empty')))
  .check(z.maxLength(1000));

export const Process = z.strictObject({
  ...recordFields,
  type: z.literal('process'),
  name: Localized,
  level: z.enum(levels),
  method: z.optional(z.array(z.enum(methods))),
  subject: z.optional(Localized),
  issues: z.optional(z.array(z.enum(issueTerms))),
  countries: z.optional(z.array(Country)),
  period: z.optional(Edtf),
  status: z.enum(processStatuses),
  numbering: z.optional(z.enum(numberings)),
  roles: z.optional(z.array(StandingRole)),
  parent: z.optional(Slug),
  related: z.optional(z.array(Slug)),
  consentOf: z.optional(z.array(Slug)),
  team: z.optional(Team),
});
export type Process = z.infer<typeof Process>;
