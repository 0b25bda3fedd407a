/** Walks over whole tables, a page at a time: the records, the heads, and the rows of a view with what made them. */
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import { type Audience, viewOf } from '../../shared/projection/audience.ts';
import { changes, ledger, ledgerLeaves, self, snapshot, snapshots } from '../../shared/projection/keys.ts';
import { beatKey } from './beat.ts';
import type { Client } from './client.ts';
import { type RowKey, rowKey, splitRowKey } from './head.ts';
import { currentKey } from './items.ts';
import { readKey } from './reader.ts';
import type { Store } from './record.ts';
import { decodeRow, ownerOf, type StoredRow } from './row.ts';

/** Where a walk goes on; undefined at its beginning, and again at its end. */
export const Place = z.object({ pk: z.string(), sk: z.string() });
export type Place = z.infer<typeof Place>;

/** What a page of a walk found, and where to go on. */
export type Walked<T> = { readonly found: readonly T[]; readonly next: Place | undefined };

type Filter = {
  ProjectionExpression: string;
  FilterExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, string>;
};

const page = async (client: Client, table: string, [from, limit]: [Place | undefined, number], filter: Filter) => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      TableName: table,
      // A record that was saved a moment ago may have been projected by the code of before.
      ConsistentRead: true,
      // DynamoDB ends a page at 1 MB besides.
      Limit: limit,
      ...(from && { ExclusiveStartKey: from }),
      ...filter,
    }),
  );
  return {
    items: Items.map((item) => ({ ...Place.parse(item), item })),
    next: LastEvaluatedKey && Place.parse(LastEvaluatedKey),
  };
};

/** The records that there are, deleted ones among them. */
export const walkRecords = async (
  { client, tables }: Store<'records'>,
  from: Place | undefined,
  limit: number,
): Promise<Walked<Ref>> => {
  const { items, next } = await page(client, tables.records, [from, limit], {
    ProjectionExpression: 'pk, sk',
    FilterExpression: 'sk = :current',
    ExpressionAttributeValues: { ':current': currentKey },
  });
  return { found: items.flatMap(({ pk }) => (isRef(pk) ? [pk] : [])), next };
};

/** The records that have a head in any view; some of them may not exist. */
export const walkHeads = async (
  { client, tables }: Store<'projections'>,
  from: Place | undefined,
  limit: number,
): Promise<Walked<Ref>> => {
  const { items, next } = await page(client, tables.projections, [from, limit], {
    ProjectionExpression: 'pk, sk',
    FilterExpression: 'begins_with(pk, :head)',
    ExpressionAttributeValues: { ':head': 'HEAD#' },
  });
  const refs = items.map(({ pk }) => pk.split('#').slice(2).join('#'));
  return { found: [...new Set(refs.filter(isRef))], next };
};

/** The reverse index: who is registered as reading what. */
export const walkRegistrations = async (
  { client, tables }: Store<'projections'>,
  from: Place | undefined,
  limit: number,
): Promise<Walked<{ read: Ref; reader: Ref }>> => {
  const { items, next } = await page(client, tables.projections, [from, limit], {
    ProjectionExpression: 'pk, sk',
    FilterExpression: 'begins_with(pk, :read)',
    ExpressionAttributeValues: { ':read': readKey('') },
  });
  const found = items.flatMap(({ pk, sk: reader }) => {
    const read = pk.slice(readKey('').length);
    return isRef(read) && isRef(reader) ? [{ read, reader }] : [];
  });
  return { found, next };
};

const State = z.object({ pk: z.string(), version: z.int(), hash: z.string() });

/** The newest state of every record, deleted ones among them: its version and its hash. */
export const walkStates = async (
  { client, tables }: Store<'records'>,
  from: Place | undefined,
  limit: number,
): Promise<Walked<{ ref: Ref; version: number; hash: string }>> => {
  const { items, next } = await page(client, tables.records, [from, limit], {
    ProjectionExpression: 'pk, sk, #version, #hash',
    FilterExpression: 'sk = :current',
    ExpressionAttributeNames: { '#version': 'version', '#hash': 'hash' },
    ExpressionAttributeValues: { ':current': currentKey },
  });
  const found = items.flatMap(({ item }) => {
    const { pk: ref, ...state } = State.parse(item);
    return isRef(ref) ? [{ ref, ...state }] : [];
  });
  return { found, next };
};

/** The public forms of all records: the rows that single replies are made of. */
export const walkForms = async (
  { client, tables }: Store<'publicView'>,
  from: Place | undefined,
  limit: number,
): Promise<Walked<StoredRow>> => {
  const { items, next } = await page(client, tables.publicView, [from, limit], {
    ProjectionExpression: 'pk, sk, body, #form',
    FilterExpression: 'sk = :self',
    ExpressionAttributeNames: { '#form': 'form' },
    ExpressionAttributeValues: { ':self': self },
  });
  return { found: items.map(({ item }) => decodeRow(item)), next };
};

/** A row of a view: which record it was made from, undefined where it does not say; and what it does say. */
export type Owned = { readonly key: RowKey; readonly of: Ref | undefined; readonly says: unknown };

/** Whether something in a view is no row of a record: the canary's beat, the ledger, the log of changes, and snapshots. */
const isOther = ({ pk }: Place): boolean =>
  [beatKey.pk, ledger, changes].includes(pk) ||
  [ledgerLeaves(''), snapshots, snapshot('')].some((start) => pk.startsWith(start));

/** The rows of a view. */
export const walkRows = async (
  { client, tables }: Store,
  audience: Audience,
  from: Place | undefined,
  limit: number,
): Promise<Walked<Owned>> => {
  const { items, next } = await page(client, tables[viewOf[audience]], [from, limit], {
    ProjectionExpression: 'pk, sk, #of',
    ExpressionAttributeNames: { '#of': 'of' },
  });
  const rows = items.filter((item) => !isOther(item));
  return { found: rows.map(({ item, ...key }) => ({ key: rowKey(key), of: ownerOf(item), says: item.of })), next };
};

/**
 * Deletes a row that names no record, and still says the same instead: every row that the projector writes names one.
 * False when it is another by now.
 */
export const deleteUnowned = async (
  { client, tables }: Store,
  audience: Audience,
  { key, says }: Owned,
): Promise<boolean> => {
  const same = says === undefined ? 'attribute_not_exists(#of)' : '#of = :says';
  try {
    await client.send(
      new DeleteCommand({
        TableName: tables[viewOf[audience]],
        Key: splitRowKey(key),
        ConditionExpression: `attribute_exists(pk) AND ${same}`,
        ExpressionAttributeNames: { '#of': 'of' },
        ...(says !== undefined && { ExpressionAttributeValues: { ':says': says } }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
};
