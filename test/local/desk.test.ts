/** A desk as a process: started, found, killed and started again. */
import { beforeAll, expect, test } from 'vitest';
import { documentClient, tableNames } from '../../functions/store/client.ts';
import { dataFolder } from '../../local/data-folder.ts';
import { assembly } from '../../local/gateway/assembly.ts';
import { isLocked } from '../../local/lock.ts';
import { findRunningDesk } from '../../local/running-desk.ts';
import { markSampleLoaded } from '../../local/sample-mark.ts';
import { withDynamoDb } from '../../local/with-dynamodb.ts';
import { freePort, javaOn, newFolder, processesOn, run, until } from './desk-process.ts';

// What is deployed is synthesized once for all desks, which none of them has to wait for here.
beforeAll(async () => expect(await assembly()).toMatchObject({ ok: true }));

const newDesk = async () => {
  const path = newFolder();
  const folder = dataFolder({ DATA_DIR: path });
  if (!folder.ok) throw new Error(folder.sentence);
  const port = await freePort();
  return { path, folder, port, env: { DATA_DIR: path, PORT: String(port) } };
};

const health = async (port: number): Promise<unknown> => {
  try {
    const reply = await fetch(`http://localhost:${port}/healthz`);
    return { status: reply.status, body: await reply.json() };
  } catch {
    return undefined;
  }
};

const gone = (path: string) => until(() => processesOn(path).length === 0);

test('a desk that is killed while it loads the sample leaves nothing running, and its folder to the next', async () => {
  const { path, folder, port, env } = await newDesk();
  const first = run('start', env);
  const running = await until(() => findRunningDesk(folder), first);
  expect(running).toMatchObject({ pid: first.pid, port });
  expect(await health(port)).toEqual({ status: 503, body: { status: 'starting' } });

  const second = await run('start', { ...env, PORT: String(await freePort()) }).ended;
  expect(second.code).toBe(1);
  expect(second.err).toMatch(/^Another command is using the data folder [^\n]+\.\n$/);
  // Its own port stands in the token, whatever PORT says where the token is asked for.
  const { out } = await run('token', { ...env, PORT: '1' }, ['--sub', 'a', '--groups', 'staff']).ended;
  const claims: unknown = JSON.parse(Buffer.from(out.split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({
    iss: `http://localhost:${port}/issuer`,
    token_use: 'access',
    'cognito:groups': ['staff'],
  });

  await until(() => first.printed().includes('Loading the sample'), first);
  first.kill('SIGKILL');
  await gone(path);
  expect(findRunningDesk(folder)).toBeUndefined();

  const third = run('start', env);
  await until(() => third.printed().includes('Loading the sample'), third);
  third.kill('SIGINT');
  expect(await third.ended).toMatchObject({ code: 0, err: '' });
  expect(processesOn(path)).toEqual([]);
  expect(isLocked(folder.lock)).toBe(false);
});

test('a desk with its data is well, lends its database, and ends in peace', async () => {
  const { path, folder, port, env } = await newDesk();
  const table = tableNames().projections;
  const empty = run('start', env);
  await until(() => findRunningDesk(folder), empty);
  const lent = await withDynamoDb(folder, async (connection) => {
    await until(() =>
      markSampleLoaded(documentClient(connection), table, new Date()).then(
        () => true,
        () => false,
      ),
    );
    return processesOn(path).filter((line) => line.startsWith('java')).length;
  });
  expect(lent).toEqual({ ok: true, value: 1 });
  empty.kill('SIGTERM');
  expect(await empty.ended).toMatchObject({ code: 0 });

  const desk = run('start', env);
  expect(await until(async () => (desk.printed().includes('is running') ? health(port) : undefined), desk)).toEqual({
    status: 200,
    body: { status: 'ok' },
  });
  expect(desk.printed()).not.toContain('Loading');
  expect(desk.printed()).toContain(`DATA_DIR=${path} npm run --silent token -- --sub`);
  const reply = await fetch(`http://127.0.0.1:${port}/public/v1/timeline`);
  expect(reply.status).toBe(200);
  desk.kill('SIGHUP');
  expect(await desk.ended).toMatchObject({ code: 0, err: '' });
  expect(processesOn(path)).toEqual([]);
});

test('a desk whose database dies says so and ends', async () => {
  const { path, folder, env } = await newDesk();
  const desk = run('start', env);
  await until(() => findRunningDesk(folder), desk);
  await until(() => desk.printed().includes('Loading the sample'), desk);
  const database = await until(() => javaOn(path));
  process.kill(database, 'SIGKILL');
  const { code, err } = await desk.ended;
  expect(code).toBe(1);
  expect(err.trimEnd().split('\n').at(-1)).toMatch(/^DynamoDB Local has ended by itself; [^\n]+\.$/);
  expect(processesOn(path)).toEqual([]);
});
