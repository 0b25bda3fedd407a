/** The history of a record: its revisions, newest first, without their snapshots. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Ref } from '../../shared/domain/record-type.ts';
import { type Entry, entryOf, revisionKey, revisionPrefix } from './items.ts';
import type { RecordStore } from './record.ts';

/** Some entries of a history, and the version after which it goes on; undefined at its end. */
export type History = { entries: Entry[]; next: number | undefined };

/** At most `limit` revisions of a record, newest first, beginning below version `below`. */
export const readHistory = async (
  { client, tables }: RecordStore,
  ref: Ref,
  { below, limit }: { below?: number | undefined; limit: number },
): Promise<History> => {
  const { Items, LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tables.records,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': ref,
        ':first': revisionKey(1),
        ':last': below === undefined ? `${revisionPrefix}99999999` : revisionKey(below - 1),
      },
      ProjectionExpression:
        'pk, sk, #version, #at, #by, #reason, #act, #content, #previous, #hash, #in.#classification',
      ExpressionAttributeNames: {
        '#version': 'version',
        '#at': 'at',
        '#by': 'by',
        '#reason': 'reason',
        '#act': 'act',
        '#content': 'content',
        '#previous': 'previous',
        '#hash': 'hash',
        '#in': 'snapshot',
        '#classification': 'classification',
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const entries = (Items ?? []).map(entryOf);
  const last = entries.at(-1)?.version;
  return { entries, next: LastEvaluatedKey && last !== undefined && last > 1 ? last : undefined };
};
