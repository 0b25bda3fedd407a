/** The steps of the projection as DynamoDB does them: claims, the reverse index, and transactions under a head's counter. */
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Ref } from '../../shared/domain/record-type.ts';
import { type Audience, viewOf } from '../../shared/projection/audience.ts';
import type { Projections } from '../projecting/port.ts';
import { attempts, Busy, pause } from './busy.ts';
import { appendItems, type Change, newGeneration, type TransactItem } from './changes.ts';
import { decodeHead, encodeHead, rowKey, splitRowKey, unknown, type Writes } from './head.ts';
import type { LeaveSnapshots } from './leave-snapshots.ts';
import type { LogHead } from './log-head.ts';
import { readLogHead } from './log-since.ts';
import { readKey, readReaders } from './reader.ts';
import type { Store } from './record.ts';
import { digestOf, ownerOf } from './row.ts';

const headKey = (audience: Audience, ref: Ref) => ({ pk: `HEAD#${audience}#${ref}`, sk: 'HEAD' });

/** After so many times that somebody else was faster, the change goes back to the stream. */
const appendAttempts = 50;

/** The most that one BatchWrite, one BatchGet and one transaction take. */
const writesAtOnce = 25;
const readsAtOnce = 100;
const stepsAtOnce = 100;

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

const Cancelled = z.object({
  name: z.literal('TransactionCanceledException'),
  CancellationReasons: z.array(z.object({ Code: z.optional(z.string()) })),
});
const lostCodes = ['ConditionalCheckFailed', 'TransactionConflict'];

/** The places of those items of a transaction that somebody else has, or is about to. */
const lostIn = (error: unknown): number[] => {
  const cancelled = Cancelled.safeParse(error);
  if (!cancelled.success) return [];
  return cancelled.data.CancellationReasons.flatMap(({ Code }, at) => (lostCodes.includes(Code ?? '') ? [at] : []));
};

/** Whether an error says that somebody else has the head, or is about to. */
const isLost = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (['ConditionalCheckFailedException', 'TransactionConflictException'].includes(error.name)) return true;
  return lostIn(error).length > 0;
};

/** Whether an error says that somebody else added to the log, whose two items come second in a transaction, and no more than that. */
const wasFaster = (error: unknown): boolean => {
  const lost = lostIn(error);
  return lost.length > 0 && lost.every((at) => at === 1 || at === 2);
};

const unlessLost = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (isLost(error)) return undefined;
    throw error;
  }
};

const mine = { ConditionExpression: '#counter = :mine', ExpressionAttributeNames: { '#counter': 'counter' } };

const headUpdate = (
  table: string,
  audience: Audience,
  ref: Ref,
  counter: number,
  head: NonNullable<Writes['head']>,
) => {
  const { rows, reads, files } = encodeHead(head);
  return {
    TableName: table,
    Key: headKey(audience, ref),
    UpdateExpression: `SET #rows = :rows, #reads = :reads${files ? ', #files = :files' : ' REMOVE #files'}`,
    ConditionExpression: mine.ConditionExpression,
    ExpressionAttributeNames: {
      ...mine.ExpressionAttributeNames,
      '#rows': 'rows',
      '#reads': 'reads',
      '#files': 'files',
    },
    ExpressionAttributeValues: { ':mine': counter, ':rows': rows, ':reads': reads, ...(files && { ':files': files }) },
  };
};

const Key = z.object({ pk: z.string(), sk: z.string() });
type Key = z.infer<typeof Key>;

