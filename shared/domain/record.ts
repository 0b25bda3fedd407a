/** Any record: the six schemas by type, and their union. */
import { Caseload } from './caseload.ts';
import { Document } from './document.ts';
import { Outcome } from './outcome.ts';
import { Party } from './party.ts';
import { Process } from './process.ts';
import { Round } from './round.ts';

export const schemas = {
  process: Process,
  round: Round,
  party: Party,
  document: Document,
  outcome: Outcome,
  caseload: Caseload,
};

/** A record as staff write it: without what the server owns. */
export type AnyRecord = Process | Round | Party | Document | Outcome | Caseload;
