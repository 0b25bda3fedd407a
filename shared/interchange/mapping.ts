/** What the columns of a table mean: the mapping file that a person writes beside it. */
import * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';

const Text = z.string().check(z.minLength(1));

/**
 * One field. `column`: whose cell it is. `split`: the cell has several values, with this between them. `values`: what a cell's words
 * are here, and `otherwise` for all others; `dates`: how days are written; `party`: a name, code or id of a party; `number`: a
 * number. `each`: the object that every value becomes, with `{}` where the value stands.
 */
const Column = z.strictObject({
  column: Text,
  split: z.optional(Text),
  values: z.optional(z.record(z.string(), z.string())),
  otherwise: z.optional(z.string()),
  dates: z.optional(z.enum(['iso', 'day-first'])),
  party: z.optional(z.literal(true)),
  number: z.optional(z.literal(true)),
  each: z.optional(z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
});
export type Column = z.infer<typeof Column>;

/** `id` and a field that is a text may have `{Heading}` in them, which stands for the cell. A field's name may be a path: `title.kk`. */
export const Mapping = z.strictObject({
  record: z.enum(recordTypes),
  dataset: Text,
  version: z.optional(Text),
  publisher: z.optional(Text),
  id: Text,
  fields: z.record(Text, z.union([Text, Column])),
});
export type Mapping = z.infer<typeof Mapping>;

/** The headings that a text names in braces. */
export const headingsIn = (text: string): string[] => [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '');

/** All headings that a mapping needs. */
export const headingsOf = ({ id, fields }: Mapping): string[] => [
  ...headingsIn(id),
  ...Object.values(fields).flatMap((field) => (typeof field === 'string' ? headingsIn(field) : [field.column])),
];
