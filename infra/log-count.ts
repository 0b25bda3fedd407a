/** Metrics of our own: what functions measure as they log, and how many lines of the log say the same. */
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { DeployedFunction } from './function.ts';

/** The namespace of our own metrics. */
const namespace = 'Kelissoz';

/**
 * Counts the lines of functions' logs that fit a pattern, all in one metric. Where there are none there is no number either.
 * `name` is that of the metric: `dev/public/unexpected`.
 */
export const counted = (
  functions: readonly DeployedFunction[],
  name: string,
  filterPattern: IFilterPattern,
  period = Duration.minutes(5),
): Metric => {
  const id = `Count-${name.replaceAll('/', '-')}`;
  for (const one of functions) {
    new MetricFilter(one, id, { logGroup: one.log, filterPattern, metricNamespace: namespace, metricName: name });
  }
  return new Metric({ namespace, metricName: name, statistic: 'Sum', period });
};

/** What a function measures itself, as its log says it. */
export const measured = (
  { function: { functionName } }: DeployedFunction,
  metricName: string,
  statistic: string,
  period = Duration.minutes(5),
) =>
  new Metric({
    namespace,
    metricName,
    dimensionsMap: { Function: functionName },
    statistic,
    period,
  });
