/**
 * `npm run bench:import -- <format> <files…>`: how fast these files go into a desk as `npm start` runs it, with its sample, whose projector
 * works beside, against the two-item transactions that its own DynamoDB Local makes of the same items right after; and what the views lag
 * meanwhile.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { BatchGetCommand, paginateScan, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Client, documentClient, tableNames } from '../../functions/store/client.ts';
import { theRecord } from '../../functions/store/view.ts';
import { dataFolder } from '../../local/data-folder.ts';
import { connectionTo } from '../../local/dynamodb.ts';
import { openIssuer } from '../../local/issuer.ts';
import { findRunningDesk } from '../../local/running-desk.ts';
import { createTables } from '../../local/tables.ts';
import { scopeName } from '../../shared/contract/sign-in.ts';
import { isRef, splitRef } from '../../shared/domain/record-type.ts';
import { freePort, newFolder, run, until } from '../local/desk-process.ts';

/** As many as an import has under way. */
const abreast = 4;
/** Between two looks at what the analyst's view has, in milliseconds: lags are at most so much too long. */
const look = 1_000;
const readsAtOnce = 100;

const files = process.argv.slice(2);
if (files.length < 2) throw new Error('name a format and files');

const names = tableNames();
const Item = z.looseObject({ pk: z.string(), sk: z.string(), at: z.string() });
type Item = z.infer<typeof Item>;
const Key = z.object({ pk: z.string() });

/** What was saved after a moment. */
const savedItems = async (client: Client, after: string): Promise<Item[]> => {
  const items: Item[] = [];
  const only = {
    FilterExpression: 'sk = :current AND #at >= :after',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':current': 'CURRENT', ':after': after },
  };
  for await (const page of paginateScan({ client }, { TableName: names.records, ...only })) {
    items.push(...(page.Items ?? []).map((item) => Item.parse(item)).filter(({ pk }) => isRef(pk)));
  }
  return items;
};

/** Transactions a second when each item goes in twice, as the record and as its revision, and nothing else is done. */
const rawRate = async (client: Client, items: readonly Item[]): Promise<number> => {
  const raw = tableNames('raw-');
  await createTables(client, raw);
  const left = items.values();
  const worker = async () => {
    for (const item of left) {
      const puts = [item, { ...item, sk: 'REVISION#00000001' }];
      const ConditionExpression = 'attribute_not_exists(pk)';
      const TransactItems = puts.map((one) => ({ Put: { TableName: raw.records, Item: one, ConditionExpression } }));
      await client.send(new TransactWriteCommand({ TransactItems }));
    }
  };
  const began = Date.now();
  await Promise.all(Array.from({ length: abreast }, worker));
  return items.length / ((Date.now() - began) / 1000);
};

/** Waits until the analyst's view has all of them; the longest that one waited, in milliseconds. */
const caughtUp = async (client: Client, items: readonly Item[]): Promise<number> => {
  const keyOf = ({ pk }: Item) => {
    const { type, id } = splitRef(pk) ?? {};
    if (!type || id === undefined) throw new Error(`${pk} is no record`);
    return theRecord(type, id);
  };
  let left = items.map((item) => ({ key: keyOf(item), saved: Date.parse(item.at) }));
  let longest = 0;
  while (left.length > 0) {
    const some = left.slice(0, readsAtOnce);
    const asked = { Keys: some.map(({ key }) => key), ProjectionExpression: 'pk' };
    const { Responses } = await client.send(new BatchGetCommand({ RequestItems: { [names.analystView]: asked } }));
    const there = new Set(Responses?.[names.analystView]?.map((item) => Key.parse(item).pk));
    const now = Date.now();
    for (const { key, saved } of some) if (there.has(key.pk)) longest = Math.max(longest, now - saved);
    left = left.filter(({ key }) => !there.has(key.pk));
    if (there.size < some.length) await wait(look);
  }
  return longest;
};

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

const path = newFolder();
const port = await freePort();
const folder = dataFolder({ DATA_DIR: path });
if (!folder.ok) throw new Error(folder.sentence);
const desk = run('start', { DATA_DIR: path, PORT: `${port}` });
try {
  await until(() => desk.printed().includes('Kelissöz is running'), desk);
  const issuer = await openIssuer(folder, port);
  if (!issuer.ok) throw new Error(issuer.sentence);
  const officer = {
    sub: 'officer',
    groups: ['staff'],
    scope: `${scopeName('staff')} ${scopeName('analyst')}`,
  } as const;
  const token = await issuer.mint({ ...officer, seconds: 3_600, now: new Date() });
  const env = { ...process.env, KELISSOZ_API: `http://localhost:${port}`, KELISSOZ_TOKEN: token };
  const began = Date.now();
  const child = spawn(process.execPath, ['cli/kelissoz.cjs', 'import', ...files], { env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  const took = Date.now() - began;

  const at = findRunningDesk(folder)?.dynamoDbPort ?? 0;
  const client = documentClient(connectionTo(at, folder.databaseKey));
  const items = await savedItems(client, new Date(began).toISOString());
  const ended = Date.now();
  const lag = await caughtUp(client, items);
  const after = Date.now() - ended;
  // A database of its own in the same DynamoDB Local.
  const raw = await rawRate(documentClient(connectionTo(at, 'bench')), items);
  const rateOf = (milliseconds: number): string => {
    const rate = items.length / (milliseconds / 1000);
    return `${rate.toFixed(0)} a second, ${(rate / raw).toFixed(2)} of bare transactions`;
  };
  const moments = items.map((item) => Date.parse(item.at)).toSorted((a, b) => a - b);
  const saving = (moments.at(-1) ?? 0) - (moments[0] ?? 0);
  console.log(
    [
      `${items.length} records; bare transactions ${raw.toFixed(0)} a second; load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`,
      `saved, from the first to the last: ${seconds(saving)} s, ${rateOf(saving)}`,
      `the whole command, with its start and the reading of known parties: ${seconds(took)} s, ${rateOf(took)}`,
      `projected ${seconds(after)} s more, at most ${seconds(lag)} s behind`,
    ].join('\n'),
  );
} catch (error) {
  console.error(desk.printed());
  throw error;
} finally {
  desk.kill('SIGTERM');
  await desk.ended;
  rmSync(path, { recursive: true, force: true });
}