/** The projections of a DynamoDB, in its tables. `leave` takes what leaves the public view off the snapshots first. */
export const projections = (store: Store, leave: LeaveSnapshots, generation = newGeneration): Projections => {
  const { client, tables } = store;
  const table = tables.projections;
  const viewTable = (audience: Audience): string => tables[viewOf[audience]];

  const counterIs = (audience: Audience, ref: Ref, counter: number) => ({
    TableName: table,
    Key: headKey(audience, ref),
    ...mine,
    ExpressionAttributeValues: { ':mine': counter },
  });

  /** Where each log stood when it was last looked at from here. */
  const logs = new Map<Audience, LogHead>();

  /** Adds to the log with what else is to be written; tried again while others add to it. */
  const append = async (
    audience: Audience,
    ref: Ref,
    change: Change,
    [head, ...rows]: readonly TransactItem[],
  ): Promise<void> => {
    for (let attempt = 0; attempt < appendAttempts; attempt += 1) {
      if (attempt > 0) await pause(Math.min(attempt, 4));
      const before = logs.get(audience) ?? (await readLogHead(client, viewTable(audience))) ?? generation();
      // A snapshot that is published from here on moves the head, and is looked for at the next attempt.
      if (audience === 'public' && typeof before !== 'string') await leave(ref, change);
      const { next, items: added } = appendItems(viewTable(audience), audience, ref, change, before);
      try {
        await client.send(new TransactWriteCommand({ TransactItems: [...(head ? [head] : []), ...added, ...rows] }));
        logs.set(audience, next);
        return;
      } catch (error) {
        logs.delete(audience);
        if (!wasFaster(error)) throw error;
      }
    }
    throw new Busy();
  };

  const write = async (audience: Audience, ref: Ref, counter: number, writes: Writes): Promise<unknown> => {
    const { head, puts, deletes, change } = writes;
    if (head && puts.length + deletes.length === 0) {
      return client.send(new UpdateCommand(headUpdate(table, audience, ref, counter, head)));
    }
    const view = viewTable(audience);
    const items: TransactItem[] = [
      head
        ? { Update: headUpdate(table, audience, ref, counter, head) }
        : { ConditionCheck: counterIs(audience, ref, counter) },
      ...deletes.map((key) => ({ Delete: { TableName: view, Key: splitRowKey(key) } })),
      ...puts.map((Item) => ({ Put: { TableName: view, Item } })),
    ];
    if (!change) return client.send(new TransactWriteCommand({ TransactItems: items }));
    await append(audience, ref, change, items);
    return true;
  };

  const registerSome = async (reader: Ref, reads: readonly Ref[]): Promise<void> => {
    let waiting = reads.map((read) => ({ PutRequest: { Item: { pk: readKey(read), sk: reader } } }));
    for (let attempt = 0; waiting.length > 0; attempt += 1) {
      if (attempt >= attempts) throw new Busy();
      if (attempt > 0) await pause(attempt);
      const reply = await client.send(new BatchWriteCommand({ RequestItems: { [table]: waiting } }));
      const left = new Set((reply.UnprocessedItems?.[table] ?? []).map(({ PutRequest }) => PutRequest?.Item?.pk));
      waiting = waiting.filter(({ PutRequest }) => left.has(PutRequest.Item.pk));
    }
  };

  const found = async (from: string, keys: readonly Key[], request: { ProjectionExpression?: string } = {}) => {
    const items: unknown[] = [];
    const some = async (chunk: readonly Key[]): Promise<void> => {
      let waiting = [...chunk];
      for (let attempt = 0; waiting.length > 0; attempt += 1) {
        if (attempt >= attempts) throw new Busy();
        if (attempt > 0) await pause(attempt);
        const asked = { ...request, Keys: waiting, ConsistentRead: true };
        const reply = await client.send(new BatchGetCommand({ RequestItems: { [from]: asked } }));
        items.push(...(reply.Responses?.[from] ?? []));
        waiting = (reply.UnprocessedKeys?.[from]?.Keys ?? []).map((key) => Key.parse(key));
      }
    };
    await Promise.all(chunks(keys, readsAtOnce).map(some));
    return items;
  };
  const keysOnly = { ProjectionExpression: 'pk, sk' };

  return {
    claim: (audience, ref) =>
      unlessLost(async () => {
        const reply = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: headKey(audience, ref),
            UpdateExpression: 'ADD #counter :one',
            ExpressionAttributeNames: { '#counter': 'counter' },
            ExpressionAttributeValues: { ':one': 1 },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return decodeHead(reply.Attributes);
      }),
    register: async (reader, reads) => {
      await Promise.all(chunks(reads, writesAtOnce).map((some) => registerSome(reader, some)));
    },
    readers: (read) => readReaders(store, read),
    forget: async (reader, counters, reads) => {
      const checks = [...counters].map(([audience, counter]) => ({
        ConditionCheck: counterIs(audience, reader, counter),
      }));
      for (const some of chunks(reads, stepsAtOnce - checks.length)) {
        const deletes = some.map((read) => ({ Delete: { TableName: table, Key: { pk: readKey(read), sk: reader } } }));
        const command = new TransactWriteCommand({ TransactItems: [...checks, ...deletes] });
        if (!(await unlessLost(() => client.send(command)))) return false;
      }
      return true;
    },
    write: async (audience, ref, counter, writes) =>
      (await unlessLost(() => write(audience, ref, counter, writes))) !== undefined,
    head: async (audience, ref) => {
      const request = { TableName: table, Key: headKey(audience, ref), ConsistentRead: true };
      const { Item } = await client.send(new GetCommand(request));
      return Item && decodeHead(Item);
    },
    present: async (audience, keys) =>
      (await found(viewTable(audience), keys.map(splitRowKey), keysOnly)).map((item) => rowKey(Key.parse(item))),
    there: async (audience, ref, keys) => {
      const items = await found(viewTable(audience), keys.map(splitRowKey));
      const own = items.filter((item) => (ownerOf(item) ?? ref) === ref);
      return new Map(own.map((item) => [rowKey(Key.parse(item)), digestOf(item) ?? unknown]));
    },
    unregistered: async (reader, reads) => {
      const keys = reads.map((read) => ({ pk: readKey(read), sk: reader }));
      const known = new Set((await found(table, keys, keysOnly)).map((item) => Key.parse(item).pk));
      return reads.filter((read) => !known.has(readKey(read)));
    },
  };
};
