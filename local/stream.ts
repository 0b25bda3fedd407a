/** Follows the changes of the Records table on a desk, as Lambda does on AWS, and says which records are dirty. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { isRef, type Ref } from '../shared/domain/record-type.ts';
import type { Checkpoints } from './checkpoint.ts';
import { type Change, openStream } from './shard.ts';

/**
 * `onDirty` is told the changed records of a batch, each once, and answers those that it must be told again; when it throws,
 * that is all of them. `everyRecord` is asked when changes may have been lost. `note` is told of what failed and is tried
 * again.
 */
export type Following = {
  readonly streams: DynamoDBStreamsClient;
  readonly arn: string;
  readonly checkpoints: Checkpoints;
  readonly everyRecord: () => AsyncIterable<Ref>;
  readonly onDirty: (refs: readonly Ref[]) => Promise<readonly Ref[]>;
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
/** With so much to be tried again nothing new is read. */
const enough = 1_000;
/** How long closing may go on reading, in milliseconds. */
const farewell = 3_000;
/** Records that are told at a time when all are. */
const sweepBatch = 100;

/** A revision changes nothing that is shown; the CURRENT of its save, or an edge of a bloc, does. */
const dirtyOf = ({ pk, sk }: Change): Ref[] =>
  (sk === 'CURRENT' || sk.startsWith('MEMBER#')) && isRef(pk) ? [pk] : [];

/**
 * Follows the stream from where the checkpoint says; every change is told at least once, over a `kill -9` at any moment.
 * When changes may have been lost since the checkpoint (a stream keeps them for a day), every record is told. Resolves when
 * it is noted that from now on changes may be written.
 */
export const followRecords = async (following: Following): Promise<Follower> => {
  const { streams, arn, checkpoints, everyRecord, onDirty, note } = following;
  const found = await checkpoints.read();
  const left = found?.arn === arn ? found : undefined;
  const stream = openStream(streams, arn, left?.shards ?? [], left?.drained ?? false);
  if (left) await checkpoints.write({ ...left, drained: false });

  /** Dirty and not yet projected. What was read goes in here at once, so that nothing is lost by what fails after it. */
  let dirty = new Set<Ref>(left?.again);
  let allDirty = false;
  let saved = true;
  let failures = 0;
  let waiting: ((drained: boolean) => void)[] = [];
  const closing = new AbortController();

  const pause = (ms: number) => wait(ms, undefined, { signal: closing.signal }).catch(() => undefined);

  const save = (drained: boolean) => checkpoints.write({ arn, shards: stream.shards(), again: [...dirty], drained });

  const tell = async (refs: readonly Ref[]): Promise<readonly Ref[]> => {
    try {
      return await onDirty(refs);
    } catch (error) {
      note(error);
      return refs;
    }
  };

  /** Tells every record, a part at a time; what failed stays dirty. */
  const tellEvery = async (): Promise<void> => {
    const failed = new Set<Ref>();
    let part = new Set<Ref>();
    const tellPart = async () => {
      for (const ref of await tell([...part])) failed.add(ref);
      part = new Set();
    };
    for await (const ref of everyRecord()) {
      part.add(ref);
      if (part.size >= sweepBatch) await tellPart();
    }
    if (part.size > 0) await tellPart();
    for (const ref of failed) dirty.add(ref);
  };

  /** Reads a batch, tells it, and only then keeps how far it came; false when there was nothing to do, and is nothing left. */
  const step = async (): Promise<boolean> => {
    let more = true;
    if (dirty.size < enough) {
      const { changes, end, gap } = await stream.read();
      more = !end;
      for (const ref of changes.flatMap(dirtyOf)) dirty.add(ref);
      if (changes.length > 0) saved = false;
      allDirty ||= gap;
    }
    if (allDirty) {
      saved = false;
      await tellEvery();
      allDirty = false;
    }
    if (dirty.size > 0) {
      dirty = new Set(await tell([...dirty]));
      saved = false;
      failures = dirty.size > 0 ? failures + 1 : 0;
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
