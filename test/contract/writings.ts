/** Everything that is asked of the staff door: records of every type from their first save to their deletion. */
import { bases, type Operation } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { workStates } from '../../shared/contract/work-state.ts';
import { type RecordType, recordTypes, ref } from '../../shared/domain/record-type.ts';
import { type Doors, type Officer, tokenOf } from './doors.ts';
import type { Submit } from './readings.ts';
import { askForTexts } from './texts.ts';

const on = { en: 'A text' };

/** A small record of each type, standing on those of the same name; whatever is said otherwise. */
const bodyOf = (type: RecordType, name: string, more: object = {}): object => {
  const process = `${name}-process`;
  const round = `${name}-round`;
  const bodies: Record<RecordType, object> = {
    process: { name: on, level: 'international', status: 'active' },
    round: { process, kind: 'main', status: 'held', period: '2026-01', label: on },
    party: { kind: 'institution', name: on },
    document: { process, round, kind: 'letter', title: on, status: 'tabled', date: '2026-01-05' },
    outcome: {
      process,
      round,
      kind: 'statement',
      date: '2026-01-05',
      summary: on,
      documents: [`${name}-document`],
      positions: [{ party: `${name}-party`, position: 'agrees' }],
    },
    caseload: {
      institution: `${name}-party`,
      period: '2025',
      measures: [{ measure: 'cases', value: 12, unit: 'cases' }],
    },
  };
  return { ...bodies[type], ...more };
};

type Knock = {
  by?: Officer | null;
  match?: string;
  create?: true;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
};

const operationOf = (id: string): Operation => {
  const found = operations.staff.find((operation) => operation.id === id);
  if (!found) throw new Error(`no operation is called ${id}`);
  return found;
};

const acts = [
  'read',
  'save',
  'delete',
  'release',
  'history',
  'revision',
  'difference',
  'consentTo',
  'withdrawConsentTo',
  'expunge',
  'unaskExpunge',
  'merge',
  'unmerge',
] as const;

/** A body that each act which takes one understands. */
const goodBody = (what: (typeof acts)[number], type: RecordType): Pick<Knock, 'body'> => {
  if (what === 'save') return { body: bodyOf(type, 'first') };
  if (what === 'consentTo') return { body: { form: 'full' } };
  return what === 'release' ? { body: { draft: 'proposed' } } : {};
};

