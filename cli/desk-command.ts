/** Commands that work on the tables of a desk, not over HTTP: handed on to the one script that does each. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const deskCommands: readonly string[] = ['token', 'verify', 'rebuild', 'snapshot'];

/** Runs the script of one of them in the clone, as `npm run` does; the number is what it ends with. It knows when this process is gone. */
export const runOnDesk = async (name: string, args: readonly string[]): Promise<number> => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const script = fileURLToPath(new URL(`../local/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
};
