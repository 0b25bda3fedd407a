/** The ledger: everybody can check a released record against a published root, and learns nothing else by it. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { rebuild } from '../../functions/projecting/rebuild.ts';
import { publicApp } from '../../functions/public.ts';
import { ledgerOf, publishDay } from '../../functions/sealing/ledger.ts';
import { readPages } from '../../functions/store/day.ts';
import type { Day } from '../../shared/contract/day.ts';
import { ledger, ledgerLeaves } from '../../shared/projection/keys.ts';
import { type Door, party, process as processOf, round, staffDoor } from '../writing/door.ts';

const clock = () => new Date();
const at = (day: number): Date => new Date(Date.UTC(2030, 0, day, 0, 5));
const refs = ['process#astana', 'round#first', 'party#kaz', 'party#tur'] as const;

let door: Door;
let app: Hono;
const publish = (day: number) => publishDay(door.store, at(day));
const project = () => projectDirty(projecting(door.store, clock), activeAudiences, new Set(refs));
const get = async (path: string) => {
  const reply = await app.request(`/public/v1/${path}`);
  return { status: reply.status, text: await reply.text() };
};
const days = async (): Promise<Day[]> => JSON.parse((await get('ledger')).text).items;
const newestRoot = async (): Promise<string | undefined> => (await days())[0]?.root;

beforeAll(async () => {
  door = await staffDoor();
  app = publicApp({ ...door.store, clock, newId: () => 'r', log: () => {} });
  await door.put('processes/astana', processOf);
  await door.put('rounds/first', { ...round, participations: [{ party: 'kaz', attendance: 'attended' }] }).then(
    // The party is not there yet.
    ({ status }) => expect(status).toBe(422),
  );
  await door.put('parties/kaz', party);
  await door.put('rounds/first', { ...round, participations: [{ party: 'kaz', attendance: 'attended' }] });
  for (const path of ['processes/astana', 'parties/kaz', 'rounds/first']) await door.release(path, 1);
  await project();
});

const script = /```js\n\/\/ check\.mjs[^\n]*\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'kelissoz-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the script of the README says of an address. */
const checked = async (path: string, through: (text: string) => string = (text) => text): Promise<string> => {
  const fetch = async (request: Request) => {
    const reply = await app.fetch(request);
    return new Response(through(await reply.text()), { status: reply.status });
  };
  const server = createAdaptorServer({ fetch }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const file = join(folder, 'check.mjs');
  writeFileSync(file, script);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      file,
      `http://127.0.0.1:${port}/public/v1/${path}`,
    ]);
    return stdout.trim();
  } finally {
    server.close();
  }
};

describe('a day of the ledger', () => {
  test('is there once, over all that is released, and a second run of the day leaves it as it is', async () => {
    expect(await publish(1)).toMatchObject({ closed: true, day: { date: '2030-01-01', size: 3 } });
    const [first] = await days();
    await door.put('parties/tur', party);
    await door.release('parties/tur', 1);
    await project();
    expect(await publish(1)).toEqual({ closed: false, day: first });
    expect(await days()).toEqual([first]);
    expect(JSON.parse((await get('ledger/2030-01-01')).text)).toEqual(first);
    expect((await get('ledger/2030-01-02')).status).toBe(404);
    // Not in it yet: answered as what is not there.
    expect((await get('parties/tur/inclusion')).status).toBe(404);
    expect(await publish(2)).toMatchObject({ closed: true, day: { date: '2030-01-02', size: 4 } });
    expect((await get('parties/tur/inclusion')).status).toBe(200);
    // Nor does a clock that was set back make a day before one that stands.
    expect(await publish(1)).toMatchObject({ closed: false, day: { date: '2030-01-02' } });
  });

  test('has the same root whatever is done that nobody released', async () => {
    const root = await newestRoot();
    await door.put('parties/kaz', { ...party, note: 'A secret', name: { en: 'Renamed' } }, 3);
    await door.put('parties/uzb', party);
    await door.put('rounds/second', { ...round, label: { en: 'Fifth' } });
    await project();
    expect(await publish(3)).toMatchObject({ closed: true, day: { root } });
  });
});

describe('the script of the README', () => {
  test('has ten lines, and finds every released record in the ledger', async () => {
    expect(script.trim().split('\n').length).toBeLessThanOrEqual(10);
    for (const path of ['rounds/first', 'parties/kaz', 'processes/astana']) {
      expect(await checked(path), path).toBe('in the ledger of 2030-01-03');
    }
  });

  test('finds a form that says anything else not in it', async () => {
    expect(await checked('rounds/first', (text) => text.replace('Fourth', 'Fifth'))).toBe(
      'NOT in the ledger of 2030-01-03',
    );
    expect(await checked('rounds/first', (text) => text.replace('"salt":"salt"', '"salt":"pepper"'))).toMatch(/^NOT/);
  });
});

test('what was retracted has no inclusion, like what never was; the leaves name nobody', async () => {
  const root = await newestRoot();
  expect((await door.act('parties/tur', { public: 'retracted' }, 3, 'dana')).status).toBe(200);
  await project();
  expect((await get('parties/tur/inclusion')).status).toBe(404);
  const absent = (await get('parties/nobody/inclusion')).text;
  expect((await get('parties/tur/inclusion')).text.replace('/tur/', '/nobody/')).toBe(absent);
  const rows = await readPages(ledgerOf(door.store), root ?? '');
  expect(rows.map(({ sk, body }) => `${sk} ${body}`).join('\n')).toMatch(/^[0-9a-f~ ",[\]\n]+$/);
  expect(await publish(4)).toMatchObject({ closed: true, day: { size: 3 } });
  expect(await newestRoot()).not.toBe(root);
});

test('leaves are kept of the two newest days; a run that broke off leaves nothing in the list', async () => {
  const { client, tables } = door.store;
  const left = async (): Promise<Set<string>> => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tables.publicView, ConsistentRead: true }));
    return new Set(Items.map(({ pk }) => String(pk)).filter((pk) => pk.startsWith(ledgerLeaves(''))));
  };
  await door.act('parties/kaz', { public: 'retracted' }, 4, 'dana');
  await project();
  const broken = {
    send: (command: { input: { Item?: { pk?: string } } }) => {
      if (command.input.Item?.pk === ledger) throw new Error('broken off');
      return client.send(command as never);
    },
  };
  const before = await days();
  await expect(publishDay({ client: Object.assign(Object.create(client), broken), tables }, at(5))).rejects.toThrow(
    'broken off',
  );
  expect(await days()).toEqual(before);
  await publish(5);
  expect(await days()).toHaveLength(before.length + 1);
  expect([...(await left())].sort()).toEqual(
    (await days())
      .slice(0, 2)
      .map(({ root }) => ledgerLeaves(root))
      .sort(),
  );
});

test('a rebuild of the view leaves the ledger where it is', async () => {
  const before = await days();
  const deps = projecting(door.store, clock);
  const tally = await rebuild({
    store: door.store,
    deps,
    audiences: ['public'],
    rate: 1000,
    wait: async () => {},
    note: () => {},
  });
  expect(tally.tally.swept).toBe(0);
  expect(await days()).toEqual(before);
  expect((await get('rounds/first/inclusion')).status).toBe(200);
});
