/** Runs the desk's commands as a user's terminal does, each as a process of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What a command has printed, and how it ended: its exit code, or the signal that ended it. */
export type Ended = { out: string; err: string; code: number | NodeJS.Signals | null };

export type Command = {
  readonly pid: number;
  printed(): string;
  isOver(): boolean;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
};

const root = fileURLToPath(new URL('../../', import.meta.url));

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'kelissoz-desk-'));

/** `local/<name>.ts` under this Node, with nothing of the environment but what it needs. */
export const run = (name: string, env: Record<string, string>, args: readonly string[] = []): Command => {
  const child = spawn(process.execPath, [join(root, 'local', `${name}.ts`), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  const ended = once(child, 'close').then(([code, signal]) => ({ out, err, code: code ?? signal }));
  return {
    pid: child.pid ?? 0,
    printed: () => out + err,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal) => child.kill(signal),
    ended,
  };
};

/** Waits until something is so, as long as the test lasts and the command, if one is named, has not ended. */
export const until = async <T>(look: () => T | Promise<T>, command?: Command): Promise<NonNullable<T>> => {
  for (;;) {
    const found = await look();
    if (found) return found;
    if (command?.isOver()) throw new Error(`the command has ended: ${command.printed()}`);
    await wait(50);
  }
};

/** A port that nobody listens at, and that no outgoing connection is given. */
export const freePort = async (): Promise<number> => {
  const port = randomInt(10_000, 20_000);
  const server = createServer();
  try {
    await once(server.listen(port), 'listening');
  } catch {
    return freePort();
  }
  await once(server.close(), 'close');
  return port;
};

const processes = (): { pid: number; args: string }[] =>
  execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim())
    .map((line) => ({ pid: Number.parseInt(line, 10), args: line.replace(/^\d+ +/, '') }));

/** The command lines of all processes that name a folder. */
export const processesOn = (folder: string): string[] =>
  processes().flatMap(({ args }) => (args.includes(folder) ? [args] : []));

/** The process of the DynamoDB Local that works on a folder. */
export const javaOn = (folder: string): number | undefined =>
  processes().find(({ args }) => args.startsWith('java ') && args.includes(folder))?.pid;
