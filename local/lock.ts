/** A lock on a data folder that ends with the process that holds it, however that process ends. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Held until `release`, or until the process is gone. */
export type Lock = { release(): void };

/** SQLite's numbers for what can go wrong. */
const busy = 5;
const notADatabase = 26;

/** Someone who only looks has the lock for a moment: so long it is waited for, in milliseconds, longer by whoever wants to have it. */
const patience = { take: 1_000, look: 300 };
/** Between two attempts, in milliseconds. SQLite's own way of waiting asks ever more seldom, and loses to whoever asks often. */
const between = 2;

const errorNumber = (error: unknown): unknown =>
  error instanceof Error && 'errcode' in error ? error.errcode : undefined;

const tryLock = (file: string): Lock | undefined => {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (errorNumber(error) === busy) return undefined;
    if (errorNumber(error) !== notADatabase) throw error;
    // The file has been written to by something else, so nobody holds a lock by it.
    rmSync(file);
    return tryLock(file);
  }
};

/**
 * Takes the lock that a file stands for; undefined when another process has it. An exclusive transaction on an empty SQLite
 * file serves, because the system gives up its lock even after a `kill -9` and no process id is mistaken for another.
 */
export const takeLock = (file: string, within = patience.take): Lock | undefined => {
  const end = performance.now() + within;
  const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (;;) {
    const lock = tryLock(file);
    if (lock || performance.now() > end) return lock;
    Atomics.wait(nobody, 0, 0, between);
  }
};

/** Whether another process holds the lock. */
export const isLocked = (file: string): boolean => {
  const lock = takeLock(file, patience.look);
  lock?.release();
  return lock === undefined;
};
