/** The canary: how long a save takes to every view, measured from end to end every five minutes. */
import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { DeployedFunction } from './function.ts';
import { measured } from './log-count.ts';
import type { Stage } from './stage.ts';

/** How old may be what a view shows, in milliseconds. */
const limit = 10_000;

/** The canary's schedule, and the alarm that rings when the views are stale, or nobody can say. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, stage: Stage, canary: DeployedFunction, alarms: Alarms) {
    super(scope, id);
    new Rule(this, 'Schedule', {
      ruleName: `kelissoz-${stage.name}-canary`,
      description: 'Measures how soon a save is on the views',
      schedule: Schedule.rate(Duration.minutes(5)),
      // The next measurement says more than a late one.
      targets: [new LambdaFunction(canary.alias, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    alarms.when(this, 'views-stale', {
      says: `A save takes longer than ${limit / 1000} s to the views, twice in a quarter of an hour, or nobody measures it.`,
      section: 'the-views-are-stale',
      metric: measured(canary, 'Freshness', Stats.MAXIMUM),
      above: limit,
      periods: 2,
      among: 3,
      silence: 'alarms',
    });
  }
}
