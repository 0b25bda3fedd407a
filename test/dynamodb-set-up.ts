/** Starts the one DynamoDB Local, in memory, that all tests of a run share, and says where it is. */
import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../local/dynamodb.ts';
import { findJava } from '../local/java.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The port of the run's DynamoDB Local on 127.0.0.1. */
    dynamoDbPort: number;
  }
}

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const java = await findJava();
  if (!java.ok) throw new Error(java.sentence);
  const dynamoDb = await startDynamoDb(java.command);
  if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);
  project.provide('dynamoDbPort', dynamoDb.port);
  return dynamoDb.stop;
};
