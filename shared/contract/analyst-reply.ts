/** The single replies of the analyst door: the whole current content of a record, and whether the public has it. */
import * as z from 'zod/mini';
import { Caseload } from '../domain/caseload.ts';
import { Document } from '../domain/document.ts';
import { Implementation, Outcome } from '../domain/outcome.ts';
import { Party } from '../domain/party.ts';
import { Process } from '../domain/process.ts';
import { Round } from '../domain/round.ts';
import { positions } from '../domain/terms.ts';
import { ClaimRead, Disputed, FaultRead, Href, Included } from './reply.ts';

/** What every single reply has besides its record; `older`: the public has an older content of it. */
const more = {
  href: Href,
  released: z.union([z.boolean(), z.literal('older')]),
  claims: z.optional(z.array(ClaimRead)),
  disputed: z.array(Disputed),
};
const named = { included: Included };

/** A document as it stands within its round's reply. */
export const AnalystDocumentOfRound = z.extend(Document, more);
const outcome = z.extend(Outcome, {
  ...more,
  // Its source is named where the record has it.
  implementation: z.optional(z.array(z.extend(Implementation, { source: z.optional(z.string()) }))),
});

/** An outcome within its round's reply: of more than 50 positions only how many there are of each. */
export const AnalystOutcomeOfRound = z.extend(outcome, {
  positionCounts: z.optional(z.partialRecord(z.enum(positions), z.int())),
});

export const AnalystProcess = z.extend(Process, { ...more, ...named });
export const AnalystRound = z.extend(Round, {
  ...more,
  documents: z.array(AnalystDocumentOfRound),
  outcomes: z.array(AnalystOutcomeOfRound),
  ...named,
});
export const AnalystParty = z.extend(Party, { ...more, ...named });
export const AnalystDocument = z.extend(AnalystDocumentOfRound, named);
export const AnalystOutcome = z.extend(outcome, named);
/** A caseload as a row of its list, where the names stand at the page. */
export const AnalystCaseloadItem = z.extend(Caseload, { ...more, warnings: z.optional(z.array(FaultRead)) });
export const AnalystCaseload = z.extend(AnalystCaseloadItem, named);
