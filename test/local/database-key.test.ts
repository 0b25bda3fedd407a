/** Who does not know the key of a desk's database finds nothing in it. */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { documentClient, tableNames } from '../../functions/store/client.ts';
import { dataFolder } from '../../local/data-folder.ts';
import { createTables } from '../../local/tables.ts';
import { withDynamoDb } from '../../local/with-dynamodb.ts';
import { newFolder } from './desk-process.ts';

test('a client with another key sees none of the tables', async () => {
  const folder = dataFolder({ DATA_DIR: newFolder() });
  if (!folder.ok) throw new Error(folder.sentence);
  const seen = await withDynamoDb(folder, async (connection) => {
    await createTables(documentClient(connection), tableNames());
    const tablesFor = async (accessKeyId: string) => {
      const client = new DynamoDBClient({ ...connection, credentials: { accessKeyId, secretAccessKey: 'any' } });
      return (await client.send(new ListTablesCommand({}))).TableNames ?? [];
    };
    return { own: await tablesFor(folder.databaseKey), others: await tablesFor('kelissoz') };
  });
  if (!seen.ok) throw new Error(seen.sentence);
  expect(seen.value.own).toHaveLength(Object.keys(tableNames()).length);
  expect(seen.value.others).toEqual([]);
});
