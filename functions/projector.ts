/** The projector's Lambda: what the stream of Records brings, and what the staff door asks for at once. */
import * as z from 'zod/mini';
import { isRef, type Ref } from '../shared/domain/record-type.ts';
import { activeAudiences, projecting } from './projecting/projecting.ts';
import { type BatchReply, streamHandler } from './projecting/stream.ts';
import { withdraw } from './projecting/withdraw.ts';
import { type Runtime, runtimeOf, traceOf } from './runtime.ts';

/** A direct invocation: take this record off the public view. */
const Withdrawal = z.object({ withdraw: z.custom<Ref>((value) => typeof value === 'string' && isRef(value)) });

/**
 * The handler: a DynamoDB stream event is answered with the changes to bring again, `{withdraw: 'round#x'}` with
 * `{withheld}`, which says that the public view was read back and holds nothing of the record.
 */
export const projector = ({ client, tables, clock, log }: Pick<Runtime, 'client' | 'tables' | 'clock' | 'log'>) => {
  const deps = projecting({ client, tables }, clock);
  const failed = (ref: Ref, error: unknown) =>
    log({ level: 'error', event: 'projection-failed', ref, ...traceOf(error) });
  const onStream = streamHandler(deps, activeAudiences, failed);
  return async (event: unknown): Promise<BatchReply | { withheld: boolean }> => {
    const asked = Withdrawal.safeParse(event);
    return asked.success ? { withheld: await withdraw(deps, asked.data.withdraw) } : onStream(event);
  };
};

let made: ReturnType<typeof projector> | undefined;

/** What Lambda calls; made at the first call, so that importing this file needs no environment. */
export const handler = (event: unknown): Promise<BatchReply | { withheld: boolean }> => {
  made ??= projector(runtimeOf(process.env));
  return made(event);
};
