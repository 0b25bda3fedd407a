/** The head of a log of changes: what whoever adds to it compares with, and whoever reads it begins at. */
import * as z from 'zod/mini';
import { changes, changesHead } from '../../shared/projection/keys.ts';

const LogHead = z.object({ generation: z.string(), number: z.int(), snapshots: z.optional(z.int()) });
/**
 * Where a log stands: its generation, which no other log of this view ever had, and the number of its last entry. `snapshots` is
 * how many were published beside it: one more makes whoever is about to add to the log look again.
 */
export type LogHead = z.infer<typeof LogHead>;

/** Where the head of a view's log is kept. */
export const logHeadKey = { pk: changes, sk: changesHead } as const;

/** The text of a head as it is kept. */
export const headText = ({ generation, number, snapshots }: LogHead): string =>
  JSON.stringify({ generation, number, snapshots });

/** The head of a kept text. */
export const logHeadOf = (text: string): LogHead => LogHead.parse(JSON.parse(text));
