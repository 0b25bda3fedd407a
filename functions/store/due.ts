/** The embargoes of releases: those that are to be lifted at a time, and those that were. */
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import type { RecordStore } from './record.ts';

/** The partitions of Records in which they stand, in the order of their times. */
export const duePartitions = { due: 'DUE', lifted: 'LIFTED' } as const;
export type DueState = keyof typeof duePartitions;

/** An embargo: until when (RFC 3339 in UTC with milliseconds), and of which record. */
export type Due = { readonly until: string; readonly ref: Ref };

const keyIn = (state: DueState, { until, ref }: Due) => ({ pk: duePartitions[state], sk: `${until}#${ref}` });

/** The item of an embargo that is to be lifted. */
export const dueKey = (until: string, ref: Ref) => keyIn('due', { until, ref });

const Item = z.object({ sk: z.string() });

const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)#([a-z]+#[a-z0-9-]{1,80})$/;

/** The embargo of a sort key; undefined where it is none. */
export const dueAt = (sk: string): Due | undefined => {
  const [, until = '', ref = ''] = shape.exec(sk) ?? [];
  return isRef(ref) ? { until, ref } : undefined;
};
const dueOf = (item: unknown): Due[] => {
  const due = dueAt(Item.parse(item).sk);
  return due ? [due] : [];
};

/** After every key of a time, and before those of the next. */
const endOf = (time: string): string => `${time}~`;

/**
 * At most `limit` embargoes of a state, by time: those that end after `after` and not after `upTo`, or after another
 * embargo. Strongly consistent.
 */
export const readDues = async (
  { client, tables }: RecordStore,
  state: DueState,
  { after, upTo, limit }: { after: string | Due; upTo: string; limit: number },
): Promise<Due[]> => {
  const from = typeof after === 'string' ? endOf(after) : `${keyIn(state, after).sk}~`;
  if (from > endOf(upTo)) return [];
  const { Items } = await client.send(
    new QueryCommand({
      TableName: tables.records,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': duePartitions[state], ':from': from, ':to': endOf(upTo) },
      Limit: limit,
    }),
  );
  return (Items ?? []).flatMap(dueOf);
};

/** The most that go into one transaction, two items each. */
const atOnce = 50;

/** Moves embargoes from one state to the other. */
export const moveDues = async (
  { client, tables }: RecordStore,
  from: DueState,
  dues: readonly Due[],
): Promise<void> => {
  const to = from === 'due' ? 'lifted' : 'due';
  for (let at = 0; at < dues.length; at += atOnce) {
    const items = dues
      .slice(at, at + atOnce)
      .flatMap((due) => [
        { Put: { TableName: tables.records, Item: keyIn(to, due) } },
        { Delete: { TableName: tables.records, Key: keyIn(from, due) } },
      ]);
    await client.send(new TransactWriteCommand({ TransactItems: items }));
  }
};
