/** The policy proxy as AWS's SDK meets it: what is allowed passes as it is, what is not is refused as AWS refuses it. */
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { documentClient } from '../../functions/store/client.ts';
import type { Place } from '../../local/policy/place.ts';
import { type PolicyProxy, startPolicyProxy } from '../../local/policy/proxy.ts';
import { statementsOf } from '../../local/policy/statement.ts';
import { type Database, ownDatabase } from './database.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:000000000000:${resource}`;
const table = (name: string) => arn('dynamodb', `table/${name}`);
const projector = arn('lambda', 'function:projector:live');
const place: Place = {
  partition: 'aws',
  region: 'eu-central-1',
  account: '000000000000',
  tables: new Map([
    ['Records', { arn: table('Records'), stream: `${table('Records')}/stream/desk` }],
    ['Projections', { arn: table('Projections'), key: arn('kms', 'key/k') }],
  ]),
};

const role = (name: string, ...statements: object[]) => ({
  name,
  statements: statementsOf({ Version: '2012-10-17', Statement: statements }),
});
const allow = (action: string | string[], resource: string) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
const roles = new Map([
  ['READER', role('reader', allow(['dynamodb:GetItem', 'dynamodb:Query'], table('PublicView')))],
  ['WRITER', role('writer', allow(['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'], table('Records')))],
  ['KEYLESS', role('keyless', allow('dynamodb:GetItem', table('Projections')))],
  ['STAFF', role('staff', allow('lambda:InvokeFunction', projector))],
  ['FOLLOWER', role('follower', allow(['dynamodb:Get*', 'dynamodb:DescribeStream'], `${table('Records')}/stream/*`))],
  [
    'LISTENER',
    role('listener', {
      ...allow('dynamodb:GetItem', table('PublicView')),
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'BEAT' } },
    }),
  ],
  ['DENIED', role('denied', allow('dynamodb:*', '*'), { Effect: 'Deny', Action: 'dynamodb:Get*', Resource: '*' })],
]);

let database: Database;
let proxy: PolicyProxy;
let invoked: string[] = [];
beforeAll(async () => {
  database = await ownDatabase();
  const { client, dynamoDb } = database;
  await client.send(new PutCommand({ TableName: 'PublicView', Item: { pk: 'BEAT', sk: 'BEAT', text: 'қ' } }));
  await client.send(new PutCommand({ TableName: 'Records', Item: { pk: 'BEAT', sk: 'BEAT' } }));
  proxy = await startPolicyProxy({
    roles,
    place,
    dynamoDb,
    invoke: async (functionArn, payload) => {
      invoked.push(`${functionArn} ${payload}`);
      if (functionArn !== projector) return undefined;
      const failed = String(payload).includes('fail');
      return { failed, payload: failed ? '{"errorType":"Error"}' : '{"withheld":true}' };
    },
  });
});
beforeEach(() => {
  invoked = [];
});
afterAll(() => proxy.close());

const as = (accessKeyId: string) => ({
  endpoint: `http://127.0.0.1:${proxy.port}`,
  region: 'eu-central-1',
  credentials: { accessKeyId, secretAccessKey: 'unchecked' },
});
const items = (accessKeyId: string) => documentClient(as(accessKeyId));
const beat = { pk: 'BEAT', sk: 'BEAT' };

/** What the SDK makes of a refusal. */
const refusalOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => new Error('it was allowed'),
    (reason) => reason,
  );
  if (!(error instanceof Error)) throw new Error('no error');
  return { name: error.name, message: error.message };
};

const post = (port: number, accessKey: string, region: string, operation: string, body: string) =>
  fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20261123/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body,
  });

test('what is allowed is answered as the database answers it, byte for byte', async () => {
  const { port, databaseKey, region } = database.dynamoDb;
  for (const key of [beat, { pk: 'none', sk: 'none' }]) {
    const body = JSON.stringify({ TableName: 'PublicView', Key: { pk: { S: key.pk }, sk: { S: key.sk } } });
    const through = await post(proxy.port, 'READER', 'eu-central-1', 'GetItem', body);
    const direct = await post(port, databaseKey, region, 'GetItem', body);
    expect(through.status).toBe(direct.status);
    expect(through.headers.get('x-amz-crc32')).toBe(direct.headers.get('x-amz-crc32'));
    expect(await through.text()).toBe(await direct.text());
  }
});

test('the SDK reads through it, and what the database refuses is refused in its words', async () => {
  const { Item } = await items('READER').send(new GetCommand({ TableName: 'PublicView', Key: beat }));
  expect(Item).toEqual({ ...beat, text: 'қ' });
  const malformed = items('READER').send(new GetCommand({ TableName: 'PublicView', Key: { pk: 'BEAT' } }));
  expect(await refusalOf(malformed)).toMatchObject({ name: 'ValidationException' });
});

