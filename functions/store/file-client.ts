/** The one client of the buckets, and the names of those that a function may reach. */
import { S3Client } from '@aws-sdk/client-s3';
import type { buckets } from '../../shared/buckets.ts';

export type BucketName = keyof typeof buckets;

/** Where the buckets are, for whoever may reach some of them. */
export type FileStore<Reached extends BucketName = BucketName> = {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<Reached, string>>;
};

/**
 * A client of S3, or of any store that speaks its protocol and is named by `AWS_ENDPOINT_URL_S3`: such a one is asked by paths,
 * for it has no host for each bucket. Checksums are said where we say them, and no others are added.
 */
export const fileClient = (endpoint: string | undefined): S3Client =>
  new S3Client({
    ...(endpoint && { endpoint, forcePathStyle: true }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
