/** A lock on a data folder that ends with the process that holds it, however that process ends. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Held until `release`, or until the process is gone. */
export type Lock = { release(): void };

/** How long a lock may be in the hands of someone who only looks whether it is free, in milliseconds. */
const glance = 300;

/**
 * Takes the lock that a file stands for; undefined when another process has it. An exclusive transaction on an empty SQLite
 * file serves, because the system gives up its lock even after a `kill -9` and no process id is mistaken for another.
 */
export const takeLock = (file: string): Lock | undefined => {
  const database = new DatabaseSync(file, { timeout: glance });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
    if (code === busy) return undefined;
    if (code !== notADatabase) throw error;
    // The file has been written to by something else, so nobody holds a lock by it.
    rmSync(file);
    return takeLock(file);
  }
  return { release: () => database.close() };
};

const busy = 5;
const notADatabase = 26;

/** Whether another process holds the lock. */
export const isLocked = (file: string): boolean => {
  const lock = takeLock(file);
  lock?.release();
  return lock === undefined;
};
