/** How other commands find the desk that runs on a data folder, and that no second one does. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { DataFolder } from './data-folder.ts';
import { isLocked, type Lock, takeLock } from './lock.ts';
import { type Refusal, refusal } from './refusal.ts';

/** A desk in operation: its process, the port it serves and that of its DynamoDB Local. */
export const RunningDesk = z.object({ pid: z.int(), port: z.int(), dynamoDbPort: z.int() });
export type RunningDesk = z.infer<typeof RunningDesk>;

/** Until `release`, this process alone works on the data folder. `announce` says to other commands where the desk is. */
export type Tenancy = { readonly ok: true; announce(desk: RunningDesk): void; release(): void };

/** How long the end of a DynamoDB Local whose desk has died is waited for, in milliseconds. */
const patience = 15_000;

const keeperGone = async (folder: DataFolder): Promise<boolean> => {
  for (const deadline = Date.now() + patience; isLocked(folder.keeperLock); await wait(100)) {
    if (Date.now() > deadline) return false;
  }
  return true;
};

const tenancy = (folder: DataFolder, lock: Lock): Tenancy => ({
  ok: true,
  announce: (desk) => {
    const draft = `${folder.runFile}.new`;
    writeFileSync(draft, `${JSON.stringify(desk)}\n`);
    renameSync(draft, folder.runFile);
  },
  release: () => {
    rmSync(folder.runFile, { force: true });
    lock.release();
  },
});

const attempt = <T>(work: () => T): T | 'failed' => {
  try {
    return work();
  } catch {
    return 'failed';
  }
};

/** Takes the data folder for this process; a refusal while another process works on it. */
export const occupy = async (folder: DataFolder): Promise<Tenancy | Refusal> => {
  const lock = attempt(() => takeLock(folder.lock));
  if (lock === 'failed') {
    return refusal(
      `The file ${folder.lock} cannot be used: see that it is a file you may write to, or name another folder with DATA_DIR.`,
    );
  }
  if (!lock) {
    return refusal(
      `Another command is using the data folder ${folder.path} already: stop it first, or name another folder with DATA_DIR.`,
    );
  }
  if (await keeperGone(folder)) return tenancy(folder, lock);
  lock.release();
  return refusal(
    `The DynamoDB Local of an earlier start still runs on the data folder ${folder.path}: end that Java process, or name another folder with DATA_DIR.`,
  );
};

/** The desk that runs on a data folder. A file that was left behind by a desk that died, or is no such file, is none. */
export const findRunningDesk = (folder: DataFolder): RunningDesk | undefined => {
  if (!isLocked(folder.lock)) return undefined;
  try {
    const found = RunningDesk.safeParse(JSON.parse(readFileSync(folder.runFile, 'utf8')));
    return found.success ? found.data : undefined;
  } catch {
    return undefined;
  }
};
