/** What becomes of changes when a desk is away for longer than a stream keeps them: DynamoDB Local with its clock put forward. */

import { DatabaseSync } from 'node:sqlite';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { documentClient, tableNames } from '../../functions/store/client.ts';
import { checkpoints } from '../../local/checkpoint.ts';
import { type DataFolder, dataFolder } from '../../local/data-folder.ts';
import { everyRecord } from '../../local/every-record.ts';
import { followRecords } from '../../local/stream.ts';
import { createTables } from '../../local/tables.ts';
import { withDynamoDb } from '../../local/with-dynamodb.ts';
import { bringing } from './bringing.ts';
import { newFolder } from './desk-process.ts';

const names = tableNames();

/** One time that a desk is up: saves, follows or does not, and says what was told. */
const session = async (folder: DataFolder, before: readonly string[], follows: boolean, after: readonly string[]) => {
  const done = await withDynamoDb(folder, async (connection) => {
    const client = documentClient(connection);
    await createTables(client, names);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: names.records }));
    const save = (id: string) =>
      client.send(new PutCommand({ TableName: names.records, Item: { pk: `round#${id}`, sk: 'CURRENT' } }));
    const told: string[] = [];
    for (const id of before) await save(id);
    const follower = follows
      ? await followRecords({
          streams: new DynamoDBStreamsClient(connection),
          arn: Table?.LatestStreamArn ?? '',
          checkpoints: checkpoints(client, names.projections),
          everyRecord: () => everyRecord(client, names.records),
          ...bringing(async (refs) => {
            told.push(...refs);
            return [];
          }),
          note: (error) => told.push(String(error)),
        })
      : undefined;
    await follower?.drained();
    await follower?.close();
    for (const id of after) await save(id);
    return told.sort();
  });
  return done.ok ? done.value : [done.sentence];
};

const changeDatabase = (folder: DataFolder, ...statements: string[]) => {
  const database = new DatabaseSync(folder.databaseFile);
  for (const statement of statements) database.exec(statement);
  database.close();
};

const aged = (hours: number) =>
  ['us', 'ss'].map((table) => `UPDATE ${table} SET CreationDateTime = CreationDateTime - ${hours * 3_600_000}`);

const newDataFolder = (): DataFolder => {
  const folder = dataFolder({ DATA_DIR: newFolder() });
  if (!folder.ok) throw new Error(folder.sentence);
  return folder;
};

test('changes that were dropped before they were read make every record dirty, even when the stream counts anew', async () => {
  const folder = newDataFolder();
  expect(await session(folder, ['a', 'b'], true, [])).toContain('round#a');
  // Saved after the last look, as by a desk that was then killed.
  changeDatabase(folder, `UPDATE "Projections" SET ObjectJSON = replace(ObjectJSON, '"BOOL":true', '"BOOL":false')`);
  await session(folder, ['c'], false, []);
  changeDatabase(folder, 'DELETE FROM us');
  expect(await session(folder, ['d'], true, [])).toEqual(
    expect.arrayContaining(['round#a', 'round#b', 'round#c', 'round#d']),
  );
  // The same after a stop in peace: nothing is owed, and the stream that counts from 1 again is read from its beginning.
  changeDatabase(folder, 'DELETE FROM us');
  expect(await session(folder, ['e'], true, [])).toEqual(['round#e']);
});

test('changes too old to be read but not yet dropped do not stop the desk', async () => {
  const folder = newDataFolder();
  await session(folder, ['a'], true, []);
  changeDatabase(folder, ...aged(26));
  expect(await session(folder, [], true, ['b'])).toEqual([]);
  expect(await session(folder, [], true, [])).toEqual(['round#b']);
});

test('a stream goes on in the child of a shard that has ended', async () => {
  const folder = newDataFolder();
  await session(folder, ['a'], true, ['b']);
  changeDatabase(
    folder,
    'UPDATE ss SET SequenceNumberEnd = 2, DeletionDateTime = CreationDateTime + 1',
    `INSERT INTO ss SELECT StreamID, 'shardId-00000009999999999999-child001', CreationDateTime + 1, NULL, 3, NULL, ShardID FROM ss`,
  );
  expect(await session(folder, ['c'], true, [])).toEqual(['round#b', 'round#c']);
  expect(await session(folder, [], true, ['d'])).toEqual([]);
  expect(await session(folder, [], true, [])).toEqual(['round#d']);
});
