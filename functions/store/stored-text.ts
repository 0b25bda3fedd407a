/** The stored file of a text: in the locked bucket under its document and the hash of its bytes, every version kept. */
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { StoredFile } from '../../shared/projection/row.ts';
import type { FileStore } from './file-client.ts';

/** Where it is: equal bytes of one document are one object, and nothing else is ever under its key. */
export const storedKey = ({ document, sha256 }: Pick<StoredFile, 'document' | 'sha256'>): string =>
  `documents/${document}/${sha256}`;

/**
 * Deletes every version of a stored file before its time, as expunging asks for; answers how many there were. Whoever calls it
 * needs `s3:ListBucketVersions`, `s3:DeleteObjectVersion` and `s3:BypassGovernanceRetention`, which no function has.
 */
export const expungeStored = async (
  { client, buckets }: FileStore<'locked'>,
  file: Pick<StoredFile, 'document' | 'sha256'>,
): Promise<number> => {
  const Key = storedKey(file);
  // A text is filed a few times at most: one page has all of its versions.
  const asked = { Bucket: buckets.locked, Prefix: Key };
  const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand(asked));
  const own = [...Versions, ...DeleteMarkers].filter((version) => version.Key === Key);
  for (const { VersionId } of own) {
    const version = { Bucket: buckets.locked, Key, VersionId, BypassGovernanceRetention: true };
    await client.send(new DeleteObjectCommand(version));
  }
  return own.length;
};
