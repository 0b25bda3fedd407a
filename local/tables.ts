/** Creates the tables of shared/tables.ts in DynamoDB Local. */
import { CreateTableCommand, ResourceInUseException, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { Client, TableNames } from '../functions/store/client.ts';
import { key, tables } from '../shared/tables.ts';

const create = async (client: Client, name: string, stream: boolean): Promise<void> => {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: key.partition, KeyType: 'HASH' },
          { AttributeName: key.sort, KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: key.partition, AttributeType: 'S' },
          { AttributeName: key.sort, AttributeType: 'S' },
        ],
        ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } } : {}),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
};

/** Creates those of the tables that are not there yet, and resolves when all can be written to. */
export const createTables = async (client: Client, names: TableNames): Promise<void> => {
  // One after the other: DynamoDB Local locks its whole database to create a table.
  await create(client, names.records, tables.records.stream);
  await create(client, names.projections, tables.projections.stream);
  await create(client, names.publicView, tables.publicView.stream);
  await create(client, names.analystView, tables.analystView.stream);
  await create(client, names.clearedView, tables.clearedView.stream);
  await create(client, names.readings, tables.readings.stream);
};
