/** What keeps the data: tables, keys, buckets and copies, as they are deployed. */
import { describe, expect, it } from 'vitest';
import { type Stage, stages } from '../../infra/stage.ts';
import { tableNames } from '../../infra/table.ts';
import { key, tables } from '../../shared/tables.ts';
import { type Found, synthesized } from './synthesized.ts';

const elsewhere = 'arn:aws:backup:eu-central-1:999999999999:backup-vault:copies';
const stage: Stage = { ...stages.prod, backup: { days: 35, copyTo: elsewhere } };
const prod = synthesized(stage);
const dev = synthesized(stages.dev);

const retained = ({ DeletionPolicy, UpdateReplacePolicy }: Found): boolean =>
  DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain';

describe('the tables', () => {
  const deployed = prod.ofType(prod.data, 'AWS::DynamoDB::GlobalTable');

  it('are those of shared/tables.ts, by name and key, and no others', () => {
    expect(deployed.map(({ Properties }) => Properties.TableName).sort()).toEqual(
      Object.values(tables)
        .map(({ name }) => `kelissoz-prod-${name}`)
        .sort(),
    );
    for (const { Properties } of deployed) {
      expect(Properties.KeySchema).toEqual([
        { AttributeName: key.partition, KeyType: 'HASH' },
        { AttributeName: key.sort, KeyType: 'RANGE' },
      ]);
      expect(Properties.AttributeDefinitions).toEqual([
        { AttributeName: key.partition, AttributeType: 'S' },
        { AttributeName: key.sort, AttributeType: 'S' },
      ]);
    }
  });

  it.each(tableNames)('stream new and old images where shared/tables.ts says so: %s', (name) => {
    const { StreamSpecification } = prod.of(prod.data.tables[name]).Properties;
    expect(StreamSpecification).toEqual(tables[name].stream ? { StreamViewType: 'NEW_AND_OLD_IMAGES' } : undefined);
  });

  it.each(tableNames)('are paid by use, recoverable to any second and protected from deletion: %s', (name) => {
    for (const { data, of } of [prod, dev]) {
      const { BillingMode, Replicas } = of(data.tables[name]).Properties;
      expect(BillingMode).toBe('PAY_PER_REQUEST');
      expect(Replicas).toHaveLength(1);
      expect(Replicas[0]).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });

  it('are each under the key of its own audience, which is rotated', () => {
    const keys = {
      records: 'records',
      projections: 'records',
      publicView: 'public',
      analystView: 'analyst',
      clearedView: 'cleared',
      readings: 'readings',
    } as const;
    for (const name of tableNames) {
      const { SSESpecification, Replicas } = prod.of(prod.data.tables[name]).Properties;
      expect(SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
      const used = Replicas[0].SSESpecification.KMSMasterKeyId;
      expect(used).toEqual(prod.said(prod.data, prod.data.keys[keys[name]].keyArn));
      expect(prod.of(prod.data.keys[keys[name]]).Properties.EnableKeyRotation).toBe(true);
    }
  });
});

describe('when the stack of the data is deleted', () => {
  const types = [
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::KMS::Key',
    'AWS::Backup::BackupVault',
    'AWS::Cognito::UserPool',
  ];

  it.each(types)('prod keeps every %s, and refuses in the first place', (type) => {
    const found = prod.ofType(prod.data, type);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((one) => !retained(one))).toEqual([]);
    expect(prod.data.terminationProtection).toBe(true);
  });

  it.each(types)('dev lets go of every %s', (type) => {
    expect(dev.ofType(dev.data, type).filter(retained)).toEqual([]);
  });
});

describe('a bucket', () => {
  const buckets = [prod.data, prod.service].flatMap((stack) =>
    prod.ofType(stack, 'AWS::S3::Bucket').map((bucket) => {
      const policies = prod.ofType(stack, 'AWS::S3::BucketPolicy');
      const own = policies.filter(({ Properties }) => Properties.Bucket.Ref === bucket.id);
      return { bucket, statements: own.flatMap(({ Properties }) => Properties.PolicyDocument.Statement) };
    }),
  );
  const policyOf = (id: string) => buckets.find(({ bucket }) => bucket.id === id)?.statements ?? [];

  it('is never open to the internet, nor to anybody without TLS', () => {
    expect(buckets).toHaveLength(8);
    for (const { bucket, statements } of buckets) {
      expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(statements).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  it('for the texts of documents keeps every version, under governance for as long as the stage says', () => {
    const { Properties } = prod.of(prod.data.locked);
    expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(Properties.ObjectLockEnabled).toBe(true);
    expect(Properties.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: stage.lockedDays } },
    });
  });

  it('for uploads forgets them after a day, and takes PUTs from the pages of the site alone', () => {
    const { Properties } = prod.of(prod.service.quarantine);
    expect(Properties.LifecycleConfiguration.Rules).toEqual([
      expect.objectContaining({ Status: 'Enabled', ExpirationInDays: 1 }),
    ]);
    expect(Properties.CorsConfiguration.CorsRules).toHaveLength(1);
    const [rule] = Properties.CorsConfiguration.CorsRules;
    expect(rule.AllowedMethods).toEqual(['PUT']);
    expect(rule.AllowedOrigins).toEqual([prod.said(prod.service, prod.service.edge.site)]);
  });

  it('whose keys name documents and hashes has no log of requests, which would have the keys; the others have one', () => {
    const { quarantine, publicFiles, analystFiles, clearedFiles } = prod.service;
    for (const bucket of [prod.data.locked, quarantine])
      expect(prod.of(bucket).Properties.LoggingConfiguration).toBeUndefined();
    for (const bucket of [publicFiles, analystFiles, clearedFiles])
      expect(prod.of(bucket).Properties.LoggingConfiguration).toBeDefined();
  });

  it.each(['publicFiles', 'siteFiles'] as const)('for %s is read by CloudFront and nobody else', (name) => {
    const allowed = policyOf(prod.of(prod.service[name]).id).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
      }),
    ]);
  });

  it('with what is not released is under the key of the records, or of the audience that reads it', () => {
    const { keys, locked } = prod.data;
    const { quarantine, failures, analystFiles, clearedFiles } = prod.service;
    for (const [bucket, key] of [
      [locked, keys.records],
      [quarantine, keys.records],
      [failures.bucket, keys.records],
      [analystFiles, keys.analyst],
      [clearedFiles, keys.cleared],
    ] as const) {
      const { Properties } = prod.of(bucket);
      const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
      expect(rule.ServerSideEncryptionByDefault).toEqual({
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: prod.said(bucket.stack, key.keyArn),
      });
    }
  });
});

