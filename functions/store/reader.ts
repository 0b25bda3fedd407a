/** The reverse index as the staff door may read it: who is projected with the help of a record. */
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isRef, type Ref } from '../../shared/domain/record-type.ts';
import type { Store } from './record.ts';

/** The partition of those that read a record. */
export const readKey = (read: string): string => `READ#${read}`;

const Registered = z.object({ sk: z.custom<Ref>((value) => typeof value === 'string' && isRef(value)) });

/** The records that may refer to this one; whether they do today, their own state says. */
export const readReaders = async ({ client, tables }: Store<'projections'>, ref: Ref): Promise<Ref[]> => {
  const found: Ref[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: tables.projections,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': readKey(ref) },
      ProjectionExpression: 'sk',
      Limit: 1000,
    },
  );
  for await (const { Items } of pages) found.push(...(Items ?? []).map((item) => Registered.parse(item).sk));
  return found.filter((reader) => reader !== ref);
};
