/** By which release, and since when, the public has some records: read of the records' own rows, which feeds need besides. */
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { type RecordType, type Ref, ref } from '../../shared/domain/record-type.ts';
import type { ReleasedBy } from '../../shared/projection/row.ts';
import { attempts, Busy, pause } from './busy.ts';
import type { Client } from './client.ts';
import { releaseOf } from './row.ts';
import { theRecord } from './view.ts';

/** A record as it is asked for. */
export type Asked = { readonly type: RecordType; readonly id: string };

/** Of which records, at most a hundred, the public has something, and by which release. */
export type ReadReleases = (asked: readonly Asked[]) => Promise<ReadonlyMap<Ref, ReleasedBy>>;

/** The reader of one view's table: one BatchGetItem. */
export const releaseReader =
  (client: Client, table: string): ReadReleases =>
  async (asked) => {
    const found = new Map<Ref, ReleasedBy>();
    const records = new Map(asked.map(({ type, id }) => [ref(type, id), theRecord(type, id)]));
    let waiting: { [name: string]: unknown }[] = [...records.values()];
    for (let attempt = 0; waiting.length > 0; attempt += 1) {
      if (attempt >= attempts) throw new Busy();
      if (attempt > 0) await pause(attempt);
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: {
            [table]: {
              Keys: waiting,
              ProjectionExpression: '#of, #release',
              ExpressionAttributeNames: { '#of': 'of', '#release': 'release' },
            },
          },
        }),
      );
      for (const item of Responses?.[table] ?? []) {
        const released = releaseOf(item);
        if (released) found.set(released.of, released.release);
      }
      waiting = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
  };
