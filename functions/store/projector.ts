/** The projector as the staff door calls it: for what cannot wait for the stream. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Ref } from '../../shared/domain/record-type.ts';

const Answer = z.object({ withheld: z.boolean() });

/** For how long the projector is waited for, in milliseconds. */
const patience = 10_000;

/**
 * Takes a record off the public view by invoking the projector, a Lambda's name or ARN with its alias. True when that has
 * read the view back and nothing of the record is there; false when something is, or the projector failed. Throws where it
 * cannot be invoked, or does not answer within 10 s.
 */
export const withdrawing = (projector: string, client = new LambdaClient(), patient = patience) => {
  return async (ref: Ref): Promise<boolean> => {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: projector, Payload: Buffer.from(JSON.stringify({ withdraw: ref })) }),
      { abortSignal: AbortSignal.timeout(patient) },
    );
    if (FunctionError || !Payload) return false;
    const answer = Answer.safeParse(JSON.parse(Buffer.from(Payload).toString('utf8')));
    return answer.success && answer.data.withheld;
  };
};
