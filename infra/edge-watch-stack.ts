/** What is watched of CloudFront and its firewall: in us-east-1, where their metrics and their log are. */
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accept } from './accept.ts';
import { Alarms } from './alarms.ts';
import { edgeRegion, fromElsewhere } from './region.ts';
import type { Stage } from './stage.ts';

/**
 * What the log says of a request: from where, to which door, and what became of it. Not what was asked: what the public
 * reads is its own affair, and addresses at the other doors name records that are not released.
 */
const logged = [
  'date',
  'time',
  'x-edge-location',
  'c-ip',
  'cs-method',
  'cache-behavior-path-pattern',
  'sc-status',
  'sc-bytes',
  'time-taken',
  'x-edge-detailed-result-type',
  'x-edge-request-id',
  'ssl-protocol',
] as const;

const accessLog = (scope: Construct, stage: Stage): Bucket => {
  const bucket = new Bucket(scope, 'AccessLog', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [{ expiration: Duration.days(stage.logDays) }],
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  accept(bucket, 'A log of who reads the log would have no end.', 'S1');
  return bucket;
};

/** The stack that watches the edge. */
export class EdgeWatchStack extends Stack {
  constructor(scope: Construct, id: string, stage: Stage, distribution: IDistribution) {
    super(scope, id, { env: { region: edgeRegion } });
    const name = `kelissoz-${stage.name}-edge`;
    const distributionId = fromElsewhere(distribution.distributionId);

    const source = new CfnDeliverySource(this, 'LogSource', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/${distributionId}`,
    });
    const destination = new CfnDeliveryDestination(this, 'LogDestination', {
      name,
      outputFormat: 'json',
      destinationResourceArn: accessLog(this, stage).bucketArn,
    });
    const delivery = new CfnDelivery(this, 'LogDelivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: [...logged],
      s3SuffixPath: '{yyyy}/{MM}/{dd}/{HH}',
    });
    // It names its source, which CloudFormation does not take for a reference.
    delivery.addResourceDependency(source);

    const alarms = new Alarms(this, 'Alarms', stage);
    alarms.when(this, 'edge-failing', {
      says: 'More than 1 % of the requests are answered 500 or above at the edge, for a quarter of an hour.',
      section: 'the-edge-is-failing',
      metric: new Metric({
        namespace: 'AWS/CloudFront',
        metricName: '5xxErrorRate',
        dimensionsMap: { DistributionId: distributionId, Region: 'Global' },
        statistic: Stats.AVERAGE,
        period: Duration.minutes(5),
      }),
      above: 1,
      periods: 3,
    });
    if (!stage.firewall) return;
    alarms.when(this, 'firewall-blocking', {
      says: 'The firewall blocks many requests: somebody attacks, or a rule refuses what it should not.',
      section: 'the-firewall-blocks-many-requests',
      metric: new Metric({
        namespace: 'AWS/WAFV2',
        metricName: 'BlockedRequests',
        dimensionsMap: { WebACL: `kelissoz-${stage.name}`, Rule: 'ALL' },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      above: 1000,
    });
  }
}
