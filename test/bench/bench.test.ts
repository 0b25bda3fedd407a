/** What docs/performance.md says that readings and saves take of DynamoDB, and that the bundles it weighs really run. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableNames } from '../../functions/store/client.ts';
import { type FunctionName, mostBytes } from '../../infra/bundling.ts';
import { isObject } from '../../shared/domain/json.ts';
import { freshTables } from '../dynamodb.ts';
import { tableOf } from '../markdown-table.ts';
import { openStore } from '../s3/store.ts';
import { bundleOf, environmentOf, eventOf, started } from './bundles.ts';
import { callsSaid, total } from './meter.ts';
import { readings, type Scale, scaleOf } from './readings.ts';
import { actsOnARound, staffOver } from './saving.ts';

const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'kelissoz-bundles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a reading', () => {
  let scales: Scale[] = [];
  beforeAll(async () => {
    const { connection } = await freshTables();
    scales = [await scaleOf(connection, 400), await scaleOf(connection, 1600)];
  });

  it('has its calls written down', () => {
    const written = tableOf(page, 'GET /public/v1…').map(([address]) => address);
    expect(written).toEqual(readings.map(({ address }) => address));
  });

  it.each(readings)('$address takes the calls that are written down, at every scale', async ({ address }) => {
    const [, calls] = tableOf(page, 'GET /public/v1…').find(([written]) => written === address) ?? [];
    for (const scale of scales) {
      const found = await scale.read(address);
      expect(found.status).toBe(200);
      expect(callsSaid(found.calls)).toBe(calls);
    }
  });

  it.each(readings.filter(({ leading }) => leading))(
    '$address takes the capacity of the bytes of its page, and of no more records',
    async ({ address }) => {
      const pages = await Promise.all(scales.map((scale) => scale.read(address)));
      for (const { calls, body } of pages) {
        // Half a unit for each 4 KB begun of each Query, and as much for one that finds nothing.
        const bytes = calls.map((call) => Math.max(1, Math.ceil(call.bytes / 4096)) / 2);
        expect(total(calls, 'reads')).toBe(bytes.reduce((sum, units) => sum + units, 0));
        const reply: unknown = JSON.parse(body);
        if (!isObject(reply) || !Array.isArray(reply.items)) continue;
        expect(reply.items.length).toBeLessThanOrEqual(25);
        expect(total(calls, 'bytes') / Math.max(1, reply.items.length)).toBeLessThan(2_500);
      }
    },
  );
});

describe('an act on a round', () => {
  it('takes the calls and the capacity that are written down, it and its projection', async () => {
    const { connection, names: tables } = await freshTables();
    const acts = await actsOnARound(await staffOver(connection, `${tables.records}-`));
    const measured = acts.map(({ act, calls }) => [
      act,
      callsSaid(calls),
      String(total(calls, 'reads')),
      String(total(calls, 'writes')),
    ]);
    expect(measured).toEqual(tableOf(page, 'act on a round').map((cells) => cells.slice(0, 4)));
  });
});

describe('a bundle', () => {
  it('of the public door stays below its limit', () => {
    expect(bundleOf('public', folder).gzipped).toBeLessThanOrEqual(mostBytes.public);
  });

  const prefixOf = (tables: TableNames): string => tables.records.replace(/Records$/, '');

  it.each<[FunctionName, unknown, object]>([
    ['public', eventOf('/public/v1/timeline'), { statusCode: 200, isBase64Encoded: false }],
    ['feeds', eventOf('/public/v1/timeline.ics'), { statusCode: 200, isBase64Encoded: false }],
    ['analyst', eventOf('/analyst/v1/timeline'), { statusCode: 401 }],
    ['cleared', eventOf('/cleared/v1/timeline'), { statusCode: 401 }],
    ['staff', eventOf('/staff/v1/rounds/r'), { statusCode: 401 }],
    // Nothing was ever projected here, so that nothing is left of it: what takes a write and two reads to say.
    ['projector', { withdraw: 'round#nobody' }, { withheld: true }],
    ['expunger', { expunge: 'document#nothing' }, { gone: true }],
    ['embargo', {}, { lifted: 0, failed: 0 }],
    ['ledger', {}, { closed: false }],
    ['seal', {}, { closed: false }],
    ['docs', eventOf('/staff/v1/openapi.json'), { statusCode: 200, isBase64Encoded: false }],
  ])('of %s answers over DynamoDB with the keys of its environment and nothing else', async (name, event, reply) => {
    const { connection, names: tables } = await freshTables();
    const found = await started(bundleOf(name, folder), event, environmentOf(connection, prefixOf(tables)));
    expect(found.err).toBe('');
    expect(found.reply).toMatchObject(reply);
  });

  it('of rebuild answers over DynamoDB and a store of files with the keys of its environment and nothing else', async () => {
    const [{ connection, names: tables }, store] = await Promise.all([freshTables(), openStore()]);
    const given = environmentOf(connection, prefixOf(tables));
    const env = {
      ...given,
      // The store of files looks at signatures, that of items does not.
      AWS_SECRET_ACCESS_KEY: `secret of ${given.AWS_ACCESS_KEY_ID}`,
      AWS_ENDPOINT_URL_S3: store.endpoint,
      PUBLIC_FILES_BUCKET: 'public',
      ANALYST_FILES_BUCKET: 'analyst',
      CLEARED_FILES_BUCKET: 'cleared',
    };
    const found = await started(bundleOf('rebuild', folder), {}, env);
    await store.close();
    expect(found.err).toBe('');
    expect(found.reply).toMatchObject({ done: true, records: 0 });
  });

  it('of canary makes the heart beat', async () => {
    const { client, connection, names: tables } = await freshTables();
    const beat = { pk: 'BEAT', sk: 'BEAT' };
    // The views seem to be ahead of it, so that it looks once and is content.
    for (const table of [tables.publicView, tables.analystView, tables.clearedView]) {
      await client.send(new PutCommand({ TableName: table, Item: { ...beat, at: '9999' } }));
    }
    const { err } = await started(bundleOf('canary', folder), {}, environmentOf(connection, prefixOf(tables)));
    expect(err).toBe('');
    const { Item } = await client.send(new GetCommand({ TableName: tables.records, Key: beat }));
    expect(Item).toMatchObject({ at: expect.any(String) });
  });

  it('without keys in its environment says so, and asks nobody else for them', async () => {
    const { connection, names: tables } = await freshTables();
    const { AWS_ACCESS_KEY_ID: _id, ...env } = environmentOf(connection, prefixOf(tables));
    const { reply } = await started(bundleOf('projector', folder), { withdraw: 'round#nobody' }, env);
    expect(reply).toBeUndefined();
  });
});
