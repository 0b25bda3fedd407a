/** The tables on a desk. */
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createTables } from '../../local/tables.ts';
import { freshTables } from '../dynamodb.ts';

test('creating the tables again leaves them as they are', async () => {
  const { client, names } = await freshTables();
  const { Table: before } = await client.send(new DescribeTableCommand({ TableName: names.records }));
  await createTables(client, names);
  const { Table: after } = await client.send(new DescribeTableCommand({ TableName: names.records }));
  expect(after?.LatestStreamArn).toBe(before?.LatestStreamArn);
});

test('only the records are streamed, with both images', async () => {
  const { client, names } = await freshTables();
  const streams: Record<string, string | undefined> = {};
  for (const name of Object.values(names)) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    streams[name] = Table?.StreamSpecification?.StreamViewType;
  }
  expect(streams).toEqual({
    [names.records]: 'NEW_AND_OLD_IMAGES',
    [names.projections]: undefined,
    [names.publicView]: undefined,
    [names.analystView]: undefined,
    [names.clearedView]: undefined,
    [names.readings]: undefined,
  });
});
