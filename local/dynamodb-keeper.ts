/**
 * Runs DynamoDB Local for as long as whoever started it lives: ends it when standard input closes, which the system sees to
 * even after a `kill -9`. Started by dynamodb.ts as `node dynamodb-keeper.ts <lock file or nothing> <java> <arguments…>`, in
 * a process group of its own, so that a Ctrl-C on the terminal does not end the database before the last write.
 */
import { spawn } from 'node:child_process';
import { takeLock } from './lock.ts';

/** How long DynamoDB Local may take to end when asked to, in milliseconds, before it is made to. */
const patience = 10_000;

const [lockFile = '', command = 'java', ...args] = process.argv.slice(2);

// Held until this process ends, which is after the database: nobody starts another one on its files before that.
const lock = lockFile === '' ? 'none needed' : takeLock(lockFile);
if (!lock) process.exit(1);

const database = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const end = () => {
  database.kill('SIGTERM');
  setTimeout(() => database.kill('SIGKILL'), patience).unref();
};

process.stdin.on('end', end).on('error', end).resume();
// A signal to this process alone must not leave the database behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

database.on('error', () => process.exit(127));
database.on('exit', (code) => process.exit(code ?? 0));
