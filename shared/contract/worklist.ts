/** The work list over HTTP: what may be asked, and what is still to be done about each record. */
import * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';
import { Localized, Slug } from '../domain/text.ts';
import { readings } from './reading.ts';
import { Instant, ReleaseRead, Version } from './staff-reply.ts';
import { workStates } from './work-state.ts';

export const WorklistQuery = z.extend(readings['/rounds'], {
  state: z.enum(workStates, `is none of ${workStates.join(', ')}`),
});

/** A record to which something is to be done. Its title is its name, label, title or summary; what was deleted has none. */
export const WorkItem = z.strictObject({
  type: z.enum(recordTypes),
  id: Slug,
  href: z.string(),
  title: z.optional(Localized),
  process: z.optional(Slug),
  round: z.optional(Slug),
  mergedInto: z.optional(Slug),
  deleted: z.optional(z.literal(true)),
  version: Version,
  updatedAt: Instant,
  updatedBy: z.string(),
  release: ReleaseRead,
});

/** A page of the work list: parties, processes, rounds, documents, outcomes, caseloads; embargoed ones by their time. */
export const WorkPage = z.strictObject({ items: z.array(WorkItem), next: z.nullable(z.string()) });
