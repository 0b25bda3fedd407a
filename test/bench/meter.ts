/** Counts what is asked of DynamoDB: calls, capacity and bytes of each, with what was sent, so that it can be sent again. */
import { BatchGetCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Client, type Connection, documentClient } from '../../functions/store/client.ts';
import { isObject } from '../../shared/domain/json.ts';

/** One call: capacity in read and in write units, and the bytes of the items that came back. */
export type Call = { command: string; input: object; reads: number; writes: number; bytes: number };

/** A client of which every call is noted, until `calls` is asked for them. */
export type Meter = { client: Client; calls(): Call[] };

const textBytes = (text: string): number => Buffer.byteLength(text);

/** The size of an attribute as DynamoDB counts it; numbers take a byte for two digits, and one. */
const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/[-.]/g, '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum: number, member) => sum + 1 + valueBytes(member), 3);
  if (isObject(value)) return 3 + itemBytes(value) + there(value).length;
  return 1;
};

// What is undefined is not sent.
const there = (item: object): [string, unknown][] => Object.entries(item).filter(([, value]) => value !== undefined);

/** The size of an item: the names of its attributes and their values. */
export const itemBytes = (item: unknown): number =>
  isObject(item) ? there(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0) : 0;

type Place = { TableName: string; Key: { pk: unknown; sk: unknown } };
type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const placeOf = ({ Put, Delete, Update, ConditionCheck }: TransactItem): Place => {
  if (Put) return { TableName: String(Put.TableName), Key: { pk: Put.Item?.pk, sk: Put.Item?.sk } };
  const { TableName, Key } = Delete ?? Update ?? ConditionCheck ?? {};
  return { TableName: String(TableName), Key: { pk: Key?.pk, sk: Key?.sk } };
};
const nameOf = (table: string, { pk, sk }: { readonly [name: string]: unknown }): string => `${table}\n${pk}\n${sk}`;

const numberIn = (value: unknown, name: string): number => {
  const all = Array.isArray(value) ? value : [value];
  return all.reduce((sum: number, one) => sum + (isObject(one) ? Number(one[name] ?? 0) : 0), 0);
};

const itemsIn = (output: { readonly [name: string]: unknown }): unknown[] => {
  if (output.Item) return [output.Item];
  if (Array.isArray(output.Items)) return output.Items;
  return isObject(output.Responses) ? Object.values(output.Responses).flat() : [];
};

/**
 * A metered client of a DynamoDB Local. What a transaction takes is computed, 2 units for each KB begun of each item as it
 * was or becomes, whichever is greater, for DynamoDB Local reports it wrongly; an empty Query takes half a unit, which it
 * reports as none.
 */
export const meter = (connection: Connection): Meter => {
  const client = documentClient(connection);
  const aside = documentClient(connection);
  let made: Call[] = [];
  /** The sizes of items as they stand; a transaction has no more of them than one BatchGet takes. */
  const sizes = async (places: readonly Place[]): Promise<number[]> => {
    const found = new Map<string, number>();
    let waiting = Object.fromEntries(
      [...Map.groupBy(places, ({ TableName }) => TableName)].map(([table, some]) => [
        table,
        { Keys: some.map(({ Key }) => Key), ConsistentRead: true },
      ]),
    );
    while (Object.keys(waiting).length > 0) {
      const { Responses = {}, UnprocessedKeys } = await aside.send(new BatchGetCommand({ RequestItems: waiting }));
      for (const [table, items] of Object.entries(Responses)) {
        for (const item of items) found.set(nameOf(table, item), itemBytes(item));
      }
      waiting = Object.fromEntries(
        Object.entries(UnprocessedKeys ?? {}).map(([table, { Keys = [] }]) => [
          table,
          { Keys: Keys.map(({ pk, sk }) => ({ pk, sk })), ConsistentRead: true },
        ]),
      );
    }
    return places.map(({ TableName, Key }) => found.get(nameOf(TableName, Key)) ?? 0);
  };

  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName).replace('Command', '');
      const input = Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const items: TransactItem[] =
        'TransactItems' in input && Array.isArray(input.TransactItems) ? input.TransactItems : [];
      const places = items.map(placeOf);
      const before = await sizes(places);
      const result = await next({ ...args, input });
      const output: { readonly [name: string]: unknown } = isObject(result.output) ? result.output : {};
      // A Put says itself what becomes of its item.
      const looked = await sizes(places.filter((_place, index) => !items[index]?.Put));
      const after = items.map(({ Put }) => (Put ? itemBytes(Put.Item) : (looked.shift() ?? 0)));
      const capacity = numberIn(output.ConsumedCapacity, 'CapacityUnits');
      const transacted = before.reduce(
        (sum, size, index) => sum + 2 * Math.ceil(Math.max(size, after[index] ?? 0, 1) / 1024),
        0,
      );
      const isRead = /Get|Query|Scan/.test(command);
      made.push({
        command,
        input,
        reads: isRead ? capacity || 0.5 : 0,
        writes: isRead ? 0 : items.length > 0 ? transacted : capacity,
        bytes: itemsIn(output).reduce((sum: number, item) => sum + itemBytes(item), 0),
      });
      return result;
    },
    { step: 'initialize' },
  );
  return {
    client,
    calls: () => {
      const calls = made;
      made = [];
      return calls;
    },
  };
};

/** `2 Query, 1 GetItem`, in the order of the names. */
export const callsSaid = (calls: readonly Call[]): string =>
  [...Map.groupBy(calls, ({ command }) => command)]
    .map(([command, some]) => `${some.length} ${command}`)
    .sort()
    .join(', ');

/** The sum of one of a call's numbers. */
export const total = (calls: readonly Call[], of: 'reads' | 'writes' | 'bytes'): number =>
  calls.reduce((sum, call) => sum + call[of], 0);
