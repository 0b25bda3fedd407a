/** The single replies of the public door: pick lists, of which every field but `id, type, href, disputed` may be missing. */
import * as z from 'zod/mini';
import { Caseload, Measure } from '../domain/caseload.ts';
import { Document } from '../domain/document.ts';
import { Implementation, Outcome, Position } from '../domain/outcome.ts';
import { Party } from '../domain/party.ts';
import { Person } from '../domain/person.ts';
import { Process } from '../domain/process.ts';
import { Participation, Round } from '../domain/round.ts';
import { Source } from '../domain/source.ts';
import { positions } from '../domain/terms.ts';
import { Slug } from '../domain/text.ts';
import { ClaimRead, Disputed, FaultRead, Href, Included } from './reply.ts';

/** What the public sees of no record. */
const internal = { classification: true, marking: true, mergedInto: true, origin: true, note: true } as const;

/** Where the ministry alone holds the sources, that it holds one is said, and nothing else. */
export const PublicSource = z.extend(z.partial(z.omit(Source, { reliability: true })), { id: Source.shape.id });
export const PublicClaim = z.omit(ClaimRead, { credibility: true, note: true });

/**
 * What every single reply has besides the fields of its record. `salt` is random, made with the release, so that nobody can
 * tell from a hash in the ledger what it was made of; what was released before there was a ledger has none.
 */
const more = {
  id: Slug,
  href: Href,
  salt: z.optional(z.string()),
  sources: z.optional(z.array(PublicSource)),
  claims: z.optional(z.array(PublicClaim)),
  disputed: z.array(Disputed),
};
const named = { included: Included };

const inside = <T extends z.core.SomeType>(field: z.ZodMiniOptional<T>): T => field._zod.def.innerType;

/** A list of whose members any field may be missing. */
const partsOf = <T extends z.ZodMiniObject>(member: T) => z.optional(z.array(z.partial(member)));
/** The same, of a list as a record has it. */
const parts = <T extends z.ZodMiniObject>(list: z.ZodMiniOptional<z.ZodMiniArray<T>>) =>
  partsOf(inside(list)._zod.def.element);

const PublicPerson = z.optional(z.partial(Person));

/** A document as it stands within its round's reply. */
export const PublicDocumentOfRound = z.extend(z.partial(z.omit(Document, internal)), {
  ...more,
  type: z.literal('document'),
  signatures: partsOf(z.extend(inside(Document.shape.signatures)._zod.def.element, { signatory: PublicPerson })),
  thirdParties: parts(Document.shape.thirdParties),
  relations: parts(Document.shape.relations),
  texts: parts(Document.shape.texts),
});

const outcome = z.extend(z.partial(z.omit(Outcome, internal)), {
  ...more,
  type: z.literal('outcome'),
  positions: partsOf(z.omit(Position, { note: true })),
  vote: z.optional(z.partial(inside(Outcome.shape.vote))),
  implementation: partsOf(z.omit(Implementation, { note: true })),
});

/** An outcome within its round's reply: of more than 50 positions only how many there are of each. */
export const PublicOutcomeOfRound = z.extend(outcome, {
  positionCounts: z.optional(z.partialRecord(z.enum(positions), z.int())),
});

export const PublicProcess = z.extend(z.partial(z.omit(Process, { ...internal, consentOf: true, team: true })), {
  ...more,
  type: z.literal('process'),
  roles: parts(Process.shape.roles),
  ...named,
});

export const PublicRound = z.extend(z.partial(z.omit(Round, internal)), {
  ...more,
  type: z.literal('round'),
  participations: partsOf(
    z.extend(z.omit(Participation, { note: true }), {
      delegation: z.optional(z.extend(inside(Participation.shape.delegation), { head: PublicPerson })),
    }),
  ),
  documents: z.array(PublicDocumentOfRound),
  outcomes: z.array(PublicOutcomeOfRound),
  ...named,
});

export const PublicParty = z.extend(z.partial(z.omit(Party, internal)), {
  ...more,
  type: z.literal('party'),
  aliases: parts(Party.shape.aliases),
  memberships: parts(Party.shape.memberships),
  ...named,
});

export const PublicDocument = z.extend(PublicDocumentOfRound, named);
export const PublicOutcome = z.extend(outcome, named);

/** A caseload as a row of its list, where the names stand at the page. */
export const PublicCaseloadItem = z.extend(z.partial(z.omit(Caseload, internal)), {
  ...more,
  type: z.literal('caseload'),
  measures: partsOf(z.extend(Measure, { stated: z.optional(z.partial(inside(Measure.shape.stated))) })),
  warnings: z.optional(z.array(FaultRead)),
});
export const PublicCaseload = z.extend(PublicCaseloadItem, named);
