/** A rebuild of the files of texts: what no head names goes once nobody can be at work on it, what one names is there again. */
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import type { Projecting } from '../../functions/projecting/port.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { rebuild } from '../../functions/projecting/rebuild.ts';
import { audienceFiles } from '../../functions/store/audience-files.ts';
import type { FileStore } from '../../functions/store/file-client.ts';
import { storedKey } from '../../functions/store/stored-text.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { type Audience, filesOf } from '../../shared/projection/audience.ts';
import { fileStoreIn } from '../files.ts';
import { openStore, type Store } from '../s3/store.ts';
import { type Committed, committedBook } from './committed.ts';
import { openingWithTexts, refs } from './moves.ts';

const document: Ref = 'document#d-one';
const sha256 = '1'.repeat(64);
const minute = 60_000;

let store: Store;
let files: FileStore;
let world: Committed;
let deps: Projecting;
/** How far the clock of whoever rebuilds is ahead of the store's, in milliseconds. */
let ahead = 0;

beforeAll(async () => {
  store = await openStore();
  files = fileStoreIn(store);
  world = await committedBook();
  deps = projecting(world.store, () => new Date(Date.now() + ahead), audienceFiles(files));
  const Key = storedKey({ document: 'd-one', sha256 });
  await files.client.send(new PutObjectCommand({ Bucket: files.buckets.locked, Key, Body: 'text' }));
  for (const record of openingWithTexts) await world.write(world.book.edit(record));
  for (const one of refs) await world.write(world.book.release(one));
  expect(await projectDirty(deps, activeAudiences, refs)).toEqual([]);
});
afterAll(() => store.close());

const rebuilt = async (minutesAhead: number) => {
  ahead = minutesAhead * minute;
  const { tally } = await rebuild({
    store: world.store,
    deps,
    audiences: activeAudiences,
    rate: 10_000,
    wait: async () => {},
    note: (_ref, error) => {
      throw error;
    },
  });
  return tally;
};
const bucketOf = (audience: Audience): string => files.buckets[filesOf[audience]];
/** The keys in each audience's bucket. */
const keys = () =>
  Promise.all(
    activeAudiences.map(async (audience) => {
      const { found } = await deps.files.walk(audience, undefined);
      return found.map(({ key }) => key);
    }),
  );
const put = (audience: Audience, Key: string, Metadata?: Record<string, string>) =>
  files.client.send(
    new PutObjectCommand({ Bucket: bucketOf(audience), Key, Body: 'text', ...(Metadata && { Metadata }) }),
  );

test('files that no head names go from every bucket once they are an hour old, whosever they say they are', async () => {
  const named = await keys();
  expect(named.map((some) => some.length)).toEqual([1, 1, 1]);
  for (const audience of activeAudiences) {
    await put(audience, 'texts/left', { of: document });
    await put(audience, 'texts/of-a-round', { of: 'round#r-one' });
    await put(audience, 'texts/of-none', { of: 'document#never' });
    await put(audience, 'texts/unsaid');
    await put(audience, 'elsewhere');
  }
  expect(await rebuilt(59)).toMatchObject({ swept: 0, put: 0 });
  expect((await keys()).map((some) => some.length)).toEqual([5, 5, 5]);
  expect(await rebuilt(61)).toMatchObject({ swept: 12, put: 0, failed: 0 });
  expect(await keys()).toEqual(named);
});

test('files that a head names and that are gone are copied anew, under keys that nobody knew', async () => {
  const before = await keys();
  for (const [index, audience] of activeAudiences.entries()) {
    for (const Key of before[index] ?? []) {
      await files.client.send(new DeleteObjectCommand({ Bucket: bucketOf(audience), Key }));
    }
  }
  expect(await rebuilt(0)).toMatchObject({ swept: 0, failed: 0 });
  const after = await keys();
  expect(after.map((some) => some.length)).toEqual([1, 1, 1]);
  expect(after.flat().filter((key) => before.flat().includes(key))).toEqual([]);
});
