/** The ledger under the public door: its days, and how a released record is included in the newest. */
import * as z from 'zod/mini';
import { pathOf, recordTypes } from '../domain/record-type.ts';
import { Day, Sha256 } from './day.ts';
import type { Operation } from './operation.ts';
import { DaysQuery, NoQuery } from './reading.ts';
import { pageOf } from './reply.ts';

/**
 * How the form of a record is included: `leaf` is its hash, `index` where that stands among the leaves, which are in the order
 * of their hashes; `path` are the hashes that it is joined with one after the other, each on its side, up to the root.
 */
export const Inclusion = z.extend(Day, {
  leaf: Sha256,
  index: z.int().check(z.gte(0)),
  path: z.array(z.union([z.strictObject({ left: Sha256 }), z.strictObject({ right: Sha256 })])),
});

const reading = (schema: z.core.$ZodType): Pick<Operation, 'method' | 'headers' | 'replies'> => ({
  method: 'GET',
  headers: ['If-None-Match'],
  replies: [
    { status: 200, says: 'What was asked for', schema, headers: ['ETag'] },
    { status: 304, says: 'What `If-None-Match` names is what there is', headers: ['ETag'] },
  ],
});

/**
 * The operations of the ledger. A leaf is the SHA-256 of a zero byte and the RFC 8785 form of a record's single reply without
 * `included` and, of a round, without `documents` and `outcomes`, which have leaves of their own; a node that of a one byte
 * and its two parts (RFC 6962, section 2.1).
 */
export const ledgerOperations: readonly Operation[] = [
  {
    ...reading(pageOf(Day)),
    id: 'ledger',
    path: '/ledger',
    tag: 'ledger',
    summary: 'The days of the ledger, newest first: the root over the public forms of all released records',
    query: DaysQuery,
    problems: ['invalid-parameter', 'internal'],
  },
  {
    ...reading(Day),
    id: 'dayOfLedger',
    path: '/ledger/:date',
    tag: 'ledger',
    summary: 'One day of the ledger',
    query: NoQuery,
    problems: ['invalid-parameter', 'not-found', 'internal'],
  },
  ...recordTypes.map(
    (type): Operation => ({
      ...reading(Inclusion),
      id: `inclusionOf${type[0]?.toUpperCase()}${type.slice(1)}`,
      path: `/${pathOf[type]}/:id/inclusion`,
      tag: pathOf[type],
      summary: `How the form of the ${type} is included in the newest day of the ledger; a newer form is not there`,
      query: NoQuery,
      problems: ['invalid-parameter', 'not-found', 'internal'],
    }),
  ),
];
