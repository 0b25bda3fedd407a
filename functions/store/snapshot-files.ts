/** The files of snapshots in the public bucket: those that are shown, and the source that a successor would be made from. */
import { randomBytes } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Manifest } from '../../shared/contract/snapshot.ts';
import { deleteObjects } from './delete-objects.ts';
import type { FileStore } from './file-client.ts';
import type { StandingSnapshot } from './snapshot.ts';

/** All that belongs to snapshots; what is shown is in a folder of its own, which is the start of its address. */
const everything = 'snapshots/';
const shown = `${everything}files/`;
const sources = `${everything}sources/`;

/** A folder and a key that were never used, and that nobody can guess: what was never published is never reached. */
export const newPlace = (): { folder: string; source: string } => ({
  folder: shown + randomBytes(24).toString('base64url'),
  source: sources + randomBytes(24).toString('base64url'),
});

/** The keys of the files of a snapshot that stands. */
export const filesIn = ({ manifest, folder }: Pick<StandingSnapshot, 'manifest' | 'folder'>): string[] =>
  Manifest.parse(JSON.parse(manifest)).files.map(({ name }) => `${folder}/${name}`);

/** An object of those, and when it was written. */
export type Kept = { readonly key: string; readonly at: Date };

export type SnapshotFiles = ReturnType<typeof snapshotFiles>;

/** What the making of snapshots asks of the bucket. A copy is kept by nobody longer than a public reply. */
export const snapshotFiles = ({ client, buckets }: FileStore<'publicFiles'>) => {
  const Bucket = buckets.publicFiles;
  return {
    put: async (Key: string, ContentType: string, Body: Uint8Array | string): Promise<void> => {
      const CacheControl = 'public, max-age=0, s-maxage=30';
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, CacheControl }));
    },
    read: async (Key: string): Promise<string> => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString('utf-8')) ?? '';
    },
    removeAll: (keys: readonly string[]): Promise<void> => deleteObjects(client, Bucket, keys),
    /** All of them, of snapshots that stand and of others. */
    all: async (): Promise<Kept[]> => {
      const found: Kept[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page: ListObjectsV2CommandOutput = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: everything, ContinuationToken }),
        );
        for (const { Key, LastModified } of page.Contents ?? [])
          if (Key && LastModified) found.push({ key: Key, at: LastModified });
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
      return found;
    },
  };
};
