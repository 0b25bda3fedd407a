/**
 * `npm run bench:import -- <format> <files…>`: how fast these files go in, beside the two-item transactions that DynamoDB Local
 * makes of the same items in the same run, and what the views lag: once with the
 * projector after it, and once beside it. Each import and the bare transactions that it is held to come one right after the other.
 */
import { paginateScan, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type Client, tableNames } from '../../functions/store/client.ts';
import { createTables } from '../../local/tables.ts';
import { withDatabase } from './local-database.ts';
import { type Tracker, trackerOver } from './tracker.ts';

/** As many as an import has under way. */
const abreast = 4;

const currentItems = async ({ client, names }: Tracker): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  const only = { FilterExpression: 'sk = :current', ExpressionAttributeValues: { ':current': 'CURRENT' } };
  for await (const page of paginateScan({ client }, { TableName: names.records, ...only })) {
    items.push(...(page.Items ?? []));
  }
  return items;
};

/** Transactions a second when each item goes in twice, as the record and as its revision, and nothing else is done. */
const rawRate = async (client: Client, prefix: string, items: readonly Record<string, unknown>[]): Promise<number> => {
  const names = tableNames(prefix);
  await createTables(client, names);
  const left = items.values();
  const worker = async () => {
    for (const item of left) {
      const puts = [item, { ...item, sk: 'REVISION#00000001' }];
      const ConditionExpression = 'attribute_not_exists(pk)';
      const TransactItems = puts.map((Item) => ({ Put: { TableName: names.records, Item, ConditionExpression } }));
      await client.send(new TransactWriteCommand({ TransactItems }));
    }
  };
  const began = Date.now();
  await Promise.all(Array.from({ length: abreast }, worker));
  return items.length / ((Date.now() - began) / 1000);
};

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const command = ['import', ...process.argv.slice(2)];
if (command.length < 3) throw new Error('name a format and files');

const imported = async (tracker: Tracker): Promise<number> => {
  const { code, err, took } = await tracker.kelissoz(command);
  if (code !== 0) throw new Error(`ended with ${code}: ${err}`);
  return took;
};

/** Says how the import went, and what the views lag until they have caught up. */
const told = async (tracker: Tracker, saved: { records: number; took: number; raw: number; how: string }) => {
  const { records, took, raw, how } = saved;
  const ended = Date.now();
  await tracker.drained();
  const rate = records / (took / 1000);
  console.log(
    `${records} records in ${seconds(took)}, ${rate.toFixed(0)} a second, ${(rate / raw).toFixed(2)} of ${raw.toFixed(0)} bare ` +
      `transactions a second; projected ${how}: ${seconds(Date.now() - ended)} more, at most ${seconds(tracker.longestLag())} behind`,
  );
  await tracker.close();
};

await withDatabase(async (connection) => {
  const begin = Promise.withResolvers<void>();
  const first = await trackerOver(connection, 'first-', begin.promise);
  const took = await imported(first);
  const items = await currentItems(first);
  const records = items.length;
  const raw = await rawRate(first.client, 'raw-first-', items);
  begin.resolve();
  await told(first, { records, took, raw, how: 'after it' });

  const second = await trackerOver(connection, 'second-');
  const rawAgain = await rawRate(second.client, 'raw-second-', items);
  await told(second, { records, took: await imported(second), raw: rawAgain, how: 'beside it' });
});
