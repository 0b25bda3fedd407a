/** A day that was sealed, in the ledger of public forms or in the seals of staff. */
import * as z from 'zod/mini';

/** Lower-case hex. */
export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** A day of UTC, the root of the tree that was made on it (RFC 6962, section 2.1), and how many leaves that has. */
export const Day = z.strictObject({
  date: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  root: Sha256,
  size: z.int().check(z.gte(1)),
});
export type Day = z.infer<typeof Day>;
