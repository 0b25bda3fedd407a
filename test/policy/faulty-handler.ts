/** A door's handler with every fault at once: it asks for all that it should not have, and tells what it got. */
import {
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** What the handler is told of what there is; on AWS it would have guessed. `own` is the table that its role may read. */
export type Known = {
  readonly own: string;
  readonly tables: readonly string[];
  readonly stream: string;
  readonly functions: readonly string[];
};

/** What came of an attempt: the name of the error, or `got` and all that was answered. */
export type Attempt = { readonly what: string; readonly outcome: string; readonly got?: unknown };

const once = { maxAttempts: 1 };
const Key = { pk: { S: 'a' }, sk: { S: 'a' } };
const Item = { ...Key, text: { S: 'written by the faulty handler' } };

const onTable = (db: DynamoDBClient, TableName: string): Record<string, () => Promise<unknown>> => ({
  GetItem: () => db.send(new GetItemCommand({ TableName, Key })),
  Query: () =>
    db.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: 'a' } },
      }),
    ),
  TransactGetItems: () => db.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] })),
  BatchGetItem: () => db.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
  Scan: () => db.send(new ScanCommand({ TableName })),
  'Scan of an index': () => db.send(new ScanCommand({ TableName, IndexName: 'by-day' })),
  PutItem: () => db.send(new PutItemCommand({ TableName, Item })),
  UpdateItem: () =>
    db.send(new UpdateItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD', UpdateExpression: 'REMOVE x' })),
  DeleteItem: () => db.send(new DeleteItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD' })),
  BatchWriteItem: () =>
    db.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item } }] } })),
  'a put in a transaction': () =>
    db.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item } }] })),
  'an update in a transaction': () =>
    db.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Update: { TableName, Key, UpdateExpression: 'REMOVE x' } }] }),
    ),
  'a delete in a transaction': () =>
    db.send(new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName, Key } }] })),
  // It writes nothing, but tells by its failure what is there.
  'a condition in a transaction': () =>
    db.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            ConditionCheck: {
              TableName,
              Key,
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      }),
    ),
  'SELECT in PartiQL': () => db.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}"` })),
  'SELECT of one item in PartiQL': () =>
    db.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}" WHERE pk = 'a' AND sk = 'a'` })),
  'INSERT in PartiQL': () =>
    db.send(new ExecuteStatementCommand({ Statement: `INSERT INTO "${TableName}" VALUE {'pk': 'b', 'sk': 'b'}` })),
  'a batch in PartiQL': () =>
    db.send(
      new BatchExecuteStatementCommand({
        Statements: [{ Statement: `SELECT * FROM "${TableName}" WHERE pk = 'a' AND sk = 'a'` }],
      }),
    ),
  'a transaction in PartiQL': () =>
    db.send(
      new ExecuteTransactionCommand({
        TransactStatements: [{ Statement: `DELETE FROM "${TableName}" WHERE pk = 'a' AND sk = 'a'` }],
      }),
    ),
  DescribeTable: () => db.send(new DescribeTableCommand({ TableName })),
  DescribeTimeToLive: () => db.send(new DescribeTimeToLiveCommand({ TableName })),
  UpdateTable: () => db.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false })),
  DeleteTable: () => db.send(new DeleteTableCommand({ TableName })),
});

const onEverything = (db: DynamoDBClient, { own, tables, stream, functions }: Known) => {
  // No function of ours has an address for streams; on AWS the SDK knows it.
  const streams = new DynamoDBStreamsClient({ ...once, endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB });
  const lambda = new LambdaClient(once);
  const schema = { AttributeName: 'pk', KeyType: 'HASH', AttributeType: 'S' } as const;
  return {
    ListTables: () => db.send(new ListTablesCommand({})),
    CreateTable: () =>
      db.send(
        new CreateTableCommand({
          TableName: 'Mine',
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [schema],
          AttributeDefinitions: [schema],
        }),
      ),
    'all tables in one batch': () =>
      db.send(
        new BatchGetItemCommand({ RequestItems: Object.fromEntries(tables.map((name) => [name, { Keys: [Key] }])) }),
      ),
    'others behind its own': () =>
      db.send(
        new TransactGetItemsCommand({
          TransactItems: [own, ...tables.filter((name) => name !== own)].map((TableName) => ({
            Get: { TableName, Key },
          })),
        }),
      ),
    ListStreams: () => streams.send(new ListStreamsCommand({ TableName: 'Records' })),
    DescribeStream: () => streams.send(new DescribeStreamCommand({ StreamArn: stream })),
    GetShardIterator: () =>
      streams.send(
        new GetShardIteratorCommand({ StreamArn: stream, ShardId: 'shardId-0', ShardIteratorType: 'LATEST' }),
      ),
    GetRecords: () => streams.send(new GetRecordsCommand({ ShardIterator: `${stream}|001|AAAA` })),
    ...Object.fromEntries(
      functions.map((FunctionName) => [
        `Invoke ${FunctionName}`,
        () => lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"withdraw":"round#a"}') })),
      ]),
    ),
  };
};

/** Tries everything, one after the other. */
export const handler = async (known: Known): Promise<Attempt[]> => {
  const db = new DynamoDBClient(once);
  const all: Record<string, () => Promise<unknown>> = onEverything(db, known);
  for (const table of known.tables) {
    for (const [what, attempt] of Object.entries(onTable(db, table))) all[`${what}: ${table}`] = attempt;
  }
  const attempts: Attempt[] = [];
  for (const [what, attempt] of Object.entries(all)) {
    const tried = await attempt().then(
      (got): Attempt => ({ what, outcome: 'got', got }),
      (error: unknown): Attempt => ({
        what,
        outcome: error instanceof Error ? error.name : 'no error',
        got: String(error),
      }),
    );
    attempts.push(tried);
  }
  return attempts;
};
