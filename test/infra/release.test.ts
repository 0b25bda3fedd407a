/** How new code takes over, what takes it back, and how it is known that a save comes through. */
import { describe, expect, it } from 'vitest';
import { stages } from '../../infra/stage.ts';
import { synthesized } from './synthesized.ts';

const dev = synthesized(stages.dev);
const prod = synthesized(stages.prod);
const small = synthesized(stages.small);

const released = ['public', 'feeds', 'analyst', 'cleared', 'staff', 'docs', 'pages', 'projector'] as const;
const groups = ({ service, ofType }: typeof prod) => ofType(service, 'AWS::CodeDeploy::DeploymentGroup');
const groupOf = (name: string) => {
  const group = groups(prod).find(({ Properties }) => Properties.DeploymentGroupName === `kelissoz-prod-${name}`);
  if (!group) throw new Error(`${name} is not released gradually`);
  return group;
};

describe('a release', () => {
  it('is gradual in the way of its stage, and at once where five people work', () => {
    const ways = (of: typeof prod) => [
      ...new Set(groups(of).map(({ Properties }) => Properties.DeploymentConfigName as unknown)),
    ];
    expect(ways(dev)).toEqual(['CodeDeployDefault.LambdaCanary10Percent10Minutes']);
    expect(ways(prod)).toEqual(['CodeDeployDefault.LambdaLinear10PercentEvery2Minutes']);
    expect(ways(small)).toEqual([]);
    for (const { alias } of Object.values(small.service.functions)) {
      expect(small.of(alias)).not.toHaveProperty('UpdatePolicy');
    }
  });

  it('leaves the version before where it was, so that the alias can be given back to it', () => {
    const versions = prod.ofType(prod.service, 'AWS::Lambda::Version');
    expect(versions.length).toBe(Object.keys(prod.service.functions).length);
    for (const version of versions) {
      expect(version).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it.each(released)('of %s moves its alias by a deployment group of its own, which takes it back by itself', (name) => {
    const group = groupOf(name);
    expect(prod.of(prod.service.functions[name].alias).UpdatePolicy).toMatchObject({
      CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: group.id } },
    });
    expect(group.Properties).toMatchObject({
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    });
    expect(group.Properties.AlarmConfiguration.Alarms).toHaveLength(1);
  });

  it.each(released)(
    'of %s is judged by errors of the new version alone, those that it answers itself among them',
    (name) => {
      const [{ Name }] = groupOf(name).Properties.AlarmConfiguration.Alarms;
      const alarm = prod.ofType(prod.service, 'AWS::CloudWatch::Alarm').find(({ id }) => id === Name.Ref);
      const version = prod.of(prod.service.functions[name].alias).Properties.FunctionVersion;
      const metrics: { Id: string; MetricStat?: { Metric: { Dimensions?: { Name: string; Value: unknown }[] } } }[] =
        alarm?.Properties.Metrics;
      const dimensionsOf = (id: string) => metrics.find(({ Id }) => Id === id)?.MetricStat?.Metric.Dimensions;
      for (const id of ['calls', 'errors']) {
        expect(dimensionsOf(id)).toContainEqual({ Name: 'ExecutedVersion', Value: version });
      }
      const noted = prod
        .ofType(prod.service, 'AWS::Logs::MetricFilter')
        .find(({ Properties }) => Properties.MetricTransformations[0].MetricName === `prod/${name}/release`);
      expect(noted?.Properties.FilterPattern).toEqual({
        'Fn::Join': ['', ['{ ($.level = "error") && ($.version = "', version, '") }']],
      });
      expect(alarm?.Properties).toMatchObject({
        Threshold: 0.5,
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
      });
    },
  );

  it('is made by a role that moves these aliases and looks at alarms, and no policy of AWS’s', () => {
    const role = prod
      .ofType(prod.service, 'AWS::IAM::Role')
      .find(({ Properties }) => JSON.stringify(Properties.AssumeRolePolicyDocument).includes('codedeploy'));
    expect(role?.Properties).not.toHaveProperty('ManagedPolicyArns');
    const Statement = role?.Properties.Policies[0].PolicyDocument.Statement;
    expect(Statement).toMatchObject([
      { Action: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'], Effect: 'Allow' },
      { Action: 'cloudwatch:DescribeAlarms', Effect: 'Allow', Resource: '*' },
    ]);
    expect(Statement).toHaveLength(2);
    expect(Statement[0].Resource).toHaveLength(2 * released.length);
    expect(JSON.stringify(Statement[0])).not.toContain('*');
  });
});

/** The rule that calls a function by the clock. */
const ruleOf = ({ service, ofType }: typeof prod, name: string) =>
  ofType(service, 'AWS::Events::Rule').find(
    ({ Properties }) => Properties.ScheduleExpression && Properties.Name.endsWith(`-${name}`),
  );

describe('the lifting of embargoes', () => {
  it('is called every minute in every stage, and rings when it fails for five minutes or is not called', () => {
    for (const stage of [prod, small]) {
      const { embargo } = stage.service.functions;
      expect(ruleOf(stage, 'embargo')?.Properties).toMatchObject({
        ScheduleExpression: 'rate(1 minute)',
        State: 'ENABLED',
        Targets: [{ Arn: { Ref: stage.of(embargo.alias).id }, RetryPolicy: { MaximumRetryAttempts: 0 } }],
      });
      const alarm = stage
        .ofType(stage.service, 'AWS::CloudWatch::Alarm')
        .find(({ Properties }) => Properties.AlarmName.endsWith('-embargoes-late'));
      expect(alarm?.Properties).toMatchObject({
        Namespace: 'Kelissoz',
        MetricName: 'Failures',
        Dimensions: [{ Name: 'Function', Value: { Ref: stage.of(embargo.function).id } }],
        Statistic: 'Minimum',
        Period: 300,
        Threshold: 0,
        EvaluationPeriods: 1,
        TreatMissingData: 'breaching',
      });
    }
  });

  it('never runs twice at once where there is enough to share', () => {
    expect(prod.of(prod.service.functions.embargo.function).Properties.ReservedConcurrentExecutions).toBe(1);
  });
});

describe.each(['ledger', 'seal'] as const)('the %s', (name) => {
  it('is called every hour in every stage, and rings when no run of three hours came to its end', () => {
    for (const stage of [prod, small]) {
      const closing = stage.service.functions[name];
      expect(ruleOf(stage, name)?.Properties).toMatchObject({
        ScheduleExpression: 'rate(1 hour)',
        State: 'ENABLED',
        Targets: [{ Arn: { Ref: stage.of(closing.alias).id }, RetryPolicy: { MaximumRetryAttempts: 0 } }],
      });
      const alarm = stage
        .ofType(stage.service, 'AWS::CloudWatch::Alarm')
        .find(({ Properties }) => Properties.AlarmName.endsWith(`-${name}-late`));
      expect(alarm?.Properties).toMatchObject({
        MetricName: 'Failures',
        Dimensions: [{ Name: 'Function', Value: { Ref: stage.of(closing.function).id } }],
        Period: 3600,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        TreatMissingData: 'breaching',
      });
    }
  });
});

describe('the keeping of snapshots', () => {
  it('is called every five minutes in every stage, and rings when none of three hours left nothing waiting', () => {
    for (const stage of [prod, small]) {
      const { snapshots } = stage.service.functions;
      expect(ruleOf(stage, 'snapshots')?.Properties).toMatchObject({
        ScheduleExpression: 'rate(5 minutes)',
        State: 'ENABLED',
        Targets: [{ Arn: { Ref: stage.of(snapshots.alias).id }, RetryPolicy: { MaximumRetryAttempts: 0 } }],
      });
      const alarm = stage
        .ofType(stage.service, 'AWS::CloudWatch::Alarm')
        .find(({ Properties }) => Properties.AlarmName.endsWith('-snapshots-late'));
      expect(alarm?.Properties).toMatchObject({
        Dimensions: [{ Name: 'Function', Value: { Ref: stage.of(snapshots.function).id } }],
        Statistic: 'Minimum',
        Period: 3600,
        EvaluationPeriods: 3,
        TreatMissingData: 'breaching',
      });
    }
  });
});

describe('the canary', () => {
  it('measures every five minutes, and rings when a save takes longer than 10 s or nobody can say', () => {
    const { canary } = prod.service.functions;
    expect(ruleOf(prod, 'canary')?.Properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [{ Arn: { Ref: prod.of(canary.alias).id }, RetryPolicy: { MaximumRetryAttempts: 0 } }],
    });
    const alarm = prod
      .ofType(prod.service, 'AWS::CloudWatch::Alarm')
      .find(({ Properties }) => Properties.MetricName === 'Freshness');
    expect(alarm?.Properties).toMatchObject({
      Namespace: 'Kelissoz',
      Dimensions: [{ Name: 'Function', Value: { Ref: prod.of(canary.function).id } }],
      Statistic: 'Maximum',
      Period: 300,
      Threshold: 10_000,
      DatapointsToAlarm: 2,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  });

  it('rests in the small stage', () => {
    expect(ruleOf(small, 'canary')).toBeUndefined();
  });
});

describe('a restored table', () => {
  const streamArn =
    'arn:aws:dynamodb:eu-central-1:111111111111:table/kelissoz-prod-Records-1/stream/2026-11-24T10:00:00.000';
  const restored = synthesized({ ...stages.prod, restored: { tableName: 'kelissoz-prod-Records-1', streamArn } });
  const { service, data, of, ofType } = restored;

  it('takes the place of Records for every function that has it, for the stream and the nightly copy', () => {
    for (const [name, one] of Object.entries(service.functions)) {
      const { Variables } = of(one.function).Properties.Environment;
      if ('RECORDS_TABLE' in Variables)
        expect([name, Variables.RECORDS_TABLE]).toEqual([name, 'kelissoz-prod-Records-1']);
      expect(JSON.stringify(of(one.role))).not.toContain('ExportsOutputFnGetAttRecords');
    }
    const [mapping] = ofType(service, 'AWS::Lambda::EventSourceMapping');
    expect(mapping?.Properties.EventSourceArn).toBe(streamArn);
    const [selection] = ofType(data, 'AWS::Backup::BackupSelection');
    expect(JSON.stringify(selection?.Properties.BackupSelection.Resources)).toContain('table/kelissoz-prod-Records-1');
  });

  it('leaves the deployed one where it is, and the names by which the deployed service still knows it', () => {
    const exported = (from: typeof prod) => Object.keys(from.template(from.data).Outputs);
    expect(exported(restored)).toEqual(expect.arrayContaining(exported(prod)));
    const names = ofType(data, 'AWS::DynamoDB::GlobalTable').map(({ Properties }) => Properties.TableName);
    expect(names).toContain('kelissoz-prod-Records');
  });
});
