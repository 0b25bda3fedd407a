/** What closes a day with a root, the ledger and the seal: a call every hour, of which the first of a day does it. */
import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { DeployedFunction } from './function.ts';
import { measured } from './log-count.ts';
import type { Stage } from './stage.ts';

/** What is closed, as its schedule and its alarm say it. */
export type Named = { readonly name: 'ledger' | 'seal'; readonly description: string; readonly says: string };

/** The schedule of such a function, and the alarm that rings when its runs do not come to their end, or there are none. */
export class DailyRoot extends Construct {
  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    closing: DeployedFunction,
    alarms: Alarms,
    { name, description, says }: Named,
  ) {
    super(scope, id);
    new Rule(this, 'Schedule', {
      ruleName: `kelissoz-${stage.name}-${name}`,
      description,
      schedule: Schedule.rate(Duration.hours(1)),
      // What one run leaves the next one does.
      targets: [new LambdaFunction(closing.alias, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    alarms.when(this, `${name}-late`, {
      says,
      section: 'a-day-has-no-root',
      // A run that came to its end says 0, and no other says anything.
      metric: measured(closing, 'Failures', Stats.MINIMUM, Duration.hours(1)),
      above: 0,
      periods: 3,
      silence: 'alarms',
    });
  }
}
