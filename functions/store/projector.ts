/** The projector as the staff door calls it: for what cannot wait for the stream. */
import { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Ref } from '../../shared/domain/record-type.ts';
import { invoked } from './invoke.ts';

const Answer = z.object({ withheld: z.boolean() });

/** For how long the projector is waited for, in milliseconds. */
const patience = 10_000;

/**
 * Takes a record off the public view by invoking the projector, a Lambda's name or ARN with its alias. True when that has
 * read the view back and nothing of the record is there; false when something is, or the projector failed. Throws where it
 * cannot be invoked, or does not answer within 10 s.
 */
export const withdrawing =
  (projector: string, client = new LambdaClient(), waits = patience) =>
  async (ref: Ref): Promise<boolean> => {
    const answer = Answer.safeParse(await invoked(client, projector, { withdraw: ref }, waits));
    return answer.success && answer.data.withheld;
  };
