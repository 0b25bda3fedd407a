/** A follower's changes told as the records they are of, for tests that look at which are told and when. */
import * as z from 'zod/mini';
import type { Following } from '../../local/stream.ts';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';

const Changed = z.object({ dynamodb: z.object({ Keys: z.object({ sk: z.object({ S: z.string() }) }) }) });

/** `tell` gets each record once a batch, revisions left out, and answers those to be told again. */
export const bringing = (
  tell: (refs: readonly Ref[]) => Promise<readonly Ref[]>,
): Pick<Following, 'wants' | 'bring'> => ({
  wants: (record) => {
    const { S: sk } = Changed.parse(record).dynamodb.Keys.sk;
    return sk === 'CURRENT' || sk.startsWith('MEMBER#');
  },
  bring: async (changes) => {
    const again: readonly string[] = await tell([...new Set(changes.map(({ pk }) => pk).filter(isRef))]);
    return changes.filter(({ pk }) => again.includes(pk));
  },
});
