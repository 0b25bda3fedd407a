/** The released forms under the doors within: what the public still reads of a record that was edited since its release. */
import * as z from 'zod/mini';
import { pathOf, type RecordType, recordTypes } from '../domain/record-type.ts';
import { DifferenceRead } from './difference.ts';
import type { Operation } from './operation.ts';
import {
  PublicCaseloadItem,
  PublicDocumentOfRound,
  PublicOutcome,
  PublicParty,
  PublicProcess,
  PublicRound,
} from './public-reply.ts';
import { NoQuery } from './reading.ts';
import { Included } from './reply.ts';

/** The public's single reply to each type without the names that it mentions and, of a round, without what stands in it. */
export const releasedForms = {
  process: z.omit(PublicProcess, { included: true }),
  round: z.omit(PublicRound, { included: true, documents: true, outcomes: true }),
  party: z.omit(PublicParty, { included: true }),
  document: PublicDocumentOfRound,
  outcome: z.omit(PublicOutcome, { included: true }),
  caseload: PublicCaseloadItem,
} as const satisfies Record<RecordType, z.core.$ZodType>;

/**
 * `form` is what the public door answers, to the byte, with its address there; `difference` says place by place what the edits since
 * have changed, in the content as this door shows it: `before` is what was released. `included` has the names that the form mentions,
 * as the public is told them.
 */
const released = (type: RecordType): z.core.$ZodType =>
  z.strictObject({ form: releasedForms[type], difference: z.array(DifferenceRead), included: Included });

/** The operations of the released forms. Of a record that was not edited since, the public has the content that this door shows. */
export const releasedOperations: readonly Operation[] = recordTypes.map((type) => ({
  id: `released${type[0]?.toUpperCase()}${type.slice(1)}`,
  method: 'GET',
  path: `/${pathOf[type]}/:id/released`,
  tag: pathOf[type],
  summary: `What the public still reads of a ${type} that was edited since its release, and how it differs; else it is not there`,
  query: NoQuery,
  headers: ['If-None-Match'],
  replies: [
    { status: 200, says: 'What was asked for', schema: released(type), headers: ['ETag'] },
    { status: 304, says: 'What `If-None-Match` names is what there is', headers: ['ETag'] },
  ],
  problems: ['invalid-parameter', 'not-found', 'unauthenticated', 'forbidden', 'internal', 'busy'],
}));
