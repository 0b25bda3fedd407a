/** Snapshots: frozen whatever is edited, whole or not at all, and gone with every file before a retraction is answered. */
import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Hono } from 'hono';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kept, keepSnapshots } from '../../functions/freezing/keep.ts';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import type { Projecting } from '../../functions/projecting/port.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { rebuild } from '../../functions/projecting/rebuild.ts';
import { withdraw } from '../../functions/projecting/withdraw.ts';
import { publicApp } from '../../functions/public.ts';
import { audienceFiles } from '../../functions/store/audience-files.ts';
import type { FileStore } from '../../functions/store/file-client.ts';
import { type SnapshotFiles, snapshotFiles } from '../../functions/store/snapshot-files.ts';
import { Manifest } from '../../shared/contract/snapshot.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { lineOfReply } from '../../shared/interchange/snapshot.ts';
import { fileStoreIn } from '../files.ts';
import { openStore, type Store } from '../s3/store.ts';
import { type Door, party, process as processOf, round, staffDoor } from '../writing/door.ts';

const site = 'https://kelissoz.example';
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const paths = {
  'process#astana': 'processes/astana',
  'party#kaz': 'parties/kaz',
  'party#tur': 'parties/tur',
  'round#first': 'rounds/first',
} as const;
type Known = keyof typeof paths;
const refs = Object.keys(paths) as Known[];
const theRound = {
  ...round,
  participations: [
    { party: 'kaz', roles: ['host'], attendance: 'attended' },
    { party: 'tur', roles: ['guarantor'], attendance: 'attended' },
  ],
};
const turkey = { kind: 'state', name: { en: 'A name to be forgotten' } };

let buckets: Store;
let files: FileStore;
let door: Door;
let app: Hono;
let deps: Projecting;
let versions: Map<Known, number>;
let time: Date;
const clock = () => time;

const keep = (asked: { anew?: boolean } = {}, through: Partial<SnapshotFiles> = {}): Promise<Kept> =>
  keepSnapshots({ store: door.store, files: { ...snapshotFiles(files), ...through }, site, clock }, asked);
const project = (dirty: readonly Ref[] = refs) => projectDirty(deps, activeAudiences, dirty);
const get = async (path: string) => {
  const reply = await app.request(`/public/v1/snapshots${path}`);
  const text = await reply.text();
  return {
    status: reply.status,
    text,
    body: text === '' ? {} : JSON.parse(text),
    location: reply.headers.get('location') ?? '',
  };
};
const listed = async (): Promise<{ hash: string; date: string; records: number }[]> => (await get('')).body.items;
const stored = async (location: string): Promise<string | undefined> => {
  try {
    const { Body } = await files.client.send(
      new GetObjectCommand({ Bucket: files.buckets.publicFiles, Key: location.slice(1) }),
    );
    return await Body?.transformToString();
  } catch {
    return undefined;
  }
};
const fileOf = async (hash: string, name: string): Promise<string | undefined> =>
  stored((await get(`/${hash}/${name}`)).location);
