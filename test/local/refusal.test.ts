/** What `npm start` refuses: in one sentence, and without leaving anything running. */
import { once } from 'node:events';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { dataFolder } from '../../local/data-folder.ts';
import { freePort, newFolder, processesOn, run } from './desk-process.ts';

/** Starts a desk that is to be refused; what it says. */
const refused = async (folder: string, env: Record<string, string> = {}): Promise<string> => {
  const { err, code } = await run('start', { DATA_DIR: folder, PORT: String(await freePort()), ...env }).ended;
  expect(code).toBe(1);
  expect(err).toMatch(/^[^\n]+\.\n$/);
  expect(processesOn(folder)).toEqual([]);
  return err;
};

/** Where a desk on this folder keeps its database. */
const databaseFileIn = (path: string): string => {
  const folder = dataFolder({ DATA_DIR: path });
  if (!folder.ok) throw new Error(folder.sentence);
  return folder.databaseFile;
};

test('a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port }: Pick<AddressInfo, 'port'> = Object(other.address());
  expect(await refused(newFolder(), { PORT: String(port) })).toContain('PORT=3001 npm start');
  other.close();
});

test('a port that is none', async () => {
  expect(await refused(newFolder(), { PORT: 'http' })).toContain('1 to 65535');
});

test('no Java', async () => {
  expect(await refused(newFolder(), { PATH: newFolder() })).toContain('Java 17 or later');
});

test('a data folder that is a file', async () => {
  const file = join(newFolder(), 'data');
  writeFileSync(file, '');
  expect(await refused(file)).toContain('DATA_DIR');
});

const wholeDatabase = (file: string) => {
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE t (a TEXT)');
  const insert = database.prepare('INSERT INTO t VALUES (?)');
  database.exec('BEGIN');
  for (let row = 0; row < 1_000; row += 1) insert.run('x'.repeat(100));
  database.exec('COMMIT');
  database.close();
};

test.each<[string, (file: string) => void]>([
  ['garbage', (file) => writeFileSync(file, 'garbage '.repeat(5_000))],
  ['empty', (file) => writeFileSync(file, '')],
  ['a folder', (file) => mkdirSync(file)],
  [
    'cut off',
    (file) => {
      wholeDatabase(file);
      truncateSync(file, 50_000);
    },
  ],
  [
    'cut off within the first page',
    (file) => {
      wholeDatabase(file);
      truncateSync(file, 200);
    },
  ],
])('a database that is %s', async (_, damage) => {
  const folder = newFolder();
  damage(databaseFileIn(folder));
  expect(await refused(folder)).toMatch(/move that folder away or remove it/);
});

test('a database that is whole but not one of DynamoDB Local', async () => {
  const folder = newFolder();
  const database = new DatabaseSync(databaseFileIn(folder));
  database.exec('CREATE TABLE cf (version TEXT); CREATE TABLE dm (other TEXT)');
  database.close();
  expect(await refused(folder)).toMatch(/move that folder away or remove it/);
});

test('a key of the database that was cut off', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'database-key'), 'abc');
  expect(await refused(folder)).toMatch(/move that folder away or remove it/);
});

test('a key that cannot be read', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'issuer-key.json'), '{"kty":"RSA"');
  expect(await refused(folder)).toContain('a new key is made');
});
