/** `npm run rebuild` and `npm run snapshot`: over the database of a desk that runs, or over its own; and what they say. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { type Connection, documentClient, tableNames } from '../../functions/store/client.ts';
import { commit } from '../../functions/store/commit.ts';
import { dataFolder } from '../../local/data-folder.ts';
import { connectionTo, startDynamoDb } from '../../local/dynamodb.ts';
import { rebuildAsked } from '../../local/rebuilding.ts';
import { occupy } from '../../local/running-desk.ts';
import { createTables } from '../../local/tables.ts';
import { withDynamoDb } from '../../local/with-dynamodb.ts';
import { isObject } from '../../shared/domain/json.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { open, recordOf } from '../world.ts';
import { newFolder, run } from './desk-process.ts';

const tables = tableNames();

/** A released record that nothing was projected of yet, and a row that belongs to none. */
const fill = async (connection: Connection): Promise<void> => {
  const client = documentClient(connection);
  await createTables(client, tables);
  const snapshot = open(recordOf({ type: 'party', id: 'kaz', kind: 'state', name: { en: 'Kazakhstan' } }));
  const made = { act: 'save', by: 'aigul', at: '2026-01-02T03:04:05.678Z', reason: null, checks: [] } as const;
  const done = await commit({ client, tables }, { ...made, record: 'party#kaz', before: undefined, snapshot });
  expect(done).not.toHaveProperty('failed');
  const Item = { pk: 'timeline', sk: 'stray', of: 'party#kaz', body: '{}' };
  await client.send(new PutCommand({ TableName: tables.publicView, Item }));
  client.destroy();
};

const folderAt = (path: string) => {
  const folder = dataFolder({ DATA_DIR: path });
  if (!folder.ok) throw new Error(folder.sentence);
  return folder;
};

it('runs over the database of a desk that is running, and over one of its own where none is', async () => {
  const path = newFolder();
  const folder = folderAt(path);
  const tenancy = await occupy(folder);
  if (!tenancy.ok) throw new Error(tenancy.sentence);
  const dynamoDb = await startDynamoDb('java', folder);
  if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);
  tenancy.announce({ pid: process.pid, port: 1, dynamoDbPort: dynamoDb.port });
  try {
    await fill(connectionTo(dynamoDb.port, folder.databaseKey));
    const beside = await run('rebuild', { DATA_DIR: path }).ended;
    expect(beside).toMatchObject({ code: 0, err: '' });
    expect(beside.out).toMatch(
      /^Rebuilt public, analyst, cleared \(rebuild 1\)\n1 records walked in .*: [1-9]\d* rows put, 0 deleted/,
    );
    expect(beside.out).toContain('1 orphans swept, 0 heads of no record emptied');

    const frozen = await run('snapshot', { DATA_DIR: path }).ended;
    expect(frozen).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f]{64}\n$/), err: '' });
  } finally {
    await dynamoDb.stop();
    tenancy.release();
  }
  const alone = await run('rebuild', { DATA_DIR: path }, ['--view', 'analyst', '--rate', '500']).ended;
  expect(alone).toMatchObject({ code: 0, err: '' });
  expect(alone.out).toMatch(/^Rebuilt analyst \(rebuild 1\)\n1 records walked in .*: 0 rows put, 0 deleted, [1-9]/);
});

it('says so where there is nothing to rebuild', async () => {
  const path = newFolder();
  const folder = folderAt(path);
  expect(await withDynamoDb(folder, async () => 'started')).toEqual({ ok: true, value: 'started' });
  const ended = await run('rebuild', { DATA_DIR: path }).ended;
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toBe('There are no records here yet: run `npm start` first.\n');
});

it.each(['rebuild', 'verify'])('whoever kills `kelissoz %s` kills what it launched', async (name) => {
  const path = newFolder();
  const tenancy = await occupy(folderAt(path));
  if (!tenancy.ok) throw new Error(tenancy.sentence);
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  tenancy.announce({ pid: process.pid, port: 1, dynamoDbPort: isObject(address) ? Number(address.port) : 0 });
  const asked = once(server, 'request');
  const launcher = spawn(process.execPath, ['cli/kelissoz.cjs', name], { env: { ...process.env, DATA_DIR: path } });
  const [request] = await asked;
  launcher.kill('SIGKILL');
  // Nobody answers it, so the connection ends with who asked.
  await once(request.socket, 'close');
  server.close();
  tenancy.release();
});

it('takes a view that there is and a rate above nothing, and refuses all else', () => {
  expect(rebuildAsked([])).toEqual({ ok: true, audiences: [...audiences], rate: 50, anew: false });
  const all = ['--view', 'public', '--rate', '7.5', '--anew'];
  expect(rebuildAsked(all)).toEqual({ ok: true, audiences: ['public'], rate: 7.5, anew: true });
  for (const wrong of [
    ['--view', 'staff'],
    ['--rate', '0'],
    ['--rate', 'fast'],
    ['--rate', 'Infinity'],
    ['x'],
    ['--all'],
  ]) {
    expect(rebuildAsked(wrong)).toMatchObject({ ok: false });
  }
});