const linesOf = async (hash: string, name: string): Promise<{ [field: string]: unknown }[]> =>
  ((await fileOf(hash, name)) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const edit = async (one: Known, body: object): Promise<void> => {
  const { status } = await door.put(paths[one], body, versions.get(one) ?? null);
  expect(status).toBeLessThan(300);
  versions.set(one, (versions.get(one) ?? 0) + 1);
};
const release = async (one: Known, form = 'full'): Promise<void> => {
  const version = versions.get(one) ?? 0;
  await door.act(paths[one], { draft: 'proposed' }, version);
  const { status } = await door.act(paths[one], { public: 'released', form }, version + 1, 'dana');
  expect(status).toBe(200);
  versions.set(one, version + 2);
};
const retract = async (one: Known): Promise<boolean> => {
  await door.act(paths[one], { public: 'retracted' }, versions.get(one) ?? 0, 'dana');
  versions.set(one, (versions.get(one) ?? 0) + 1);
  return withdraw(deps, one, () => {});
};

beforeEach(async () => {
  await buckets?.close();
  buckets = await openStore();
  files = fileStoreIn(buckets);
  door = await staffDoor();
  time = new Date('2030-01-05T10:00:00Z');
  versions = new Map();
  app = publicApp({ ...door.store, clock, newId: () => 'r', log: () => {} });
  deps = projecting(door.store, () => new Date(), audienceFiles(files));
  await edit('process#astana', processOf);
  await edit('party#kaz', party);
  await edit('party#tur', turkey);
  await edit('round#first', theRound);
  for (const one of refs) await release(one);
  await project();
});
afterAll(() => buckets.close());

describe('a snapshot', () => {
  test('is made once a month, is named by the hash of what its address answers, and has the files that it names', async () => {
    const { published } = await keep();
    const [hash = ''] = published;
    expect(await listed()).toEqual([{ hash, href: `/public/v1/snapshots/${hash}`, date: '2030-01-05', records: 4 }]);
    const { status, text, body } = await get(`/${hash}`);
    expect([status, sha256(text)]).toEqual([200, hash]);
    for (const { name, sha256: said } of Manifest.parse(body).files) {
      const { status: found, location } = await get(`/${hash}/${name}`);
      expect([found, location]).toEqual([303, expect.stringMatching(/^\/snapshots\/files\/[\w-]{32}\//)]);
      if (!name.endsWith('.parquet')) expect([name, sha256((await stored(location)) ?? '')]).toEqual([name, said]);
    }
    // Whoever reads the public door makes the same lines, and so the same snapshot.
    for (const [of, path] of Object.entries(paths)) {
      const reply = await app.request(`/public/v1/${path}`);
      expect(await fileOf(hash, `${path.split('/')[0]}.jsonl`), of).toContain(
        `${lineOfReply(await reply.json()).text}\n`,
      );
    }
    for (const other of ['none.csv', 'rounds', '']) expect((await get(`/${hash}/${other}`)).status).toBe(404);
    expect((await get(`/${'0'.repeat(64)}`)).status).toBe(404);
    expect(await keep()).toEqual({ published: [], awaited: 0 });
    time = new Date('2030-02-01T00:00:00Z');
    expect((await keep()).published).toHaveLength(1);
    expect((await listed()).map(({ date }) => date)).toEqual(['2030-02-01', '2030-01-05']);
  });

  test('is the same whatever is done that nobody released, and stays as it is when a record is corrected', async () => {
    const [hash = ''] = (await keep()).published;
    await edit('party#kaz', { ...party, note: 'A secret', name: { en: 'Renamed' } });
    await door.put('parties/uzb', party);
    await project([...refs, 'party#uzb']);
    // The same bytes have the same name: there is nothing to publish.
    expect((await keep({ anew: true })).published).toEqual([]);
    await release('party#kaz');
    await project();
    const [later = ''] = (await keep({ anew: true })).published;
    expect(await linesOf(later, 'parties.jsonl')).toMatchObject([
      { id: 'kaz', name: { en: 'Renamed' } },
      { id: 'tur' },
    ]);
    expect(await linesOf(hash, 'parties.jsonl')).toMatchObject([
      { id: 'kaz', name: { en: 'Kazakhstan' } },
      { id: 'tur' },
    ]);
    expect(await listed()).toHaveLength(2);
  });

  test('is no row that a rebuild would sweep', async () => {
    const [hash = ''] = (await keep()).published;
    const rebuilt = await rebuild({
      store: door.store,
      deps,
      audiences: ['public'],
      rate: 10_000,
      wait: async () => {},
      note: () => {},
    });
    expect(rebuilt).toMatchObject({ ended: 'done', tally: { swept: 0, put: 0 } });
    expect((await get(`/${hash}`)).status).toBe(200);
    expect(await linesOf(hash, 'rounds.jsonl')).toHaveLength(1);
  });
});

describe('when a record in a snapshot is retracted', () => {
  test('its address answers 410 and its files are gone before the retraction is answered; its successor has all else as it was', async () => {
    const [hash = ''] = (await keep()).published;
    const before = await Promise.all(
      Manifest.parse((await get(`/${hash}`)).body).files.map(
        async ({ name }) => (await get(`/${hash}/${name}`)).location,
      ),
    );
    // Corrected since: in the snapshot it stands as it was.
    await edit('party#kaz', { ...party, name: { en: 'Renamed' } });
    await release('party#kaz');
    await project();

    expect(await retract('party#tur')).toBe(true);
    const { status, body, text } = await get(`/${hash}`);
    const day = new Date().toISOString().slice(0, 10);
    expect([status, body.type]).toEqual([410, '/problems/snapshot-withdrawn']);
    expect(body.erratum).toEqual({ records: [{ type: 'party', id: 'tur', became: 'withdrawn', day }] });
    expect(text).not.toContain('forgotten');
    expect((await get(`/${hash}/parties.jsonl`)).status).toBe(410);
    for (const location of before) expect(await stored(location)).toBeUndefined();
    expect(await listed()).toEqual([]);

    const { published, awaited } = await keep();
    const [successor = ''] = published;
    expect([published.length, awaited]).toEqual([1, 0]);
    expect((await get(`/${hash}`)).body.erratum.successor).toBe(`/public/v1/snapshots/${successor}`);
    expect(await listed()).toMatchObject([{ hash: successor, date: '2030-01-05', records: 3 }]);
    expect((await get(`/${successor}`)).body.replaces).toEqual({
      snapshot: hash,
      without: [{ type: 'party', id: 'tur' }],
    });
    expect(await linesOf(successor, 'parties.jsonl')).toMatchObject([{ id: 'kaz', name: { en: 'Kazakhstan' } }]);
    const [first] = await linesOf(successor, 'rounds.jsonl');
    expect(first?.participations).toEqual([expect.objectContaining({ party: 'kaz' })]);
    for (const { key } of await snapshotFiles(files).all()) {
      const kept = await stored(`/${key}`);
      expect([key, /forgotten|"tur"/.test(kept ?? '')]).toEqual([key, false]);
    }
    // And no second run makes another.
    expect(await keep()).toEqual({ published: [], awaited: 0 });
  });

  test('what it said is in no successor, though it is released again before there is one', async () => {
    const [hash = ''] = (await keep()).published;
    await retract('party#tur');
    await edit('party#tur', { ...turkey, name: { en: 'Türkiye' } });
    await release('party#tur');
    await project();
    const [successor = ''] = (await keep()).published;
    expect((await get(`/${successor}`)).body.replaces).toEqual({
      snapshot: hash,
      without: [{ type: 'party', id: 'tur' }],
    });
    expect(await linesOf(successor, 'parties.jsonl')).toMatchObject([
      { id: 'kaz' },
      { id: 'tur', name: { en: 'Türkiye' } },
    ]);
  });

  test('whoever breaks off comes again: nothing is said to be withheld before its files are gone, and its successor is made by a later run', async () => {
    const [hash = ''] = (await keep()).published;
    const { location } = await get(`/${hash}/parties.jsonl`);
    const broken = async (): Promise<never> => {
      throw new Error('broken off');
    };
    const whole = deps;
    deps = projecting(door.store, () => new Date(), { ...audienceFiles(files), removeAll: broken });
    expect([await retract('party#tur'), (await get(`/${hash}`)).status]).toEqual([false, 200]);
    expect((await app.request('/public/v1/parties/tur')).status).toBe(200);
    deps = whole;
    // What the stream brings again.
    await project(['party#tur']);
    expect([(await get(`/${hash}`)).status, await stored(location)]).toEqual([410, undefined]);
    expect((await app.request('/public/v1/parties/tur')).status).toBe(404);

    await expect(keep({}, { put: broken })).rejects.toThrow('broken off');
    expect((await get(`/${hash}`)).body.erratum.successor).toBeUndefined();
    const [successor = ''] = (await keep()).published;
    expect((await get(`/${hash}`)).body.erratum.successor).toBe(`/public/v1/snapshots/${successor}`);
    expect(await linesOf(successor, 'parties.jsonl')).toMatchObject([{ id: 'kaz' }]);
  });

  test('each of several snapshots is gone, and a second withdrawal takes the successor as well', async () => {
    const [one = ''] = (await keep()).published;
    time = new Date('2030-02-01T00:00:00Z');
    const [other = ''] = (await keep()).published;
    await retract('party#tur');
    expect([(await get(`/${one}`)).status, (await get(`/${other}`)).status]).toEqual([410, 410]);
    const successors = (await keep()).published;
    expect((await listed()).map(({ hash, date }) => [hash, date]).sort()).toEqual(
      [
        [(await get(`/${one}`)).body.erratum.successor.split('/').at(-1), '2030-01-05'],
        [(await get(`/${other}`)).body.erratum.successor.split('/').at(-1), '2030-02-01'],
      ].sort(),
    );
    await retract('party#kaz');
    for (const hash of successors) expect((await get(`/${hash}`)).status).toBe(410);
    expect((await keep()).published).toHaveLength(2);
    expect((await listed()).map(({ records }) => records)).toEqual([2, 2]);
  });

  test('a record that was merged into another leaves it like one that was withdrawn, and what named it names the other', async () => {
    await door.put('parties/turkiye', turkey, null);
    await door.act('parties/turkiye', { draft: 'proposed' }, 1);
    await door.act('parties/turkiye', { public: 'released', form: 'full' }, 2, 'dana');
    await project([...refs, 'party#turkiye']);
    const [hash = ''] = (await keep()).published;
    expect((await door.put('parties/tur/merge-into/turkiye', {}, versions.get('party#tur') ?? 0)).status).toBe(200);
    versions.set('party#tur', (versions.get('party#tur') ?? 0) + 1);
    await release('party#tur');
    await project([...refs, 'party#turkiye']);
    const { status, body } = await get(`/${hash}`);
    expect([status, body.erratum.records]).toMatchObject([410, [{ id: 'tur', became: 'withdrawn' }]]);
    const [successor = ''] = (await keep()).published;
    expect(await linesOf(successor, 'parties.jsonl')).toMatchObject([{ id: 'kaz' }, { id: 'turkiye' }]);
    const [first] = await linesOf(successor, 'rounds.jsonl');
    expect(first?.participations).toMatchObject([{ party: 'kaz' }, { party: 'turkiye' }]);
  });

  test('a more reserved form takes it off too, and a fuller one does not', async () => {
    await release('party#tur', 'summary');
    await project();
    const [hash = ''] = (await keep()).published;
    await release('party#tur', 'full');
    await project();
    expect((await get(`/${hash}`)).status).toBe(200);
    await release('party#tur', 'existence');
    await project();
    const { status, body } = await get(`/${hash}`);
    expect([status, body.erratum.records]).toMatchObject([410, [{ id: 'tur', became: 'reserved' }]]);
    const [successor = ''] = (await keep()).published;
    expect(await linesOf(successor, 'parties.jsonl')).toMatchObject([{ id: 'kaz' }, { id: 'tur' }]);
    expect((await get(`/${successor}`)).body.replaces.without).toEqual([{ type: 'party', id: 'tur' }]);
  });
});

describe('a snapshot that is made while a record is withdrawn', () => {
  test('is not published, and nothing of it is left', async () => {
    const { put } = snapshotFiles(files);
    let retracted: boolean | undefined;
    const { published } = await keep(
      {},
      {
        put: async (...file) => {
          retracted ??= await retract('party#tur');
          await put(...file);
        },
      },
    );
    expect([retracted, published, await listed()]).toEqual([true, [], []]);
    expect(await snapshotFiles(files).all()).toEqual([]);
    const [hash = ''] = (await keep()).published;
    expect(await linesOf(hash, 'parties.jsonl')).toHaveLength(1);
  });

  test('is withdrawn with it, though it is published after the projector looked for it', async () => {
    let hash: string | undefined;
    const between = Object.create(door.store.client);
    between.send = async (command: { input: { ExpressionAttributeValues?: { ':pk'?: string } } }) => {
      const answer = await door.store.client.send(command as never);
      if (command.input.ExpressionAttributeValues?.[':pk'] === 'snapshots' && hash === undefined) {
        hash = '';
        [hash] = (await keep()).published;
      }
      return answer;
    };
    deps = projecting({ ...door.store, client: between }, () => new Date(), audienceFiles(files));
    expect(await retract('party#tur')).toBe(true);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await get(`/${hash}`)).status).toBe(410);
  });
});

test('files of a run that broke off are removed once nobody can be at work on them', async () => {
  const [hash = ''] = (await keep()).published;
  const { put, all } = snapshotFiles(files);
  await put('snapshots/files/broken/rounds.jsonl', 'application/jsonl', 'x');
  await put('snapshots/sources/broken', 'application/jsonl', 'x');
  const broken = async () => (await all()).filter(({ key }) => key.includes('broken')).length;
  time = new Date(Date.now() + 59 * 60_000);
  await keep();
  expect(await broken()).toBe(2);
  time = new Date(Date.now() + 61 * 60_000);
  await keep();
  expect(await broken()).toBe(0);
  expect(await linesOf(hash, 'rounds.jsonl')).toHaveLength(1);
});
