/** Snapshots as the public view keeps them: which stand, which records are in one, and what is left of one that was withdrawn. */
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Erratum, hrefOfSnapshot } from '../../shared/contract/erratum.ts';
import type { SnapshotItem } from '../../shared/contract/snapshot.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { type Form, forms } from '../../shared/domain/release.ts';
import {
  snapshot,
  snapshotItself,
  snapshotRecords,
  snapshots,
  snapshotsAwaited,
} from '../../shared/projection/keys.ts';
import type { Client } from './client.ts';
import { headText, type LogHead, logHeadKey } from './log-head.ts';

/** Where snapshots are kept: in the table of the public view. */
export type Shelf = { readonly client: Client; readonly table: string };

/** In which form each record is in a snapshot. */
export type Contents = ReadonlyMap<Ref, Form>;

/**
 * A snapshot that stands: its manifest; the folder of its files, which alone are shown, and the key of its source, which
 * never is; and the number of the log at which it was made.
 */
const Standing = z.object({
  body: z.string(),
  object: z.string(),
  source: z.string(),
  generation: z.string(),
  number: z.int(),
});
/** One that was withdrawn: its erratum, and what a successor is made from until there is one. */
const Withdrawn = z.object({
  date: z.string(),
  body: z.string(),
  source: z.optional(z.string()),
  generation: z.string(),
  number: z.int(),
});

export type StandingSnapshot = {
  readonly hash: string;
  readonly manifest: string;
  readonly folder: string;
  readonly source: string;
  readonly at: LogHead;
};
export type WithdrawnSnapshot = {
  readonly hash: string;
  readonly date: string;
  readonly erratum: Erratum;
  readonly source: string | undefined;
  readonly at: LogHead;
};

const ownKey = (hash: string) => ({ pk: snapshot(hash), sk: snapshotItself });
const listKey = ({ date, hash }: Pick<SnapshotItem, 'date' | 'hash'>) => ({ pk: snapshots, sk: `${date}#${hash}` });
const awaitedKey = (hash: string) => ({ pk: snapshotsAwaited, sk: hash });

const Key = z.object({ sk: z.string() });

const everySortKey = async ({ client, table }: Shelf, pk: string): Promise<string[]> => {
  const found: string[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: 1000,
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items.map((item) => Key.parse(item).sk));
  return found;
};

/** The days and hashes of all that stand, oldest first. */
export const standingSnapshots = async (shelf: Shelf): Promise<Pick<SnapshotItem, 'date' | 'hash'>[]> =>
  (await everySortKey(shelf, snapshots)).map((sk) => {
    const [date = '', hash = ''] = sk.split('#');
    return { date, hash };
  });

/** The hashes of those that were withdrawn and have no successor yet. */
export const awaitedSnapshots = (shelf: Shelf): Promise<string[]> => everySortKey(shelf, snapshotsAwaited);

/** A snapshot as it is, whether it stands or was withdrawn; undefined where there never was one. */
export const readSnapshot = async (
  { client, table }: Shelf,
  hash: string,
): Promise<StandingSnapshot | WithdrawnSnapshot | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: ownKey(hash), ConsistentRead: true }));
  if (!Item) return undefined;
  const standing = Standing.safeParse(Item);
  if (standing.success) {
    const { body: manifest, object: folder, source, generation, number } = standing.data;
    return { hash, manifest, folder, source, at: { generation, number } };
  }
  const { body, date, source, generation, number } = Withdrawn.parse(Item);
  return { hash, date, erratum: Erratum.parse(JSON.parse(body)), source, at: { generation, number } };
};

/** Records in one row: about 40 bytes each. */
const recordsInRow = 1000;
const Row = z.object({ body: z.string() });
const Forms = z.record(z.string(), z.enum(forms));

/** Notes which records are in a snapshot, before anybody can know of it. */
export const putContents = async ({ client, table }: Shelf, hash: string, contents: Contents): Promise<void> => {
  const sorted = [...contents].sort(([one], [other]) => (one < other ? -1 : 1));
  for (let at = 0; at < sorted.length; at += recordsInRow) {
    const some = sorted.slice(at, at + recordsInRow);
    const sk = snapshotRecords + (some[0]?.[0] ?? '');
    const Item = { pk: snapshot(hash), sk, body: JSON.stringify(Object.fromEntries(some)) };
    await client.send(new PutCommand({ TableName: table, Item }));
  }
};

