/** The bundled functions do all their work under their own policies, and use all that these give them. */
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { DeleteCommand, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Of } from '../writing/files.ts';
import { deployed, template } from './deployed.ts';
import { embargoed } from './embargoed.ts';
import { type Grant, givenGrants, isFor } from './grant.ts';
import { listed, rowsUnder } from './page.ts';
import { type Answer, type Asked, type Running, run } from './running.ts';

let running: Running;
beforeAll(async () => {
  running = await run(template);
});
afterAll(() => running.close());

const officer = ['aigul', 'staff'];
const releaser = ['dana', 'staff', 'releaser'];
const cleared = ['saule', 'staff', 'cleared'];

const staff = async (method: string, path: string, status: number, asked: Asked = {}): Promise<Answer> => {
  const answer = await running.ask(method, `/staff/v1/${path}`, { by: officer, ...asked });
  expect(answer, `${method} ${path}`).toMatchObject({ status });
  return answer;
};

/** Saves a record, proposes and releases it; answers its tag. */
const released = async (path: string, body: object, ifMatch?: string): Promise<string | undefined> => {
  const saved = await staff('PUT', path, ifMatch === undefined ? 201 : 200, { body, ifMatch });
  const proposal = { body: { draft: 'proposed' }, ifMatch: saved.etag };
  const proposed = await staff('PUT', `${path}/release`, 200, proposal);
  const release = { by: releaser, body: { public: 'released', form: 'full' }, ifMatch: proposed.etag };
  return (await staff('PUT', `${path}/release`, 200, release)).etag;
};

const readers = { public: undefined, analyst: ['yuri', 'analyst'], cleared: ['saule', 'cleared'] } as const;

/** What each reading door answers: the ids of a list, or the status where it has none. */
const shown = async (path: string): Promise<Record<string, unknown>> => {
  const answers = Object.entries(readers).map(async ([door, by]) => {
    const { status, body } = await running.ask('GET', `/${door}/v1/${path}`, by && { by });
    return [door, Array.isArray(body.items) ? body.items.map(({ id }) => String(id).split(':').at(-1)) : status];
  });
  return Object.fromEntries(await Promise.all(answers));
};

const round = {
  process: 'astana',
  kind: 'main',
  status: 'held',
  period: '2017-05-03/2017-05-04',
  label: { en: 'Fourth' },
  participations: [{ party: 'bloc', roles: ['guarantor'], attendance: 'attended' }],
};
const many = (count: number) => ({
  kind: 'other',
  name: { en: 'Many' },
  aliases: Array.from({ length: count }, (_, index) => ({ name: `alias ${index}` })),
});

test('staff save and release, the projector projects, and each reading door shows its own view', async () => {
  await released('parties/bloc', { kind: 'bloc', name: { en: 'A bloc' } });
  const memberships = [{ of: 'bloc', period: '../..' }];
  const member = await released('parties/kaz', { kind: 'state', name: { en: 'Kazakhstan' }, memberships });
  await released('processes/astana', { name: { en: 'Astana' }, level: 'international', status: 'active' });
  await released('rounds/fourth', round);
  await staff('PUT', 'rounds/fifth', 201, { body: { ...round, label: { en: 'Fifth' }, period: '2017-07-04' } });
  const secret = { ...round, classification: 'restricted', label: { en: 'Secret' }, period: '2017-09-14' };
  const { body } = await staff('POST', 'rounds', 201, { by: cleared, body: secret });
  await running.settle();
  expect(await shown('rounds')).toEqual({
    public: ['fourth'],
    analyst: ['fourth', 'fifth'],
    cleared: ['fourth', 'fifth', body.id],
  });
  expect(await shown('parties/kaz/rounds')).toMatchObject({ public: ['fourth'], analyst: ['fourth', 'fifth'] });
  expect(await shown('timeline.json')).toEqual({
    public: ['round/fourth'],
    analyst: ['round/fifth', 'round/fourth'],
    cleared: [`round/${body.id}`, 'round/fifth', 'round/fourth'],
  });
  // Where nothing is found each door asks into what it was merged.
  for (const form of ['ics', 'atom', 'json', 'csv']) {
    const nowhere = await running.ask('GET', `/public/v1/timeline.${form}?process=nobody&party=nobody`);
    expect([form, nowhere.status]).toEqual([form, 200]);
  }
  const address = encodeURIComponent('https://kelissoz.example/en/rounds/nobody');
  expect(await running.ask('GET', `/public/v1/oembed?url=${address}`)).toMatchObject({ status: 404 });
  expect(await shown('timeline?process=nobody')).toEqual({ public: [], analyst: [], cleared: [] });
  expect(await shown('processes/astana')).toEqual({ public: 200, analyst: 200, cleared: 200 });
  for (const page of ['rounds/fourth', 'processes/astana']) {
    expect(await running.ask('GET', `/en/${page}`), page).toMatchObject({ status: 200 });
  }
  // Leaves the bloc: its edge is deleted, and with it the rows by way of the bloc.
  await released('parties/kaz', { kind: 'state', name: { en: 'Kazakhstan' } }, member);
  await running.settle();
  expect(await shown('parties/kaz/rounds')).toEqual({ public: [], analyst: [], cleared: [] });
});

