/** Which permissions a call to DynamoDB or to its streams needs, as IAM has them asked. */
import type * as z from 'zod/mini';
import { key } from '../../shared/tables.ts';
import type { Context } from './condition.ts';
import * as shape from './dynamodb-shape.ts';
import type { Need } from './evaluate.ts';
import { type Place, streamArnOf, tableArnOf, tableNameOf } from './place.ts';

type Said = { readonly [Member in 'ReturnValues' | 'ReturnConsumedCapacity' | 'Select']?: string | undefined };

/** One action on one table, or on an index of it; `partitions` are those whose items it names. */
type Access = {
  readonly action: string;
  readonly table: string;
  readonly index?: string | undefined;
  readonly said: Said;
  readonly partitions?: readonly string[];
  readonly enclosing?: string;
};

const headOf = (keyed: z.infer<typeof shape.Keyed>): string => keyed[key.partition].S;

/** The partitions that a Query is about: what its key condition says the partition key equals; of an index, all it says. */
const partitionsOf = (query: z.infer<typeof shape.Query>): string[] => {
  const equalities = query.KeyConditionExpression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g);
  return [...equalities].flatMap(([, name = '', value = '']) => {
    const attribute = query.ExpressionAttributeNames?.[name] ?? name;
    const isPartition = query.IndexName !== undefined || attribute === key.partition;
    const text = query.ExpressionAttributeValues[value]?.S;
    return isPartition && text !== undefined ? [text] : [];
  });
};

const onKey =
  (action: string) =>
  (input: unknown): Access[] => {
    const said = shape.OnKey.parse(input);
    return [{ action, table: said.TableName, said, partitions: [headOf(said.Key)] }];
  };

const put = (input: unknown): Access[] => {
  const said = shape.OnItem.parse(input);
  return [{ action: 'PutItem', table: said.TableName, said, partitions: [headOf(said.Item)] }];
};

const query = (input: unknown): Access[] => {
  const said = shape.Query.parse(input);
  const partitions = partitionsOf(said);
  if (partitions.length === 0) throw new Error('a Query names its partition');
  return [{ action: 'Query', table: said.TableName, index: said.IndexName, said, partitions }];
};

const scan = (input: unknown): Access[] => {
  const said = shape.Scan.parse(input);
  return [{ action: 'Scan', table: said.TableName, index: said.IndexName, said }];
};

const batchGet = (input: unknown): Access[] => {
  const said = shape.BatchGet.parse(input);
  return Object.entries(said.RequestItems).map(([table, { Keys }]) => {
    return { action: 'BatchGetItem', table, said, partitions: Keys.map(headOf) };
  });
};

const batchWrite = (input: unknown): Access[] => {
  const said = shape.BatchWrite.parse(input);
  return Object.entries(said.RequestItems).map(([table, writes]) => {
    const partitions = writes.map((one) => headOf('PutRequest' in one ? one.PutRequest.Item : one.DeleteRequest.Key));
    return { action: 'BatchWriteItem', table, said, partitions };
  });
};

/** A transaction needs what its items would need by themselves (DynamoDB Developer Guide, "Using IAM with transactions"). */
const transaction =
  (enclosing: string) =>
  (input: unknown): Access[] => {
    const { TransactItems, ReturnConsumedCapacity } = shape.Transaction.parse(input);
    const within = (one: Access): Access => ({ ...one, said: { ...one.said, ReturnConsumedCapacity }, enclosing });
    return TransactItems.flatMap((one) => {
      if ('Put' in one) return put(one.Put);
      if ('Get' in one) return onKey('GetItem')(one.Get);
      if ('Update' in one) return onKey('UpdateItem')(one.Update);
      if ('Delete' in one) return onKey('DeleteItem')(one.Delete);
      return onKey('ConditionCheckItem')(one.ConditionCheck);
    }).map(within);
  };

const accesses: Readonly<Record<string, (input: unknown) => Access[]>> = {
  GetItem: onKey('GetItem'),
  DeleteItem: onKey('DeleteItem'),
  UpdateItem: onKey('UpdateItem'),
  PutItem: put,
  Query: query,
  Scan: scan,
  BatchGetItem: batchGet,
  BatchWriteItem: batchWrite,
  TransactGetItems: transaction('TransactGetItems'),
  TransactWriteItems: transaction('TransactWriteItems'),
};

const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

