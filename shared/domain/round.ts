/** A round: one meeting of a process, who came in which role, and where. A talk that failed is one too. */
import * as z from 'zod/mini';
import { Edtf } from './edtf.ts';
import { issueTerms } from './issues.ts';
import { Person } from './person.ts';
import { recordFields } from './record-fields.ts';
import { attendances, contacts, modes, roles, roundKinds, roundLevels, roundStatuses } from './terms.ts';
import { Country, Localized, Plain, Slug } from './text.ts';

/** `composition`: who was in a bloc that day; where given it expands instead of the memberships. */
export const Participation = z.strictObject({
  party: Slug,
  roles: z.optional(z.array(z.enum(roles))),
  attendance: z.enum(attendances),
  onBehalfOf: z.optional(Slug),
  composition: z.optional(z.array(Slug)),
  delegation: z.optional(
    z.strictObject({
      head: z.optional(Person),
      members: z.optional(z.array(Person)),
      size: z.optional(z.int().check(z.gte(0), z.lte(100000))),
    }),
  ),
  remark: z.optional(Localized),
  note: z.optional(Plain),
});
export type Participation = z.infer<typeof Participation>;

const isTimeZone = (name: string): boolean => {
  try {
    return /^[A-Z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
};

/** The place's name is the one in use on the day; coordinates are `[longitude, latitude]` in degrees (GeoJSON, RFC 7946). */
export const Place = z.strictObject({
  name: z.optional(Localized),
  country: z.optional(Country),
  timeZone: z.optional(
    z.string().check(z.maxLength(60), z.refine(isTimeZone, 'is not an IANA time zone such as Asia/Almaty')),
  ),
  coordinates: z.optional(
    z.tuple([z.number().check(z.gte(-180), z.lte(180)), z.number().check(z.gte(-90), z.lte(90))]),
  ),
});

export const Round = z.strictObject({
  ...recordFields,
  type: z.literal('round'),
  process: Slug,
  kind: z.enum(roundKinds),
  level: z.optional(z.enum(roundLevels)),
  number: z.optional(z.int().check(z.gte(0), z.lte(100000))),
  partOf: z.optional(Slug),
  label: Localized,
  period: Edtf,
  status: z.enum(roundStatuses),
  mode: z.optional(z.enum(modes)),
  contact: z.optional(z.enum(contacts)),
  place: z.optional(Place),
  agenda: z.optional(z.array(z.enum(issueTerms))),
  summary: z.optional(Localized),
  participations: z.optional(z.array(Participation)),
});
export type Round = z.infer<typeof Round>;