test('who reads a restricted record is noted by either door, and told to releasers', async () => {
  const { body } = await running.ask('GET', '/cleared/v1/rounds', { by: cleared });
  const items = Array.isArray(body.items) ? body.items : [];
  await staff('GET', `rounds/${items.at(-1)?.id}`, 200, { by: cleared });
  const log = await staff('GET', 'readings?by=saule', 200, { by: releaser });
  const noted = Array.isArray(log.body.items) ? log.body.items : [];
  expect(noted.slice(0, 2)).toMatchObject([
    { what: 'record', door: 'staff' },
    { what: 'list', door: 'cleared' },
  ]);
});

test('staff read a history, and delete what nobody refers to', async () => {
  const { body } = await staff('GET', 'rounds/fourth/revisions', 200);
  expect(body.items).toHaveLength(3);
  await staff('DELETE', 'processes/astana', 409, { ifMatch: '"3"' });
  await staff('DELETE', 'rounds/fifth', 204, { ifMatch: '"1"' });
  await running.settle();
  expect(await shown('rounds/fifth')).toEqual({ public: 404, analyst: 404, cleared: 404 });
});

test('staff import records, and the projector writes more rows than one transaction takes', async () => {
  const line = JSON.stringify({ type: 'party', id: 'many', ...many(250) });
  const { body } = await staff('POST', 'import', 200, { body: line, type: 'application/x-ndjson' });
  expect(body.verdict).toBe('created');
  await running.settle();
  expect(await shown('parties?name=alias%20249')).toMatchObject({ public: [], analyst: ['many'] });
  await staff('PUT', 'parties/many', 200, { body: many(10), ifMatch: '"1"' });
  await running.settle();
  expect(await shown('parties?name=alias%20249')).toMatchObject({ public: [], analyst: [] });
});

test('a retraction has the projector withdraw the record before it is answered', async () => {
  const { etag, body } = await staff('PUT', 'rounds/fourth/release', 200, {
    by: releaser,
    body: { public: 'retracted' },
    ifMatch: '"3"',
  });
  expect(body).toMatchObject({ withheld: true });
  expect(await shown('rounds/fourth')).toMatchObject({ public: 404, analyst: 200 });
  expect(etag).toBe('"4"');
});

test('embargoes are lifted at their time, and what was lifted too early waits for it again', async () => {
  const { client } = running.database;
  const saved = await staff('PUT', 'parties/uzb', 201, { body: { ...many(250), memberships: [{ of: 'bloc' }] } });
  const proposed = await staff('PUT', 'parties/uzb/release', 200, { body: { draft: 'proposed' }, ifMatch: saved.etag });
  const release = { by: releaser, body: { public: 'released', form: 'full' }, ifMatch: proposed.etag };
  const { etag, status, until } = await embargoed(
    (embargoUntil) =>
      running.ask('PUT', '/staff/v1/parties/uzb/release', { ...release, body: { ...release.body, embargoUntil } }),
    1_000,
  );
  expect(status).toBe(200);
  while (new Date().toISOString() < until) await setTimeout(100);
  expect(await running.invoke('embargo', {})).toEqual({ lifted: 1, failed: 0 });
  expect(await shown('parties/uzb')).toEqual({ public: 200, analyst: 200, cleared: 200 });
  // What is due is projected as it stands by then. Of two corrections the second reads no membership, not even of what it replaced.
  await released('parties/uzb', many(10), await released('parties/uzb', many(11), etag));
  await client.send(new PutCommand({ TableName: 'Records', Item: { pk: 'DUE', sk: `${until}#party#uzb` } }));
  expect(await running.invoke('embargo', {})).toEqual({ lifted: 1, failed: 0 });
  expect(await shown('parties?name=alias%20249')).toEqual({ public: [], analyst: [], cleared: [] });
  // As a clock that was an hour ahead would have left it.
  const sk = `${new Date(Date.now() + 3_600_000).toISOString()}#party#uzb`;
  await client.send(new PutCommand({ TableName: 'Records', Item: { pk: 'LIFTED', sk } }));
  await running.invoke('embargo', {});
  const { Item } = await client.send(new GetCommand({ TableName: 'Records', Key: { pk: 'DUE', sk } }));
  expect(Item).toBeDefined();
});

