/** `npm run snapshot`: freezes what is public now, besides the snapshots that a desk makes by itself. */
import { keepSnapshots } from '../functions/freezing/keep.ts';
import { Busy } from '../functions/store/busy.ts';
import { snapshotFiles } from '../functions/store/snapshot-files.ts';
import { openFiles } from './files.ts';
import { overRecords } from './over-records.ts';
import { portOf } from './port.ts';
import { findRunningDesk } from './running-desk.ts';

const clock = () => new Date();

/** 0: what is public now is frozen, and nothing waits for a successor. 1: not all of it. 2: the arguments ask for nothing that there is. */
const run = async (args: readonly string[]): Promise<0 | 1 | 2> => {
  const port = portOf(process.env);
  if (args.length > 0 || !port.ok) {
    console.error(port.ok ? 'Say npm run snapshot, and nothing after it.' : port.sentence);
    return 2;
  }
  return overRecords(async (store, folder) => {
    const files = await openFiles(folder, clock, findRunningDesk(folder)?.port ?? port.port);
    if (!files.ok) {
      console.error(files.sentence);
      return 1;
    }
    const freezing = { store, files: snapshotFiles(files), site: files.site, clock };
    try {
      const { published, awaited } = await keepSnapshots(freezing, { anew: true });
      for (const hash of published) console.log(hash);
      if (published.length === 0) console.error('Nothing was to be frozen that is not by now.');
      // Something was taken back while it was being frozen.
      if (awaited > 0) console.error(`${awaited} that were withdrawn have no successor yet: run it again.`);
      return awaited > 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      console.error('More is being released than can be frozen at once: run it again when that is done.');
      return 1;
    } finally {
      await files.close();
    }
  });
};

process.exitCode = await run(process.argv.slice(2));
