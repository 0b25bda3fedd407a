/** The one way to write: a change goes in as one transaction, by itself or with others, or not at all. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Ref } from '../../shared/domain/record-type.ts';
import { attempts, isBusy, pause } from './busy.ts';
import type { ChangeGroup } from './change-group.ts';
import type { Revision } from './items.ts';
import type { RecordStore } from './record.ts';
import { bytesOf, type Change, edgesOf, largest, mostEdges, nextRevision, transactItems } from './transaction.ts';

/**
 * Why a change did not go in: `stale`, the record is no longer what the change was made against; `reference`, the checked
 * records that are not as they must be; `busy`, others were writing all the time; `too-large`, with its size in bytes;
 * `too-many-edges`, with their number.
 */
export type Failure =
  | { failed: 'stale' }
  | { failed: 'reference'; refs: Ref[] }
  | { failed: 'busy' }
  | { failed: 'too-large'; bytes: number }
  | { failed: 'too-many-edges'; edges: number };

const Cancelled = z.object({
  name: z.literal('TransactionCanceledException'),
  CancellationReasons: z.array(z.object({ Code: z.optional(z.string()) })),
});

const collisions = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
const isCollision = (code: string): boolean => collisions.includes(code);

/** Why a transaction was cancelled, for each of its items; undefined for what is no cancelled transaction. */
const codesOf = (error: unknown): string[] | undefined => {
  const cancelled = Cancelled.safeParse(error);
  return cancelled.success ? cancelled.data.CancellationReasons.map(({ Code }) => Code ?? 'None') : undefined;
};

/** What the reasons of a cancelled transaction mean; undefined for what only a bug or a foreign hand can bring about. */
const failureOf = (codes: readonly string[], { checks }: Change): Failure | undefined => {
  const [current, revision, ...others] = codes;
  if (current === 'ConditionalCheckFailed') return { failed: 'stale' };
  // The revision stands although CURRENT does not know of it: somebody wrote past the door.
  if (revision === 'ConditionalCheckFailed') return undefined;
  const refs = checks.flatMap(({ ref }, index) => (others[index] === 'ConditionalCheckFailed' ? [ref] : []));
  if (refs.length > 0) return { failed: 'reference', refs };
  if (codes.includes('ItemSizeLimitExceeded')) return { failed: 'too-large', bytes: largest };
  return codes.some(isCollision) ? { failed: 'busy' } : undefined;
};

const isInvalid = (error: unknown): error is Error => error instanceof Error && error.name === 'ValidationException';

const isItemTooLarge = (error: unknown): boolean => isInvalid(error) && /item size/i.test(error.message);

const sent = async ({ client, tables }: RecordStore, change: Change, next: Revision): Promise<Failure | undefined> => {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: transactItems(tables.records, change, next) }));
    return undefined;
  } catch (error) {
    const failure = failureOf(codesOf(error) ?? [], change);
    if (failure) return failure.failed === 'too-large' ? { ...failure, bytes: bytesOf(next.stored) } : failure;
    if (isItemTooLarge(error)) return { failed: 'too-large', bytes: bytesOf(next.stored) };
    if (isBusy(error)) return { failed: 'busy' };
    throw error;
  }
};

/** Why a change could not go in whatever the tables hold; undefined where it may. */
export const outsize = (change: Change, next: Revision): Failure | undefined => {
  // What it waits for is kept beside the snapshot, in the same item.
  const bytes = bytesOf(next.stored) + (next.pending ? bytesOf(next.pending) : 0);
  if (bytes > largest) return { failed: 'too-large', bytes };
  const { added, removed } = edgesOf(change);
  const edges = added.length + removed.length;
  return edges > mostEdges ? { failed: 'too-many-edges', edges } : undefined;
};

/**
 * Writes a change: CURRENT, its revision, and the edges of its memberships, if all that it names is as it must be. A
 * collision with another writer is tried again a few times. Returns the new state, or why there is none.
 */
export const commit = async (store: RecordStore, change: Change): Promise<Revision | Failure> => {
  const next = nextRevision(change);
  const tooMuch = outsize(change, next);
  if (tooMuch) return tooMuch;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const failure = await sent(store, change, next);
    if (!failure) return next;
    if (failure.failed !== 'busy') return failure;
    await pause(attempt);
  }
  return { failed: 'busy' };
};

/**
 * Writes the changes of a group as one transaction; false where not all of them can go in so, and then none did. Which is at fault
 * shows when each is written by itself. A collision with another writer is tried again a few times.
 */
export const commitGroup = async ({ client }: RecordStore, group: ChangeGroup<unknown>): Promise<boolean> => {
  const TransactItems = [...group.writes, ...group.checks.values()];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      const codes = codesOf(error);
      if (!codes && !isInvalid(error) && !isBusy(error)) throw error;
      if (codes ? codes.some((code) => code !== 'None' && !isCollision(code)) : !isBusy(error)) return false;
    }
    await pause(attempt);
  }
  return false;
};
