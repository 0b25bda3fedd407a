/** What AWS asks for, in US dollars before tax, and where each price was read: nothing here is measured or reckoned. */

/** Where a price was read, and on which day. `published` is the day that AWS put on its list, where that is known. */
type Source = { readonly read: string; readonly published?: string; readonly by: string };

/**
 * A price for one `unit`. `free` are the units of a month that cost nothing for ever, whoever has the account; `from` are the
 * prices of what is past so many units. `region` is where the price is of: `eu-central-1`, or `us-east-1` where only that is known.
 */
export type Price = {
  readonly unit: string;
  readonly usd: number;
  readonly free?: number;
  readonly past?: readonly { readonly units: number; readonly usd: number }[];
  readonly region: 'eu-central-1' | 'us-east-1' | 'Europe' | 'everywhere';
  readonly source: Source;
};

// The list itself could not be asked from where this was written: these are what others wrote down from it.
const dynamoDbList: Source = { by: 'price list AmazonDynamoDB', published: '2026-08-15', read: '2026-09-11' };
const lambdaList: Source = { by: 'price list AWSLambda', read: '2026-09-11' };
const gatewayList: Source = { by: 'price list AmazonApiGateway', read: '2026-07-24' };
const cloudFrontList: Source = { by: 'price list AmazonCloudFront', read: '2026-06-30' };
const cloudWatchList: Source = { by: 'price list AmazonCloudWatch', published: '2026-08-06', read: '2026-09-11' };
const s3List: Source = { by: 'price list AmazonS3', published: '2026-08-07', read: '2026-08-16' };
const wafList: Source = { by: 'price list awswaf', read: '2026-09-29' };
const kmsList: Source = { by: 'price list awskms', read: '2026-09-29' };

/** AWS's TB, in its GB. */
const tb = 1024;

export const prices = {
  'DynamoDB writes': {
    unit: 'million write units',
    usd: 0.7625,
    region: 'eu-central-1',
    source: dynamoDbList,
  },
  'DynamoDB reads': { unit: 'million read units', usd: 0.1525, region: 'eu-central-1', source: dynamoDbList },
  'DynamoDB storage': { unit: 'GB-month', usd: 0.306, free: 25, region: 'eu-central-1', source: dynamoDbList },
  'DynamoDB recovery to any second': {
    unit: 'GB-month',
    usd: 0.2448,
    region: 'eu-central-1',
    source: dynamoDbList,
  },
  'DynamoDB nightly copies': {
    unit: 'GB-month',
    usd: 0.1,
    region: 'us-east-1',
    source: { by: 'aws.amazon.com/dynamodb/pricing', read: 'day unknown' },
  },
  'DynamoDB stream, read by Lambda': {
    unit: 'million reads',
    usd: 0,
    region: 'everywhere',
    source: { by: 'aws.amazon.com/dynamodb/pricing/on-demand', read: '2026-08-15' },
  },
  'Lambda calls': { unit: 'million', usd: 0.2, free: 1, region: 'eu-central-1', source: lambdaList },
  'Lambda time, arm64': {
    unit: 'million GB-seconds',
    usd: 13.3334,
    free: 0.4,
    region: 'eu-central-1',
    source: lambdaList,
  },
  'HTTP API': { unit: 'million requests', usd: 1.2, region: 'eu-central-1', source: gatewayList },
  'CloudFront requests': { unit: 'million', usd: 1.2, free: 10, region: 'Europe', source: cloudFrontList },
  'CloudFront transfer': {
    unit: 'GB',
    usd: 0.085,
    free: tb,
    past: [
      { units: 10 * tb, usd: 0.08 },
      { units: 50 * tb, usd: 0.06 },
      { units: 150 * tb, usd: 0.04 },
      { units: 500 * tb, usd: 0.03 },
      { units: 1024 * tb, usd: 0.025 },
      { units: 5120 * tb, usd: 0.02 },
    ],
    region: 'Europe',
    source: cloudFrontList,
  },
  'WAF access list': { unit: 'list-month', usd: 5, region: 'everywhere', source: wafList },
  'WAF rules': { unit: 'rule-month', usd: 1, region: 'everywhere', source: wafList },
  'WAF requests': { unit: 'million', usd: 0.6, region: 'everywhere', source: wafList },
  'KMS keys': { unit: 'key-month', usd: 1, region: 'everywhere', source: kmsList },
  'KMS requests': { unit: '10 000', usd: 0.03, free: 2, region: 'everywhere', source: kmsList },
  'Logs taken in': { unit: 'GB', usd: 0.63, free: 5, region: 'eu-central-1', source: cloudWatchList },
  'Logs kept': { unit: 'GB-month', usd: 0.0324, region: 'eu-central-1', source: cloudWatchList },
  'Metrics of our own': {
    unit: 'metric-month',
    usd: 0.3,
    free: 10,
    past: [{ units: 10_000, usd: 0.1 }],
    region: 'eu-central-1',
    source: cloudWatchList,
  },
  Alarms: { unit: 'alarm-month', usd: 0.1, free: 10, region: 'eu-central-1', source: cloudWatchList },
  Dashboards: {
    unit: 'dashboard-month',
    usd: 3,
    free: 3,
    region: 'everywhere',
    source: { by: 'aws.amazon.com/cloudwatch/pricing', read: 'day unknown' },
  },
  Traces: {
    unit: 'million',
    usd: 5,
    free: 0.1,
    region: 'us-east-1',
    source: { by: 'aws.amazon.com/xray/pricing', read: 'day unknown' },
  },
  'Cognito, with threat protection': {
    unit: 'user-month',
    usd: 0.02,
    region: 'everywhere',
    source: { by: 'aws.amazon.com/cognito/pricing', read: '2026-09-20' },
  },
  'Cognito, without': {
    unit: 'user-month',
    usd: 0.015,
    free: 10_000,
    region: 'everywhere',
    source: { by: 'aws.amazon.com/cognito/pricing', read: '2026-09-20' },
  },
  'S3 storage': { unit: 'GB-month', usd: 0.0245, region: 'eu-central-1', source: s3List },
  'S3 nightly copies': {
    unit: 'GB-month',
    usd: 0.06,
    region: 'eu-central-1',
    source: { by: 'price list AWSBackup', read: '2026-10-07' },
  },
  Secrets: {
    unit: 'secret-month',
    usd: 0.4,
    region: 'everywhere',
    source: { by: 'aws.amazon.com/secrets-manager/pricing', read: '2026-09-20' },
  },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

/** What so many units of a month cost; `allowed` takes off what is free. */
export const costOf = (name: PriceName, units: number, allowed: boolean): number => {
  const { usd, free = 0, past = [] }: Price = prices[name];
  const paid = Math.max(0, units - (allowed ? free : 0));
  const steps = [{ units: 0, usd }, ...past];
  return steps.reduce((sum, step, index) => {
    const end = steps[index + 1]?.units ?? Number.POSITIVE_INFINITY;
    return sum + Math.max(0, Math.min(paid, end) - step.units) * step.usd;
  }, 0);
};
