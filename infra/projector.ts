/** How the changes of Records reach the projector. */
import { Duration } from 'aws-cdk-lib';
import {
  type Alias,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { S3OnFailureDestination } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';

/**
 * The stream of Records as the projector's event source. A batch that fails is halved until the faulty change stands alone;
 * that is tried five times more, within an hour, and is then kept in the bucket of failures, so that it holds up no other.
 */
export const projectorStream = (
  scope: Construct,
  projector: Alias,
  { tables }: DataStack,
  failures: IBucket,
): EventSourceMapping =>
  new EventSourceMapping(scope, 'ProjectorStream', {
    target: projector,
    eventSourceArn: tables.records.tableStreamArn,
    // What is written while the first deployment is under way is not left out.
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    parallelizationFactor: 4,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 5,
    maxRecordAge: Duration.hours(1),
    supportS3OnFailureDestination: true,
    onFailure: new S3OnFailureDestination(failures),
    // A revision changes nothing that is shown; the CURRENT of its save, an edge of a bloc, or the canary's beat does.
    filters: [
      FilterCriteria.filter({
        dynamodb: { Keys: { sk: { S: ['CURRENT', 'BEAT', ...FilterRule.beginsWith('MEMBER#')] } } },
      }),
    ],
    metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
  });
