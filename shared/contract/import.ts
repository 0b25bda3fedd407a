/** Imports over HTTP: the parameters, and the verdict that each line is answered with. */
import * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';

/** The parameters of `POST /import`: with `dryRun=true` nothing is written, and the verdicts are the same. */
export const ImportQuery = z.object({
  dryRun: z._default(z.enum(['true', 'false'], 'is none of true, false'), 'false'),
});

/**
 * `conflict`: somebody edited or deleted the record by hand, and the line says otherwise. `deferred`: not looked at, or
 * put off; send the line again.
 */
export const verdicts = ['created', 'updated', 'unchanged', 'conflict', 'refused', 'deferred'] as const;

const Faults = z.array(z.strictObject({ pointer: z.string(), detail: z.string() }));

/**
 * The verdict on the line of that number, from 1, empty lines counted. `type` and `id` are null where the line has none.
 * `version`: what the record has now; `pending`: ids that it names and that do not exist yet. Pointers are RFC 6901.
 */
export const ImportVerdict = z.strictObject({
  line: z.int().check(z.gte(1)),
  type: z.nullable(z.enum(recordTypes)),
  id: z.nullable(z.string()),
  verdict: z.enum(verdicts),
  version: z.optional(z.int().check(z.gte(1))),
  pending: z.optional(z.array(z.string())),
  warnings: z.optional(Faults),
  errors: z.optional(Faults),
});
export type ImportVerdict = z.infer<typeof ImportVerdict>;
