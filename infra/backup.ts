/** The nightly copy of what cannot be made anew, and its copy in a second account, which nobody of the first can delete. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupSelection, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accept, onAll } from './accept.ts';
import type { Stage } from './stage.ts';

const allow = (resources: string[], actions: string[], conditions?: Record<string, object>): PolicyStatement =>
  new PolicyStatement({ resources, actions, ...(conditions && { conditions }) });

/** What AWS Backup needs of the table (AWS Backup Developer Guide, "Managed policies": DynamoDB), of this one only. */
const ofTable = (table: ITableV2, key: IKey, region: string): PolicyStatement[] => [
  allow([table.tableArn], ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob']),
  allow([key.keyArn], ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'], {
    StringEquals: { 'kms:ViaService': [`dynamodb.${region}.amazonaws.com`, `backup.${region}.amazonaws.com`] },
  }),
  allow([key.keyArn], ['kms:DescribeKey']),
  allow([key.keyArn], ['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
];

const managedRules = ({ partition, region, account }: Stack): string =>
  `arn:${partition}:events:${region}:${account}:rule/AwsBackupManagedRule*`;

/** The same of the bucket ("Managed policies": Amazon S3). */
const ofBucket = (bucket: IBucket, key: IKey, stack: Stack): PolicyStatement[] => [
  allow(
    [bucket.bucketArn],
    [
      's3:GetBucketAcl',
      's3:GetBucketLocation',
      's3:GetBucketNotification',
      's3:GetBucketTagging',
      's3:GetBucketVersioning',
      's3:GetInventoryConfiguration',
      's3:ListBucket',
      's3:ListBucketVersions',
      's3:PutBucketNotification',
      's3:PutInventoryConfiguration',
    ],
  ),
  allow(
    [bucket.arnForObjects('*')],
    [
      's3:GetObject',
      's3:GetObjectAcl',
      's3:GetObjectTagging',
      's3:GetObjectVersion',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionTagging',
    ],
  ),
  allow([key.keyArn], ['kms:Decrypt', 'kms:DescribeKey'], {
    StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` },
  }),
  allow(
    [managedRules(stack)],
    [
      'events:DeleteRule',
      'events:DescribeRule',
      'events:DisableRule',
      'events:EnableRule',
      'events:ListTargetsByRule',
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
    ],
  ),
  // These two know no resource.
  allow(['*'], ['cloudwatch:GetMetricData', 'events:ListRules']),
];

/** Copies the table and the bucket every night at 1:30 UTC, and keeps each copy for the days that the stage says. */
export const nightlyBackup = (
  scope: Construct,
  stage: Stage,
  key: IKey,
  table: ITableV2,
  bucket: IBucket,
): BackupPlan => {
  const stack = Stack.of(scope);
  const kept = Duration.days(stage.backup.days);
  const vault = new BackupVault(scope, 'Backups', {
    backupVaultName: `kelissoz-${stage.name}`,
    encryptionKey: key,
    // Nobody deletes a copy before its time, but who may take the lock off the vault.
    ...(stage.protectsData && { lockConfiguration: { minRetention: kept } }),
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const { copyTo } = stage.backup;
  const copies = copyTo === undefined ? [] : [BackupVault.fromBackupVaultArn(scope, 'SecondAccount', copyTo)];
  const role = new Role(scope, 'BackupRole', {
    assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    description: `Kelissöz ${stage.name}: the nightly copy`,
    inlinePolicies: {
      own: new PolicyDocument({
        statements: [
          ...ofTable(table, key, stack.region),
          ...ofBucket(bucket, key, stack),
          allow([vault.backupVaultArn], ['backup:DescribeBackupVault', 'backup:CopyFromBackupVault']),
          ...copies.map(({ backupVaultArn }) => allow([backupVaultArn], ['backup:CopyIntoBackupVault'])),
          allow(['*'], ['tag:GetResources']),
        ],
      }),
    },
  });
  accept(role, 'It copies the whole bucket.', onAll(role, bucket.arnForObjects('*')));
  accept(role, 'AWS Backup names its rules itself.', onAll(role, managedRules(stack)));
  accept(role, 'Metrics, rules and tags are listed for the account as a whole.', onAll(role, '*'));
  const plan = new BackupPlan(scope, 'BackupPlan', {
    backupPlanName: `kelissoz-${stage.name}-nightly`,
    backupPlanRules: [
      new BackupPlanRule({
        ruleName: 'nightly',
        backupVault: vault,
        scheduleExpression: Schedule.cron({ hour: '1', minute: '30' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(6),
        deleteAfter: kept,
        copyActions: copies.map((destinationBackupVault) => ({ destinationBackupVault, deleteAfter: kept })),
      }),
    ],
  });
  new BackupSelection(scope, 'BackupSelection', {
    backupPlan: plan,
    resources: [BackupResource.fromArn(table.tableArn), BackupResource.fromArn(bucket.bucketArn)],
    role: role.withoutPolicyUpdates(),
    disableDefaultBackupPolicy: true,
  });
  return plan;
};
