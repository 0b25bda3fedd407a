/** Tables of its own, in the run's DynamoDB Local, for each test that asks. */
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

/** Creates the tables of shared/tables.ts under a prefix of their own; they go when the run ends. */
export const freshTables = async (): Promise<FreshTables> => {
  const connection = connectionTo(inject('dynamoDbPort'), 'tests');
  const client = documentClient(connection);
  const names = tableNames(`${randomUUID()}-`);
  await createTables(client, names);
  return { names, client, connection };
};
