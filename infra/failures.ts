/** Where the changes are kept that the projector gave up, until somebody has seen to them. */
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import { closed, under } from './bucket.ts';

/**
 * A bucket that keeps them whole, for a queue would have only their numbers, of which the stream forgets after a day what they
 * stood for; unreleased records are among them, so they lie under the records' key. The queue says which are new, by the name
 * of the object alone, and an alarm watches it.
 */
export class Failures extends Construct {
  readonly bucket: Bucket;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, key: IKey, log: IBucket) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    accept(this.queue, 'It is where failures are told; nobody takes messages from it who could fail.', 'SQS3');
    const told = this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      ...under(key),
      serverAccessLogsBucket: log,
      serverAccessLogsPrefix: 'failures/',
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
    // The library would do it by a function of its own, with rights over every bucket.
    const { defaultChild } = this.bucket.node;
    if (!(defaultChild instanceof CfnBucket)) throw new Error('The bucket of failures is not made of one resource');
    defaultChild.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: this.queue.queueArn }],
    };
    // S3 tries it at once.
    if (told.policyDependable) this.bucket.node.addDependency(told.policyDependable);
  }
}
