/** The desk's follower of changes, over the real DynamoDB Local. */
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { checkpoints } from '../../local/checkpoint.ts';
import { everyRecord } from '../../local/every-record.ts';
import { type Follower, followRecords } from '../../local/stream.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { type FreshTables, freshTables } from '../dynamodb.ts';
import { bringing } from './bringing.ts';

const put = (tables: FreshTables, pk: string, sk: string, version = 1) =>
  tables.client.send(new PutCommand({ TableName: tables.names.records, Item: { pk, sk, version } }));

const save = (tables: FreshTables, id: string, version = 1) => {
  const put = (sk: string) => ({
    Put: { TableName: tables.names.records, Item: { pk: ref('round', id), sk, version } },
  });
  return tables.client.send(
    new TransactWriteCommand({ TransactItems: [put('CURRENT'), put(`REVISION#0000000${version}`)] }),
  );
};

type Handler = (refs: readonly Ref[]) => Promise<readonly Ref[]>;

/** A follower that notes what it is told, and lets `handle` say what of it failed. */
const follow = async (
  tables: FreshTables,
  handle: Handler = async () => [],
): Promise<Follower & { told: (readonly Ref[])[]; notes: unknown[] }> => {
  const { Table } = await tables.client.send(new DescribeTableCommand({ TableName: tables.names.records }));
  const told: (readonly Ref[])[] = [];
  const notes: unknown[] = [];
  const follower = await followRecords({
    streams: new DynamoDBStreamsClient(tables.connection),
    arn: Table?.LatestStreamArn ?? '',
    checkpoints: checkpoints(tables.client, tables.names.projections),
    everyRecord: () => everyRecord(tables.client, tables.names.records),
    ...bringing((refs) => {
      told.push([...refs].sort());
      return handle(refs);
    }),
    note: (error) => notes.push(error),
  });
  onTestFinished(follower.close);
  return { ...follower, told, notes };
};

test('the changes of a batch are told together, and those of revisions not at all', async () => {
  const tables = await freshTables();
  const first = await follow(tables);
  expect(await first.drained()).toBe(true);
  await first.close();
  for (const version of [1, 2, 3]) await save(tables, 'a', version);
  await save(tables, 'b');
  await put(tables, 'party#eu', 'MEMBER#fra');
  await put(tables, 'party#fra', 'REVISION#00000001');
  const second = await follow(tables);
  await second.drained();
  expect(second.told).toEqual([['party#eu', 'round#a', 'round#b']]);
});

test('a change is told without waiting for a restart', async () => {
  const tables = await freshTables();
  const follower = await follow(tables);
  await follower.drained();
  await save(tables, 'a');
  await follower.drained();
  await save(tables, 'b');
  await follower.drained();
  expect(follower.told).toEqual([['round#a'], ['round#b']]);
});

test('a batch that threw is told again until it succeeds', async () => {
  const tables = await freshTables();
  let attempts = 0;
  const follower = await follow(tables, async () => {
    attempts += 1;
    if (attempts < 3) throw new Error(`attempt ${attempts}`);
    return [];
  });
  await save(tables, 'a');
  await follower.drained();
  expect(follower.told).toEqual([['round#a'], ['round#a'], ['round#a']]);
  expect(follower.notes).toHaveLength(2);
});

test('what failed of a batch is told again, and holds up nothing else', async () => {
  const tables = await freshTables();
  let mended = false;
  const follower = await follow(tables, async (refs) => (mended ? [] : refs.filter((dirty) => dirty === 'round#bad')));
  await follower.drained();
  await save(tables, 'bad');
  await save(tables, 'good');
  while (!follower.told.flat().includes('round#good')) await new Promise((resolve) => setTimeout(resolve, 10));
  mended = true;
  expect(await follower.drained()).toBe(true);
  expect(follower.told.at(-1)).toEqual(['round#bad']);
});

test('what had failed when the desk stopped is told at the next start', async () => {
  const tables = await freshTables();
  const first = await follow(tables, async (refs) => refs);
  await save(tables, 'a');
  while (first.told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const drained = first.drained();
  await first.close();
  expect(await drained).toBe(false);
  const second = await follow(tables);
  await second.drained();
  expect(second.told).toEqual([['round#a']]);
});

test('a batch in hand when everything was killed is told again', async () => {
  const tables = await freshTables();
  const before = await follow(tables);
  await save(tables, 'a');
  await before.drained();
  await before.close();
  let release = () => {};
  const killed = await follow(tables, () => new Promise((resolve) => (release = () => resolve([]))));
  await save(tables, 'b');
  while (killed.told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  // It is not closed, and its handler does not return: all that is left of it is the checkpoint.
  const next = await follow(tables);
  await next.drained();
  expect(next.told).toEqual([['round#b']]);
  release();
});

test('after a stop in peace nothing is told twice', async () => {
  const tables = await freshTables();
  const first = await follow(tables);
  await save(tables, 'a');
  await first.drained();
  await first.close();
  const second = await follow(tables);
  await second.drained();
  expect(second.told).toEqual([]);
});
