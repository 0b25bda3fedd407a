/** The canary's beat: one item that is no record, put into Records, copied to every view, and looked for there. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Audience, viewOf } from '../../shared/projection/audience.ts';
import type { Store } from './record.ts';

/** The key of the beat, in Records and in the views: neither a record's nor a row's. */
export const beatKey = { pk: 'BEAT', sk: 'BEAT' } as const;

/** The views of all audiences. */
export type Views = Store<(typeof viewOf)[Audience]>;

const Beat = z.object({ at: z.string() });

/** Makes the heart beat: `at` is when, as `toISOString` writes it. */
export const putBeat = async ({ client, tables }: Store<'records'>, at: string): Promise<void> => {
  await client.send(new PutCommand({ TableName: tables.records, Item: { ...beatKey, at } }));
};

/** Copies a beat to a view, unless a later one is there: deliveries come twice, late, and in another order. */
export const copyBeat = async ({ client, tables }: Views, audience: Audience, at: string): Promise<void> => {
  try {
    await client.send(
      new PutCommand({
        TableName: tables[viewOf[audience]],
        Item: { ...beatKey, at },
        ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at },
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
  }
};

/** The last beat that a view shows, read consistently; undefined where it never showed one. */
export const readBeat = async ({ client, tables }: Views, audience: Audience): Promise<string | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tables[viewOf[audience]], Key: beatKey, ConsistentRead: true }),
  );
  const beat = Beat.safeParse(Item);
  return beat.success ? beat.data.at : undefined;
};
