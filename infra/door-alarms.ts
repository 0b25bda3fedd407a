/** What is watched of the doors: that they answer, soon enough, everybody who comes by way of CloudFront, withdraw at once and expunge whole. */
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Alarms } from './alarms.ts';
import type { DeployedFunction } from './function.ts';
import { counted } from './log-count.ts';
import type { Stage } from './stage.ts';

/** The functions that are served at the gateway, of which the doors of the tracker are watched for their speed as well. */
const doors = ['public', 'feeds', 'analyst', 'cleared', 'staff', 'pages'] as const;
const served = [...doors, 'docs'] as const;
type Served = (typeof served)[number];

/** Above how many milliseconds the slowest hundredth of the answers is too slow. An import may take 20 s. */
const tooSlow = { public: 3000, feeds: 3000, analyst: 3000, cleared: 3000, staff: 22_000, pages: 3000 } as const;

const period = Duration.minutes(5);

const event = (name: string) => FilterPattern.stringValue('$.event', '=', name);

/** What share of all is bad, in percent; two or fewer count as none, or a single one would ring at night. */
const percentOf = (all: IMetric, bad: Readonly<Record<string, IMetric>>): MathExpression => {
  const sum = Object.keys(bad)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  const expression = `IF(${sum} > 2, 100 * (${sum}) / all, 0)`;
  return new MathExpression({ expression, usingMetrics: { ...bad, all }, period, label: '%' });
};

/** Adds the alarms of what is served, each beside its function. */
export const watchDoors = (
  alarms: Alarms,
  stage: Stage,
  functions: Readonly<Record<Served, DeployedFunction>>,
  httpApi: HttpApi,
): void => {
  for (const name of served) {
    const door = functions[name];
    alarms.when(door, `${name}-failing`, {
      says: `More than 1 % of the calls of ${name} end in an internal error or run out of time.`,
      section: 'a-door-is-failing',
      metric: percentOf(door.alias.metricInvocations({ period }), {
        errors: door.alias.metricErrors({ period }),
        // An internal error that a door answers in its own words is none to Lambda.
        unexpected: counted([door], `${stage.name}/${name}/unexpected`, event('unexpected')),
      }),
      above: 1,
    });
    alarms.when(door, `${name}-throttled`, {
      says: `Calls of ${name} are refused, for too many of them run at once.`,
      section: 'a-door-is-throttled',
      metric: door.alias.metricThrottles({ period }),
      above: 10,
    });
  }
  for (const name of doors) {
    alarms.when(functions[name], `${name}-slow`, {
      says: `One call of ${name} in a hundred takes longer than ${tooSlow[name]} ms, for a quarter of an hour.`,
      section: 'a-door-is-slow',
      metric: functions[name].alias.metricDuration({ period, statistic: Stats.p(99) }),
      above: tooSlow[name],
      periods: 3,
    });
  }
  alarms.when(httpApi, 'api-failing', {
    says: 'More than 1 % of the requests are answered 500 or above: by a door, or by the gateway instead of one.',
    section: 'the-gateway-is-failing',
    metric: percentOf(httpApi.metricCount({ period }), { failed: httpApi.metricServerError({ period }) }),
    above: 1,
  });
  alarms.when(httpApi, 'origin-refused', {
    says: 'Requests reach the gateway without the secret of CloudFront: somebody goes round it, or the secrets differ.',
    section: 'requests-come-past-cloudfront',
    metric: counted(
      served.map((name) => functions[name]),
      `${stage.name}/origin-refused`,
      event('origin-refused'),
    ),
    above: 20,
  });
  alarms.when(functions.staff, 'withdrawal-unconfirmed', {
    says: 'A record was taken back, and 10 s later nobody has seen that the public view is without it.',
    section: 'a-retraction-is-not-confirmed',
    metric: counted(
      [functions.staff],
      `${stage.name}/withdrawal-unconfirmed`,
      event('withdrawal-unconfirmed'),
      Duration.minutes(1),
    ),
    above: 0,
  });
  alarms.when(functions.staff, 'files-not-gone', {
    says: 'A content of a document was expunged, and files that only it named may still be stored.',
    section: 'stored-files-are-not-gone',
    metric: counted([functions.staff], `${stage.name}/files-not-gone`, event('files-not-gone')),
    above: 0,
  });
};
