/** Days that are sealed: the root of each, and the leaves of the newest ones, as rows of a partition of their own. */
import { DeleteCommand, PutCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Day } from '../../shared/contract/day.ts';
import type { Client } from './client.ts';

/** A row of a tree: some of its leaves, or the roots of all pages of them. `body` is JSON. */
export type Page = { readonly sk: string; readonly body: string };

/** Where days are kept: under `name`, and the leaves of a tree under `<name>#<root>`. */
export type Book = { readonly client: Client; readonly table: string; readonly name: string };

const leavesKey = ({ name }: Book, root: string): string => `${name}#${root}`;
const Row = z.object({ sk: z.string(), body: z.string() });

/** The newest days, newest first, strongly consistent. */
export const readDays = async ({ client, table, name }: Book, limit: number): Promise<Day[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': name },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map((item) => Day.parse(JSON.parse(Row.parse(item).body)));
};

/** The rows of a tree in the order of their keys; none of a tree that is not kept any more. */
export const readPages = async (book: Book, root: string): Promise<Page[]> => {
  const found: Page[] = [];
  const pages = paginateQuery(
    { client: book.client },
    {
      TableName: book.table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': leavesKey(book, root) },
      Limit: 100,
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items.map((item) => Row.parse(item)));
  return found;
};

/** Writes the rows of a tree. They stand under its root: whoever makes the same tree writes the same rows. */
export const putPages = async (book: Book, root: string, pages: readonly Page[]): Promise<void> => {
  for (const page of pages) {
    const Item = { pk: leavesKey(book, root), ...page };
    await book.client.send(new PutCommand({ TableName: book.table, Item }));
  }
};

/** Takes away the rows of a tree. */
export const dropPages = async (book: Book, root: string): Promise<void> => {
  const pk = leavesKey(book, root);
  for (const { sk } of await readPages(book, root)) {
    await book.client.send(new DeleteCommand({ TableName: book.table, Key: { pk, sk } }));
  }
};

/** Writes a day, of which all rows are there by now; false where the day stands already: what was said of a day stays. */
export const putDay = async ({ client, table, name }: Book, day: Day): Promise<boolean> => {
  try {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: { pk: name, sk: day.date, body: JSON.stringify(day) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
};
