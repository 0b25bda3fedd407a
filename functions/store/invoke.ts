/** A direct invocation of another function, waited for. */
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/**
 * What a Lambda, by its name or ARN with its alias, answers to a payload; undefined where it failed. Throws where it cannot be
 * invoked, answers no JSON, or does not answer within so many milliseconds.
 */
export const invoked = async (
  client: LambdaClient,
  name: string,
  payload: object,
  patience: number,
): Promise<unknown> => {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(payload)) }),
    { abortSignal: AbortSignal.timeout(patience) },
  );
  if (FunctionError || !Payload?.length) return undefined;
  return JSON.parse(Buffer.from(Payload).toString('utf8'));
};