test('the ledger and the seal close a day, and keep the leaves of the two newest', async () => {
  const { client } = running.database;
  const closed = [
    { name: 'ledger', table: 'PublicView', days: 'ledger' },
    { name: 'seal', table: 'Projections', days: 'SEAL' },
  ];
  for (const { name, table, days } of closed) {
    const old = [1, 2].map((day) => ({ date: `2000-01-0${day}`, root: String(day).repeat(64), size: 1 }));
    for (const day of old) {
      const Item = { pk: days, sk: day.date, body: JSON.stringify(day) };
      await client.send(new PutCommand({ TableName: table, Item }));
      await client.send(new PutCommand({ TableName: table, Item: { pk: `${days}#${day.root}`, sk: 'a', body: '[]' } }));
    }
    expect(await running.invoke(name, {})).toMatchObject({ closed: true });
    expect(await running.invoke(name, {})).toMatchObject({ closed: false });
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: `${days}#${'1'.repeat(64)}`, sk: 'a' } }),
    );
    expect(Item).toBeUndefined();
  }
  const { body } = await staff('GET', 'seals', 200, { by: releaser });
  expect(body.items).toMatchObject([{}, { date: '2000-01-02' }, { date: '2000-01-01' }]);
  expect((await running.ask('GET', '/public/v1/parties/uzb/inclusion')).status).toBe(200);
});

test('a snapshot is kept, is gone with what is retracted, and has a successor without it', async () => {
  const snapshots = async (path = '') => running.ask('GET', `/public/v1/snapshots${path}`);
  await released('parties/frozen', { kind: 'state', name: { en: 'Frozen' } });
  await running.settle();
  const made = Object(await running.invoke('snapshots', {}));
  const [hash] = made.published;
  const { headers } = await snapshots(`/${hash}/codebook.md`);
  const location = headers.get('location') ?? '';
  expect(await running.ask('GET', location)).toMatchObject({ status: 200 });
  const { etag } = await staff('GET', 'parties/frozen', 200);
  const retraction = { by: releaser, body: { public: 'retracted' }, ifMatch: etag };
  expect((await staff('PUT', 'parties/frozen/release', 200, retraction)).body).toMatchObject({ withheld: true });
  expect(await running.ask('GET', location)).toMatchObject({ status: 403 });
  expect(await snapshots(`/${hash}`)).toMatchObject({
    status: 410,
    body: { erratum: { records: [{ id: 'frozen' }] } },
  });
  const [successor] = Object(await running.invoke('snapshots', {})).published;
  expect((await snapshots(`/${hash}`)).body).toMatchObject({
    erratum: { successor: `/public/v1/snapshots/${successor}` },
  });
  expect(await snapshots(`/${successor}`)).toMatchObject({ status: 200, body: { replaces: { snapshot: hash } } });
});

test('a rebuild puts back what is missing in the views, and takes away what is too much', async () => {
  await staff('PUT', 'parties/many', 200, { body: many(250), ifMatch: '"2"' });
  await running.settle();
  const { client } = running.database;
  for (const TableName of ['PublicView', 'AnalystView', 'ClearedView']) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    for (const { pk, sk } of Items) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    await client.send(new PutCommand({ TableName, Item: { pk: 'stray', sk: 'stray' } }));
  }
  await client.send(
    new DeleteCommand({ TableName: 'Projections', Key: { pk: 'READ#process#astana', sk: 'round#fourth' } }),
  );
  const Key = { pk: 'READ#party#never', sk: 'round#fourth' };
  await client.send(new PutCommand({ TableName: 'Projections', Item: Key }));
  expect(await shown('processes/astana')).toEqual({ public: 404, analyst: 404, cleared: 404 });
  expect(await running.invoke('rebuild', { rate: 1000 })).toMatchObject({ done: true, failed: 0 });
  expect(await client.send(new GetCommand({ TableName: 'Projections', Key }))).not.toHaveProperty('Item');
  expect(await shown('processes/astana')).toEqual({ public: 200, analyst: 200, cleared: 200 });
});

