/** The rows of lists: one line of a timeline, of a party's lists, of the lists of processes and parties. */
import * as z from 'zod/mini';
import { Edtf } from '../domain/edtf.ts';
import { issueTerms } from '../domain/issues.ts';
import { Outcome } from '../domain/outcome.ts';
import { Process } from '../domain/process.ts';
import { recordTypes } from '../domain/record-type.ts';
import { Place, Round } from '../domain/round.ts';
import {
  attendances,
  documentKinds,
  documentStatuses,
  implementationStatuses,
  outcomeKinds,
  outcomeStatuses,
  partyKinds,
  positions,
  roles,
  roundKinds,
  roundStatuses,
  signatureActions,
} from '../domain/terms.ts';
import { Localized, Plain, Slug } from '../domain/text.ts';
import { AnyJson, At, Disputed, Href } from './reply.ts';

const Roles = z.optional(z.array(z.enum(roles)));

/** What every line has. `parties` are at most 12 of the `partyCount` that it stands under; a round's date is its period. */
const line = {
  id: Slug,
  href: Href,
  date: z.optional(Edtf),
  title: z.optional(Localized),
  process: z.optional(Slug),
  issues: z.array(z.enum(issueTerms)),
  parties: z.array(Slug).check(z.maxLength(12)),
  partyCount: z.int(),
  disputed: z.array(Disputed),
};

export const RoundItem = z.strictObject({
  ...line,
  type: z.literal('round'),
  kind: z.optional(z.enum(roundKinds)),
  status: z.optional(z.enum(roundStatuses)),
  place: z.optional(Place),
  number: Round.shape.number,
  level: Round.shape.level,
  mode: Round.shape.mode,
  contact: Round.shape.contact,
});

export const DocumentItem = z.strictObject({
  ...line,
  type: z.literal('document'),
  kind: z.optional(z.enum(documentKinds)),
  status: z.optional(z.enum(documentStatuses)),
  round: z.optional(Slug),
});

/** Its status is that of its latest implementation report, else `none-reported`; missing where reports are withheld. */
export const OutcomeItem = z.strictObject({
  ...line,
  type: z.literal('outcome'),
  kind: z.optional(z.enum(outcomeKinds)),
  status: z.optional(z.enum(outcomeStatuses)),
  round: z.optional(Slug),
  due: Outcome.shape.due,
  keptBy: Outcome.shape.keptBy,
});

/** A report on what came of an outcome: it has the outcome's id, and `at` says which report of it. */
const ImplementationItem = z.strictObject({
  ...line,
  type: z.literal('implementation'),
  at: At,
  kind: z.optional(z.enum(outcomeKinds)),
  status: z.optional(z.enum(implementationStatuses)),
  round: z.optional(Slug),
});

export const TimelineItem = z.discriminatedUnion('type', [RoundItem, DocumentItem, OutcomeItem, ImplementationItem]);

/**
 * How a party stands there: `via` a bloc where it has nothing of its own there, `through` those that acted on its behalf;
 * `possibly` where only an uncertain end of its membership overlaps the date.
 */
const by = {
  via: z.optional(Slug),
  possibly: z.optional(z.literal(true)),
  through: z.optional(z.array(Slug)),
};

/** A round that a party sat at. */
export const PartyRoundItem = z.extend(RoundItem, {
  ...by,
  roles: Roles,
  attendance: z.optional(z.enum(attendances)),
});

/**
 * A round in the matrix of its process: `seats` has everybody who stands there, by id. A party without a seat was not there,
 * and one that was expected and did not come has an `attendance` that says so. The page names them all in `included`.
 */
export const MatrixItem = z.strictObject({
  type: z.literal('round'),
  kind: z.optional(z.enum(roundKinds)),
  id: Slug,
  href: Href,
  date: line.date,
  title: line.title,
  status: z.optional(z.enum(roundStatuses)),
  number: Round.shape.number,
  seats: z.record(
    Slug,
    z.strictObject({ ...by, roles: z.array(z.enum(roles)), attendance: z.optional(z.enum(attendances)) }),
  ),
  disputed: line.disputed,
});

/** An outcome of a party: it took a position in it, is concerned by it, or attended its round; the first that fits. */
export const PartyOutcomeItem = z.extend(OutcomeItem, {
  ...by,
  as: z.enum(['position', 'concern', 'round']),
  positions: z.optional(z.array(z.strictObject({ position: z.enum(positions), via: by.via, possibly: by.possibly }))),
  roles: Roles,
});

/** A document that a party acted in. */
export const PartyDocumentItem = z.extend(DocumentItem, {
  ...by,
  actions: z.array(z.strictObject({ action: z.enum(signatureActions), via: by.via })),
  roles: Roles,
});

const processFields = z.partial(
  z.pick(Process, {
    name: true,
    level: true,
    method: true,
    subject: true,
    issues: true,
    countries: true,
    period: true,
    status: true,
  }),
);
export const ProcessItem = z.extend(processFields, {
  type: z.literal('process'),
  id: Slug,
  href: Href,
  disputed: z.array(Disputed),
});

/** `matched` is the name that was found, where a name was asked for. */
export const PartyItem = z.strictObject({
  type: z.literal('party'),
  id: Slug,
  href: Href,
  name: z.optional(Localized),
  kind: z.optional(z.enum(partyKinds)),
  matched: z.optional(Plain),
  disputed: z.array(Disputed),
});

/**
 * An entry of the log of changes: `became` says whether the record is there as it was not before, is another than it was, or is
 * there no more, and `day` on which day (in UTC) that was; of a record that is gone it tells the type and the id alone. `release`
 * is by which release the public has it, counted from 1, and since when: one that was not told before is a new text of the
 * record, else something changed that it names.
 */
const ChangeItem = z.strictObject({
  number: z.int(),
  type: z.enum(recordTypes),
  id: Slug,
  href: z.optional(Href),
  became: z.enum(['new', 'changed', 'withdrawn']),
  day: z.string(),
  release: z.optional(z.strictObject({ number: z.int(), at: z.string() })),
});

/** Some entries in their order, and what to give as `since` next time; `more` where there are further ones already. */
export const Changes = z.strictObject({
  items: z.array(ChangeItem),
  upTo: z.nullable(z.string()),
  more: z.boolean(),
});

/**
 * What a release corrected: places where the public read something else in the release before and reads something now. `more` counts
 * those that are not told, of a long text or of many.
 */
const Correction = z.strictObject({
  places: z.array(z.strictObject({ at: At, before: AnyJson, after: AnyJson })),
  more: z.int(),
});

/**
 * An entry of the log for whoever reads what is new. Of a record that is there it says what it is called, of which process it is and
 * when that was, as the door shows it now; of one that is gone, meanwhile or by this entry, the type and the id alone. An entry of the
 * newest release of a record says what was corrected in it.
 */
export const NewestChange = z.extend(ChangeItem, {
  title: z.optional(Localized),
  process: z.optional(Slug),
  date: z.optional(Edtf),
  correction: z.optional(Correction),
});
