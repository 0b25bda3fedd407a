/** Restricted records of a process with a team: its members read them at the cleared door, and nobody else can tell that there are any. */
import { beforeAll, describe, expect, test } from 'vitest';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, type RecordType, ref } from '../../shared/domain/record-type.ts';
import { type Doors, type Officer, standingDoors, tokenOf } from '../contract/doors.ts';

const on = (en: string) => ({ en });
const team = ['aigerim', 'gulnara'];
const talks = { name: on('Talks'), level: 'international', status: 'active' };
const round = { process: 'talks', kind: 'main', status: 'held', label: on('First') };
const outcome = { process: 'talks', round: 'first', kind: 'statement', summary: on('Agreed') };
const many = ['01', '03', '05', '07', '09'];

type Hands = {
  doors: Doors;
  ids: string[];
  send: (method: string, path: string, body: object, version?: number) => Promise<string>;
};

/** A process with a round and outcomes of five days; between them, and in a round of its own, what is restricted, if any. */
const standing = async (isSecret: boolean, more: object = { team }): Promise<Hands> => {
  const doors = await standingDoors([]);
  const send: Hands['send'] = async (method, path, body, version) => {
    const headers = {
      Authorization: `Bearer ${await tokenOf('gulnara')}`,
      'Content-Type': 'application/json',
      ...(method === 'PUT' && (version === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` })),
    };
    const reply = await doors.app.request(`/staff/v1/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
    const [plural = '', id = ''] = (reply.headers.get('Location') ?? `/staff/v1/${path}`).split('/').slice(3);
    const type = Object.entries(pathOf).find(([, one]) => one === plural)?.[0] as RecordType;
    expect(await doors.project([ref(type, id)])).toEqual([]);
    return id;
  };
  await send('PUT', 'parties/kaz', { kind: 'state', name: on('Kazakhstan') });
  await send('PUT', 'processes/talks', { ...talks, ...more });
  await send('PUT', 'rounds/first', {
    ...round,
    period: '2017-05',
    participations: [{ party: 'kaz', attendance: 'attended' }],
  });
  for (const day of many) await send('PUT', `outcomes/o${day}`, { ...outcome, date: `2017-05-${day}` });
  const ids: string[] = [];
  if (isSecret) {
    for (const day of ['02', '04', '06', '08']) {
      const positions = [{ party: 'kaz', position: 'opposes' }];
      ids.push(await send('POST', 'outcomes', { ...outcome, date: `2017-05-${day}`, positions }));
    }
    ids.push(
      await send('POST', 'rounds', {
        ...round,
        period: '2017-06',
        participations: [{ party: 'kaz', attendance: 'attended' }],
      }),
    );
    ids.push(
      await send('POST', 'processes', { ...talks, team: ['gulnara'], name: on('Hidden talks'), related: ['talks'] }),
    );
  }
  return { doors, ids, send };
};

const get = async (
  { doors }: Hands,
  path: string,
  by: Officer,
): Promise<{ status: number; text: string; etag: string | null }> => {
  const reply = await doors.app.request(`/cleared/v1/${path}`, {
    headers: { Authorization: `Bearer ${await tokenOf(by)}` },
  });
  return { status: reply.status, text: await reply.text(), etag: reply.headers.get('ETag') };
};
const lists = [
  'timeline?limit=2',
  'timeline?party=kaz&limit=2&order=desc',
  'timeline?from=2017-05-02&limit=2',
  'outcomes?limit=2',
  'outcomes?kind=statement&limit=2',
  'rounds?limit=1',
  'rounds/first/outcomes?limit=2',
  'rounds/first',
  'processes?limit=1',
  'processes/talks',
  'processes/talks/rounds?limit=1',
  'parties/kaz/outcomes?limit=2',
  'parties/kaz/rounds?limit=1',
  'parties?limit=1',
];
/** All pages of all lists, with their tags and cursors. */
const crawl = async (hands: Hands, by: Officer): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  for (const list of lists) {
    for (let address: string | undefined = list; address !== undefined; ) {
      const { status, text, etag } = await get(hands, address, by);
      found.set(address, `${status} ${etag} ${text}`);
      const body: unknown = JSON.parse(text);
      address = isObject(body) && typeof body.next === 'string' ? `${list}&cursor=${body.next}` : undefined;
    }
  }
  return found;
};

describe('restricted records of a team', () => {
  let secret: Hands;
  beforeAll(async () => {
    secret = await standing(true);
    expect(secret.ids.length).toBe(6);
  });

  test('leave every page, cursor, tag and count of the cleared outside the team as if they were not there', async () => {
    const without = await standing(false);
    expect(await crawl(secret, 'zarina')).toEqual(await crawl(without, 'zarina'));
    // What is of a team is in no log, not even for its members.
    const logOf = async (hands: Hands, by: Officer): Promise<unknown> =>
      JSON.parse((await get(hands, 'changes?limit=100', by)).text).items;
    for (const by of ['zarina', 'gulnara'] as const) {
      expect(await logOf(secret, by)).toEqual(await logOf(without, by));
    }
    for (const id of secret.ids) {
      for (const plural of ['outcomes', 'rounds']) {
        const hidden = await get(secret, `${plural}/${id}`, 'zarina');
        const absent = await get(secret, `${plural}/nobody`, 'zarina');
        expect(hidden.text).toBe(absent.text.replace('nobody', id));
      }
    }
  });

  test('stand for the team wherever they belong, in the order of the others, page after page', async () => {
    const items = async (list: string): Promise<string[]> => {
      const ids: string[] = [];
      for (let next: unknown = ''; next !== null; ) {
        const { text } = await get(secret, `${list}${next === '' ? '' : `&cursor=${next}`}`, 'gulnara');
        const body: unknown = JSON.parse(text);
        if (!isObject(body) || !Array.isArray(body.items)) throw new Error(text);
        ids.push(...body.items.map(({ id }) => String(id)));
        next = body.next;
      }
      return ids;
    };
    const [a = '', b = '', c = '', d = '', june = ''] = secret.ids;
    const inOrder = ['o01', a, 'o03', b, 'o05', c, 'o07', d, 'o09'];
    for (const limit of [1, 2, 4, 100]) {
      expect(await items(`outcomes?limit=${limit}`)).toEqual(inOrder);
      expect(await items(`rounds/first/outcomes?limit=${limit}`)).toEqual(inOrder);
      expect(await items(`outcomes?kind=statement&limit=${limit}`)).toEqual(inOrder);
      expect(await items(`timeline?type=outcome&from=2017-05-02&to=2017-05-08&limit=${limit}`)).toEqual(
        inOrder.slice(1, -1),
      );
      expect(await items(`timeline?type=outcome&order=desc&limit=${limit}`)).toEqual([...inOrder].reverse());
      expect(await items(`rounds?limit=${limit}`)).toEqual(['first', june]);
    }
    const whole = (await get(secret, 'rounds/first', 'gulnara')).text;
    for (const id of [a, b, c, d]) expect(whole).toContain(id);
    expect((await get(secret, `outcomes/${a}`, 'gulnara')).status).toBe(200);
  });

  test('are there for all who are cleared once the process names no team, and hidden again when it does', async () => {
    const hands = await standing(true, {});
    const [id = ''] = hands.ids;
    const seen = async () => (await get(hands, `outcomes/${id}`, 'zarina')).status;
    expect(await seen()).toBe(200);
    await hands.send('PUT', 'processes/talks', { ...talks, team }, 1);
    expect(await seen()).toBe(404);
    expect((await get(hands, `outcomes/${id}`, 'gulnara')).status).toBe(200);
    await hands.send('PUT', 'processes/talks', { ...talks, team: ['aigerim', 'gulnara', 'zarina'] }, 2);
    expect(await seen()).toBe(200);
  });
});
