import { expect, test } from 'vitest';
import { dynamoDbNeeds, streamNeeds } from './dynamodb-call.ts';
import type { Place } from './place.ts';

const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table';
const key = 'arn:aws:kms:eu-central-1:000000000000:key/k';
const place: Place = {
  partition: 'aws',
  region: 'eu-central-1',
  account: '000000000000',
  tables: new Map([
    ['Records', { arn: `${table}/Records`, stream: `${table}/Records/stream/desk` }],
    ['PublicView', { arn: `${table}/PublicView` }],
    ['Locked', { arn: `${table}/Locked`, key }],
  ]),
};

/** `action on resource`, and the context where there is one. */
const told = (operation: string, input: unknown): unknown[] =>
  dynamoDbNeeds(place, operation, input).map(({ action, resource, context }) => {
    const what = `${action.replace('dynamodb:', '')} ${resource.replace(`${table}/`, '')}`;
    return Object.keys(context).length === 0 ? what : [what, context];
  });

const k = (pk: string) => ({ pk: { S: pk }, sk: { S: 'CURRENT' } });
const lead = (...keys: string[]) => ({ 'dynamodb:LeadingKeys': keys });

test.each([
  ['GetItem', { TableName: 'Records', Key: k('round#a') }, [['GetItem Records', lead('round#a')]]],
  [
    'PutItem',
    { TableName: 'Records', Item: { ...k('BEAT'), at: { S: 'now' } }, ReturnValues: 'ALL_OLD' },
    [['PutItem Records', { ...lead('BEAT'), 'dynamodb:ReturnValues': ['ALL_OLD'] }]],
  ],
  [
    'Query',
    {
      TableName: 'PublicView',
      KeyConditionExpression: '#s >= :from AND #p = :p',
      ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
      ExpressionAttributeValues: { ':p': { S: 'party#kaz' }, ':from': { S: '2017' } },
      Select: 'COUNT',
    },
    [['Query PublicView', { ...lead('party#kaz'), 'dynamodb:Select': ['COUNT'] }]],
  ],
  [
    'Query',
    {
      TableName: 'PublicView',
      IndexName: 'by-day',
      KeyConditionExpression: 'day = :d',
      ExpressionAttributeValues: { ':d': { S: '2017-01-23' } },
    },
    [['Query PublicView/index/by-day', lead('2017-01-23')]],
  ],
  ['Scan', { TableName: 'Records' }, ['Scan Records']],
  ['Scan', { TableName: 'Records', IndexName: 'by-day' }, ['Scan Records/index/by-day']],
  [
    'BatchGetItem',
    { RequestItems: { Records: { Keys: [k('a'), k('b')] }, Other: { Keys: [k('c')] } } },
    [
      ['BatchGetItem Records', lead('a', 'b')],
      ['BatchGetItem Other', lead('c')],
    ],
  ],
  [
    'BatchWriteItem',
    { RequestItems: { Records: [{ PutRequest: { Item: k('a') } }, { DeleteRequest: { Key: k('b') } }] } },
    [['BatchWriteItem Records', lead('a', 'b')]],
  ],
  ['DescribeTable', { TableName: 'Records' }, ['DescribeTable Records']],
  ['ListTables', {}, ['ListTables *']],
  ['ExecuteStatement', { Statement: ' SELECT * FROM "Records"' }, ['PartiQLSelect *']],
  [
    'BatchExecuteStatement',
    { Statements: [{ Statement: 'delete from x' }, { Statement: 'insert into x' }] },
    ['PartiQLDelete *', 'PartiQLInsert *'],
  ],
  ['ExecuteTransaction', { TransactStatements: [{ Statement: 'update x' }] }, ['PartiQLUpdate *']],
])('%s needs its action on its table', (operation, input, needs) => {
  expect(told(operation, input)).toEqual(needs);
});

