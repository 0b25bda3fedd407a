/**
 * `npm run bench:import -- <format> <files…>`: how fast these files go in, beside the two-item transactions that DynamoDB Local
 * makes of the same items in the same run, and what the views lag. Once with the projector after it, and once beside it.
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

await withDatabase(async (connection) => {
  for (const beside of [false, true]) {
    const begin = Promise.withResolvers<void>();
    const tracker = await trackerOver(connection, `rate-${beside}-`, begin.promise);
    if (beside) begin.resolve();
    const { code, err, took } = await tracker.kelissoz(command);
    if (code !== 0) throw new Error(`ended with ${code}: ${err}`);
    begin.resolve();
    const ended = Date.now();
    await tracker.drained();
    const behind = Date.now() - ended;
    const items = await currentItems(tracker);
    const raw = await rawRate(tracker.client, `raw-${beside}-`, items);
    const rate = items.length / (took / 1000);
    console.log(
      `${items.length} records in ${seconds(took)}, ${rate.toFixed(0)} a second, ` +
        `${(rate / raw).toFixed(2)} of ${raw.toFixed(0)} bare transactions a second; ` +
        `projected ${beside ? 'beside it' : 'after it'}: ${seconds(behind)} more, at most ${seconds(tracker.longestLag())} behind`,
    );
    await tracker.close();
  }
});
