/** `npm run rebuild [-- --view <view> --rate <n> --anew]`: makes the views anew from the records, writing what differs. */
import { setTimeout as wait } from 'node:timers/promises';
import { projecting } from '../functions/projecting/projecting.ts';
import { rebuild } from '../functions/projecting/rebuild.ts';
import { documentClient, tableNames } from '../functions/store/client.ts';
import { dataFolder } from './data-folder.ts';
import { rebuildAsked, rebuildSaid } from './rebuilding.ts';
import { withDynamoDb } from './with-dynamodb.ts';

const clock = () => new Date();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

/** 0: the views are as they should be. 1: not all of them, or not yet. 2: the arguments ask for nothing that there is. */
const run = async (args: readonly string[]): Promise<0 | 1 | 2> => {
  const asked = rebuildAsked(args);
  if (!asked.ok) {
    console.error(asked.sentence);
    return 2;
  }
  const folder = dataFolder(process.env);
  if (!folder.ok) {
    console.error(folder.sentence);
    return 1;
  }
  const result = await withDynamoDb(folder, async (connection): Promise<0 | 1> => {
    const store = { client: documentClient(connection), tables: tableNames() };
    const { audiences, rate, anew } = asked;
    const began = clock().getTime();
    try {
      const rebuilt = await rebuild({
        store,
        deps: projecting(store, clock),
        audiences,
        rate,
        anew,
        stop: stop.signal,
        wait: (ms) => wait(ms),
        note: (ref, error) => console.error(`${ref}: ${error instanceof Error ? error.message : String(error)}`),
      });
      console.log(rebuildSaid(audiences, rebuilt, clock().getTime() - began));
      return rebuilt.ended === 'done' && rebuilt.tally.failed === 0 ? 0 : 1;
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

process.exitCode = await run(process.argv.slice(2));
