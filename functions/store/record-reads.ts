/** What a projection reads of the records, strongly consistent: newest and released snapshots, and the edges of blocs. */
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { ref } from '../../shared/domain/record-type.ts';
import type { Records } from '../projecting/port.ts';
import { edgeKey } from './items.ts';
import { type RecordStore, readCurrents, readRevisions } from './record.ts';

const Edge = z.object({ sk: z.string() });
const edgePrefix = edgeKey('', '').sk;

const readMembers = async ({ client, tables }: RecordStore, bloc: string): Promise<string[]> => {
  const found: string[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: tables.records,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :edge)',
      ExpressionAttributeValues: { ':pk': ref('party', bloc), ':edge': edgePrefix },
      ProjectionExpression: 'sk',
    },
  );
  for await (const { Items } of pages) {
    found.push(...(Items ?? []).map((item) => Edge.parse(item).sk.slice(edgePrefix.length)));
  }
  return found;
};

/** The reads of a store. */
export const recordReads = (store: RecordStore): Records => ({
  currents: async (refs) => {
    const found = await readCurrents(store, refs);
    return new Map([...found].map(([one, { snapshot }]) => [one, snapshot]));
  },
  revisions: async (wanted) => {
    const found = await readRevisions(store, wanted);
    return new Map([...found].map(([one, { snapshot }]) => [one, snapshot]));
  },
  members: (bloc) => readMembers(store, bloc),
});
