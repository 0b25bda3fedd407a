/** Lends the DynamoDB Local of a data folder to a command. */
import type { Connection } from '../functions/store/client.ts';
import { checkDatabaseFile, type DataFolder } from './data-folder.ts';
import { connectionTo, startDynamoDb } from './dynamodb.ts';
import { findJava } from './java.ts';
import type { Refusal } from './refusal.ts';
import { findRunningDesk, occupy } from './running-desk.ts';

/**
 * Runs something over the DynamoDB Local of the desk that runs on a data folder or, where none runs, over one that is
 * started for it and ended after it. The tables are there only if the desk was started before.
 */
export const withDynamoDb = async <T>(
  folder: DataFolder,
  run: (connection: Connection) => Promise<T>,
): Promise<{ ok: true; value: T } | Refusal> => {
  const desk = findRunningDesk(folder);
  if (desk) return { ok: true, value: await run(connectionTo(desk.dynamoDbPort, folder.databaseKey)) };
  const tenancy = await occupy(folder);
  if (!tenancy.ok) return tenancy;
  try {
    const damage = checkDatabaseFile(folder);
    if (damage) return damage;
    const java = await findJava();
    if (!java.ok) return java;
    const dynamoDb = await startDynamoDb(java.command, folder);
    if (!dynamoDb.ok) return dynamoDb;
    try {
      return { ok: true, value: await run(connectionTo(dynamoDb.port, folder.databaseKey)) };
    } finally {
      await dynamoDb.stop();
    }
  } finally {
    tenancy.release();
  }
};
