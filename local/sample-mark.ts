/** The mark that the sample has been loaded: in the Projections table, so that it goes with the data it speaks of. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Client } from '../functions/store/client.ts';

const key = { pk: 'SAMPLE', sk: 'LOADED' };

/** Whether the sample has been loaded to its end. */
export const isSampleLoaded = async (client: Client, table: string): Promise<boolean> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item !== undefined;
};

/** Notes that the sample has been loaded to its end. */
export const markSampleLoaded = async (client: Client, table: string, at: Date): Promise<void> => {
  await client.send(new PutCommand({ TableName: table, Item: { ...key, at: at.toISOString() } }));
};
