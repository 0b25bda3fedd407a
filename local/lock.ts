/** A lock on a data folder that ends with the process that holds it, however that process ends. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Held until `release`, or until the process is gone. */
export type Lock = { release(): void };

/** SQLite's numbers for what can go wrong. */
const busy = 5;
const notADatabase = 26;

/** Someone who only looks has the lock for a moment: so long it is waited for, in milliseconds. */
const patience = 300;

const errorNumber = (error: unknown): unknown =>
  error instanceof Error && 'errcode' in error ? error.errcode : undefined;

/**
 * Takes the lock that a file stands for; undefined when another process has it. An exclusive transaction on an empty SQLite
 * file serves, because the system gives up its lock even after a `kill -9` and no process id is mistaken for another.
 */
export const takeLock = (file: string): Lock | undefined => {
  const database = new DatabaseSync(file, { timeout: patience });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (errorNumber(error) === busy) return undefined;
    if (errorNumber(error) !== notADatabase) throw error;
    // The file has been written to by something else, so nobody holds a lock by it.
    rmSync(file);
    return takeLock(file);
  }
};

/** Whether another process holds the lock. */
export const isLocked = (file: string): boolean => {
  const lock = takeLock(file);
  lock?.release();
  return lock === undefined;
};
