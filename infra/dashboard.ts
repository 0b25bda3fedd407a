/** The dashboard of whoever is on call: what users feel at the top, and where it comes from below. */
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  PeriodOverride,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { FunctionName } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import type { Failures } from './failures.ts';
import type { DeployedFunction } from './function.ts';
import { measured } from './log-count.ts';
import { edgeRegion } from './region.ts';
import type { Stage } from './stage.ts';
import { tableNames } from './table.ts';

/** What it shows. */
export type Shown = {
  readonly edge: { readonly distribution: IDistribution };
  readonly httpApi: HttpApi;
  readonly functions: Readonly<Record<FunctionName, DeployedFunction>>;
  readonly failures: Failures;
  readonly tables: DataStack['tables'];
};

const period = Duration.minutes(5);

const graph = (title: string, left: IMetric[], more: { right?: IMetric[]; width?: number } = {}): GraphWidget =>
  new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0 }, rightYAxis: { min: 0 }, ...more });

/** CloudFront's metrics are in us-east-1, wherever its origin is. */
const ofEdge = ({ distributionId }: IDistribution, metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: 'AWS/CloudFront',
    metricName,
    dimensionsMap: { DistributionId: distributionId, Region: 'Global' },
    statistic,
    period,
    region: edgeRegion,
  });

const users = ({ edge: { distribution }, httpApi, functions }: Shown): IWidget[] => [
  graph('Requests and the share of them that fails (%)', [ofEdge(distribution, 'Requests', Stats.SUM)], {
    right: [ofEdge(distribution, '5xxErrorRate', Stats.AVERAGE), ofEdge(distribution, '4xxErrorRate', Stats.AVERAGE)],
  }),
  graph('How long the gateway takes (ms)', [
    httpApi.metricLatency({ period, statistic: Stats.p(50) }),
    httpApi.metricLatency({ period, statistic: Stats.p(99) }),
  ]),
  graph('How long a save takes to the views (ms)', [
    measured(functions.canary, 'Freshness', Stats.MAXIMUM),
    measured(functions.projector, 'Age', Stats.MAXIMUM),
  ]),
];

const functionRow = ({ functions }: Shown): IWidget[] => {
  const each = (metric: (one: DeployedFunction) => Metric): Metric[] =>
    Object.entries(functions).map(([label, one]) => metric(one).with({ label }));
  return [
    graph(
      'Errors',
      each(({ alias }) => alias.metricErrors({ period })),
      { right: each(({ alias }) => alias.metricThrottles({ period })) },
    ),
    graph(
      'Slowest hundredth (ms)',
      each(({ alias }) => alias.metricDuration({ period, statistic: Stats.p(99) })),
    ),
    graph(
      'Running at once',
      each(({ alias }) => alias.metric('ConcurrentExecutions', { period, statistic: Stats.MAXIMUM })),
    ),
  ];
};

const projecting = ({ functions, failures, tables }: Shown): IWidget[] => [
  graph(
    'The projector: how far behind (ms), what it and the lifting of embargoes failed at',
    [functions.projector.alias.metric('IteratorAge', { period, statistic: Stats.MAXIMUM })],
    {
      right: [measured(functions.projector, 'Failures', Stats.SUM), measured(functions.embargo, 'Failures', Stats.SUM)],
    },
  ),
  graph('Changes given up', [failures.queue.metricApproximateNumberOfMessagesVisible({ period })]),
  graph(
    'Calls that tables refused',
    tableNames.flatMap((name) =>
      ['ReadThrottleEvents', 'WriteThrottleEvents'].map((metricName) =>
        tables[name].metric(metricName, { period, statistic: Stats.SUM }),
      ),
    ),
  ),
];

/** The dashboard of a stage, `kelissoz-prod`. */
export class OnCallDashboard extends Construct {
  constructor(scope: Construct, id: string, stage: Stage, alarms: Alarms, shown: Shown) {
    super(scope, id);
    const heading = (text: string) => [new TextWidget({ markdown: `## ${text}`, width: 24, height: 1 })];
    new Dashboard(this, 'Dashboard', {
      dashboardName: `kelissoz-${stage.name}`,
      defaultInterval: Duration.hours(6),
      periodOverride: PeriodOverride.AUTO,
      widgets: [
        [new AlarmStatusWidget({ title: `Runbook: ${stage.runbook}`, alarms: [...alarms.all], width: 24, height: 4 })],
        heading('What users feel'),
        users(shown),
        heading('The functions'),
        functionRow(shown),
        heading('From the records to the views'),
        projecting(shown),
      ],
    });
  }
}
