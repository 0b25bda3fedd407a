/** `npm start`: runs a desk until Ctrl-C. */
import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import { dataFolder } from './data-folder.ts';
import { runDesk } from './desk.ts';
import { onceLauncherIsGone } from './launcher.ts';
import { portOf } from './port.ts';
import { progressOn } from './progress.ts';
import type { Refusal } from './refusal.ts';
import { welcome } from './welcome.ts';

const stop = new AbortController();

/** A second request to stop counts when it is not the echo of the first: npm passes on a Ctrl-C that the terminal sent too. */
const echo = 1_000;
let asked = 0;
const requestStop = () => {
  if (stop.signal.aborted && Date.now() - asked > echo) process.exit(130);
  if (stop.signal.aborted) return;
  asked = Date.now();
  console.log('\nStopping…');
  stop.abort();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, requestStop);

onceLauncherIsGone(requestStop);

const start = async (): Promise<{ ok: true } | Refusal> => {
  const port = portOf(process.env);
  if (!port.ok) return port;
  const folder = dataFolder(process.env);
  if (!folder.ok) return folder;
  console.log(
    `Starting Kelissöz at http://localhost:${port.port}, data in ${relative('', folder.path) || folder.path} …`,
  );
  return runDesk(
    {
      folder,
      port: port.port,
      clock: () => new Date(),
      newId: randomUUID,
      // On a terminal only what went wrong is news; a line for each request would bury it.
      log: (line) => line.level === 'error' && console.error(JSON.stringify(line)),
      progress: progressOn(process.stdout, 'Loading the sample'),
      ready: () => console.log(welcome(port.port, process.env.DATA_DIR ? `DATA_DIR=${process.env.DATA_DIR} ` : '')),
    },
    stop.signal,
  );
};

const ended = await start();
if (!ended.ok) {
  console.error(ended.sentence);
  process.exitCode = 1;
}
