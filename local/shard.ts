/** Reads a DynamoDB stream shard by shard, parents before children, from where it was left. */
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { FollowedShard, Position } from './checkpoint.ts';
import type { Change } from './gateway/mapping.ts';

/**
 * `changes` are the next ones; `end` says that there were no others at the time, `gap` that some before them may have been
 * lost.
 */
export type Reading = { readonly changes: readonly Change[]; readonly end: boolean; readonly gap: boolean };

/** `read` answers what is next, `shards` how far all reading has come. */
export type Stream = { read(): Promise<Reading>; shards(): readonly FollowedShard[] };

type Shard = FollowedShard & { readonly parent: string | undefined; iterator: string | undefined };

/** As many changes as one reading takes, and so as many as may have to be projected again after a crash. */
const batch = 100;

const isGone = (error: unknown): boolean =>
  error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException;

/**
 * The stream `arn`, from where `left` says that it was left; all of it that there is where `left` does not know. `drained`:
 * nothing had been left to read, so that nothing is lost whatever became of the stream since.
 */
export const openStream = (
  streams: DynamoDBStreamsClient,
  arn: string,
  left: readonly FollowedShard[],
  drained: boolean,
): Stream => {
  const shards = new Map<string, Shard>();
  let described = false;
  /** Changes may have been missed, and this has not been said yet. */
  let missed = false;

  const iteratorOf = async (shard: Shard, from: 'TRIM_HORIZON' | Position): Promise<string | undefined> => {
    const where =
      typeof from === 'string'
        ? { ShardIteratorType: from }
        : { ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const, SequenceNumber: from.sequence };
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn: arn, ShardId: shard.id, ...where }),
    );
    return ShardIterator;
  };

  /**
   * Goes on after the last change read, if that one is still there. A sequence number alone proves nothing: DynamoDB Local
   * drops changes after a day or so and, started with none, counts from 1 again.
   */
  const resume = async (shard: Shard, last: Position): Promise<boolean> => {
    try {
      const at = await iteratorOf(shard, last);
      const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator: at, Limit: 1 }));
      if (Records?.[0]?.eventID !== last.event) return false;
      shard.iterator = NextShardIterator;
      shard.ended = NextShardIterator === undefined;
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  };

  /** Opens a shard; false when changes since it was last read may have been lost. */
  const open = async (shard: Shard): Promise<boolean> => {
    const { last } = shard;
    if (last && (await resume(shard, last))) return true;
    shard.last = undefined;
    shard.iterator = await iteratorOf(shard, 'TRIM_HORIZON');
    return last === undefined || (drained && left.some((known) => known.last?.event === last.event));
  };

  const describe = async (): Promise<Map<string, string | undefined>> => {
    const listed = new Map<string, string | undefined>();
    let after: string | undefined;
    do {
      const { StreamDescription } = await streams.send(
        new DescribeStreamCommand({ StreamArn: arn, ExclusiveStartShardId: after }),
      );
      for (const { ShardId, ParentShardId } of StreamDescription?.Shards ?? []) {
        if (ShardId) listed.set(ShardId, ParentShardId);
      }
      after = StreamDescription?.LastEvaluatedShardId;
    } while (after);
    return listed;
  };

  /** Takes up the shards that are new and forgets those that are gone; false when changes in one may have been missed. */
  const update = async (): Promise<boolean> => {
    const listed = await describe();
    let complete = true;
    for (const [id, { ended }] of shards) {
      if (listed.has(id)) continue;
      complete &&= ended;
      shards.delete(id);
    }
    for (const [id, parent] of listed) {
      if (shards.has(id)) continue;
      const known = described ? undefined : left.find((shard) => shard.id === id);
      shards.set(id, { id, parent, last: known?.last, iterator: undefined, ended: known?.ended ?? false });
      // Met at the start without a change by which to know it again: what it has lost cannot be told.
      if (!described && !known?.last && !known?.ended) complete = false;
    }
    if (!described) {
      complete &&= left.every(({ id, ended }) => ended || listed.has(id));
      complete ||= drained;
    }
    described = true;
    return complete;
  };

  const readable = (): Shard[] =>
    [...shards.values()].filter(
      ({ ended, parent }) => !ended && (parent === undefined || (shards.get(parent)?.ended ?? true)),
    );

  const advance = async (shard: Shard): Promise<StreamRecord[]> => {
    const { Records = [], NextShardIterator } = await streams.send(
      new GetRecordsCommand({ ShardIterator: shard.iterator, Limit: batch }),
    );
    shard.iterator = NextShardIterator;
    shard.ended = NextShardIterator === undefined;
    const last = Records.at(-1);
    if (last?.eventID && last.dynamodb?.SequenceNumber) {
      shard.last = { sequence: last.dynamodb.SequenceNumber, event: last.eventID };
    }
    return Records;
  };

  /**
   * What is next in a shard. An iterator gets too old while a machine sleeps, and in DynamoDB Local also when it was taken
   * before the first change: it is taken anew once. If even the oldest change is then too old to be read, as between its 24th
   * and its 30th hour, there is nothing to read.
   */
  const next = async (shard: Shard, again = true): Promise<StreamRecord[]> => {
    try {
      if (shard.iterator === undefined) missed = !(await open(shard)) || missed;
      return shard.ended ? [] : await advance(shard);
    } catch (error) {
      if (!(error instanceof ExpiredIteratorException) && !isGone(error)) throw error;
      shard.iterator = undefined;
      return again ? next(shard, false) : [];
    }
  };

  /** A record as Lambda tells functions of it: with its time in seconds, and where it comes from. */
  const changeOf = (record: StreamRecord): Change[] => {
    const { SequenceNumber: sequence, Keys, ApproximateCreationDateTime: at } = record.dynamodb ?? {};
    const pk = Keys?.pk?.S;
    if (pk === undefined || sequence === undefined) return [];
    const dynamodb = { ...record.dynamodb, ...(at && { ApproximateCreationDateTime: at.getTime() / 1000 }) };
    return [{ pk, sequence, record: { ...record, dynamodb, eventSourceARN: arn } }];
  };

  const takeMissed = (): boolean => {
    const gap = missed;
    missed = false;
    return gap;
  };

  return {
    read: async () => {
      // A shard that ended has a child, in which the stream goes on.
      if (readable().length === 0) missed = !(await update()) || missed;
      let end = true;
      for (const shard of readable()) {
        const changes = (await next(shard)).flatMap(changeOf);
        if (changes.length > 0) return { changes, end: false, gap: takeMissed() };
        end &&= !shard.ended;
      }
      return { changes: [], end, gap: takeMissed() };
    },
    shards: () => (described ? [...shards.values()].map(({ id, last, ended }) => ({ id, last, ended })) : left),
  };
};
