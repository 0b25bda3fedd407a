/** The changes that a stream of the Records table brings, projected, and which of them it must bring again. */
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { again, projectDirty } from './dirty.ts';
import type { Projecting } from './port.ts';

const Text = z.object({ S: z.string() });
const StreamEvent = z.object({
  Records: z.array(
    z.object({ dynamodb: z.object({ Keys: z.object({ pk: Text, sk: Text }), SequenceNumber: z.string() }) }),
  ),
});

/** What Lambda takes as a partial answer (`ReportBatchItemFailures`): it brings again all from the first of these on. */
export type BatchReply = { batchItemFailures: { itemIdentifier: string }[] };

/** A revision changes nothing that is shown; the CURRENT of its save, or an edge of a bloc, does. */
const changes = (sk: string): boolean => sk === 'CURRENT' || sk.startsWith('MEMBER#');

/**
 * A handler of DynamoDB stream events, of which it needs only the keys. Several changes of a record in one batch are one.
 * A change is done when everything it made dirty is projected; the others are named in the reply, and `note` is told why.
 */
export const streamHandler =
  (deps: Projecting, audiences: readonly Audience[], note: (failed: Ref, error: unknown) => void) =>
  async (event: unknown): Promise<BatchReply> => {
    const first = new Map<Ref, string>();
    for (const { dynamodb } of StreamEvent.parse(event).Records) {
      const { pk, sk } = dynamodb.Keys;
      if (changes(sk.S) && isRef(pk.S) && !first.has(pk.S)) first.set(pk.S, dynamodb.SequenceNumber);
    }
    const failures = await projectDirty(deps, audiences, first.keys());
    for (const { ref, error } of failures) note(ref, error);
    const due = again(failures);
    return {
      batchItemFailures: [...first].flatMap(([ref, itemIdentifier]) => (due.has(ref) ? [{ itemIdentifier }] : [])),
    };
  };
