/** The files of texts where there is a store for them, over the buckets of `test/s3/store.ts`; and where there is none. */

import type { FileStore } from '../functions/store/file-client.ts';
import type { TextStore } from '../functions/store/upload.ts';
import { clientOf, type Store } from './s3/store.ts';

/** The buckets of a store, as whoever may reach all of them. */
export const fileStoreIn = (store: Pick<Store, 'endpoint'>): FileStore => ({
  // A connection that the store has just closed is no fault of ours: it is asked again, as everywhere.
  client: clientOf(store, undefined, { maxAttempts: 3 }),
  buckets: {
    quarantine: 'quarantine',
    locked: 'locked',
    publicFiles: 'public',
    analystFiles: 'analyst',
    clearedFiles: 'cleared',
  },
});

const none = () => Promise.reject(new Error('there is no store of files here'));

/** For doors at which nobody asks for a text. */
export const noTexts: TextStore = {
  uploadAddress: none,
  uploaded: none,
  keep: none,
  drop: none,
  downloadAddress: none,
};
