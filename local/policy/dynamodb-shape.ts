/** The parts of DynamoDB's requests that permissions depend on (DynamoDB API Reference); the rest is passed over. */
import * as z from 'zod/mini';
import { key } from '../../shared/tables.ts';

const Text = z.optional(z.string());

/** A key, or an item, by its partition; ours are strings. */
export const Keyed = z.object({ [key.partition]: z.object({ S: z.string() }) });

const said = { TableName: z.string(), ReturnConsumedCapacity: Text };
export const OnKey = z.object({ ...said, Key: Keyed, ReturnValues: Text });
export const OnItem = z.object({ ...said, Item: Keyed, ReturnValues: Text });
export const Scan = z.object({ ...said, IndexName: Text, Select: Text });
export const Query = z.object({
  ...said,
  IndexName: Text,
  Select: Text,
  KeyConditionExpression: z.string(),
  ExpressionAttributeNames: z.optional(z.record(z.string(), z.string())),
  ExpressionAttributeValues: z.record(z.string(), z.object({ S: Text })),
});

export const BatchGet = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(Keyed) })),
  ReturnConsumedCapacity: Text,
});
const Write = z.union([
  z.strictObject({ PutRequest: z.object({ Item: Keyed }) }),
  z.strictObject({ DeleteRequest: z.object({ Key: Keyed }) }),
]);
export const BatchWrite = z.object({
  RequestItems: z.record(z.string(), z.array(Write)),
  ReturnConsumedCapacity: Text,
});

const InTransaction = z.union([
  z.strictObject({ Get: OnKey }),
  z.strictObject({ ConditionCheck: OnKey }),
  z.strictObject({ Update: OnKey }),
  z.strictObject({ Delete: OnKey }),
  z.strictObject({ Put: OnItem }),
]);
export const Transaction = z.object({ TransactItems: z.array(InTransaction), ReturnConsumedCapacity: Text });

const PartiQl = z.object({ Statement: z.string() });
/** The three ways of sending PartiQL. */
export const Statements = z.union([
  z.pipe(
    PartiQl,
    z.transform((one) => [one]),
  ),
  z.pipe(
    z.object({ Statements: z.array(PartiQl) }),
    z.transform((many) => many.Statements),
  ),
  z.pipe(
    z.object({ TransactStatements: z.array(PartiQl) }),
    z.transform((many) => many.TransactStatements),
  ),
]);

export const OnStream = z.object({ StreamArn: z.string() });
export const OnShard = z.object({ ShardIterator: z.string() });
/** Everything else: what manages tables names one, or none. */
export const OnTable = z.object({ TableName: Text });
