/** The expunger as the staff door calls it, once a content of a document is expunged. */
import { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Ref } from '../../shared/domain/record-type.ts';
import { invoked } from './invoke.ts';

const Answer = z.object({ gone: z.boolean() });

/** For how long the expunger is waited for, in milliseconds. */
const patience = 10_000;

/**
 * Has the expunger, a Lambda's name or ARN with its alias, delete the stored files of a document that none of its revisions
 * names. True when none is left; false when one may be, or the expunger failed. Throws where it cannot be invoked, or does not
 * answer within 10 s.
 */
export const expungingFiles =
  (expunger: string, client = new LambdaClient(), waits = patience) =>
  async (ref: Ref): Promise<boolean> => {
    const answer = Answer.safeParse(await invoked(client, expunger, { expunge: ref }, waits));
    return answer.success && answer.data.gone;
  };
