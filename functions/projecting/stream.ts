/** The changes that a stream of the Records table brings, projected, and which of them it must bring again. */
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { type CopyBeat, copyBeats } from './beat.ts';
import { again, projectDirty } from './dirty.ts';
import type { Projecting } from './port.ts';

const Text = z.object({ S: z.string() });
const Change = z.object({
  Keys: z.object({ pk: Text, sk: Text }),
  SequenceNumber: z.string(),
  /** In seconds since 1970; whole ones, mostly. */
  ApproximateCreationDateTime: z.optional(z.number()),
  NewImage: z.optional(z.unknown()),
});
const StreamEvent = z.object({ Records: z.array(z.object({ dynamodb: Change })) });

/** What Lambda takes as a partial answer (`ReportBatchItemFailures`): it brings again all from the first of these on. */
export type BatchReply = { batchItemFailures: { itemIdentifier: string }[] };

/**
 * What became of a batch: `records` were changed, `failures` say why some of them, or of what rests on them, could not be
 * projected, `oldest` is when the oldest change was made, in milliseconds since 1970.
 */
export type Batch = {
  readonly reply: BatchReply;
  readonly records: number;
  readonly failures: readonly { readonly error: unknown }[];
  readonly oldest: number | undefined;
};

/** A revision changes nothing that is shown; the CURRENT of its save, or an edge of a bloc, does. */
const changes = (sk: string): boolean => sk === 'CURRENT' || sk.startsWith('MEMBER#');

/**
 * Projects what a DynamoDB stream event brings. Of records it needs only the keys, and several changes of one in a batch are
 * one; the canary's beat is copied after them, since it tells how fresh they are. A change is done when everything it made
 * dirty is projected; the others are named in the reply.
 */
export const projectBatch = async (
  deps: Projecting,
  audiences: readonly Audience[],
  copyBeat: CopyBeat,
  event: unknown,
): Promise<Batch> => {
  const brought = StreamEvent.parse(event).Records.map(({ dynamodb }) => dynamodb);
  const first = new Map<Ref, string>();
  for (const { Keys, SequenceNumber } of brought) {
    const { pk, sk } = Keys;
    if (changes(sk.S) && isRef(pk.S) && !first.has(pk.S)) first.set(pk.S, SequenceNumber);
  }
  const failures = await projectDirty(deps, audiences, first.keys());
  const due = again(failures);
  const beats = await copyBeats(brought, audiences, copyBeat);
  const undone = [...[...first].flatMap(([ref, sequence]) => (due.has(ref) ? [sequence] : [])), ...beats.again];
  const times = brought.flatMap(({ ApproximateCreationDateTime: at }) => (at === undefined ? [] : [at * 1000]));
  return {
    reply: { batchItemFailures: undone.map((itemIdentifier) => ({ itemIdentifier })) },
    records: first.size,
    failures: [...failures, ...beats.failures],
    oldest: times.length > 0 ? Math.min(...times) : undefined,
  };
};
