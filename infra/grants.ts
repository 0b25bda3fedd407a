/** The rights of `rights.ts` as statements of IAM, on the resources that they are about. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { FunctionName } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { keyNames, keyOf, keyOfBucket } from './key.ts';
import {
  type BucketName,
  below,
  bucketNames,
  expunges,
  onObjects,
  onTable,
  rightsOf,
  sightless,
  tablesOf,
  withdraws,
  within,
  writing,
  writingObjects,
} from './rights.ts';
import { tableNames } from './table.ts';

/** What the words are about. `failures` is where the projector's failures are kept, `projector` and `expunger` the ARNs of their aliases. */
export type Places = {
  readonly data: DataStack;
  readonly buckets: Readonly<Record<BucketName, IBucket>>;
  readonly failures: IBucket;
  readonly projector: string;
  readonly expunger: string;
};

const allow = (resources: string[], actions: readonly string[], conditions?: Record<string, object>): PolicyStatement =>
  new PolicyStatement({ resources, actions: [...actions], ...(conditions && { conditions }) });

/** On items of some partitions only. `ForAllValues` holds where there is no value: so there must be one. */
const onlyWithin = (pattern: string) => ({
  [pattern.endsWith('*') ? 'ForAllValues:StringLike' : 'ForAllValues:StringEquals']: {
    'dynamodb:LeadingKeys': [pattern],
  },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

const onTables = (role: FunctionName, { data }: Places): PolicyStatement[] =>
  tableNames.flatMap((name) =>
    (rightsOf(role).tables?.[name] ?? []).map((word) => {
      const pattern = within[word];
      return allow(
        [data.tables[name].tableArn],
        onTable[word].map((action) => `dynamodb:${action}`),
        pattern === undefined ? undefined : onlyWithin(pattern),
      );
    }),
  );

const onBuckets = (role: FunctionName, { buckets }: Places): PolicyStatement[] =>
  bucketNames.flatMap((name) => {
    const word = rightsOf(role).buckets?.[name];
    if (!word) return [];
    const { objects, bucket } = onObjects[word];
    const named = (actions: readonly string[]): string[] => actions.map((action) => `s3:${action}`);
    return [
      allow([buckets[name].arnForObjects(`${below[word] ?? ''}*`)], named(objects)),
      ...(bucket.length > 0 ? [allow([buckets[name].bucketArn], named(bucket))] : []),
    ];
  });

/** To read takes the key for opening; to write, for closing as well. Through the service that keeps the data, never directly. */
const withKey = (key: IKey, actions: readonly string[], service: string): PolicyStatement =>
  allow([key.keyArn], actions, { StringEquals: { 'kms:ViaService': service } });

const opening = ['kms:Decrypt'];
/** DynamoDB's guide counts `Encrypt` among the least that a writer needs; S3 makes a key for data, and opens it. */
const closing = {
  dynamodb: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
  s3: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

const onKeys = (role: FunctionName, { data }: Places): PolicyStatement[] => {
  const { tables = {}, buckets = {}, follows } = rightsOf(role);
  const ofTables = keyNames.flatMap((key) => {
    const words = tablesOf(role).flatMap((name) => (keyOf[name] === key ? (tables[name] ?? []) : []));
    if (words.length === 0) return [];
    return [
      withKey(
        data.keys[key],
        words.some((word) => writing.includes(word)) ? closing.dynamodb : opening,
        `dynamodb.${data.region}.amazonaws.com`,
      ),
    ];
  });
  const ofBuckets = keyNames.flatMap((key) => {
    const words = bucketNames
      .flatMap((name) => (keyOfBucket[name] === key ? (buckets[name] ?? []) : []))
      .filter((word) => !sightless.includes(word));
    // What the projector gives up is kept under the records' key.
    const keepsFailures = key === 'records' && follows === true;
    if (words.length === 0 && !keepsFailures) return [];
    const writes = keepsFailures || words.some((word) => writingObjects.includes(word));
    return [withKey(data.keys[key], writes ? closing.s3 : opening, `s3.${data.region}.amazonaws.com`)];
  });
  return [...ofTables, ...ofBuckets];
};

const onStream = (role: FunctionName, { data, failures }: Places): PolicyStatement[] => {
  const stream = data.tables.records.tableStreamArn;
  if (!rightsOf(role).follows || !stream) return [];
  return [
    allow([stream], ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']),
    // It tells the names of streams, and knows no resource.
    allow(['*'], ['dynamodb:ListStreams']),
    allow([failures.arnForObjects('*')], ['s3:PutObject']),
    allow([failures.bucketArn], ['s3:ListBucket']),
  ];
};

/** Everything that a role may do, besides writing its own log and traces. */
export const statementsOf = (role: FunctionName, places: Places): PolicyStatement[] => [
  ...onTables(role, places),
  ...onBuckets(role, places),
  ...onStream(role, places),
  ...onKeys(role, places),
  ...(withdraws(role) ? [allow([places.projector], ['lambda:InvokeFunction'])] : []),
  ...(expunges(role) ? [allow([places.expunger], ['lambda:InvokeFunction'])] : []),
];
