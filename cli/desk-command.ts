/** Commands that work on the tables of a desk, not over HTTP: handed on to the one script that does each. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const deskCommands: readonly string[] = ['token', 'verify', 'rebuild', 'snapshot'];

/** Runs `npm run` for one of them in the clone; the number is what it ends with. */
export const runOnDesk = async (name: string, args: readonly string[]): Promise<number> => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn('npm', ['run', '--silent', name, '--', ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
};
