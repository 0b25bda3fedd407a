/** All records there are, for when it is not known which of them have changed. */
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Client } from '../functions/store/client.ts';
import { isRef, type Ref } from '../shared/domain/record-type.ts';

const Key = z.object({ pk: z.string() });

/** The refs of a Records table's current items and of the blocs that have members; a bloc may come more than once. */
export async function* everyRecord(client: Client, table: string): AsyncGenerator<Ref> {
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'sk = :current OR begins_with(sk, :member)',
      ExpressionAttributeValues: { ':current': 'CURRENT', ':member': 'MEMBER#' },
      ProjectionExpression: 'pk',
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { pk } = Key.parse(item);
      if (isRef(pk)) yield pk;
    }
  }
}
