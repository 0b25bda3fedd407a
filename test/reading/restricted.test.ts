/** Restricted records from end to end: the cleared read them, and nobody else can tell that there are any. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, type RecordType, type Ref, ref } from '../../shared/domain/record-type.ts';
import { type Doors, type Officer, standingDoors, tokenOf } from '../contract/doors.ts';

const on = (en: string) => ({ en });
const process = { name: on('Talks'), level: 'international', status: 'active' };
const round = { process: 'talks', kind: 'main', status: 'held', period: '2017-05-03/2017-05-04', label: on('First') };
const party = { kind: 'state', name: on('A state') };
const outcome = { process: 'talks', round: 'first', kind: 'statement', date: '2017-05-04', summary: on('Agreed') };
const document = {
  process: 'talks',
  round: 'first',
  kind: 'letter',
  title: on('Letter'),
  status: 'tabled',
  date: '2017',
};

/** Doors with hands: each write is projected before the next. */
const openDoors = async () => {
  const doors: Doors = await standingDoors([]);
  const send = async (method: string, path: string, by: Officer, body?: unknown, headers = {}): Promise<Response> =>
    doors.app.request(`/staff/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${await tokenOf(by)}`, 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const written = async (reply: Response, one?: Ref): Promise<Response> => {
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
    if (one) expect(await doors.project([one])).toEqual([]);
    return reply;
  };
  const put = async (type: RecordType, id: string, body: object, version = 0, by: Officer = 'aigerim') => {
    const headers = version === 0 ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` };
    const reply = await written(await send('PUT', `${pathOf[type]}/${id}`, by, body, headers), ref(type, id));
    const blocs = 'memberships' in body ? ['party#bloc' as const] : [];
    expect(await doors.project(blocs)).toEqual([]);
    return reply;
  };
  const release = async (type: RecordType, id: string, version: number) => {
    const act = (body: object, at: number, by: Officer) =>
      send('PUT', `${pathOf[type]}/${id}/release`, by, body, { 'If-Match': `"${at}"` });
    await written(await act({ draft: 'proposed' }, version, 'aigerim'));
    await written(await act({ public: 'released', form: 'full' }, version + 1, 'saule'), ref(type, id));
  };
  const post = async (type: RecordType, body: object): Promise<string> => {
    const reply = await written(await send('POST', pathOf[type], 'gulnara', body));
    const id = (reply.headers.get('Location') ?? '').split('/').at(-1) ?? '';
    expect(await doors.project([ref(type, id), 'party#bloc'])).toEqual([]);
    return id;
  };
  const remove = async (type: RecordType, id: string, version: number, by: Officer = 'gulnara') => {
    const reply = await send('DELETE', `${pathOf[type]}/${id}`, by, undefined, { 'If-Match': `"${version}"` });
    expect(await doors.project([ref(type, id), 'party#bloc'])).toEqual([]);
    return reply;
  };
  const read = async (address: string, by: Officer | null): Promise<Response> =>
    doors.app.request(address, { headers: by ? { Authorization: `Bearer ${await tokenOf(by)}` } : {} });
  return { put, post, remove, release, read };
};
type Open = Awaited<ReturnType<typeof openDoors>>;

/** What is open to all of staff, most of it released. */
const openly = async (doors: Open): Promise<void> => {
  await doors.put('process', 'talks', process);
  await doors.put('party', 'bloc', { ...party, kind: 'bloc' });
  await doors.put('party', 'kaz', { ...party, memberships: [{ of: 'bloc' }] });
  await doors.put('round', 'first', { ...round, participations: [{ party: 'bloc', attendance: 'attended' }] });
  await doors.put('document', 'letter', { ...document, signatures: [{ party: 'kaz', action: 'signed' }] });
  await doors.put('outcome', 'agreed', { ...outcome, positions: [{ party: 'bloc', position: 'agrees' }] });
  await doors.release('process', 'talks', 1);
  await doors.release('round', 'first', 1);
  for (const id of ['bloc', 'kaz']) await doors.release('party', id, 1);
};
/** And what comes later: everything is made into rows again that rests on these. */
const later = async (doors: Open): Promise<void> => {
  await doors.put('party', 'kaz', { ...party, name: on('Renamed'), memberships: [{ of: 'bloc' }] }, 3);
  await doors.put('party', 'bloc', { ...party, kind: 'bloc', name: on('Six') }, 3);
  await doors.release('outcome', 'agreed', 1);
};

/** Every address that can be reached at a door from its lists, turned over to their ends, with what is answered. */
const crawl = async ({ read }: Open, base: string, by: Officer | null): Promise<Map<string, string>> => {
  const lists = ['timeline', 'processes', 'rounds', 'parties', 'parties?name=a', 'outcomes', 'documents', 'caseloads'];
  const under: Record<string, string[]> = {
    processes: ['rounds'],
    rounds: ['outcomes'],
    parties: ['rounds', 'outcomes', 'documents'],
  };
  const waiting = lists.map((list) => `${base}/${list}${list.includes('?') ? '&' : '?'}limit=2`);
  const found = new Map<string, string>();
  for (const address of waiting) {
    if (found.has(address)) continue;
    const reply = await read(address, by);
    const text = await reply.text();
    found.set(address, `${reply.status} ${[...reply.headers].join('; ')} ${text}`);
    const body: unknown = JSON.parse(text);
    if (isObject(body) && typeof body.next === 'string') {
      waiting.push(`${address.replace(/&cursor=.*/, '')}&cursor=${body.next}`);
    }
    for (const [href = '', plural = ''] of text.matchAll(/\/[a-z]+\/v1\/([a-z]+)\/[a-z0-9-]+/g)) {
      waiting.push(href, ...(under[plural] ?? []).map((list) => `${href}/${list}?limit=2`));
    }
  }
  return found;
};

describe('a restricted record', () => {
  let doors: Open;
  let secret = '';
  const itemsAt = async (address: string, by: Officer): Promise<string[]> => {
    const body: unknown = await (await doors.read(address, by)).json();
    const items = isObject(body) && Array.isArray(body.items) ? body.items : [];
    return items.map((item: unknown) => String(isObject(item) ? item.id : item));
  };
  beforeAll(async () => {
    doors = await openDoors();
    await openly(doors);
    await later(doors);
    await doors.put('party', 'rus', party);
    secret = await doors.post('outcome', {
      ...outcome,
      note: 'confidential',
      positions: [
        { party: 'bloc', position: 'opposes' },
        { party: 'rus', position: 'agrees' },
      ],
    });
  });

  test('stands for the cleared wherever it belongs, and says that it is restricted', async () => {
    const reply: unknown = await (await doors.read(`/cleared/v1/outcomes/${secret}`, 'gulnara')).json();
    expect(reply).toMatchObject({
      href: `/cleared/v1/outcomes/${secret}`,
      classification: 'restricted',
      released: false,
      note: 'confidential',
      included: { parties: { rus: { name: on('A state') } } },
    });
    for (const list of [
      'timeline',
      'outcomes',
      'rounds/first/outcomes',
      'parties/rus/outcomes',
      'parties/kaz/outcomes',
    ]) {
      expect([list, await itemsAt(`/cleared/v1/${list}`, 'gulnara')]).toEqual([list, expect.arrayContaining([secret])]);
    }
    const whole = await (await doors.read('/cleared/v1/rounds/first', 'gulnara')).text();
    expect(whole).toContain(secret);
  });

  test('is at no address of the other doors, and in no list of theirs', async () => {
    for (const [base, by] of [
      ['/analyst/v1', 'timur'],
      ['/public/v1', null],
    ] as const) {
      const hidden = await doors.read(`${base}/outcomes/${secret}`, by);
      const absent = await doors.read(`${base}/outcomes/nobody`, by);
      expect(await hidden.text()).toBe((await absent.text()).replace('nobody', secret));
      expect([hidden.status, [...hidden.headers]]).toEqual([404, [...absent.headers]]);
      expect([...(await crawl(doors, base, by))].join()).not.toMatch(new RegExp(`${secret}|confidential|opposes`));
    }
  });

  test('keeps what only it names from being deleted, and says its name to the cleared alone', async () => {
    const cleared = await doors.remove('party', 'rus', 1);
    expect(await cleared.json()).toMatchObject({ status: 409, detail: `Among them: outcomes/${secret}.` });
    const other = await doors.remove('party', 'rus', 1, 'aigerim');
    expect(other.status).toBe(409);
    expect(await other.text()).not.toContain(secret);
  });

  test('is there for all of staff when it is lowered, and for the cleared alone when it is raised again', async () => {
    const seen = async () => [
      (await doors.read(`/analyst/v1/outcomes/${secret}`, 'timur')).status,
      (await doors.read(`/cleared/v1/outcomes/${secret}`, 'gulnara')).status,
    ];
    await doors.put('outcome', secret, { ...outcome }, 1, 'gulnara');
    expect(await seen()).toEqual([200, 200]);
    await doors.put('outcome', secret, { ...outcome, classification: 'restricted' }, 2, 'gulnara');
    expect(await seen()).toEqual([404, 200]);
    // It names the party no longer.
    expect((await doors.remove('party', 'rus', 1, 'aigerim')).status).toBe(204);
  });
});

/** Something that is done in secret; what it names is open, or was made in secret before. */
type Secret = (doors: Open, made: Made[], nonce: number) => Promise<unknown>;
type Made = { type: RecordType; id: string; version: number; body: object };

const any = <T>(all: readonly T[], nonce: number): T | undefined => all[nonce % Math.max(1, all.length)];
const idOf = (made: readonly Made[], type: RecordType, nonce: number, open: string): string =>
  any([open, ...made.filter((one) => one.type === type && one.version > 0).map(({ id }) => id)], nonce) ?? open;

const make =
  (type: RecordType, bodyOf: (made: readonly Made[], nonce: number) => object): Secret =>
  async (doors, made, nonce) => {
    const body = bodyOf(made, nonce);
    made.push({ type, id: await doors.post(type, body), version: 1, body });
  };

const secrets: readonly Secret[] = [
  make('party', (_made, nonce) => ({ ...party, name: on(`Secret ${nonce}`), memberships: [{ of: 'bloc' }] })),
  make('process', () => ({ ...process, related: ['talks'] })),
  make('round', (made, nonce) => ({
    ...round,
    process: idOf(made, 'process', nonce, 'talks'),
    partOf: 'first',
    participations: [{ party: idOf(made, 'party', nonce, 'kaz'), attendance: 'attended', onBehalfOf: 'bloc' }],
  })),
  make('outcome', (made, nonce) => ({
    ...outcome,
    round: idOf(made, 'round', nonce, 'first'),
    documents: ['letter'],
    restates: ['agreed'],
    positions: [{ party: idOf(made, 'party', nonce, 'kaz'), position: 'opposes', onBehalfOf: 'bloc' }],
  })),
  make('document', (_made, nonce) => ({
    ...document,
    date: `20${10 + (nonce % 20)}`,
    signatures: [{ party: 'kaz', action: 'ratified' }],
    relations: [{ type: 'supersedes', document: 'letter' }],
  })),
  async (doors, made, nonce) => {
    const one = any(
      made.filter(({ version }) => version > 0),
      nonce,
    );
    if (!one) return;
    const body = { ...one.body, classification: 'restricted', note: `Edited ${nonce}` };
    const reply = await doors.put(one.type, one.id, body, one.version, 'gulnara');
    one.version = Number(reply.headers.get('ETag')?.replaceAll('"', ''));
  },
  async (doors, made, nonce) => {
    const one = any(
      made.filter(({ version }) => version > 0),
      nonce,
    );
    if (one && (await doors.remove(one.type, one.id, one.version)).ok) one.version = 0;
  },
];

/** Of these, the one that makes an outcome. */
const outcomeMade = 3;

test('whatever is done in secret, the public and the analysts read the same bytes', async () => {
  const alone = await openDoors();
  await openly(alone);
  await later(alone);
  const wanted = [await crawl(alone, '/public/v1', null), await crawl(alone, '/analyst/v1', 'timur')];
  expect(Math.min(...wanted.map(({ size }) => size))).toBeGreaterThan(20);

  const acts = fc.array(fc.tuple(fc.nat(secrets.length - 1), fc.nat(1000)), { maxLength: 6 });
  const law = fc.asyncProperty(acts, acts, async (before, after) => {
    const doors = await openDoors();
    const made: Made[] = [];
    await openly(doors);
    for (const [which, nonce] of [...before, [outcomeMade, 1] as const]) await secrets[which]?.(doors, made, nonce);
    await later(doors);
    for (const [which, nonce] of after) await secrets[which]?.(doors, made, nonce);
    expect([await crawl(doors, '/public/v1', null), await crawl(doors, '/analyst/v1', 'timur')]).toEqual(wanted);
  });
  await fc.assert(law, { numRuns: 4 });
});
