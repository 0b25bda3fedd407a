/** Notices that npm or the command line, whichever started this process, is gone, however it went. */
import { execFileSync } from 'node:child_process';

type Ancestor = { pid: number; parent: number; command: string };

const ancestor = (pid: number): Ancestor | undefined => {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return { pid, parent: Number.parseInt(line, 10), command: line.replace(/^\d+ +/, '') };
  } catch {
    return undefined;
  }
};

/** npm and the shell that it runs a script in, or none of them where that is not how we were started. */
const npmAndShell = (): number[] => {
  const near = ancestor(process.ppid);
  if (near && /^(\S*\/)?npm\b/.test(near.command)) return [near.pid];
  const far = near && ancestor(near.parent);
  return near && far && /^(\S*\/)?npm\b/.test(far.command) ? [near.pid, far.pid] : [];
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** How long it takes at most until it is noticed, in milliseconds. */
const interval = 500;

/**
 * Calls back once when the command line, npm or npm's shell has ended. A signal to npm ends its shell without reaching what runs in
 * it, and a `kill -9` reaches nobody; started by something else, this does nothing.
 */
export const onceLauncherIsGone = (gone: () => void): void => {
  if (process.channel) {
    // The channel to the command line closes however that ends.
    process.once('disconnect', gone);
    process.channel.unref();
    return;
  }
  const watched = process.env.npm_lifecycle_event === undefined ? [] : npmAndShell();
  if (watched.length === 0) return;
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return;
    clearInterval(timer);
    gone();
  }, interval).unref();
};
