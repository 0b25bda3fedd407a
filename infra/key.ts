/** The keys that data are encrypted under: one for what staff keep, one for each audience, and one for who read what, so that no role can open another's data. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { BucketName } from './rights.ts';
import type { Stage } from './stage.ts';
import type { TableName } from './table.ts';

export const keyNames = ['records', 'public', 'analyst', 'cleared', 'readings'] as const;
export type KeyName = (typeof keyNames)[number];

/** Under which key each table is. */
export const keyOf = {
  records: 'records',
  projections: 'records',
  publicView: 'public',
  analystView: 'analyst',
  clearedView: 'cleared',
  readings: 'readings',
} as const satisfies Record<TableName, KeyName>;

/** Under which key each bucket is; the public files are under S3's own, for everybody may read them. */
export const keyOfBucket = {
  quarantine: 'records',
  locked: 'records',
  publicFiles: undefined,
  analystFiles: 'analyst',
  clearedFiles: 'cleared',
} as const satisfies Record<BucketName, KeyName | undefined>;

/** Adds a key to a stack. KMS makes it anew once a year, and keeps what the older ones opened readable. */
export const encryptionKey = (scope: Construct, stage: Stage, name: KeyName): Key =>
  new Key(scope, `${name}-key`, {
    alias: `kelissoz/${stage.name}/${name}`,
    description: `Kelissöz ${stage.name}: ${name}`,
    enableKeyRotation: true,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
