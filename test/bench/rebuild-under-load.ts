/**
 * `npm run bench:rebuild [-- --seconds 60 --records 300 --rate 100]`: rebuilds of both views during saves through the staff
 * door, with the stream followed as on a desk and damage done by hand; then every row is compared with what it should be.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { again, eachAbreast, projectDirty } from '../../functions/projecting/dirty.ts';
import { load, nothingLoaded } from '../../functions/projecting/loaded.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { type Rebuilt, rebuild } from '../../functions/projecting/rebuild.ts';
import { rebuilt } from '../../functions/projecting/rebuilt.ts';
import { tableNames } from '../../functions/store/client.ts';
import { rowKey, splitRowKey } from '../../functions/store/head.ts';
import { digest, digestOf, encodeRow } from '../../functions/store/row.ts';
import { checkpoints } from '../../local/checkpoint.ts';
import { connectionTo, startDynamoDb } from '../../local/dynamodb.ts';
import { everyRecord } from '../../local/every-record.ts';
import { findJava } from '../../local/java.ts';
import { followRecords } from '../../local/stream.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { pathOf, type Ref, ref } from '../../shared/domain/record-type.ts';
import { viewOf } from '../../shared/projection/audience.ts';
import { project } from '../../shared/projection/project.ts';
import { bringing } from '../local/bringing.ts';
import { dice } from '../projecting/stage.ts';
import { generated } from './generated.ts';
import { staffOver } from './saving.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    records: { type: 'string', default: '300' },
    rate: { type: 'string', default: '100' },
  },
});
const seconds = Number(values.seconds);

const java = await findJava();
if (!java.ok) throw new Error(java.sentence);
const dynamoDb = await startDynamoDb(java.command);
if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);
const connection = connectionTo(dynamoDb.port, 'bench');
const prefix = 'load-';
const names = tableNames(prefix);
const clock = () => new Date();
const failed: string[] = [];

try {
  const { client, knock } = await staffOver(connection, prefix, { metered: false });
  const store = { client, tables: names };
  const deps = projecting(store, clock);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: names.records }));
  const follower = await followRecords({
    streams: new DynamoDBStreamsClient(connection),
    arn: Table?.LatestStreamArn ?? '',
    checkpoints: checkpoints(client, names.projections),
    everyRecord: () => everyRecord(client, names.records),
    ...bringing(async (refs) => [...again(await projectDirty(deps, activeAudiences, refs))]),
    note: (error) => failed.push(`the follower: ${error}`),
  });

  const versions = new Map<string, number>();
  const pathTo = ({ type, id }: AnyRecord): string => `${pathOf[type]}/${id}`;
  const act = async (path: string, body: object, by: 'writer' | 'releaser' = 'writer'): Promise<void> => {
    const version = versions.get(path) ?? 0;
    const to = path + ('draft' in body || 'public' in body ? '/release' : '');
    const reply = await knock('PUT', to, body, { 'if-match': `"${version}"` }, by);
    versions.set(path, Number(reply.headers.get('etag')?.replaceAll('"', '')));
  };
  const release = async (path: string): Promise<void> => {
    await act(path, { draft: 'proposed' });
    await act(path, { public: 'released', form: 'full' }, 'releaser');
  };
  const records = generated(Number(values.records));
  const sent = ({ id: _id, type: _type, ...body }: AnyRecord): object => body;
  for (const type of ['process', 'party', 'round', 'document', 'outcome', 'caseload'] as const) {
    await eachAbreast(
      records.filter((record) => record.type === type),
      async (record) => {
        const reply = await knock('PUT', pathTo(record), sent(record), { 'if-none-match': '*' }).catch(() => undefined);
        // The few parties that the door was opened with are there already.
        if (!reply) return;
        versions.set(pathTo(record), 1);
        await release(pathTo(record));
      },
    );
  }
  await follower.drained();
  console.log(`${versions.size} records saved, released and projected`);

  const end = Date.now() + seconds * 1000;
  const roll = dice(1);
  const living = records.filter((record) => versions.has(pathTo(record)));
  let saves = 0;
  const writer = async (share: number): Promise<void> => {
    // No two writers have the same record: here nobody is to be refused.
    const mine = living.filter((_record, index) => index % 2 === share);
    while (Date.now() < end) {
      const record = mine[roll(mine.length)];
      if (!record) return;
      const words = { en: `Said at ${Date.now()}`, ru: `${roll(1000)}`, kk: `${roll(1000)}` };
      const name = 'name' in record ? { name: words } : 'label' in record ? { label: words } : {};
      const text = record.type === 'outcome' ? { summary: words } : record.type === 'document' ? { title: words } : {};
      await act(pathTo(record), { ...sent(record), ...name, ...text, remark: words });
      if (roll(2) === 0) await release(pathTo(record));
      saves += 1;
    }
  };
  let damage = 0;
  const vandal = async (): Promise<void> => {
    while (Date.now() < end) {
      await wait(500);
      const one = living[roll(living.length)];
      if (!one) return;
      const stray = { pk: 'timeline', sk: `stray ${damage}`, of: ref(one.type, one.id), body: '{}' };
      await client.send(new PutCommand({ TableName: names.publicView, Item: stray }));
      const head = await deps.projections.head('public', ref(one.type, one.id));
      const [key] = head?.rows.keys() ?? [];
      if (key) await client.send(new DeleteCommand({ TableName: names.publicView, Key: splitRowKey(key) }));
      damage += 2;
    }
  };
  const note = (one: Ref, error: unknown) => failed.push(`${one}: ${error}`);
  const run = (): Promise<Rebuilt> =>
    rebuild({ store, deps, audiences: activeAudiences, rate: Number(values.rate), wait: (ms) => wait(ms), note });
  const told = ({ tally }: Rebuilt, took: number): void =>
    console.log(
      `rebuild in ${(took / 1000).toFixed(1)} s: ${tally.records} records, ${tally.put} rows put, ${tally.deleted} deleted, ` +
        `${tally.swept} swept, ${tally.unchanged} unchanged, ${tally.failed} failed`,
    );
  const rebuilder = async (): Promise<void> => {
    while (Date.now() < end) {
      const began = Date.now();
      told(await run(), Date.now() - began);
    }
  };
  await Promise.all([writer(0), writer(1), vandal(), rebuilder()]);
  await follower.drained();
  console.log(`${saves} saves and ${damage} rows damaged in ${seconds} s; the stream is followed to its end`);
  // For the damage that was done behind the back of the last walk.
  const began = Date.now();
  told(await run(), Date.now() - began);

  const all = nothingLoaded();
  const refs = new Set<Ref>();
  for await (const one of everyRecord(client, names.records)) refs.add(one);
  await load(deps.records, all, { records: refs, blocs: new Set() });
  let compared = 0;
  for (const audience of activeAudiences) {
    const wanted = new Map(
      [...rebuilt(project, audience, all, clock())].flatMap(([one, rows]) =>
        rows.map((row) => [rowKey(row), digest(encodeRow(row, one))] as const),
      ),
    );
    compared += wanted.size;
    const table = { TableName: names[viewOf[audience]], ConsistentRead: true };
    for await (const { Items = [] } of paginateScan({ client }, table)) {
      for (const item of Items) {
        const key = rowKey({ pk: String(item.pk), sk: String(item.sk) });
        if (wanted.get(key) !== digestOf(item)) failed.push(`${audience} has another ${key.replace('\n', ' ')}`);
        wanted.delete(key);
      }
    }
    for (const key of wanted.keys()) failed.push(`${audience} has no ${key.replace('\n', ' ')}`);
  }
  await follower.close();
  for (const what of failed) console.log(what);
  console.log(failed.length === 0 ? `all ${compared} rows are as if made anew` : `${failed.length} faults`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  await dynamoDb.stop();
}
