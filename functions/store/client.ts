/** The one DynamoDB client, and the names of the tables it reaches. */
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tables } from '../../shared/tables.ts';

/** What reads and writes items; made once per process and handed in. */
export type Client = DynamoDBDocumentClient;

/** Where DynamoDB is and who asks. On AWS all of it is left out: the environment says it. */
export type Connection = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

export type TableName = keyof typeof tables;
/** Those of the records and of what is projected from them. */
export type RecordTable = Exclude<TableName, 'readings'>;

/** What tables are called where the code runs: all of them, or those that a function may reach. */
export type TableNames<Reached extends TableName = TableName> = Readonly<Record<Reached, string>>;

/** The names of all tables on a desk or, behind a prefix, in a test: `tableNames('t1-').records` is `t1-Records`. */
export const tableNames = (prefix = ''): TableNames => ({
  records: `${prefix}${tables.records.name}`,
  projections: `${prefix}${tables.projections.name}`,
  publicView: `${prefix}${tables.publicView.name}`,
  analystView: `${prefix}${tables.analystView.name}`,
  clearedView: `${prefix}${tables.clearedView.name}`,
  readings: `${prefix}${tables.readings.name}`,
});

const silent = () => {};

/**
 * Without a method `info` the SDK builds no log record of every call, which takes a Query to 0.7 of its time. The SDK's type
 * asks for that method, hence a base without a type. It leans on how the SDK is written: a test pins it.
 */
const logger = Object.assign(Object.create(null), { debug: silent, warn: silent, error: silent });

/** A document client. Attributes that are `undefined` are left out of what is written, at any depth. */
export const documentClient = (connection: Connection = {}): Client =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...connection, logger }), {
    marshallOptions: { removeUndefinedValues: true },
  });
