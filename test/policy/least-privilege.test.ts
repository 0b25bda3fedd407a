/** What roles may do: as docs/least-privilege.md states it, as the template gives it, and as two evaluators judge it. */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Resource } from '../../local/gateway/template.ts';
import type { Context } from '../../local/policy/condition.ts';
import { evaluate, type Need } from '../../local/policy/evaluate.ts';
import { deployed, keyPolicyOf, place, template } from './deployed.ts';
import { givenGrants, isFor, statedGrants } from './grant.ts';
import { rowsUnder } from './page.ts';
import { strictReferee } from './referee.ts';

/** All that DynamoDB does with the items of a table … */
const onItems = [
  ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'ConditionCheckItem', 'PartiQLSelect'],
  ...['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
];
/** … and with tables themselves. */
const onTables = [
  ...onItems,
  ...['DescribeTable', 'DescribeTimeToLive', 'DescribeContinuousBackups', 'DescribeKinesisStreamingDestination'],
  ...['UpdateTable', 'DeleteTable', 'UpdateTimeToLive', 'UpdateContinuousBackups', 'CreateBackup'],
  ...['ExportTableToPointInTime', 'EnableKinesisStreamingDestination', 'RestoreTableToPointInTime'],
  ...['GetResourcePolicy', 'PutResourcePolicy', 'DeleteResourcePolicy', 'TagResource', 'ListTagsOfResource'],
];
const onIndexes = ['Query', 'Scan', 'PartiQLSelect'];
const onStreams = ['DescribeStream', 'GetRecords', 'GetShardIterator'];
const onObjects = [
  ...['GetObject', 'GetObjectVersion', 'PutObject', 'DeleteObject', 'DeleteObjectVersion', 'PutObjectAcl'],
  ...['PutObjectRetention', 'PutObjectLegalHold', 'BypassGovernanceRetention', 'AbortMultipartUpload'],
];
const onBuckets = ['ListBucket', 'ListBucketVersions', 'PutBucketPolicy', 'DeleteBucket', 'PutLifecycleConfiguration'];
const onKeys = [
  ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'],
  ...['DescribeKey', 'CreateGrant', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'DisableKey'],
];
const onFunctions = [
  'InvokeFunction',
  'GetFunction',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'AddPermission',
];
const onLogs = ['CreateLogStream', 'PutLogEvents', 'GetLogEvents', 'DeleteLogStream'];
const onNothing = [
  ...['dynamodb:ListTables', 'dynamodb:ListStreams', 'dynamodb:ListBackups', 's3:ListAllMyBuckets', 'kms:ListKeys'],
  ...['lambda:ListFunctions', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
];

const cross = (
  service: string,
  resources: readonly string[],
  actions: readonly string[],
  contexts: readonly Context[],
) =>
  resources.flatMap((resource) =>
    actions.flatMap((action) =>
      contexts.map((context): Need => ({ action: `${service}:${action}`, resource, context })),
    ),
  );

const arn = (service: string, rest: string) =>
  `arn:${place.partition}:${service}:${place.region}:${place.account}:${rest}`;
const placed = [...place.tables.values()];
const tableArns = placed.map((table) => table.arn);
const partitions = (...keys: string[]): Context => ({ 'dynamodb:LeadingKeys': keys });
const via = (service: string): Context => ({ 'kms:ViaService': [`${service}.${place.region}.amazonaws.com`] });
const bucketArns = template.ofType('AWS::S3::Bucket').flatMap(({ id, stack }) =>
  // The other stacks' buckets hold logs of access, and no function is near them.
  /-(Data|Service)$/.test(stack.name) ? [`arn:${place.partition}:s3:::${id.toLowerCase()}`] : [],
);

/** Everything on every place, ours and nobody's. */
const calls: readonly Need[] = [
  ...cross('dynamodb', [...tableArns, arn('dynamodb', 'table/Else')], onTables, [{}]),
  ...cross(
    'dynamodb',
    tableArns,
    ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem'],
    [
      partitions('BEAT'),
      partitions('READ#a'),
      partitions('round#a'),
      partitions('document#a'),
      partitions('snapshot#a'),
      partitions('BEAT', 'READ#a', 'round#a'),
    ],
  ),
  ...cross(
    'dynamodb',
    tableArns.map((one) => `${one}/index/any`),
    onIndexes,
    [{}],
  ),
  ...cross(
    'dynamodb',
    [...placed.flatMap(({ stream }) => stream ?? []), ...tableArns.map((one) => `${one}/stream/x`)],
    onStreams,
    [{}],
  ),
  ...cross(
    's3',
    bucketArns.flatMap((one) => [`${one}/texts/a`, `${one}/documents/a/b`, `${one}/snapshots/files/a`]),
    onObjects,
    [{}],
  ),
  ...cross('s3', bucketArns, onBuckets, [{}]),
  ...cross('kms', [...new Set(placed.flatMap((table) => table.key ?? []))], onKeys, [
    {},
    via('dynamodb'),
    via('s3'),
    via('lambda'),
  ]),
  ...cross(
    'lambda',
    deployed.flatMap(({ lambda }) => [lambda.arn, `${lambda.arn}:live`, `${lambda.arn}:1`]),
    onFunctions,
    [{}],
  ),
  ...cross(
    'logs',
    deployed.map(({ lambda }) => arn('logs', `log-group:/aws/lambda/${lambda.name}:log-stream:x`)),
    onLogs,
    [{}],
  ),
  ...onNothing.map((action): Need => ({ action, resource: '*', context: {} })),
];

const byText = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b));

