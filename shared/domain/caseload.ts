/** A caseload: the figures that a national mediation body published for a period, as published. */
import * as z from 'zod/mini';
import { Edtf } from './edtf.ts';
import { recordFields } from './record-fields.ts';
import { Localized, Plain, Slug } from './text.ts';

const Figure = z.number().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER));
const Name = z
  .string()
  .check(z.maxLength(80), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not a name such as settled-by-agreement'));

/** One figure: a value or a range. `of` names the whole it is part of; parts of one `breakdown` make up the whole. */
export const Measure = z.strictObject({
  measure: Name,
  label: z.optional(Localized),
  value: z.optional(Figure),
  low: z.optional(Figure),
  high: z.optional(Figure),
  unit: Plain,
  approximate: z.optional(z.boolean()),
  of: z.optional(Name),
  breakdown: z.optional(Name),
  stated: z.optional(z.strictObject({ percent: z.number().check(z.gte(0), z.lte(100000)) })),
});
export type Measure = z.infer<typeof Measure>;

export const Caseload = z.strictObject({
  ...recordFields,
  type: z.literal('caseload'),
  institution: Slug,
  period: Edtf,
  measures: z.array(Measure).check(z.minLength(1)),
});
export type Caseload = z.infer<typeof Caseload>;
