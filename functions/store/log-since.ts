/** The log of changes as whoever writes beside it reads it: strongly consistent, its head and what was added since. */
import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Ref, recordTypes, ref } from '../../shared/domain/record-type.ts';
import { changes, changesNumber } from '../../shared/projection/keys.ts';
import type { Became } from './changes.ts';
import type { Client } from './client.ts';
import { type LogHead, logHeadKey, logHeadOf } from './log-head.ts';

const Row = z.object({ body: z.string() });

/** Where the log of a view stands; undefined where nothing was ever in it. */
export const readLogHead = async (client: Client, table: string): Promise<LogHead | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: logHeadKey, ConsistentRead: true }));
  return Item && logHeadOf(Row.parse(Item).body);
};

const became = ['new', 'changed', 'withdrawn'] as const satisfies readonly Became[];
const Entry = z.object({ type: z.enum(recordTypes), id: z.string(), became: z.enum(became) });

/** What was added after one number of a generation, up to another. */
export const entriesBetween = async (
  client: Client,
  table: string,
  { generation, number }: LogHead,
  upTo: number,
): Promise<{ ref: Ref; became: Became }[]> => {
  const found: { ref: Ref; became: Became }[] = [];
  if (upTo <= number) return found;
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :upTo',
      ExpressionAttributeValues: {
        ':pk': changes,
        ':from': changesNumber(generation, number + 1),
        ':upTo': changesNumber(generation, upTo),
      },
      Limit: 1000,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const entry = Entry.parse(JSON.parse(Row.parse(item).body));
      found.push({ ref: ref(entry.type, entry.id), became: entry.became });
    }
  }
  return found;
};
