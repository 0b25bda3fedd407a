/** Imports over HTTP: the parameters, and the verdict that each line is answered with. */
import * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';
import { Slug } from '../domain/text.ts';
import { FaultRead } from './reply.ts';
import { staffBodies } from './staff-reply.ts';

/** The parameters of `POST /import`: with `dryRun=true` nothing is written, and the verdicts are the same. */
export const ImportQuery = z.object({
  dryRun: z._default(z.enum(['true', 'false'], 'is none of true, false'), 'false'),
});

const lineOf = <Type extends keyof typeof staffBodies>(type: Type) =>
  z.intersection(staffBodies[type], z.looseObject({ type: z.literal(type), id: Slug }));

/** A line: a record as `PUT` takes it, with its type and id. What the server owns may stand there and is passed over. */
export const ImportLine = z.union([
  lineOf('process'),
  lineOf('round'),
  lineOf('party'),
  lineOf('document'),
  lineOf('outcome'),
  lineOf('caseload'),
]);

/**
 * `conflict`: somebody edited or deleted the record by hand, and the line says otherwise. `deferred`: not looked at, or
 * put off; send the line again.
 */
export const verdicts = ['created', 'updated', 'unchanged', 'conflict', 'refused', 'deferred'] as const;

const Faults = z.array(FaultRead);

/**
 * The verdict on the line of that number, from 1, empty lines counted. `type` and `id` are null where the line has none.
 * `version`: what the record has now; `fields`: those that an update changes, adds or takes away; `pending`: ids that it
 * names and that do not exist yet. Pointers are RFC 6901.
 */
export const ImportVerdict = z.strictObject({
  line: z.int().check(z.gte(1)),
  type: z.nullable(z.enum(recordTypes)),
  id: z.nullable(z.string()),
  verdict: z.enum(verdicts),
  version: z.optional(z.int().check(z.gte(1))),
  fields: z.optional(z.array(z.string())),
  pending: z.optional(z.array(z.string())),
  warnings: z.optional(Faults),
  errors: z.optional(Faults),
});
export type ImportVerdict = z.infer<typeof ImportVerdict>;
