/**
 * `npm run bench:kill -- <format> <files…>`: kills an import with `kill -9` at ten random moments, each time starting it
 * again; in the end the tracker's export is to the byte that of a tracker whose import was left alone.
 */
import { compared, exported } from './exported.ts';
import { withDatabase } from './local-database.ts';
import { type Tracker, trackerOver } from './tracker.ts';

const wanted = 10;

const command = ['import', ...process.argv.slice(2)];
if (command.length < 3) throw new Error('name a format and files');

const whole = async (tracker: Tracker): Promise<number> => {
  const { code, out, err, took } = await tracker.kelissoz(command);
  if (code !== 0) throw new Error(`ended with ${code}: ${err}`);
  console.log(`${out.trimEnd()}\nin ${(took / 1000).toFixed(1)} s`);
  return took;
};

await withDatabase(async (connection) => {
  const alone = await trackerOver(connection, 'alone-');
  const took = await whole(alone);
  const one = await exported(alone);
  await alone.close();

  const killed = await trackerOver(connection, 'killed-');
  for (let kills = 0; kills < wanted; ) {
    const moment = Math.random() * took;
    // In turns that which people kill, which takes the other with it, and that which works.
    const started = kills % 2 === 0 ? 'launcher' : 'worker';
    const { code } = await killed.kelissoz(command, (kill) => setTimeout(kill, moment).unref(), started);
    // What went in before is soon found unchanged, so a late moment may come too late.
    if (code !== null) continue;
    kills += 1;
    console.log(`killed the ${started} after ${(moment / 1000).toFixed(2)} s`);
  }
  await whole(killed);
  compared(one, await exported(killed));
  await killed.close();
});
