/** `npm run rebuild [-- --view <view> --rate <n> --anew]`: makes the views anew from the records, writing what differs. */
import { setTimeout as wait } from 'node:timers/promises';
import { traceOf } from '../functions/log.ts';
import { projecting } from '../functions/projecting/projecting.ts';
import { rebuild } from '../functions/projecting/rebuild.ts';
import { audienceFiles } from '../functions/store/audience-files.ts';
import { openFiles } from './files.ts';
import { overRecords } from './over-records.ts';
import { rebuildAsked, rebuildSaid } from './rebuilding.ts';

/** How long it has to come to a good end once nobody waits for it, in milliseconds. */
const farewell = 2_000;

const clock = () => new Date();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
const stopSoon = () => {
  stop.abort();
  setTimeout(() => process.exit(1), farewell).unref();
};

/** 0: the views are as they should be. 1: not all of them, or not yet. 2: the arguments ask for nothing that there is. */
const run = async (args: readonly string[]): Promise<0 | 1 | 2> => {
  const asked = rebuildAsked(args);
  if (!asked.ok) {
    console.error(asked.sentence);
    return 2;
  }
  return overRecords(async (store, folder) => {
    const { audiences, rate, anew } = asked;
    const began = clock().getTime();
    const files = await openFiles(folder, clock);
    if (!files.ok) {
      console.error(files.sentence);
      return 1;
    }
    const rebuilt = await rebuild({
      store,
      deps: projecting(store, clock, audienceFiles(files)),
      audiences,
      rate,
      anew,
      stop: stop.signal,
      wait: (ms) => wait(ms),
      note: (ref, error) => console.error(JSON.stringify({ ref, ...traceOf(error) })),
    }).finally(files.close);
    console.log(rebuildSaid(audiences, rebuilt, clock().getTime() - began));
    return rebuilt.ended === 'done' && rebuilt.tally.failed === 0 ? 0 : 1;
  }, stopSoon);
};

process.exitCode = await run(process.argv.slice(2));