test('a transaction needs what each of its items would need by itself', () => {
  const within = (pk: string) => ({ ...lead(pk), 'dynamodb:EnclosingOperation': ['TransactWriteItems'] });
  expect(
    told('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: 'Records', Item: k('a') } },
        { Update: { TableName: 'Records', Key: k('b') } },
        { Delete: { TableName: 'PublicView', Key: k('c') } },
        { ConditionCheck: { TableName: 'Records', Key: k('d') } },
      ],
    }),
  ).toEqual([
    ['PutItem Records', within('a')],
    ['UpdateItem Records', within('b')],
    ['DeleteItem PublicView', within('c')],
    ['ConditionCheckItem Records', within('d')],
  ]);
  expect(told('TransactGetItems', { TransactItems: [{ Get: { TableName: 'Records', Key: k('a') } }] })).toEqual([
    ['GetItem Records', { ...lead('a'), 'dynamodb:EnclosingOperation': ['TransactGetItems'] }],
  ]);
});

test('a table is the same by its ARN, and that of another account is another', () => {
  expect(told('GetItem', { TableName: `${table}/Records`, Key: k('a') })).toEqual([['GetItem Records', lead('a')]]);
  const foreign = 'arn:aws:dynamodb:eu-west-1:111111111111:table/Records';
  expect(told('DescribeTable', { TableName: foreign })).toEqual([`DescribeTable ${foreign}`]);
});

test('a table under a key of the customer needs the key opened, and a write needs it for closing too', () => {
  const asked = (operation: string, input: unknown) =>
    dynamoDbNeeds(place, operation, input).flatMap((need) => (need.resource === key ? [need] : []));
  const [opened, ...more] = asked('GetItem', { TableName: 'Locked', Key: k('a') });
  expect(more).toEqual([]);
  expect(opened).toEqual({
    action: 'kms:Decrypt',
    resource: key,
    context: {
      'kms:ViaService': ['dynamodb.eu-central-1.amazonaws.com'],
      'kms:CallerAccount': ['000000000000'],
      'kms:EncryptionContext:aws:dynamodb:tableName': ['Locked'],
      'kms:EncryptionContext:aws:dynamodb:subscriberId': ['000000000000'],
    },
  });
  const checked = { ConditionCheck: { TableName: 'Locked', Key: k('a') } };
  const written = { Delete: { TableName: `${table}/Locked`, Key: k('a') } };
  expect(asked('TransactWriteItems', { TransactItems: [checked] }).map(({ action }) => action)).toEqual([
    'kms:Decrypt',
  ]);
  expect(asked('TransactWriteItems', { TransactItems: [checked, written] }).map(({ action }) => action)).toEqual([
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ]);
});

test("a stream has the name that policies know it by, whatever DynamoDB Local calls it, also in a shard's iterator", () => {
  const local = 'arn:aws:dynamodb:ddblocal:000000000000:table/Records/stream/2026-11-23T00:00:00.000';
  const context = {};
  const resource = `${table}/Records/stream/desk`;
  for (const operation of ['DescribeStream', 'GetShardIterator']) {
    expect(streamNeeds(place, operation, { StreamArn: local })).toEqual([
      { action: `dynamodb:${operation}`, resource, context },
    ]);
  }
  expect(streamNeeds(place, 'GetRecords', { ShardIterator: `${local}|001|AAAA` })).toEqual([
    { action: 'dynamodb:GetRecords', resource, context },
  ]);
  expect(streamNeeds(place, 'ListStreams', { TableName: 'Records' })).toEqual([
    { action: 'dynamodb:ListStreams', resource: '*', context },
  ]);
});

test.each([
  ['a Get without a key', 'GetItem', { TableName: 'Records' }],
  ['a key that is no text', 'GetItem', { TableName: 'Records', Key: { pk: { N: '1' } } }],
  ['a Query without a partition', 'Query', { TableName: 'Records', KeyConditions: {} }],
  [
    'a Query by something else',
    'Query',
    { TableName: 'Records', KeyConditionExpression: 'sk = :s', ExpressionAttributeValues: { ':s': { S: 'x' } } },
  ],
  ['a step of a transaction that has no name here', 'TransactWriteItems', { TransactItems: [{ Touch: {} }] }],
  [
    'two steps in one',
    'TransactWriteItems',
    {
      TransactItems: [
        { Delete: { TableName: 'Records', Key: k('a') }, Put: { TableName: 'PublicView', Item: k('a') } },
      ],
    },
  ],
  ['a write that has no name here', 'BatchWriteItem', { RequestItems: { Records: [{ TouchRequest: {} }] } }],
  ['something that is no object', 'ListTables', 'x'],
])('%s is not understood', (_what, operation, input) => {
  expect(() => dynamoDbNeeds(place, operation, input)).toThrow();
});
