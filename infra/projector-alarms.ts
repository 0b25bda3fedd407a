/** What is watched of the projector: that it projects, is not behind, gives nothing up, and that a rebuild comes to its end. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarms } from './alarms.ts';
import type { Failures } from './failures.ts';
import type { DeployedFunction } from './function.ts';
import { measured } from './log-count.ts';

/** Adds the alarms of the projector and the rebuild, each beside what it watches. */
export const watchProjector = (
  alarms: Alarms,
  { projector, rebuild }: { readonly projector: DeployedFunction; readonly rebuild: DeployedFunction },
  failures: Failures,
): void => {
  const period = Duration.minutes(5);
  alarms.when(projector, 'projector-failing', {
    says: 'Again and again the projector fails at records, or ends in an error or out of time.',
    section: 'the-projector-is-failing',
    metric: new MathExpression({
      expression: 'FILL(errors, 0) + FILL(failures, 0)',
      usingMetrics: {
        errors: projector.alias.metricErrors({ period }),
        failures: measured(projector, 'Failures', Stats.SUM),
      },
      period,
      label: 'failures',
    }),
    above: 0,
    periods: 2,
    among: 3,
  });
  alarms.when(projector, 'projector-behind', {
    says: 'What the projector takes from the stream is older than a minute: the views are that much behind.',
    section: 'the-projector-is-behind',
    metric: projector.alias.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: Duration.minutes(1) }),
    above: 60_000,
    periods: 3,
    among: 5,
  });
  alarms.when(failures, 'changes-given-up', {
    says: 'The projector gave up changes: until they are projected, the views lack them.',
    section: 'changes-were-given-up',
    metric: failures.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
    above: 0,
  });
  alarms.when(rebuild, 'rebuild-failing', {
    says: 'A rebuild of the views ended in an error or out of time.',
    section: 'a-rebuild-failed',
    metric: rebuild.function.metricErrors({ period }),
    above: 0,
  });
};