/** The condition keys that a call has (Service Authorization Reference, "Condition keys for Amazon DynamoDB"). */
const contextOf = ({ said, partitions, enclosing }: Access): Context => ({
  ...(partitions && { 'dynamodb:LeadingKeys': partitions }),
  ...(enclosing && { 'dynamodb:EnclosingOperation': [enclosing] }),
  ...(said.ReturnValues && { 'dynamodb:ReturnValues': [said.ReturnValues] }),
  ...(said.ReturnConsumedCapacity && { 'dynamodb:ReturnConsumedCapacity': [said.ReturnConsumedCapacity] }),
  ...(said.Select && { 'dynamodb:Select': [said.Select] }),
});

/**
 * What DynamoDB asks of the customer's key for whoever calls it: to decrypt the key of the table, for reading and for writing
 * (DynamoDB Developer Guide, "Monitoring DynamoDB interaction with AWS KMS"; a role that only writes is refused without, says
 * issue 10010 of the CDK). Of one that writes we also ask for `kms:GenerateDataKey`, which the same guide counts among the
 * least that a key has to allow.
 */
const keyNeeds = (place: Place, table: string, writes: boolean): Need[] => {
  const encryptionKey = place.tables.get(table)?.key;
  if (encryptionKey === undefined) return [];
  const context: Context = {
    'kms:ViaService': [`dynamodb.${place.region}.amazonaws.com`],
    'kms:CallerAccount': [place.account],
    'kms:EncryptionContext:aws:dynamodb:tableName': [table],
    'kms:EncryptionContext:aws:dynamodb:subscriberId': [place.account],
  };
  const actions = writes ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
  return actions.map((action) => ({ action, resource: encryptionKey, context }));
};

const tableNeeds = (place: Place, all: readonly Access[]): Need[] => {
  const needs = all.map((access) => {
    const table = tableArnOf(place, access.table);
    const resource = access.index === undefined ? table : `${table}/index/${access.index}`;
    return { action: `dynamodb:${access.action}`, resource, context: contextOf(access) };
  });
  const written = new Set(all.filter(({ action }) => writing.has(action)).map(({ table }) => tableNameOf(table)));
  const touched = new Set(all.map(({ table }) => tableNameOf(table)));
  return [...needs, ...[...touched].flatMap((table) => keyNeeds(place, table, written.has(table)))];
};

/** An iterator begins with the ARN of its stream. */
const streamOf = (input: unknown): string => {
  const onShard = shape.OnShard.safeParse(input);
  return onShard.success ? (onShard.data.ShardIterator.split('|')[0] ?? '') : shape.OnStream.parse(input).StreamArn;
};

/** The same for a call to DynamoDB's streams. */
export const streamNeeds = (place: Place, operation: string, input: unknown): Need[] => {
  // Lists the streams of the account, on no stream in particular.
  if (operation === 'ListStreams') return [{ action: 'dynamodb:ListStreams', resource: '*', context: {} }];
  const stream = streamOf(input);
  const need = { action: `dynamodb:${operation}`, resource: streamArnOf(place, stream), context: {} };
  return [need, ...keyNeeds(place, tableNameOf(stream), false)];
};

const partiQlVerbs: Readonly<Record<string, string>> = {
  select: 'PartiQLSelect',
  insert: 'PartiQLInsert',
  update: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
};

/** PartiQL is not read any further: as on no table, it takes a policy that lets everything through. */
const partiQlNeeds = (input: unknown): Need[] =>
  shape.Statements.parse(input).map(({ Statement }) => {
    const verb = /^\s*(\w+)/.exec(Statement)?.[1]?.toLowerCase() ?? '';
    return { action: `dynamodb:${partiQlVerbs[verb] ?? 'PartiQLSelect'}`, resource: '*', context: {} };
  });

/**
 * All permissions that a call to DynamoDB needs: `operation` is that of its `x-amz-target`, `input` its body. Throws where the
 * call is not understood, since then nobody can say what it would do.
 */
export const dynamoDbNeeds = (place: Place, operation: string, input: unknown): Need[] => {
  const access = accesses[operation];
  if (access) return tableNeeds(place, access(input));
  if (/^((Batch)?ExecuteStatement|ExecuteTransaction)$/.test(operation)) return partiQlNeeds(input);
  const { TableName } = shape.OnTable.parse(input);
  const resource = TableName === undefined ? '*' : tableArnOf(place, TableName);
  return [{ action: `dynamodb:${operation}`, resource, context: {} }];
};
