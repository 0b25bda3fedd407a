/** Where a reader fetches a file: the public from the site itself, all others from an address that is soon over. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { FileStore } from './file-client.ts';

/** For how long an address is good, in seconds: to follow it, not to pass it on. */
const seconds = 60;

/** The addresses of copies in the bucket of an audience that signs in. */
export const signedAddresses =
  <Bucket extends 'analystFiles' | 'clearedFiles'>({ client, buckets }: FileStore<Bucket>, bucket: Bucket) =>
  (key: string, now: Date): Promise<string> =>
    getSignedUrl(
      client,
      new GetObjectCommand({ Bucket: buckets[bucket], Key: key, ResponseCacheControl: 'private, no-store' }),
      { expiresIn: seconds, signingDate: now },
    );
