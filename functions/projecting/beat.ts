/** The canary's beat on its way through the projector: from the stream's image to every view. */
import * as z from 'zod/mini';
import type { Audience } from '../../shared/projection/audience.ts';
import { beatKey } from '../store/beat.ts';

const Beat = z.object({
  Keys: z.object({ pk: z.object({ S: z.literal(beatKey.pk) }) }),
  NewImage: z.object({ at: z.object({ S: z.string() }) }),
  SequenceNumber: z.string(),
});

/** Copies a beat to a view, unless a later one is there. */
export type CopyBeat = (audience: Audience, at: string) => Promise<void>;

/** Why a beat could not be copied, and which changes have to be brought again for it. */
export type Uncopied = { readonly failures: readonly { readonly error: unknown }[]; readonly again: readonly string[] };

/** Copies the last of the beats among some changes of a stream to the views. */
export const copyBeats = async (
  changes: readonly unknown[],
  audiences: readonly Audience[],
  copy: CopyBeat,
): Promise<Uncopied> => {
  const beats = changes.flatMap((change) => {
    const beat = Beat.safeParse(change);
    return beat.success ? [{ at: beat.data.NewImage.at.S, sequence: beat.data.SequenceNumber }] : [];
  });
  const times = beats.map(({ at }) => at).sort();
  const last = times.at(-1);
  if (last === undefined) return { failures: [], again: [] };
  const copies = await Promise.allSettled(audiences.map((audience) => copy(audience, last)));
  const failures = copies.flatMap((done) => (done.status === 'rejected' ? [{ error: done.reason }] : []));
  return { failures, again: failures.length > 0 ? beats.map(({ sequence }) => sequence) : [] };
};
