/** A database of its own in the run's DynamoDB Local, under the names that tables have on a desk. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type Client, documentClient, tableNames } from '../../functions/store/client.ts';
import { connectionTo } from '../../local/dynamodb.ts';
import { createTables } from '../../local/tables.ts';

/** `dynamoDb` is how the policy proxy reaches it, `client` the way round the proxy. */
export type Database = {
  readonly dynamoDb: { readonly port: number; readonly databaseKey: string; readonly region: string };
  readonly client: Client;
};

/** A database with the tables of shared/tables.ts, empty; it goes when the run ends. */
export const ownDatabase = async (): Promise<Database> => {
  const port = inject('dynamoDbPort');
  const databaseKey = randomUUID().replaceAll('-', '');
  const connection = connectionTo(port, databaseKey);
  const client = documentClient(connection);
  await createTables(client, tableNames());
  return { dynamoDb: { port, databaseKey, region: String(connection.region) }, client };
};
