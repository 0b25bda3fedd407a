/** A DynamoDB Local in memory for a measurement, which ends with it. */
import type { Connection } from '../../functions/store/client.ts';
import { connectionTo, startDynamoDb } from '../../local/dynamodb.ts';
import { findJava } from '../../local/java.ts';

export const withDatabase = async (measure: (connection: Connection) => Promise<void>): Promise<void> => {
  const java = await findJava();
  if (!java.ok) throw new Error(java.sentence);
  const dynamoDb = await startDynamoDb(java.command);
  if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);
  try {
    await measure(connectionTo(dynamoDb.port, 'bench'));
  } finally {
    await dynamoDb.stop();
  }
};
