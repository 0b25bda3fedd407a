/** The projector's Lambda: what the stream of Records brings, and what the staff door asks for at once. */
import * as z from 'zod/mini';
import { isRef, type Ref } from '../shared/domain/record-type.ts';
import { audiences } from '../shared/projection/audience.ts';
import { fileStoreOf, projectedBuckets } from './file-store.ts';
import { noted, noteFailures } from './log.ts';
import type { Files } from './projecting/port.ts';
import { projecting } from './projecting/projecting.ts';
import { type BatchReply, projectBatch } from './projecting/stream.ts';
import { withdraw } from './projecting/withdraw.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import { audienceFiles } from './store/audience-files.ts';
import { copyBeat } from './store/beat.ts';
import type { RecordTable } from './store/client.ts';

/** A direct invocation: take this record off the public view. */
const Withdrawal = z.object({ withdraw: z.custom<Ref>((value) => typeof value === 'string' && isRef(value)) });

/**
 * The handler: a DynamoDB stream event is answered with the changes to bring again, `{withdraw: 'round#x'}` with
 * `{withheld}`, which says that the public view was read back and holds nothing of the record. Which record could not be
 * projected the log does not say; the batch that Lambda keeps of it names the place in the stream.
 */
export const projector = ({ client, tables, clock, log }: Omit<Runtime<RecordTable>, 'newId'>, files?: Files) => {
  const store = { client, tables };
  const deps = projecting(store, clock, files);

  const note = (failures: readonly { readonly error: unknown }[]) => noteFailures(log, failures);

  const onStream = async (event: unknown): Promise<BatchReply> => {
    const batch = await projectBatch(deps, audiences, (audience, at) => copyBeat(store, audience, at), event);
    const { reply, records, failures, oldest } = batch;
    note(failures);
    const age = oldest === undefined ? {} : { Age: Math.max(0, clock().getTime() - oldest) };
    const measured = { ...age, Records: records, Failures: failures.length };
    log({ level: 'info', event: 'projected', measured });
    return reply;
  };

  return (event: unknown): Promise<BatchReply | { withheld: boolean }> =>
    noted(log, async () => {
      const asked = Withdrawal.safeParse(event);
      return asked.success ? { withheld: await withdraw(deps, asked.data.withdraw, note) } : onStream(event);
    });
};

let made: ReturnType<typeof projector> | undefined;

/** What Lambda calls; made at the first call, so that importing this file needs no environment. */
export const handler = async (event: unknown): Promise<BatchReply | { withheld: boolean }> => {
  made ??= projector(
    runtimeOf(process.env, ['records', 'projections', 'publicView', 'analystView', 'clearedView']),
    audienceFiles(fileStoreOf(process.env, projectedBuckets)),
  );
  return made(event);
};
