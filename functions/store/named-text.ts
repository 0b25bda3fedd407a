/** The texts that the history of a document still names, read from its revisions and nowhere else. */
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Ref } from '../../shared/domain/record-type.ts';
import { isLive } from '../../shared/domain/snapshot.ts';
import { currentKey, revisionOrLeft } from './items.ts';
import type { RecordStore } from './record.ts';

/**
 * The hashes of the texts that any kept revision of a document names, the newest one among them; undefined where nothing of the
 * document was ever expunged. An item that cannot be read, and a revision that is missing, throw: what they name is not known.
 */
export const namedTexts = async (
  { client, tables }: RecordStore,
  record: Ref,
): Promise<ReadonlySet<string> | undefined> => {
  const named = new Set<string>();
  let newest = 0;
  let revisions = 0;
  let expunged = 0;
  const pages = paginateQuery(
    { client },
    {
      TableName: tables.records,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': record },
      ConsistentRead: true,
    },
  );
  // CURRENT comes first: what is saved meanwhile can only be one revision more.
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const found = revisionOrLeft(item);
      if (item.sk === currentKey) newest = found.version;
      else revisions += 1;
      if (!('stored' in found)) expunged += 1;
      else if (isLive(found.snapshot) && found.snapshot.type === 'document') {
        for (const { sha256 } of found.snapshot.texts ?? []) named.add(sha256);
      }
    }
  }
  if (revisions < newest || (newest === 0 && revisions > 0)) throw new Error('a revision is missing');
  return expunged > 0 ? named : undefined;
};
