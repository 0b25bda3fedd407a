/** The copies of stored files in each audience's bucket, as the projector makes and removes them. */
import { randomBytes } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
} from '@aws-sdk/client-s3';
import { isRef } from '../../shared/domain/record-type.ts';
import { type Audience, filesOf } from '../../shared/projection/audience.ts';
import type { Files } from '../projecting/port.ts';
import { deleteObjects } from './delete-objects.ts';
import { contentTypeOf, dispositionOf } from './disposition.ts';
import type { FileStore } from './file-client.ts';
import { storedKey } from './stored-text.ts';

/** The folder of all copies, which is also the start of the public ones' addresses. */
const folder = 'texts/';

type Reached = FileStore<'locked' | 'publicFiles' | 'analystFiles' | 'clearedFiles'>;

/** The files of a store. A copy is kept by nobody longer than a public reply: what is withdrawn is gone with it. */
export const audienceFiles = ({ client, buckets }: Reached): Files => {
  const bucketOf = (audience: Audience): string => buckets[filesOf[audience]];
  return {
    copy: async (audience, file, key, of) => {
      await client.send(
        new CopyObjectCommand({
          Bucket: bucketOf(audience),
          Key: key,
          CopySource: `${buckets.locked}/${storedKey(file)}`,
          MetadataDirective: 'REPLACE',
          ContentType: contentTypeOf(file),
          ContentDisposition: dispositionOf(file),
          CacheControl: 'public, max-age=0, s-maxage=30',
          Metadata: { of },
        }),
      );
    },
    // S3 lists and reads nothing any more once a deletion is answered; of what is not there it says the same.
    remove: async (audience, key) => {
      await client.send(new DeleteObjectCommand({ Bucket: bucketOf(audience), Key: key }));
    },
    removeAll: (audience, keys) => deleteObjects(client, bucketOf(audience), keys),
    ownerOf: async (audience, key) => {
      try {
        const { Metadata } = await client.send(new HeadObjectCommand({ Bucket: bucketOf(audience), Key: key }));
        return Metadata?.of !== undefined && isRef(Metadata.of) ? Metadata.of : 'nobody';
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },
    walk: async (audience, from) => {
      const { Contents = [], NextContinuationToken: next } = await client.send(
        new ListObjectsV2Command({ Bucket: bucketOf(audience), Prefix: folder, ContinuationToken: from }),
      );
      const found = Contents.flatMap(({ Key, LastModified }) =>
        Key && LastModified ? [{ key: Key, at: LastModified }] : [],
      );
      return { found, next };
    },
  };
};

/** Keys that nobody can guess: an address that was shown to nobody reaches nothing. */
export const newFileKey = (): string => `${folder}${randomBytes(24).toString('base64url')}`;

/** For whoever projects no document that has a text. */
export const withoutFiles: Files = {
  copy: () => Promise.reject(new Error('there are no buckets here for the files of texts')),
  remove: async () => {},
  removeAll: async () => {},
  ownerOf: async () => undefined,
  walk: async () => ({ found: [], next: undefined }),
};