/** Knocks at the staff door and has every reply judged. */
const staffDoor = (doors: Doors, submit: Submit) => {
  const knock = async (
    what: (typeof acts)[number],
    type: RecordType,
    id: string,
    { by = 'aigerim', match, create, body, raw, headers = {} }: Knock = {},
    { app = doors.app, more = '', n = '1', survivor = 'nobody' } = {},
  ): Promise<Response> => {
    const operation = operationOf(`${what}${type[0]?.toUpperCase()}${type.slice(1)}`);
    const path = operation.path.replace(':id', id).replace(':n', n).replace(':party', 'fra');
    const address = bases.staff + path.replace(':survivor', survivor) + more;
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const reply = await app.request(address, {
      method: operation.method,
      headers: {
        ...(by && { Authorization: `Bearer ${await tokenOf(by)}` }),
        ...(match !== undefined && { 'If-Match': match }),
        ...(create && { 'If-None-Match': '*' }),
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    await submit('staff', operation, reply.clone(), `${operation.method} ${address}`);
    return reply;
  };
  const tagOf = async (type: RecordType, id: string): Promise<string> =>
    (await knock('read', type, id)).headers.get('ETag') ?? '';
  const act = async (type: RecordType, id: string, body: object, by: Officer = 'aigerim'): Promise<Response> =>
    knock('release', type, id, { by, body, match: await tagOf(type, id) });
  const release = async (type: RecordType, id: string): Promise<void> => {
    await act(type, id, { draft: 'proposed' });
    await act(type, id, { public: 'released', form: 'full' }, 'saule');
  };
  const save = async (type: RecordType, name: string, more: object = {}): Promise<Response> =>
    knock('save', type, `${name}-${type}`, { create: true, body: bodyOf(type, name, more) });
  return { knock, tagOf, act, release, save };
};
type Staff = ReturnType<typeof staffDoor>;

const out = { public: 'released', form: 'full' };

/** By a releaser, with the reason that an expunging takes. */
const because = (by: Officer): Knock => ({ by, headers: { 'Change-Reason': 'Asked for by its author' } });

/** What only releasers may do, whatever is sent with it. */
const forReleasers: ReadonlySet<string> = new Set(['expunge', 'unaskExpunge']);

/** What every operation refuses before it looks at a record, and when it cannot. */
const askInVain = async ({ knock }: Staff, doors: Doors, type: RecordType, id: string): Promise<void> => {
  for (const what of acts) {
    const sent: Knock = { match: '"1"', ...goodBody(what, type), ...(forReleasers.has(what) && because('saule')) };
    await knock(what, type, id, { ...sent, by: null });
    await knock(what, type, id, { ...sent, by: 'timur' });
    await knock(what, type, id, sent, { app: doors.broken });
    await knock(what, type, id, sent, { app: doors.busy });
    await knock(what, type, id, sent, { app: doors.cutOff });
  }
};

/** What is wrong with a write itself: its body, its precondition, its reason. */
const askBadly = async ({ knock }: Staff, type: RecordType, id: string): Promise<void> => {
  for (const what of ['save', 'release', 'consentTo'] as const) {
    const good: Knock = { match: '"1"', ...goodBody(what, type) };
    await knock(what, type, id, { ...good, raw: '{' });
    await knock(what, type, id, { ...good, raw: ' '.repeat(1024 * 1024 + 1) });
    await knock(what, type, id, { ...good, headers: { 'Content-Type': 'text/plain' } });
  }
  for (const what of ['save', 'delete', 'release', 'consentTo', 'withdrawConsentTo', 'merge', 'unmerge'] as const) {
    const { body } = goodBody(what, type);
    await knock(what, type, id, { body, match: '1' });
    await knock(what, type, id, { body, match: '"1"', headers: { 'Change-Reason': "utf-8''%FF" } });
    await knock(what, type, id, { body, match: '"999"' });
    await knock(what, type, id, { body });
  }
};

/** Its way to the public and back, with every refusal on it. */
const askForRelease = async ({ knock, act, release, tagOf }: Staff, type: RecordType, id: string): Promise<void> => {
  await knock('release', type, id, { body: { draft: 'done' }, match: await tagOf(type, id) });
  await act(type, id, { public: 'retracted' }, 'saule');
  await act(type, id, out, 'saule');
  await act(type, id, out, 'aigerim');
  await act(type, id, { draft: 'proposed' }, 'dana');
  await act(type, id, out, 'dana');
  await act(type, id, { draft: 'internal' });
  await release(type, id);
  await act(type, id, { public: 'retracted' }, 'saule');
  await release(type, id);
};

/** Its first content taken out of its history, once another is the newest, with every refusal. */
const askToExpunge = async ({ knock, tagOf }: Staff, type: RecordType, id: string): Promise<void> => {
  const ask = async (by: Officer, more: Knock = {}, n = '1'): Promise<Response> =>
    knock('expunge', type, id, { match: await tagOf(type, id), ...because(by), ...more }, { n });
  const unask = async (more: Knock = {}): Promise<Response> =>
    knock('unaskExpunge', type, id, { match: await tagOf(type, id), by: 'dana', ...more });
  await ask('saule', { headers: {} });
  await ask('saule', { match: '1' });
  await ask('saule', { match: '"999"' });
  await knock('expunge', type, id, because('saule'));
  await ask('saule', {}, '999');
  await ask('saule');
  await knock('save', type, id, { match: await tagOf(type, id), body: bodyOf(type, 'first', { note: 'Another' }) });
  await ask('saule');
  for (const more of [{ match: '1' }, { match: '"999"' }, { headers: { 'Change-Reason': "utf-8''%FF" } }])
    await unask(more);
  await knock('unaskExpunge', type, id, { by: 'dana' });
  for (let times = 0; times < 2; times += 1) await unask();
  for (const by of ['saule', 'saule', 'dana'] as const) await ask(by);
  await knock('revision', type, id);
  await knock('history', type, id);
};

/** A record like the first is merged into another like it, which is not released, and taken out again. */
const askToMerge = async ({ knock, tagOf, act }: Staff, type: RecordType): Promise<void> => {
  const [id, survivor] = [`twin-${type}`, `other-${type}`];
  for (const one of [id, survivor]) await knock('save', type, one, { create: true, body: bodyOf(type, 'first') });
  const ask = async (what: 'merge' | 'unmerge', into: string): Promise<Response> =>
    knock(what, type, id, { match: await tagOf(type, id) }, { survivor: into });
  await ask('merge', id);
  await ask('merge', survivor);
  await act(type, id, { draft: 'proposed' });
  await act(type, id, out, 'saule');
  await ask('unmerge', `first-${type}`);
  await ask('unmerge', survivor);
};

/** A consent to it, given, refused and taken back. */
const askForConsent = async ({ knock, tagOf }: Staff, type: RecordType, id: string): Promise<void> => {
  await knock('withdrawConsentTo', type, id, { match: await tagOf(type, id) });
  await knock('consentTo', type, id, { match: await tagOf(type, id), body: { form: 'short' } });
  await knock('consentTo', type, id, { match: await tagOf(type, id), body: { form: 'summary' } });
  await knock('withdrawConsentTo', type, id, { match: await tagOf(type, id) });
};

/** A restricted record that is created, and every refusal of one. */
const askToCreate = async (doors: Doors, submit: Submit, type: RecordType): Promise<void> => {
  const operation = operationOf(`create${type[0]?.toUpperCase()}${type.slice(1)}`);
  const address = `${bases.staff}${operation.path}`;
  const good = JSON.stringify(bodyOf(type, 'first'));
  type Sent = { by?: Officer | null; headers?: Record<string, string>; app?: Doors['app'] };
  const send = async (body: string, { by = 'gulnara', headers = {}, app = doors.app }: Sent = {}) => {
    const authorization = by && { Authorization: `Bearer ${await tokenOf(by)}` };
    const sent = { ...authorization, 'Content-Type': 'application/json', ...headers };
    const reply = await app.request(address, { method: operation.method, headers: sent, body });
    await submit('staff', operation, reply, `${operation.method} ${address}`);
  };
  await send(good);
  for (const by of [null, 'timur', 'aigerim'] as const) await send(good, { by });
  await send('{');
  await send(' '.repeat(1024 * 1024 + 1));
  await send(good, { headers: { 'Content-Type': 'text/plain' } });
  await send(good, { headers: { 'Change-Reason': "utf-8''%FF" } });
  await send(JSON.stringify(bodyOf(type, 'first', { id: 'chosen', colour: 'red' })));
  for (const app of [doors.broken, doors.busy, doors.cutOff]) await send(good, { app });
};

/** Imports: a line of every verdict that one request can bring about, and every refusal. */
const askToImport = async (doors: Doors, submit: Submit): Promise<void> => {
  const operation = operationOf('importRecords');
  const address = `${bases.staff}${operation.path}`;
  type Sent = { by?: Officer | null; headers?: Record<string, string>; more?: string; app?: Doors['app'] };
  const send = async (raw: string, { by = 'aigerim', headers = {}, more = '', app = doors.app }: Sent = {}) => {
    const reply = await app.request(address + more, {
      method: operation.method,
      headers: {
        ...(by && { Authorization: `Bearer ${await tokenOf(by)}` }),
        'Content-Type': 'application/x-ndjson',
        ...headers,
      },
      body: raw,
    });
    await submit('staff', operation, reply, `${operation.method} ${address}${more}`);
  };
  const records = recordTypes.map((type) => bodyOf(type, 'waiting', { type, id: `late-${type}`, ...waitsIn[type] }));
  const bad = ['{', '{"type":"party"}', JSON.stringify({ ...records[2], id: 'x', colour: 'red' })];
  const lines = [...records.map((record) => JSON.stringify(record)), ...bad].join('\n');
  await send(lines, { more: '?dryRun=true' });
  await send(lines);
  await send(lines);
  await send(lines, { by: null });
  await send(lines, { by: 'timur' });
  await send(lines, { more: '?dryRun=perhaps' });
  await send(lines, { headers: { 'Content-Type': 'text/csv' } });
  await send(`${lines}\n${' '.repeat(4 * 1024 * 1024)}`);
  for (const app of [doors.broken, doors.busy, doors.cutOff]) await send(lines, { app });
};

/** The log of restricted readings, with some in it, and every refusal. */
const askForReadings = async (doors: Doors, submit: Submit): Promise<void> => {
  const operation = operationOf('listReadings');
  const ask = async (query: string, by: Officer | null = 'madina', app = doors.app): Promise<void> => {
    const address = bases.staff + operation.path + query;
    const headers = by === null ? {} : { Authorization: `Bearer ${await tokenOf(by)}` };
    await submit('staff', operation, await app.request(address, { headers }), address);
  };
  await staffDoor(doors, submit).knock('read', 'party', 'alone-party', { by: 'gulnara' });
  for (const query of ['', '?by=gulnara', '?record=party%23alone-party', '?record=alone']) await ask(query);
  for (const by of ['saule', 'aigerim', 'timur', null] as const) await ask('', by);
  for (const app of [doors.broken, doors.busy, doors.cutOff]) await ask('', 'madina', app);
};

/** The seals, and every refusal. */
const askForSeals = async (doors: Doors, submit: Submit): Promise<void> => {
  const operation = operationOf('listSeals');
  const ask = async (by: Officer | null, app = doors.app): Promise<void> => {
    const address = bases.staff + operation.path;
    const headers = by === null ? {} : { Authorization: `Bearer ${await tokenOf(by)}` };
    await submit('staff', operation, await app.request(address, { headers }), address);
  };
  for (const by of ['saule', 'aigerim', 'timur', null] as const) await ask(by);
  for (const app of [doors.broken, doors.busy, doors.cutOff]) await ask('saule', app);
};

/** Bundles: every verdict that one request can bring about, and every refusal. */
const askForBundles = async (doors: Doors, submit: Submit): Promise<void> => {
  const operation = operationOf('releaseRecords');
  const address = `${bases.staff}${operation.path}`;
  type Sent = { by?: Officer | null; headers?: Record<string, string>; more?: string; app?: Doors['app'] };
  const send = async (body: unknown, { by = 'saule', headers = {}, more = '', app = doors.app }: Sent = {}) => {
    const reply = await app.request(address + more, {
      method: operation.method,
      headers: {
        ...(by && { Authorization: `Bearer ${await tokenOf(by)}` }),
        'Content-Type': 'application/json',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    await submit('staff', operation, reply, `${operation.method} ${address}${more}`);
  };
  const about = { records: [...recordTypes.map((type) => `${type}#agreed-${type}`), 'party#nobody'] };
  const propose = { draft: 'proposed', ...about };
  const release = { ...out, ...about };
  await send(propose, { by: 'aigerim', more: '?dryRun=true' });
  await send(propose, { by: 'aigerim' });
  await send(release, { more: '?dryRun=true' });
  await send(release);
  await send({ ...out, worklist: {} }, { more: '?dryRun=true' });
  await send(release, { by: null });
  await send(release, { by: 'aigerim' });
  await send(release, { by: 'timur' });
  await send({ ...release, records: ['x'] });
  await send(release, { more: '?dryRun=perhaps' });
  await send('{');
  await send(' '.repeat(1024 * 1024 + 1));
  await send(release, { headers: { 'Content-Type': 'text/plain' } });
  for (const app of [doors.broken, doors.busy, doors.cutOff]) await send(release, { app });
};

/** The work list: each state, and every refusal. */
const askForWork = async (doors: Doors, submit: Submit): Promise<void> => {
  const operation = operationOf('listWork');
  const ask = async (query: string, by: Officer | null = 'aigerim', app = doors.app): Promise<void> => {
    const address = `${bases.staff}${operation.path}${query}`;
    const headers = by === null ? {} : { Authorization: `Bearer ${await tokenOf(by)}` };
    await submit('staff', operation, await app.request(address, { headers }), address);
  };
  for (const state of workStates) await ask(`?state=${state}&limit=100`);
  await ask('?state=done');
  await ask('?state=proposed', null);
  await ask('?state=proposed', 'timur');
  for (const app of [doors.broken, doors.busy, doors.cutOff]) await ask('?state=proposed', 'aigerim', app);
};

/** What those wait for that need nothing else. */
const waitsIn: Partial<Record<RecordType, object>> = {
  process: { parent: 'nowhere' },
  party: { memberships: [{ of: 'nowhere' }] },
};

/** Tells every story of the staff door; every reply is submitted. */
export const askStaff = async (doors: Doors, submit: Submit): Promise<void> => {
  const staff = staffDoor(doors, submit);
  const { knock, save, release, act, tagOf } = staff;
  const idOf = (type: RecordType) => `first-${type}`;

  for (const type of recordTypes) {
    await knock('save', type, idOf(type), { create: true, body: { ...bodyOf(type, 'first'), colour: 'red' } });
    await save(type, 'first');
    await askInVain(staff, doors, type, idOf(type));
    await askBadly(staff, type, idOf(type));
    const read: unknown = await (await knock('read', type, idOf(type))).json();
    await knock('save', type, idOf(type), { match: '"1"', body: read });
    await knock('read', type, 'nothing-here');
    await knock('history', type, 'nothing-here');
    await knock('revision', type, 'nothing-here');
    await knock('difference', type, 'nothing-here');
    await knock('difference', type, idOf(type), {}, { more: '?from=0' });
    await knock('history', type, idOf(type), {}, { more: '?limit=0' });
  }
  // What is released before its process or its round.
  for (const type of ['round', 'document', 'outcome'] as const) await act(type, idOf(type), out, 'saule');
  await act('process', idOf('process'), { public: 'retracted' }, 'saule');
  await release('process', idOf('process'));
  for (const type of ['document', 'outcome'] as const) await act(type, idOf(type), out, 'saule');
  for (const type of recordTypes) {
    if (type === 'process') await act(type, idOf(type), { public: 'retracted' }, 'saule');
    // A process or round that was retracted at the end of its own way is released again by then.
    await askForConsent(staff, type, idOf(type));
    await askToExpunge(staff, type, idOf(type));
    await askForRelease(staff, type, idOf(type));
    await knock('history', type, idOf(type), {}, { more: '?limit=1' });
    await knock('history', type, idOf(type));
    await knock('revision', type, idOf(type));
    await knock('difference', type, idOf(type));
  }

  for (const type of recordTypes) await askToMerge(staff, type);

  // Nobody who is referred to is deleted, or raised to restricted.
  await save('outcome', 'second', {
    process: 'first-process',
    round: 'first-round',
    documents: [],
    positions: [],
    restates: [idOf('outcome')],
  });
  await doors.project([...recordTypes.map((type) => ref(type, idOf(type))), ref('outcome', 'second-outcome')]);
  for (const type of recordTypes.filter((one) => one !== 'caseload')) {
    const match = await tagOf(type, idOf(type));
    await knock('delete', type, idOf(type), { match });
    await knock('save', type, idOf(type), { match, body: bodyOf(type, 'first', { classification: 'restricted' }) });
  }

  // Raised, and deleted, where nobody refers to it.
  for (const type of recordTypes) {
    const id = `alone-${type}`;
    const alone = (name: string, more: object = {}) => bodyOf(type, name, more);
    await knock('save', type, id, { create: true, body: alone('first') });
    await knock('save', type, id, { match: '"1"', body: alone('first', { classification: 'restricted' }) });
    await knock('save', type, `gone-${type}`, { create: true, body: alone('first') });
    await knock('delete', type, `gone-${type}`, { match: '"1"' });
    await knock('history', type, `gone-${type}`);
  }

  for (const type of recordTypes) await askToCreate(doors, submit, type);
  await askToImport(doors, submit);
  // What waits for records that are not there yet.
  for (const type of recordTypes) await act(type, `late-${type}`, { draft: 'proposed' });

  // A process that asks for consents holds back all that stands on it.
  for (const type of ['process', 'party', 'round', 'document', 'outcome'] as const) await save(type, 'agreed');
  for (const type of ['process', 'round'] as const) await release(type, `agreed-${type}`);
  const match = await tagOf('process', 'agreed-process');
  await knock('save', 'process', 'agreed-process', {
    match,
    body: bodyOf('process', 'agreed', { consentOf: ['agreed-party'] }),
  });
  for (const type of ['process', 'round', 'document', 'outcome'] as const)
    await act(type, `agreed-${type}`, out, 'saule');

  await askForBundles(doors, submit);
  await askForTexts(doors, submit);
  await askForWork(doors, submit);
  await askForReadings(doors, submit);
  await askForSeals(doors, submit);
};
