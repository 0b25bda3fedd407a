/** The lifting of embargoes: a call every minute, and what watches that nothing stays hidden past its time. */
import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { DeployedFunction } from './function.ts';
import { measured } from './log-count.ts';
import type { Stage } from './stage.ts';

/** The schedule of the embargoes' function, and the alarm that rings when no run lifts all that is due, or none runs. */
export class EmbargoSchedule extends Construct {
  constructor(scope: Construct, id: string, stage: Stage, embargo: DeployedFunction, alarms: Alarms) {
    super(scope, id);
    new Rule(this, 'Schedule', {
      ruleName: `kelissoz-${stage.name}-embargo`,
      description: 'Lifts the embargoes whose time has come',
      schedule: Schedule.rate(Duration.minutes(1)),
      // What one run leaves the next one does.
      targets: [new LambdaFunction(embargo.alias, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    alarms.when(this, 'embargoes-late', {
      says: 'For five minutes no run has lifted all embargoes that were due: it failed at some, or did not come to its end.',
      section: 'embargoes-are-late',
      // The best run of the five: a failure that the next minute mends is none.
      metric: measured(embargo, 'Failures', Stats.MINIMUM),
      above: 0,
      silence: 'alarms',
    });
  }
}
