/** The log of restricted readings over HTTP: what releasers may ask of it, and what it tells. */
import * as z from 'zod/mini';
import { fromBeforeTo, readings } from './reading.ts';
import { RefText } from './ref-text.ts';
import { Instant } from './staff-reply.ts';

const timeline = readings['/timeline'].shape;

/** Of a record (`round#astana-syria-04`), by a person (a token's `sub`), within days, months or years, both included. */
export const ReadingLogQuery = z
  .object({
    record: z.optional(RefText),
    by: z.optional(z.string().check(z.maxLength(200, 'is longer than 200 characters'))),
    from: timeline.from,
    to: timeline.to,
    limit: timeline.limit,
    cursor: timeline.cursor,
  })
  .check(fromBeforeTo);

/**
 * A reading of restricted records: who, when, which, at which door, and under which id the door's log has the request. Whoever is not
 * cleared is told of no records.
 */
export const ReadingRead = z.strictObject({
  at: Instant,
  by: z.string(),
  records: z.array(RefText),
  what: z.enum(['record', 'list', 'revisions', 'revision', 'difference', 'text']),
  door: z.enum(['staff', 'cleared']),
  requestId: z.string(),
});

/** A page of readings, newest first; with both a record and a person it may be short, and only `next: null` is the end. */
export const ReadingLogPage = z.strictObject({ items: z.array(ReadingRead), next: z.nullable(z.string()) });