describe('every night', () => {
  const [plan] = prod.ofType(prod.data, 'AWS::Backup::BackupPlan');
  const [selection] = prod.ofType(prod.data, 'AWS::Backup::BackupSelection');

  it('Records and the texts of documents are copied', () => {
    expect(plan?.Properties.BackupPlan.BackupPlanRule).toEqual([
      expect.objectContaining({ ScheduleExpression: 'cron(30 1 * * ? *)', Lifecycle: { DeleteAfterDays: 35 } }),
    ]);
    expect(selection?.Properties.BackupSelection.Resources).toEqual([
      prod.said(prod.data, prod.data.tables.records.tableArn),
      prod.said(prod.data, prod.data.locked.bucketArn),
    ]);
  });

  it('the copies are copied to a second account where the stage names its vault, and nowhere else', () => {
    expect(plan?.Properties.BackupPlan.BackupPlanRule[0].CopyActions).toEqual([
      { DestinationBackupVaultArn: elsewhere, Lifecycle: { DeleteAfterDays: 35 } },
    ]);
    const [devPlan] = dev.ofType(dev.data, 'AWS::Backup::BackupPlan');
    expect(devPlan?.Properties.BackupPlan.BackupPlanRule[0].CopyActions).toEqual([]);
  });

  it('the role that copies reads no other table or bucket', () => {
    const role = prod.ofType(prod.data, 'AWS::IAM::Role').find(({ id }) => id.startsWith('BackupRole'));
    const statements = role?.Properties.Policies.flatMap(
      (policy: { PolicyDocument: { Statement: object[] } }) => policy.PolicyDocument.Statement,
    );
    const text = JSON.stringify(statements);
    for (const name of tableNames) expect(text.includes(prod.of(prod.data.tables[name]).id)).toBe(name === 'records');
    expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
  });
});