/** Takes away what is noted of the records of a snapshot. */
export const dropContents = async (shelf: Shelf, hash: string): Promise<void> => {
  for (const sk of await everySortKey(shelf, snapshot(hash))) {
    if (!sk.startsWith(snapshotRecords)) continue;
    await shelf.client.send(new DeleteCommand({ TableName: shelf.table, Key: { pk: snapshot(hash), sk } }));
  }
};

/** In which form a record is in a snapshot; undefined where it is not. */
export const formIn = async ({ client, table }: Shelf, hash: string, ref: Ref): Promise<Form | undefined> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :upTo',
      ExpressionAttributeValues: { ':pk': snapshot(hash), ':from': snapshotRecords, ':upTo': snapshotRecords + ref },
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  const [row] = Items;
  return row && Forms.parse(JSON.parse(Row.parse(row).body))[ref];
};

const lost = (error: unknown): boolean => error instanceof Error && error.name === 'TransactionCanceledException';

const unlessLost = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (lost(error)) return false;
    throw error;
  }
};

const notYet = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Of what a snapshot takes the place, with the number of the log it stood at. */
export type Place = Omit<WithdrawnSnapshot, 'source'>;

/**
 * Publishes a snapshot, of which files and contents are there by now, if the log still is where `head` says: so nothing that is
 * withdrawn later can miss it. With `replaced`, the erratum of that one names it from then on. False where the log went on,
 * or the snapshot is there already.
 */
export const publishSnapshot = (
  { client, table }: Shelf,
  head: LogHead,
  item: SnapshotItem,
  { manifest, folder, source, at }: Omit<StandingSnapshot, 'hash'>,
  replaced?: Place,
): Promise<boolean> => {
  const { hash } = item;
  const told = { generation: at.generation, number: at.number };
  const next = { ...head, snapshots: (head.snapshots ?? 0) + 1 };
  return unlessLost(() =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: table,
              Key: logHeadKey,
              UpdateExpression: 'SET #body = :next',
              ConditionExpression: '#body = :before',
              ExpressionAttributeNames: { '#body': 'body' },
              ExpressionAttributeValues: { ':next': headText(next), ':before': headText(head) },
            },
          },
          {
            Put: {
              TableName: table,
              Item: { ...ownKey(hash), body: manifest, object: folder, source, ...told },
              ...notYet,
            },
          },
          { Put: { TableName: table, Item: { ...listKey(item), body: JSON.stringify(item) } } },
          ...(replaced ? succession(table, replaced, hash) : []),
        ],
      }),
    ),
  );
};

/** The items by which a withdrawn snapshot is given its successor. */
const succession = (table: string, { hash, date, erratum, at }: Place, successor: string) => {
  const body = JSON.stringify({ ...erratum, successor: hrefOfSnapshot(successor) });
  const told = { generation: at.generation, number: at.number };
  return [
    {
      Put: {
        TableName: table,
        Item: { ...ownKey(hash), body, date, ...told },
        ConditionExpression: 'attribute_exists(#source) AND attribute_not_exists(#object)',
        ExpressionAttributeNames: { '#source': 'source', '#object': 'object' },
      },
    },
    { Delete: { TableName: table, Key: awaitedKey(hash) } },
  ];
};

/** Puts an erratum where a snapshot stood, whose files are gone by now; false where somebody else did, which is as good. */
export const withdrawSnapshot = (
  { client, table }: Shelf,
  { hash, folder, source, at }: StandingSnapshot,
  date: string,
  erratum: Erratum,
): Promise<boolean> =>
  unlessLost(() =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: table,
              Item: {
                ...ownKey(hash),
                body: JSON.stringify(erratum),
                date,
                source,
                generation: at.generation,
                number: at.number,
              },
              ConditionExpression: '#object = :folder',
              ExpressionAttributeNames: { '#object': 'object' },
              ExpressionAttributeValues: { ':folder': folder },
            },
          },
          { Delete: { TableName: table, Key: listKey({ date, hash }) } },
          { Put: { TableName: table, Item: awaitedKey(hash) } },
        ],
      }),
    ),
  );
