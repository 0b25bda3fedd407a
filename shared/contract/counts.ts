/** How many entries of the timeline begin in each year, month or day: what the overview of the timeline is drawn from. */
import * as z from 'zod/mini';
import type { Operation } from './operation.ts';
import { CountsQuery, countsPath } from './reading.ts';
import { elsewhere } from './reading-operations.ts';

/**
 * Some counts in date order, of the entries that a page examined: `date` is the year, month or day in which their earliest day
 * lies. What is counted on two pages is the sum of both. Entries of no known beginning are not counted.
 */
export const Counts = z.strictObject({
  items: z.array(z.strictObject({ date: z.string(), count: z.int().check(z.gte(1)) })),
  next: z.nullable(z.string()),
});
export type Counts = z.output<typeof Counts>;

/** The public door alone has it: within, what is counted may be restricted, and nobody would be told of a reading of so much. */
export const countsOperations: readonly Operation[] = [
  {
    id: 'countsOfTimeline',
    method: 'GET',
    path: countsPath,
    tag: 'timeline',
    summary: 'How many entries of the timeline begin in each year, month or day',
    query: CountsQuery,
    headers: ['If-None-Match'],
    replies: [
      { status: 200, says: 'What was asked for', schema: Counts, headers: ['ETag'] },
      { status: 304, says: 'What `If-None-Match` names is what there is', headers: ['ETag'] },
      elsewhere,
    ],
    problems: ['invalid-parameter', 'internal'],
  },
];
