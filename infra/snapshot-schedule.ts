/** The keeping of snapshots: a call every five minutes, and what watches that what was withdrawn has its successor. */
import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { DeployedFunction } from './function.ts';
import { measured } from './log-count.ts';
import type { Stage } from './stage.ts';

/** The schedule of the snapshots' function, and the alarm that rings when no run leaves none waiting, or there are none. */
export class SnapshotSchedule extends Construct {
  constructor(scope: Construct, id: string, stage: Stage, snapshots: DeployedFunction, alarms: Alarms) {
    super(scope, id);
    new Rule(this, 'Schedule', {
      ruleName: `kelissoz-${stage.name}-snapshots`,
      description: 'Keeps the snapshots of what is public',
      schedule: Schedule.rate(Duration.minutes(5)),
      // What one run leaves the next one does.
      targets: [new LambdaFunction(snapshots.alias, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    alarms.when(this, 'snapshots-late', {
      says: 'For three hours no run has come to its end that left no withdrawn snapshot without a successor.',
      section: 'snapshots-are-late',
      // The best run of an hour.
      metric: measured(snapshots, 'Failures', Stats.MINIMUM, Duration.hours(1)),
      above: 0,
      periods: 3,
      silence: 'alarms',
    });
  }
}
