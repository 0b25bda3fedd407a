/** Too much at once: how the database says so, and the pauses between attempts. */
import { setTimeout as wait } from 'node:timers/promises';

/** Attempts of one step before the caller is told to come again. */
export const attempts = 5;

/** Waits before the next attempt: at random, so that those who collided do not meet again; up to 25 ms, 50, 100, 200. */
export const pause = (attempt: number): Promise<void> => wait(Math.random() * 25 * 2 ** attempt);

const names: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
];

/** Thrown where a reading was put off too often: the one thing besides a bug that is thrown, for it can happen anywhere. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** Whether an error only says that the database has too much to do. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Busy || (error instanceof Error && names.includes(error.name));
