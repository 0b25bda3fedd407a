/** Follows the changes of the Records table on a desk, as Lambda does on AWS, and brings them to the projector. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { isRef, type Ref } from '../shared/domain/record-type.ts';
import type { Checkpoints } from './checkpoint.ts';
import type { Change } from './gateway/mapping.ts';
import { openStream } from './shard.ts';

/**
 * `wants` says which changes are brought at all. `bring` is given them in their order and answers those that it must be given
 * again; when it throws, that is all of them. Once `stop` is aborted it does not try anything twice. `everyRecord` is asked
 * when changes may have been lost. `note` is told of what failed and is tried again.
 */
export type Following = {
  readonly streams: DynamoDBStreamsClient;
  readonly arn: string;
  readonly checkpoints: Checkpoints;
  readonly everyRecord: () => AsyncIterable<Ref>;
  readonly wants: (record: object) => boolean;
  readonly bring: (changes: readonly Change[], stop: AbortSignal) => Promise<readonly Change[]>;
  readonly note: (error: unknown) => void;
};

/**
 * `drained` resolves to true when all that was written before the call is projected, or to false when it is closed first.
 * `close` ends with the batch in hand, or with the last one if that does not take long.
 */
export type Follower = { drained(): Promise<boolean>; close(): Promise<void> };

/** Pause between readings that found nothing, in milliseconds: what a change waits for at most. */
const interval = 100;
/** Pauses before what failed is tried again, in milliseconds. */
const firstPause = 100;
const longestPause = 5_000;
/** With so many to be tried again nothing new is read. */
const enough = 1_000;
/** How long closing may go on reading, in milliseconds. */
const farewell = 3_000;
/** Records that are brought at a time when all are. */
const sweepBatch = 100;

/** What stands for a change that was lost, or that was read by a desk before this one: the record was saved. */
const savedAgain = (ref: Ref): Change => {
  const dynamodb = { Keys: { pk: { S: ref }, sk: { S: 'CURRENT' } }, SequenceNumber: `again:${ref}` };
  const record = { eventID: dynamodb.SequenceNumber, eventName: 'MODIFY', eventSource: 'aws:dynamodb', dynamodb };
  return { pk: ref, sequence: dynamodb.SequenceNumber, record };
};

/**
 * Follows the stream from where the checkpoint says; every change is brought at least once, over a `kill -9` at any moment.
 * When changes may have been lost since the checkpoint (a stream keeps them for a day), every record is brought as saved.
 * Resolves when it is noted that from now on changes may be written.
 */
export const followRecords = async (following: Following): Promise<Follower> => {
  const { streams, arn, checkpoints, everyRecord, wants, bring, note } = following;
  const found = await checkpoints.read();
  const left = found?.arn === arn ? found : undefined;
  const stream = openStream(streams, arn, left?.shards ?? [], left?.drained ?? false);
  if (left) await checkpoints.write({ ...left, drained: false });

  /** Read and not yet done. What was read goes in here at once, so that nothing is lost by what fails after it. */
  let pending: readonly Change[] = (left?.again ?? []).map(savedAgain);
  let allDirty = false;
  let saved = true;
  let failures = 0;
  let waiting: ((drained: boolean) => void)[] = [];
  const closing = new AbortController();

  const pause = (ms: number) => wait(ms, undefined, { signal: closing.signal }).catch(() => undefined);

  const save = (drained: boolean) => {
    const again = [...new Set(pending.map(({ pk }) => pk))].filter(isRef);
    return checkpoints.write({ arn, shards: stream.shards(), again, drained });
  };

  /** Brings changes; of those of one record that it must bring again, the last. */
  const attempt = async (changes: readonly Change[]): Promise<readonly Change[]> => {
    try {
      const left = await bring(changes, closing.signal);
      return [...new Map(left.map((change) => [change.pk, change])).values()];
    } catch (error) {
      note(error);
      return changes;
    }
  };

  /** Brings every record, a part at a time; what failed stays pending. */
  const bringEvery = async (): Promise<void> => {
    const failed: Change[] = [];
    let part = new Set<Ref>();
    const bringPart = async () => {
      failed.push(...(await attempt([...part].map(savedAgain))));
      part = new Set();
    };
    for await (const ref of everyRecord()) {
      part.add(ref);
      if (part.size >= sweepBatch) await bringPart();
    }
    if (part.size > 0) await bringPart();
    pending = [...pending, ...failed];
  };

  /** Reads a batch, brings it, and only then keeps how far it came; false when there was nothing to do, and is nothing left. */
  const step = async (): Promise<boolean> => {
    let more = true;
    if (pending.length < enough) {
      const { changes, end, gap } = await stream.read();
      more = !end;
      pending = [...pending, ...changes.filter(({ record }) => wants(record))];
      if (changes.length > 0) saved = false;
      allDirty ||= gap;
    }
    if (allDirty) {
      saved = false;
      await bringEvery();
      allDirty = false;
    }
    if (pending.length > 0) {
      pending = await attempt(pending);
      saved = false;
      failures = pending.length > 0 ? failures + 1 : 0;
    }
    if (saved) return more;
    await save(false);
    saved = true;
    return true;
  };

  const run = async (): Promise<void> => {
    let end = Number.POSITIVE_INFINITY;
    for (;;) {
      const asked = waiting;
      waiting = [];
      let busy = true;
      try {
        busy = await step();
        if (!busy) failures = 0;
      } catch (error) {
        note(error);
        failures += 1;
      }
      if (busy) waiting.push(...asked);
      else for (const resolve of asked) resolve(true);
      if (closing.signal.aborted) {
        end = Math.min(end, Date.now() + farewell);
        if (!busy) return save(true);
        if (failures > 0 || Date.now() >= end) return;
      }
      if (failures > 0) await pause(Math.min(firstPause * 2 ** (failures - 1), longestPause));
      else if (!busy) await pause(interval);
    }
  };

  const running = run();
  return {
    drained: () => (closing.signal.aborted ? Promise.resolve(false) : new Promise((resolve) => waiting.push(resolve))),
    close: async () => {
      closing.abort();
      await running;
      for (const resolve of waiting) resolve(false);
    },
  };
};
