/** Where a record of each type says what it is called. */
import type { RecordType } from './record-type.ts';

/** The field of each type that says what a record of it is called: a localized text. A caseload is called by its institution. */
export const calledBy = {
  process: 'name',
  round: 'label',
  party: 'name',
  document: 'title',
  outcome: 'summary',
  caseload: 'institution',
} as const satisfies Record<RecordType, string>;
