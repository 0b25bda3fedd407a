/** What is there and paid for by the month in a stage, counted in the templates that would be deployed. */
import { App } from 'aws-cdk-lib';
import settings from '../../cdk.json' with { type: 'json' };
import { kelissoz } from '../../infra/kelissoz.ts';
import type { Stage } from '../../infra/stage.ts';
import { isObject } from '../../shared/domain/json.ts';

export type Deployed = {
  stage: Stage;
  keys: number;
  rules: number;
  accessLists: number;
  alarms: number;
  dashboards: number;
  secrets: number;
  /** Metrics that cost: those counted in logs, those that a function writes, the gateway's per route, the stream's. */
  metrics: number;
  /** MB of memory and seconds of patience by the name of the function. */
  functions: ReadonlyMap<string, { memory: number; seconds: number }>;
};

type Resource = { readonly Type: string; readonly Properties: { readonly [name: string]: unknown } };

const resourcesOf = (template: unknown): Resource[] => {
  const all = isObject(template) && isObject(template.Resources) ? Object.values(template.Resources) : [];
  return all.flatMap((one) =>
    isObject(one) && typeof one.Type === 'string'
      ? [{ Type: one.Type, Properties: isObject(one.Properties) ? one.Properties : {} }]
      : [],
  );
};

/** The gateway's metrics of a route: Count, 4xx, 5xx, Latency, IntegrationLatency, DataProcessed. */
const metricsOfARoute = 6;
/** The stream's: polled, filtered out, invoked, failed, and kept as a failure. */
const metricsOfTheStream = 5;
/** The canary's: how long a save takes to the views. The projector's: records, failures, and the age of the oldest change. */
const metricsOfTheCanary = 1;
const metricsOfTheProjector = 3;
/** How many embargoes could not be lifted. */
const metricsOfTheEmbargo = 1;
/** How many withdrawn snapshots have no successor yet. */
const metricsOfTheSnapshots = 1;
/** Whether the ledger was published, and the records sealed. */
const metricsOfClosing = 2;

const namesIn = (resources: readonly Resource[]): Set<string> =>
  new Set(
    resources.flatMap(({ Properties: { MetricTransformations: all } }) =>
      Array.isArray(all)
        ? all.flatMap((one) => (isObject(one) ? [`${one.MetricNamespace}/${one.MetricName}`] : []))
        : [],
    ),
  );

/** Synthesizes a stage without its bundles, and counts. */
export const deployed = (stage: Stage): Deployed => {
  const app = new App({
    context: { ...settings.context, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
  });
  kelissoz(app, stage);
  const resources = app.synth().stacks.flatMap(({ template }) => resourcesOf(template));
  const of = (type: string): Resource[] => resources.filter(({ Type }) => Type === type);
  const lists = of('AWS::WAFv2::WebACL');
  const isDetailed = of('AWS::ApiGatewayV2::Stage').some(
    ({ Properties: { DefaultRouteSettings: settings } }) =>
      isObject(settings) && settings.DetailedMetricsEnabled === true,
  );
  const isWatched = of('AWS::Lambda::EventSourceMapping').some(({ Properties }) => isObject(Properties.MetricsConfig));
  return {
    stage,
    keys: of('AWS::KMS::Key').length,
    accessLists: lists.length,
    rules: lists.reduce((sum, { Properties: { Rules } }) => sum + (Array.isArray(Rules) ? Rules.length : 0), 0),
    alarms: of('AWS::CloudWatch::Alarm').length,
    dashboards: of('AWS::CloudWatch::Dashboard').length,
    secrets: of('AWS::SecretsManager::Secret').length,
    metrics:
      namesIn(of('AWS::Logs::MetricFilter')).size +
      (isDetailed ? metricsOfARoute * of('AWS::ApiGatewayV2::Route').length : 0) +
      (isWatched ? metricsOfTheStream : 0) +
      (stage.canary ? metricsOfTheCanary : 0) +
      metricsOfTheProjector +
      metricsOfTheEmbargo +
      metricsOfTheSnapshots +
      metricsOfClosing,
    functions: new Map(
      of('AWS::Lambda::Function').map(
        ({ Properties: { FunctionName: name, MemorySize: memory, Timeout: seconds } }) => [
          String(name).replace(`kelissoz-${stage.name}-`, ''),
          { memory: Number(memory), seconds: Number(seconds) },
        ],
      ),
    ),
  };
};
