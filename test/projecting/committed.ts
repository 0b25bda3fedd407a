/** A book written through to DynamoDB: every save of it is a commit, as the staff door makes it. */
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { commit } from '../../functions/store/commit.ts';
import { type RowKey, rowKey } from '../../functions/store/head.ts';
import type { Revision } from '../../functions/store/items.ts';
import type { Store } from '../../functions/store/record.ts';
import { decodeRow } from '../../functions/store/row.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Snapshot } from '../../shared/domain/snapshot.ts';
import { type Audience, viewOf } from '../../shared/projection/audience.ts';
import { changes } from '../../shared/projection/keys.ts';
import { freshTables } from '../dynamodb.ts';
import { Book, type Saved } from './book.ts';

/** A book and the store it is written to. */
export type Committed = { book: Book; store: Store; write(saved: readonly Saved[]): Promise<Ref[]> };

/** A new book over tables of its own; `write` commits saves of it and answers what is dirty, as the stream would say. */
export const committedBook = async (): Promise<Committed> => {
  const { client, names } = await freshTables();
  const store = { client, tables: names };
  const book = new Book();
  const last = new Map<Ref, Revision>();
  const releasedAfter = (one: Ref, version: number): Snapshot | undefined => {
    const versions = book.entries.get(one)?.versions ?? [];
    const { public: state, released } = versions[version - 1]?.release ?? {};
    return state === 'released' && released ? versions[released.version - 1] : undefined;
  };
  const write = async (saved: readonly Saved[]): Promise<Ref[]> => {
    for (const { snapshot, version, act, dirty } of saved) {
      const [record] = dirty;
      if (!record) continue;
      const made = { record, snapshot, act, by: 'writer', at: new Date().toISOString(), reason: null, checks: [] };
      const releasedBefore = releasedAfter(record, version - 1);
      const revision = await commit(store, { ...made, before: last.get(record), releasedBefore });
      if ('failed' in revision) throw new Error(revision.failed);
      last.set(record, revision);
    }
    return saved.flatMap(({ dirty }) => dirty);
  };
  return { book, store, write };
};

/** All rows of a view, by key, as they stand; the log beside them is none. */
export const viewItems = async ({ client, tables }: Store, audience: Audience): Promise<Map<RowKey, unknown>> => {
  const found = new Map<RowKey, unknown>();
  const pages = paginateScan({ client }, { TableName: tables[viewOf[audience]], ConsistentRead: true });
  for await (const { Items } of pages) {
    for (const item of Items ?? []) if (item.pk !== changes) found.set(rowKey(decodeRow(item)), item);
  }
  return found;
};
