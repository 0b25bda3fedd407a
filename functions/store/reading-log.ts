/** Who read which restricted record: one entry for each reading, found by record, by person, or at all, and never changed. */
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import type { Client, TableNames } from './client.ts';

/** What was read: a record or several in a list, a record's history or one revision of it, two compared, or a document's text. */
export const readWhat = ['record', 'list', 'revisions', 'revision', 'difference', 'text'] as const;

/** A reading: `by` is a token's `sub`, `at` RFC 3339 in UTC with milliseconds, `requestId` that of the log. */
export type Reading = {
  readonly at: string;
  readonly by: string;
  readonly records: readonly Ref[];
  readonly what: (typeof readWhat)[number];
  readonly door: 'staff' | 'cleared';
  readonly requestId: string;
};

type Log = { readonly client: Client; readonly tables: TableNames<'readings'> };

/** What can be asked for; `after` is the key that a page before it ended with, newest first. */
export type AskedReadings = {
  readonly record?: Ref | undefined;
  readonly by?: string | undefined;
  /** Times, and texts that begin like them: both included. */
  readonly from: string;
  readonly upTo: string;
  readonly after: string | undefined;
  readonly limit: number;
};

const all = 'ALL';
const ofRecord = (record: Ref): string => `RECORD#${record}`;
const ofPerson = (by: string): string => `BY#${by}`;

/** The most items that a transaction takes; a reading of more records takes several, all of them before it is answered. */
const atOnce = 100;

/**
 * Notes a reading, which may be answered once this has returned, and not if it throws. An entry is written where none is, so that
 * nobody who can note readings can change one.
 */
export const noteReading = async ({ client, tables }: Log, reading: Reading): Promise<void> => {
  const sk = `${reading.at}#${reading.requestId}`;
  const records = [...new Set(reading.records)];
  const places = [all, ofPerson(reading.by), ...records.map(ofRecord)];
  for (let from = 0; from < places.length; from += atOnce) {
    await client.send(
      new TransactWriteCommand({
        TransactItems: places.slice(from, from + atOnce).map((pk) => ({
          Put: {
            TableName: tables.readings,
            Item: { pk, sk, ...reading, records },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        })),
      }),
    );
  }
};

const RefText = z.custom<Ref>((value) => typeof value === 'string' && isRef(value));
const Item = z.object({
  at: z.string(),
  by: z.string(),
  records: z.array(RefText),
  what: z.enum(readWhat),
  door: z.enum(['staff', 'cleared']),
  requestId: z.string(),
});

/** A page of readings, newest first, of a record, else of a person, else all; and the key that it ended with. */
export const readReadings = async (
  { client, tables }: Log,
  { record, by, from, upTo, after, limit }: AskedReadings,
): Promise<{ readings: Reading[]; next: string | undefined }> => {
  const isFiltered = record !== undefined && by !== undefined;
  const pk = record !== undefined ? ofRecord(record) : by === undefined ? all : ofPerson(by);
  const { Items, LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tables.readings,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :upTo',
      ...(isFiltered && { FilterExpression: '#by = :by', ExpressionAttributeNames: { '#by': 'by' } }),
      ExpressionAttributeValues: { ':pk': pk, ':from': from, ':upTo': upTo, ...(isFiltered && { ':by': by }) },
      ScanIndexForward: false,
      ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
      Limit: limit,
    }),
  );
  const next: unknown = LastEvaluatedKey?.sk;
  return {
    readings: (Items ?? []).map((item) => Item.parse(item)),
    next: typeof next === 'string' ? next : undefined,
  };
};
