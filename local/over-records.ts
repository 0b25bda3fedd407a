/** Runs a command over the records of the data folder: over the running desk's DynamoDB Local, or one of its own. */
import { documentClient, tableNames } from '../functions/store/client.ts';
import type { Store } from '../functions/store/record.ts';
import { type DataFolder, dataFolder } from './data-folder.ts';
import { onceLauncherIsGone } from './launcher.ts';
import { withDynamoDb } from './with-dynamodb.ts';

/**
 * The command's exit code; 1, after one sentence on standard error, when there is no folder, database or record to run over. Once whoever
 * launched it is gone it does not go on unseen: it ends at once, or as `gone` has it.
 */
export const overRecords = async (
  command: (store: Store, folder: DataFolder) => Promise<0 | 1>,
  gone: () => void = () => process.exit(1),
): Promise<0 | 1> => {
  onceLauncherIsGone(gone);
  const folder = dataFolder(process.env);
  if (!folder.ok) {
    console.error(folder.sentence);
    return 1;
  }
  const result = await withDynamoDb(folder, async (connection) => {
    const store = { client: documentClient(connection), tables: tableNames() };
    try {
      return await command(store, folder);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
      console.error('There are no records here yet: run `npm start` first.');
      return 1;
    } finally {
      store.client.destroy();
    }
  });
  if (result.ok) return result.value;
  console.error(result.sentence);
  return 1;
};
