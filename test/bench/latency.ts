/** Warm latencies of two or three ways to the same answer, taken in turns, so that what the machine does meets all alike. */
import { performance } from 'node:perf_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Client, Connection } from '../../functions/store/client.ts';
import type { Call } from './meter.ts';

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Milliseconds, the median of each way, after a tenth as many turns that do not count. */
export const medians = async (ways: readonly (() => Promise<unknown>)[], turns: number): Promise<number[]> => {
  const took = ways.map((): number[] => []);
  for (let turn = -Math.ceil(turns / 10); turn < turns; turn += 1) {
    for (let step = 0; step < ways.length; step += 1) {
      // Who comes first changes from turn to turn.
      const at = (((turn + step) % ways.length) + ways.length) % ways.length;
      const began = performance.now();
      await ways[at]?.();
      if (turn >= 0) took[at]?.push(performance.now() - began);
    }
  }
  return took.map(median);
};

/** The SDK's document client as it comes. */
export const bareClient = (connection: Connection): Client =>
  DynamoDBDocumentClient.from(new DynamoDBClient(connection), { marshallOptions: { removeUndefinedValues: true } });

const plain = (input: object, change: (text: string) => string) => {
  const { ReturnConsumedCapacity: _capacity, ...rest } = JSON.parse(change(JSON.stringify(input)));
  return rest;
};

const sender = (client: Client, command: string, input: ReturnType<typeof plain>) => (): Promise<unknown> => {
  if (command === 'Query') return client.send(new QueryCommand(input));
  if (command === 'GetItem') return client.send(new GetCommand(input));
  if (command === 'BatchGetItem') return client.send(new BatchGetCommand(input));
  if (command === 'TransactWriteItems') return client.send(new TransactWriteCommand(input));
  throw new Error(`nobody replays a ${command}`);
};

/** The same calls as were made, by another client: reads all at once, as no code of ours could; writes after them. */
export const replayed = (client: Client, calls: readonly Call[], change = (text: string) => text) => {
  const isWrite = ({ command }: Call): boolean => command.startsWith('Transact');
  const prepared = (some: readonly Call[]) =>
    some.map(({ command, input }) => sender(client, command, plain(input, change)));
  const reads = prepared(calls.filter((call) => !isWrite(call)));
  const writes = prepared(calls.filter(isWrite));
  return async (): Promise<void> => {
    await Promise.all(reads.map((send) => send()));
    await Promise.all(writes.map((send) => send()));
  };
};