test('what no policy allows is refused with its action and resource, and nothing of what it was about', async () => {
  const asked = new QueryCommand({
    TableName: 'Records',
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': 'round#secret' },
  });
  expect(await refusalOf(items('READER').send(asked))).toEqual({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::000000000000:assumed-role/reader/reader is not authorized to perform: dynamodb:Query on resource: ${table('Records')} because no identity-based policy allows the dynamodb:Query action`,
  });
});

test('an explicit deny wins over any allow', async () => {
  const { message } = await refusalOf(items('DENIED').send(new GetCommand({ TableName: 'PublicView', Key: beat })));
  expect(message).toContain('with an explicit deny in an identity-based policy');
  expect(await new DynamoDBClient(as('DENIED')).send(new ListTablesCommand({}))).toHaveProperty('TableNames');
});

test('a transaction is refused whole when one of its items is not allowed, and nothing of it is written', async () => {
  const put = { Put: { TableName: 'Records', Item: { pk: 'a', sk: 'a' } } };
  const check = { ConditionCheck: { TableName: 'Records', Key: beat, ConditionExpression: 'attribute_exists(pk)' } };
  const remove = { Delete: { TableName: 'Records', Key: beat } };
  const elsewhere = { Put: { TableName: 'PublicView', Item: { pk: 'a', sk: 'a' } } };
  const sent = (...TransactItems: object[]) => items('WRITER').send(new TransactWriteCommand({ TransactItems }));
  for (const [step, action] of [
    [remove, 'dynamodb:DeleteItem'],
    [elsewhere, 'dynamodb:PutItem'],
  ] as const) {
    const { name, message } = await refusalOf(sent(put, check, step));
    expect(name).toBe('AccessDeniedException');
    expect(message).toContain(`not authorized to perform: ${action} on`);
  }
  const written = () => database.client.send(new GetCommand({ TableName: 'Records', Key: { pk: 'a', sk: 'a' } }));
  expect(await written()).not.toHaveProperty('Item');
  await sent(put, check);
  expect(await written()).toHaveProperty('Item');
});

test('a role that lacks the key of an encrypted table is refused as KMS refuses it', async () => {
  const { name, message } = await refusalOf(
    items('KEYLESS').send(new GetCommand({ TableName: 'Projections', Key: beat })),
  );
  expect(name).toBe('AccessDeniedException');
  expect(message).toMatch(/^KMS key access denied error: .* kms:Decrypt on resource: arn:aws:kms:.*:key\/k /);
});

test('a condition on the partition holds', async () => {
  const listener = items('LISTENER');
  expect(await listener.send(new GetCommand({ TableName: 'PublicView', Key: beat }))).toHaveProperty('Item');
  const other = listener.send(new GetCommand({ TableName: 'PublicView', Key: { pk: 'round#a', sk: 'ROUND' } }));
  expect(await refusalOf(other)).toMatchObject({ name: 'AccessDeniedException' });
});

test('an access key that is nobody’s, and a call without one, get nothing', async () => {
  const unknown = items('NOBODY').send(new GetCommand({ TableName: 'PublicView', Key: beat }));
  expect(await refusalOf(unknown)).toMatchObject({ name: 'UnrecognizedClientException' });
  // The key of the database itself opens nothing here.
  const itself = items(database.dynamoDb.databaseKey).send(new GetCommand({ TableName: 'PublicView', Key: beat }));
  expect(await refusalOf(itself)).toMatchObject({ name: 'UnrecognizedClientException' });
  const unsigned = await fetch(`http://127.0.0.1:${proxy.port}/`, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(403);
});

test('what is not understood goes no further, whoever asks', async () => {
  for (const [operation, body] of [
    ['GetItem', 'no JSON'],
    ['GetItem', '{"TableName":"PublicView"}'],
    ['BatchGetItem', '{"RequestItems":{}}'],
    ['TransactWriteItems', '{"TransactItems":[]}'],
  ] as const) {
    const reply = await post(proxy.port, 'DENIED', 'eu-central-1', operation, body);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('does not understand');
  }
});

test('a stream is followed by who may follow it, and by nobody else', async () => {
  const { Table } = await database.client.send(new DescribeTableCommand({ TableName: 'Records' }));
  const StreamArn = Table?.LatestStreamArn;
  const follower = new DynamoDBStreamsClient(as('FOLLOWER'));
  const { StreamDescription } = await follower.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const shard = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  const { ShardIterator } = await follower.send(shard);
  const { Records } = await follower.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records?.[0]?.dynamodb?.Keys?.pk?.S).toBe('BEAT');
  const reader = new DynamoDBStreamsClient(as('READER'));
  for (const call of [
    reader.send(new DescribeStreamCommand({ StreamArn })),
    reader.send(shard),
    reader.send(new GetRecordsCommand({ ShardIterator })),
  ]) {
    expect((await refusalOf(call)).name).toBe('AccessDeniedException');
  }
});

test('a function is invoked by who may invoke that alias of it, and its failure is told', async () => {
  const lambda = (accessKey: string) => new LambdaClient(as(accessKey));
  const call = (FunctionName: string, payload: string) =>
    new InvokeCommand({ FunctionName, Payload: Buffer.from(payload) });
  const told = async (FunctionName: string, payload: string) => {
    const { FunctionError, Payload } = await lambda('STAFF').send(call(FunctionName, payload));
    return [FunctionError, Buffer.from(Payload ?? []).toString('utf8')];
  };
  expect(await told(projector, '{"withdraw":"round#a"}')).toEqual([undefined, '{"withheld":true}']);
  expect(await told('projector:live', '{"fail":1}')).toEqual(['Unhandled', '{"errorType":"Error"}']);
  expect(invoked).toEqual([`${projector} {"withdraw":"round#a"}`, `${projector} {"fail":1}`]);
  const refused = await refusalOf(lambda('READER').send(call(projector, '{}')));
  expect(refused.name).toBe('AccessDeniedException');
  expect(refused.message).toContain(`lambda:InvokeFunction on resource: ${projector}`);
  expect((await refusalOf(lambda('STAFF').send(call('projector', '{}')))).name).toBe('AccessDeniedException');
  expect(invoked).toHaveLength(2);
});

test('when it is closed nobody listens any more', async () => {
  const another = await startPolicyProxy({ roles, place, dynamoDb: database.dynamoDb, invoke: async () => undefined });
  await another.close();
  await expect(fetch(`http://127.0.0.1:${another.port}/`)).rejects.toThrow();
});
