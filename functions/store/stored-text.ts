/** The stored files of texts: in the locked bucket under their document and the hash of their bytes, every version kept. */
import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import type { StoredFile } from '../../shared/projection/row.ts';
import type { FileStore } from './file-client.ts';

const folderOf = (document: string): string => `documents/${document}/`;

/** Where a file is: equal bytes of one document are one object, and nothing else is ever under its key. */
export const storedKey = ({ document, sha256 }: Pick<StoredFile, 'document' | 'sha256'>): string =>
  folderOf(document) + sha256;

/** A version of a stored file, or the mark that says it was deleted; `at` is when it was written, in milliseconds since 1970. */
export type StoredVersion = { readonly key: string; readonly id: string; readonly at: number; readonly sha256: string };

/** Every version of every stored file of a document, in no order that counts; asked for by pages of 1 000 at most. */
export const storedVersions = async (
  { client, buckets }: FileStore<'locked'>,
  document: string,
  MaxKeys = 1000,
): Promise<StoredVersion[]> => {
  const Prefix = folderOf(document);
  const found: StoredVersion[] = [];
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: buckets.locked, Prefix, MaxKeys, ...next }),
    );
    for (const { Key = '', VersionId = '', LastModified } of [
      ...(page.Versions ?? []),
      ...(page.DeleteMarkers ?? []),
    ]) {
      // What has no time counts as new: nothing is deleted by mistake.
      const at = LastModified?.getTime() ?? Number.POSITIVE_INFINITY;
      found.push({ key: Key, id: VersionId, at, sha256: Key.slice(Prefix.length) });
    }
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  return found;
};

/** Deletes a version of a stored file before its time, which takes the right to bypass governance. */
export const expungeVersion = async (
  { client, buckets }: FileStore<'locked'>,
  { key, id }: StoredVersion,
): Promise<void> => {
  await client.send(
    new DeleteObjectCommand({ Bucket: buckets.locked, Key: key, VersionId: id, BypassGovernanceRetention: true }),
  );
};