test('the page states what the policies of the template give, no more and no less', () => {
  expect(statedGrants().sort(byText)).toEqual(givenGrants().sort(byText));
});

test('no action is given by a wildcard, and no resource but the objects of a bucket and the streams of a log', () => {
  for (const { action, resource } of givenGrants()) {
    expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
    expect(resource).toMatch(/^(\*|arn:aws:(s3:::[a-z0-9-]+(\/((documents|snapshots)\/)?\*)?|logs:[^*]+:\*|[^*]+))$/);
    if (resource === '*') expect(action).toMatch(/^(xray:Put|dynamodb:ListStreams$)/);
  }
});

test.each(deployed.map(({ name }) => name))(
  '%s may do what the page states, says our evaluator, and so says another',
  async (name) => {
    const role = deployed.find((one) => one.name === name);
    const stated = statedGrants().filter((grant) => grant.role === name);
    const wrong: string[] = [];
    for (const need of calls) {
      const wanted = stated.some((grant) => isFor(grant, need.action, need.resource, need.context));
      const ours = evaluate(role?.role.statements ?? [], need);
      const theirs = await strictReferee(role?.documents ?? [], need, keyPolicyOf(need.resource));
      const expected = wanted ? 'allow' : 'implicit-deny';
      if (ours !== expected || theirs !== expected) {
        wrong.push(
          `${need.action} on ${need.resource} ${JSON.stringify(need.context)}: page ${expected}, we ${ours}, another ${theirs}`,
        );
      }
    }
    expect(wrong).toEqual([]);
  },
);

const Trust = z.object({
  AssumeRolePolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.literal('Allow'),
        Action: z.literal('sts:AssumeRole'),
        Principal: z.strictObject({ Service: z.string() }),
      }),
    ),
  }),
});
/** The services that may take on a role. */
const takenOnBy = (role: Resource): string[] =>
  Trust.parse(role.properties).AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal.Service);

test('each function has a role of its own, which Lambda alone takes on', () => {
  expect(new Set(deployed.map(({ role }) => role.name)).size).toBe(deployed.length);
  for (const { role } of deployed) {
    const [found] = template.ofType('AWS::IAM::Role').filter(({ id }) => id === role.name);
    expect(found && takenOnBy(found)).toEqual(['lambda.amazonaws.com']);
  }
});

const Own = z.object({
  Policies: z.array(
    z.object({
      PolicyDocument: z.object({
        Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) })),
      }),
    }),
  ),
  ManagedPolicyArns: z.optional(z.array(z.unknown())),
});
const items = new Set([...onItems.map((action) => `dynamodb:${action}`), 'lambda:InvokeFunction']);

test('there is no other role but those that the page lists, and none of them reads or writes an item', () => {
  const functions = new Set(deployed.map(({ role }) => role.name));
  const others = template.ofType('AWS::IAM::Role').filter(({ id }) => !functions.has(id));
  const listed = rowsUnder("Roles that are no function's").map((row) => [row.role, row['taken on by']]);
  expect(others.map((role) => [role.id.replace(/Role[0-9A-F]{8}$/, ''), takenOnBy(role).join()]).sort()).toEqual(
    listed,
  );
  for (const { properties } of others) {
    const { Policies, ManagedPolicyArns } = Own.parse(properties);
    const actions = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }) => Action));
    expect(actions.filter((action) => action.includes('*') || items.has(action))).toEqual([]);
    expect(ManagedPolicyArns).toBe(undefined);
  }
});
