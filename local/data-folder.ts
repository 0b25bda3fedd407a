/** The folder in which a desk keeps everything: where its parts are, and whether they can be used. */
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFileOf } from './dynamodb.ts';
import { type Refusal, refusal } from './refusal.ts';

/** Absolute paths of what a desk keeps. */
export type DataFolder = {
  readonly ok: true;
  readonly path: string;
  /** Held by whoever runs DynamoDB Local on this folder. */
  readonly lock: string;
  /** Held by what ends DynamoDB Local after us, for as long as that takes. */
  readonly keeperLock: string;
  readonly runFile: string;
  readonly issuerKey: string;
  /** Under which the database is kept, and without which nobody reads it. */
  readonly databaseKey: string;
  readonly database: string;
  readonly databaseFile: string;
  readonly databaseLog: string;
  /** The files of documents' texts. */
  readonly files: string;
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The access key of the database, made on first use and readable for its owner only. */
const databaseKeyIn = (file: string): string => {
  if (!existsSync(file)) {
    // Of two that are first at once one gives the name, and the other reads what it named, whole.
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, randomUUID().replaceAll('-', ''), { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8');
};

/** The data folder named by `DATA_DIR`, `.data` of the working directory by default; made if it is not there. */
export const dataFolder = (env: { DATA_DIR?: string | undefined }): DataFolder | Refusal => {
  const path = resolve(env.DATA_DIR || '.data');
  const database = join(path, 'dynamodb');
  let databaseKey: string;
  try {
    mkdirSync(database, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    accessSync(database, constants.R_OK | constants.W_OK | constants.X_OK);
    databaseKey = databaseKeyIn(join(path, 'database-key'));
  } catch (error) {
    return refusal(
      `The data folder ${path} cannot be used (${reasonOf(error)}): make it a folder you may write to, or name another with DATA_DIR.`,
    );
  }
  if (!/^[0-9a-f]{32}$/.test(databaseKey)) {
    return refusal(
      `The data in ${path} are damaged (the file database-key): move that folder away or remove it, and the next start begins with fresh sample data.`,
    );
  }
  return {
    ok: true,
    path,
    lock: join(path, 'lock'),
    keeperLock: join(path, 'keeper-lock'),
    runFile: join(path, 'desk.json'),
    issuerKey: join(path, 'issuer-key.json'),
    databaseKey,
    database,
    databaseFile: join(database, databaseFileOf(databaseKey)),
    databaseLog: join(path, 'dynamodb.log'),
    files: join(path, 'files'),
  };
};

const damaged = (folder: DataFolder, what: string): Refusal =>
  refusal(
    `The data in ${folder.path} are damaged (${what}): move that folder away or remove it, and the next start begins with fresh sample data.`,
  );

/** What is wrong with a SQLite file, in SQLite's words; also finishes or takes back what a `kill -9` interrupted. */
const fault = (file: string): string | undefined => {
  try {
    const database = new DatabaseSync(file, { timeout: 5_000 });
    try {
      const [first] = database.prepare('PRAGMA quick_check(1)').all();
      const verdict = Object.values(first ?? {})[0];
      return verdict === 'ok' ? undefined : String(verdict);
    } finally {
      database.close();
    }
  } catch (error) {
    return reasonOf(error);
  }
};

/**
 * Makes the file that DynamoDB Local keeps everything in, under its name only once it is whole: a file that is there but
 * empty is therefore always one that was cut off, which DynamoDB Local itself would take for a new one.
 */
const createDatabaseFile = (file: string): void => {
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  const database = new DatabaseSync(fresh);
  database.exec('PRAGMA user_version = 1');
  database.close();
  renameSync(fresh, file);
};

/**
 * Refuses what DynamoDB Local cannot read, before it is started: it answers every request on a damaged file with 500, and
 * none at all where the file cannot be opened. Only for whoever holds the lock.
 */
export const checkDatabaseFile = (folder: DataFolder): Refusal | undefined => {
  const { databaseFile } = folder;
  try {
    if (!existsSync(databaseFile)) createDatabaseFile(databaseFile);
    const { size } = statSync(databaseFile);
    if (!statSync(databaseFile).isFile()) return damaged(folder, `${databaseFile} is not a file`);
    accessSync(databaseFile, constants.R_OK | constants.W_OK);
    if (size === 0) return damaged(folder, `${databaseFile} is empty`);
  } catch (error) {
    return refusal(
      `${databaseFile} cannot be used (${reasonOf(error)}): see that you may write to it, or name another folder with DATA_DIR.`,
    );
  }
  const found = fault(databaseFile);
  return found === undefined ? undefined : damaged(folder, `${databaseFile}: ${found}`);
};

/** The refusal when DynamoDB Local cannot work on a file that looked whole. */
export const unusable = (folder: DataFolder): Refusal => damaged(folder, `details in ${folder.databaseLog}`);
