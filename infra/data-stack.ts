/** What cannot be made anew: the records and what is projected from them, the stored texts, who may sign in, and the keys. */
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { tables } from '../shared/tables.ts';
import { nightlyBackup } from './backup.ts';
import { lockedBucket } from './bucket.ts';
import { encryptionKey, type KeyName, keyOf } from './key.ts';
import { SignIn } from './sign-in.ts';
import type { Stage } from './stage.ts';
import { deployedTable, orRestored, type TableName } from './table.ts';

/** The stack of the data. */
export class DataStack extends Stack {
  readonly keys: Readonly<Record<KeyName, Key>>;
  readonly tables: Readonly<Record<TableName, ITableV2>>;
  /** The texts of documents, which nobody overwrites. */
  readonly locked: Bucket;
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, { env: { region: stage.region }, terminationProtection: stage.keepsData });
    this.keys = {
      records: encryptionKey(this, stage, 'records'),
      public: encryptionKey(this, stage, 'public'),
      analyst: encryptionKey(this, stage, 'analyst'),
      cleared: encryptionKey(this, stage, 'cleared'),
      readings: encryptionKey(this, stage, 'readings'),
    };
    const table = (name: TableName): ITableV2 => deployedTable(this, stage, tables[name], this.keys[keyOf[name]]);
    this.tables = {
      records: orRestored(this, stage, table('records')),
      projections: table('projections'),
      publicView: table('publicView'),
      analystView: table('analystView'),
      clearedView: table('clearedView'),
      readings: table('readings'),
    };
    this.locked = lockedBucket(this, stage, this.keys.records);
    nightlyBackup(this, stage, this.keys.records, this.tables.records, this.locked);
    this.signIn = new SignIn(this, 'SignIn', stage);

    // What the runbook asks for.
    new CfnOutput(this, 'UserPool', { value: this.signIn.userPool.userPoolId });
    new CfnOutput(this, 'SignInPages', { value: this.signIn.domain.baseUrl() });
  }
}
