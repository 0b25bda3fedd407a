/** Tables in a database of its own, in the run's DynamoDB Local, for each test that asks. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import {
  type Client,
  type Connection,
  documentClient,
  type TableNames,
  tableNames,
} from '../functions/store/client.ts';
import { connectionTo } from '../local/dynamodb.ts';
import { createTables } from '../local/tables.ts';

/** A set of empty tables under names nobody else has, a client, and how to make another one. */
export type FreshTables = { readonly names: TableNames; readonly client: Client; readonly connection: Connection };

/**
 * Creates the tables of shared/tables.ts under a prefix and an access key of their own; they go when the run ends.
 * DynamoDB Local keeps a database for each key and asks one thing at a time of each: in one, tests would wait for each other.
 */
export const freshTables = async (): Promise<FreshTables> => {
  const own = randomUUID();
  const connection = connectionTo(inject('dynamoDbPort'), own.replaceAll('-', ''));
  const client = documentClient(connection);
  const names = tableNames(`${own}-`);
  await createTables(client, names);
  return { names, client, connection };
};
