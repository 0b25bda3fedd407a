/** The public forms of some records as they are at this moment, strongly consistent. */
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Ref, splitRef } from '../../shared/domain/record-type.ts';
import type { Store } from './record.ts';
import { decodeRow, type StoredRow } from './row.ts';
import { theRecord } from './view.ts';

/** How many are asked for at a time. */
const atOnce = 16;

/** The rows of those of the records that the public has. */
export const readForms = async (
  { client, tables }: Store<'publicView'>,
  refs: readonly Ref[],
): Promise<ReadonlyMap<Ref, StoredRow>> => {
  const rows = new Map<Ref, StoredRow>();
  const read = async (one: Ref): Promise<void> => {
    const named = splitRef(one);
    if (!named) return;
    const Key = theRecord(named.type, named.id);
    const { Item } = await client.send(new GetCommand({ TableName: tables.publicView, Key, ConsistentRead: true }));
    if (Item) rows.set(one, decodeRow(Item));
  };
  for (let at = 0; at < refs.length; at += atOnce) await Promise.all(refs.slice(at, at + atOnce).map(read));
  return rows;
};
