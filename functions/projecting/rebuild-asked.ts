/** What can be asked of a rebuild, on a command line and of the Lambda alike. */
import * as z from 'zod/mini';
import { type Audience, audiences } from '../../shared/projection/audience.ts';

/** Records a second, if unsaid. */
export const usualRate = 50;

/**
 * `rate`: records projected in a second, at most. `view`: this one only. `anew`: begin again though an earlier rebuild was
 * interrupted, as after a change of the projection; it is not repeated to go on.
 */
export const RebuildAsked = z.strictObject({
  rate: z._default(z.number().check(z.positive(), z.maximum(10_000)), usualRate),
  view: z.optional(z.enum(audiences)),
  anew: z._default(z.boolean(), false),
});
export type RebuildAsked = z.infer<typeof RebuildAsked>;

/** The views that are asked for: all, if none is named. */
export const viewsAsked = ({ view }: RebuildAsked): readonly Audience[] => (view ? [view] : audiences);