test('the canary sees its beat on every view', async () => {
  const looked = running.invoke('canary', {});
  const stop = new AbortController();
  const following = (async () => {
    while (!stop.signal.aborted) await running.settle();
  })();
  await looked;
  stop.abort();
  await following;
  expect(running.notes).toContainEqual(expect.objectContaining({ event: 'fresh' }));
});

/** Announces a file for the document, sends it to the store and files it; answers the document's tag. */
const textFiled = async (text: string, ifMatch: string | undefined): Promise<string | undefined> => {
  const bytes = Buffer.from(text);
  const announced = { language: 'en', mediaType: 'text/plain', bytes: bytes.length, sha256: sha256Of(bytes) };
  const { body } = await staff('POST', 'documents/statement/uploads', 201, { body: announced });
  const sent = await fetch(String(body.url), { method: 'PUT', headers: Object(body.headers), body: text });
  expect(sent.status).toBe(200);
  const filing = { body: { sha256: announced.sha256, fileName: 'statement.txt', authentic: true }, ifMatch };
  return (await staff('PUT', 'documents/statement/texts/en', 200, filing)).etag;
};
const outWith = async (ifMatch: string | undefined): Promise<string | undefined> => {
  const proposed = await staff('PUT', 'documents/statement/release', 200, { body: { draft: 'proposed' }, ifMatch });
  const release = { by: releaser, body: { public: 'released', form: 'full' }, ifMatch: proposed.etag };
  return (await staff('PUT', 'documents/statement/release', 200, release)).etag;
};

/** What each reading door gives of the text. */
const textShown = async (): Promise<Record<string, string | number>> => {
  const texts = Object.entries(readers).map(async ([door, by]) => {
    const { status, headers } = await running.ask('GET', `/${door}/v1/documents/statement/texts/en`, by && { by });
    const location = headers.get('location') ?? '';
    if (status !== 303) return [door, status];
    if (door !== 'public') return [door, await (await fetch(location)).text()];
    return [door, (await running.ask('GET', location)).text];
  });
  return Object.fromEntries(await Promise.all(texts));
};
const allSay = (text: string) => ({ public: text, analyst: text, cleared: text });

test('the file of a text is copied for each audience by whoever projects, and by nobody kept longer than it is shown', async () => {
  const document = { kind: 'statement', title: { en: 'A statement' }, status: 'adopted', date: '2017-05-04' };
  let tag = await outWith(
    await textFiled('one', (await staff('PUT', 'documents/statement', 201, { body: document })).etag),
  );
  await running.settle();
  expect(await textShown()).toEqual(allSay('one'));
  const location = (await running.ask('GET', '/public/v1/documents/statement/texts/en')).headers.get('location') ?? '';
  const { headers } = await running.ask('GET', location);
  expect(headers.get('content-disposition')).toBe('attachment; filename="statement.txt"');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect([...headers.keys()].filter((name) => name.startsWith('x-amz'))).toEqual([]);
  const byStaff = await staff('GET', 'documents/statement/texts/en', 303);
  expect(await (await fetch(byStaff.headers.get('location') ?? '')).text()).toBe('one');

  const unsent = { sha256: '0'.repeat(64), fileName: 'a.txt', authentic: true };
  await staff('PUT', 'documents/statement/texts/en', 422, { body: unsent, ifMatch: tag });

  // A projection does what is to be done by then, whoever asks for it.
  tag = await outWith(await textFiled('two', tag));
  const sk = `${new Date().toISOString()}#document#statement`;
  await running.database.client.send(new PutCommand({ TableName: 'Records', Item: { pk: 'DUE', sk } }));
  expect(await running.invoke('embargo', {})).toEqual({ lifted: 1, failed: 0 });
  expect(await textShown()).toEqual(allSay('two'));
  expect(await running.ask('GET', location)).toMatchObject({ status: 403 });

  // A rebuild also puts back what is gone though the head names it.
  for (const [name, bucket] of running.files.buckets) {
    if (!/^(public|analyst|cleared)files/.test(name)) continue;
    for (const { key } of await running.files.objects.all(bucket, 'texts/')) {
      await running.files.objects.delete(bucket, key, undefined, false);
    }
  }
  expect(await running.invoke('rebuild', { rate: 1000, anew: true })).toMatchObject({ done: true, failed: 0 });
  expect(await textShown()).toEqual(allSay('two'));
  tag = await outWith(await textFiled('three', tag));
  expect(await running.invoke('rebuild', { rate: 1000, anew: true })).toMatchObject({ done: true, failed: 0 });
  expect(await textShown()).toEqual(allSay('three'));

  const retraction = { by: releaser, body: { public: 'retracted' }, ifMatch: tag };
  const retracted = await staff('PUT', 'documents/statement/release', 200, retraction);
  expect(retracted.body).toMatchObject({ withheld: true });
  expect(await textShown()).toEqual({ ...allSay('three'), public: 404 });
  await staff('DELETE', 'documents/statement/texts/en', 200, { ifMatch: retracted.etag });
  await running.settle();
  expect(await textShown()).toEqual({ public: 404, analyst: 404, cleared: 404 });
  for (const [name, bucket] of running.files.buckets) {
    if (/^(public|analyst|cleared)files/.test(name))
      expect(await running.files.objects.all(bucket, 'texts/')).toEqual([]);
  }
});

