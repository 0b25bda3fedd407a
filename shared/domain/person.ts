/** A person as a record names one: who, with which title, of which rank. */
import * as z from 'zod/mini';
import { ranks } from './terms.ts';
import { Localized } from './text.ts';

export const Person = z.strictObject({
  name: Localized,
  title: z.optional(Localized),
  rank: z.optional(z.enum(ranks)),
});
