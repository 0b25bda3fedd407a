/** New code takes over little by little, and goes back by itself when its first calls fail. */
import { Aws, Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ILambdaDeploymentConfig,
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accept, onAll } from './accept.ts';
import type { Alarms } from './alarms.ts';
import type { DeployedFunction } from './function.ts';
import { counted } from './log-count.ts';
import type { Stage } from './stage.ts';

/** How the share of the new version grows. */
const shifts: Readonly<Record<Exclude<Stage['release'], 'at once'>, ILambdaDeploymentConfig>> = {
  canary: LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
  linear: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_2MINUTES,
};

/** What takes over gradually. Nobody waits for a rebuild or the canary, and embargoes and snapshots have a call every few minutes: the next
 * call shows what is wrong with them. */
const released = ['public', 'feeds', 'analyst', 'cleared', 'staff', 'docs', 'pages', 'projector'] as const;

const period = Duration.minutes(1);

/**
 * What share of the new version's calls fails, in percent. Of that version alone: what the old one does wrong must not keep
 * its repair from being deployed.
 */
const failing = (stage: Stage, name: string, one: DeployedFunction): MathExpression => {
  const { functionName, currentVersion } = one.function;
  const ofVersion = (metricName: string): Metric =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: {
        FunctionName: functionName,
        Resource: `${functionName}:live`,
        ExecutedVersion: currentVersion.version,
      },
      statistic: Stats.SUM,
      period,
    });
  const noted = FilterPattern.all(
    FilterPattern.stringValue('$.level', '=', 'error'),
    FilterPattern.stringValue('$.version', '=', currentVersion.version),
  );
  return new MathExpression({
    expression: '100 * (FILL(errors, 0) + FILL(noted, 0)) / calls',
    usingMetrics: {
      calls: ofVersion('Invocations'),
      errors: ofVersion('Errors'),
      noted: counted([one], `${stage.name}/${name}/release`, noted, period),
    },
    period,
    label: '%',
  });
};

/** The gradual release of functions; in a stage that releases at once there is none. */
export class GradualRelease extends Construct {
  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    functions: Readonly<Record<(typeof released)[number], DeployedFunction>>,
    alarms: Alarms,
  ) {
    super(scope, id);
    if (stage.release === 'at once') return;
    const deploymentConfig = shifts[stage.release];
    const application = new LambdaApplication(this, 'Application', { applicationName: `kelissoz-${stage.name}` });
    const all = released.map((name) => [name, functions[name]] as const);
    const role = releasingRole(
      this,
      all.map(([, one]) => one.function.functionArn),
    );
    for (const [name, one] of all) {
      const alarm = alarms.when(one, `${name}-release`, {
        says: `The new version of ${name} fails: CodeDeploy goes back to the one before.`,
        section: 'a-release-was-rolled-back',
        metric: failing(stage, name, one),
        above: 0.5,
      });
      new LambdaDeploymentGroup(this, name, {
        application,
        deploymentGroupName: `kelissoz-${stage.name}-${name}`,
        alias: one.alias,
        deploymentConfig,
        alarms: [alarm],
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
        // The library would add a policy of AWS, for every function there is.
        role: role.withoutPolicyUpdates(),
      });
    }
  }
}

/** What CodeDeploy may do: move the aliases of these functions, and look at alarms. */
const releasingRole = (scope: Construct, functionArns: readonly string[]): Role => {
  const role = new Role(scope, 'Role', {
    description: 'Moves calls to new versions',
    assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      own: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
            // Written so, for the alias itself waits for its deployment group, and that for this role.
            resources: functionArns.flatMap((arn) => [arn, `${arn}:live`]),
          }),
          new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }),
        ],
      }),
    },
  });
  accept(role, 'Alarms are looked at for the account as a whole.', onAll(role, '*'));
  return role;
};