test('of what is expunged the files that no revision names are deleted before the second releaser is answered', async () => {
  const [, locked] = [...running.files.buckets].find(([name]) => name.startsWith('locked')) ?? [];
  if (!locked) throw new Error('there is no locked bucket');
  const stored = async () => (await running.files.objects.all(locked, 'documents/statement/')).map(({ key }) => key);
  const before = await stored();
  expect(before.length).toBeGreaterThan(0);
  // As a save that failed left it, long enough ago.
  running.clock.behind = 3_600_000;
  const body = Readable.from([Buffer.from('zero')]);
  await running.files.objects.put(locked, `documents/statement/${sha256Of(Buffer.from('zero'))}`, {
    body,
    headers: {},
  });
  running.clock.behind = 0;
  const { headers } = await staff('GET', 'documents/statement', 200);
  const reason = { reason: 'Names a person' };
  const path = 'documents/statement/revisions/1/expunged';
  const asked = await staff('PUT', path, 200, { by: releaser, ifMatch: headers.get('etag'), ...reason });
  const done = await staff('PUT', path, 200, { by: ['erlan', 'staff', 'releaser'], ifMatch: asked.etag, ...reason });
  expect(done.body).toMatchObject({ expunged: [{ version: 1 }], filesGone: true });
  expect(await stored()).toEqual(before);
});

test('the documentation is shown', async () => {
  expect(await running.ask('GET', '/public/v1/openapi.json')).toMatchObject({ status: 200 });
});

test('nothing that a function asked for was denied', () => {
  expect(running.decisions.filter(({ verdict }) => verdict !== 'allow')).toEqual([]);
  const errors = running.notes.filter(({ level, event }) => level === 'error' && event !== 'embargoes-resumed');
  expect(errors).toEqual([]);
});

/** Whether the page says why this is given though no test uses it. */
const isExcused = ({ role, action }: Grant): boolean =>
  rowsUnder('Given, and used by no test').some((row) => listed(row.role ?? '').includes(role) && row.action === action);

test('everything that a role is given was used, but for what the page says why', () => {
  const roles = new Map(deployed.map(({ name, role }) => [name, role.name]));
  const passesBy = ({ action }: Grant) => /^(dynamodb|kms|lambda|s3):/.test(action);
  const isUsed = (grant: Grant) =>
    running.decisions.some(
      ({ role, need }) => role === roles.get(grant.role) && isFor(grant, need.action, need.resource, need.context),
    );
  const unused = givenGrants().filter((grant) => passesBy(grant) && !isUsed(grant));
  expect(unused.filter((grant) => !isExcused(grant))).toEqual([]);
  // An excuse for what is used, or no longer given, is none.
  const excuses = rowsUnder('Given, and used by no test').flatMap((row) =>
    listed(row.role ?? '').map((role) => `${role} ${row.action}`),
  );
  expect([...new Set(unused.map(({ role, action }) => `${role} ${action}`))].sort()).toEqual(excuses.sort());
});
