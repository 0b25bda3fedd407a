/** What is watched of the data: that the tables answer, are copied every night, and can be opened; and who tries to sign in. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { tables } from '../shared/tables.ts';
import type { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import type { Stage } from './stage.ts';
import { tableNames } from './table.ts';

const period = Duration.minutes(5);

/** The calls that the code makes most. Of errors there is a metric for each, and an alarm costs by its metrics. */
const operations = ['GetItem', 'BatchGetItem', 'Query', 'TransactWriteItems'] as const;

/** Calls that a table refused because of its load, or failed at. */
const troubleOf = ({ tableName }: ITable): MathExpression => {
  const metric = (metricName: string, dimensions: Record<string, string> = {}): Metric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: tableName, ...dimensions },
      statistic: Stats.SUM,
      period,
    });
  const usingMetrics: Record<string, Metric> = {
    reads: metric('ReadThrottleEvents'),
    writes: metric('WriteThrottleEvents'),
  };
  for (const Operation of operations) usingMetrics[`errors${Operation}`] = metric('SystemErrors', { Operation });
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, period, label: 'refused or failed' });
};

/** Who tried to sign in and did not: the samples are the attempts, their sum those that succeeded. */
const failedSignIns = (userPoolId: string, { userPoolClientId }: UserPoolClient): MathExpression => {
  const quarter = Duration.minutes(15);
  const metric = (statistic: string): Metric =>
    new Metric({
      namespace: 'AWS/Cognito',
      metricName: 'SignInSuccesses',
      dimensionsMap: { UserPool: userPoolId, UserPoolClient: userPoolClientId },
      statistic,
      period: quarter,
    });
  return new MathExpression({
    expression: 'tried - succeeded',
    usingMetrics: { tried: metric(Stats.SAMPLE_COUNT), succeeded: metric(Stats.SUM) },
    period: quarter,
    label: 'failed',
  });
};

const failed = ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL'];

/** Adds the alarms of the data to a stack that is made anew more readily than theirs. */
export const watchData = (
  scope: Construct,
  alarms: Alarms,
  stage: Stage,
  data: DataStack,
  client: UserPoolClient,
): void => {
  for (const name of tableNames) {
    alarms.when(scope, `table-${tables[name].name}`, {
      says: `DynamoDB refuses or fails at calls of the table ${tables[name].name}.`,
      section: 'a-table-is-failing',
      metric: troubleOf(data.tables[name]),
      above: 10,
      periods: 2,
      among: 3,
    });
  }
  alarms.when(scope, 'sign-ins-failing', {
    says: 'Many sign-ins fail: somebody tries passwords, or people cannot come in.',
    section: 'many-sign-ins-fail',
    metric: failedSignIns(data.signIn.userPool.userPoolId, client),
    above: 20,
  });
  alarms.on(scope, 'backup-failed', {
    says: 'The nightly copy of the data was not made, or did not come to the second account.',
    section: 'the-nightly-copy-failed',
    eventPattern: {
      source: ['aws.backup'],
      detailType: ['Backup Job State Change', 'Copy Job State Change'],
      detail: {
        state: failed,
        $or: [
          { backupVaultName: [`kelissoz-${stage.name}`] },
          { sourceBackupVaultArn: [{ suffix: `:backup-vault:kelissoz-${stage.name}` }] },
        ],
      },
    },
  });
  alarms.on(scope, 'key-endangered', {
    says: 'A key of the data is to be deleted, or was disabled. What lies under it can then be opened by nobody.',
    section: 'a-key-is-endangered',
    eventPattern: {
      source: ['aws.kms'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: {
        eventName: ['ScheduleKeyDeletion', 'DisableKey'],
        resources: { ARN: Object.values(data.keys).map(({ keyArn }) => keyArn) },
      },
    },
  });
};
