/** The buckets: nobody reaches one from the internet, and none answers without TLS. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accept } from './accept.ts';
import type { Stage } from './stage.ts';

/** What every bucket is. */
export const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
} as const satisfies BucketProps;

/** Under a key of ours; the bucket asks for it once, not for each object. */
export const under = (encryptionKey: IKey) =>
  ({ encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }) as const;

const keptIf = (kept: boolean): RemovalPolicy => (kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

/** Where a stack's buckets write who asked for what. S3 writes no log under a key of ours. */
export const accessLog = (scope: Construct, stage: Stage): Bucket =>
  new Bucket(scope, 'AccessLog', {
    ...closed,
    encryption: BucketEncryption.S3_MANAGED,
    removalPolicy: keptIf(stage.keepsData),
    lifecycleRules: [{ expiration: Duration.days(stage.logDays) }],
  });

/** S3's log of requests has their keys, and these say of which document a text is, and its hash: no log may know of what is restricted. */
const unlogged = (bucket: Bucket): Bucket => {
  accept(
    bucket,
    'Its log would name documents that are restricted or not released, and hashes of texts that are expunged.',
    'S1',
  );
  return bucket;
};

/** The texts of documents: every version stays, and nobody deletes one before its time but who may bypass governance: the expunger. */
export const lockedBucket = (scope: Construct, stage: Stage, key: IKey): Bucket =>
  unlogged(
    new Bucket(scope, 'Locked', {
      ...closed,
      ...under(key),
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(stage.lockedDays)),
      removalPolicy: keptIf(stage.keepsData),
    }),
  );

/** Where uploads arrive, from the site's own pages: what is not taken over within a day is gone. */
export const quarantineBucket = (scope: Construct, key: IKey, site: string): Bucket =>
  unlogged(
    new Bucket(scope, 'Quarantine', {
      ...closed,
      ...under(key),
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [{ expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: [site], allowedHeaders: ['*'], maxAge: 3600 }],
    }),
  );

/**
 * Released texts, for CloudFront to serve: copies, which can be made anew; and snapshots, which cannot. Under S3's own key, for
 * everybody may read them, and a key of ours would be asked, and paid for, at every reading.
 */
export const publicBucket = (scope: Construct, stage: Stage, log: IBucket): Bucket =>
  new Bucket(scope, 'PublicFiles', {
    ...closed,
    encryption: BucketEncryption.S3_MANAGED,
    serverAccessLogsBucket: log,
    serverAccessLogsPrefix: 'public/',
    removalPolicy: keptIf(stage.keepsData),
  });

/**
 * Scripts and styles of the site. Each has the hash of its content in its name and stays when others come, so that a page
 * that is open while a new version is deployed still finds what it asks for.
 */
export const siteBucket = (scope: Construct, log: IBucket): Bucket =>
  new Bucket(scope, 'SiteFiles', {
    ...closed,
    encryption: BucketEncryption.S3_MANAGED,
    serverAccessLogsBucket: log,
    serverAccessLogsPrefix: 'site/',
    removalPolicy: RemovalPolicy.DESTROY,
  });

/** The texts that an audience which signs in may read, for its door to show: copies, which can be made anew. */
export const audienceBucket = (
  scope: Construct,
  id: 'AnalystFiles' | 'ClearedFiles',
  key: IKey,
  log: IBucket,
): Bucket =>
  new Bucket(scope, id, {
    ...closed,
    ...under(key),
    serverAccessLogsBucket: log,
    serverAccessLogsPrefix: `${id.toLowerCase()}/`,
    removalPolicy: RemovalPolicy.DESTROY,
  });
