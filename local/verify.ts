/** `npm run verify [-- <type>/<id>]`: whether the history of one record, or of all, is as it was written. */
import { documentClient, tableNames } from '../functions/store/client.ts';
import { dataFolder } from './data-folder.ts';
import { recordNamed, verify } from './verification.ts';
import { withDynamoDb } from './with-dynamodb.ts';

/** 0: all as written. 1: something is not, or there is nothing to verify. 2: the argument names no record. */
const run = async (argument: string | undefined): Promise<0 | 1 | 2> => {
  const only = argument === undefined ? undefined : recordNamed(argument);
  if (argument !== undefined && !only) {
    console.error(`${argument} names no record: say rounds/astana-syria-04, or nothing to verify all.`);
    return 2;
  }
  const folder = dataFolder(process.env);
  if (!folder.ok) {
    console.error(folder.sentence);
    return 1;
  }
  const result = await withDynamoDb(folder, async (connection) => {
    const store = { client: documentClient(connection), tables: tableNames() };
    try {
      return await verify(store, only, (line) => console.log(line));
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

process.exitCode = await run(process.argv[2]);
