/** What a save takes of DynamoDB, and its projection: of the records that a desk saves every day. */
import { randomUUID } from 'node:crypto';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { type Client, type Connection, documentClient, tableNames } from '../../functions/store/client.ts';
import { staffApp } from '../../functions/writing/app.ts';
import { createTables } from '../../local/tables.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { noTexts } from '../files.ts';
import { newIssuer } from './issuer.ts';
import { type Call, meter } from './meter.ts';

/** A staff door over tables of its own, with what is needed to save a round, and three officers. */
export type Staff = {
  client: Client;
  /** A request through the door, with the officer's token; a text is sent as it is. */
  knock(
    method: 'PUT' | 'POST',
    path: string,
    body: object | string,
    headers: Record<string, string>,
    by?: 'writer' | 'releaser' | 'cleared',
  ): Promise<Response>;
  project(one: Ref): Promise<void>;
  calls(): Call[];
};

const texts = (text: string) => ({ en: text, ru: `${text}, по-русски`, kk: `${text}, қазақша` });
const process = { name: texts('Talks'), level: 'international', status: 'active' };

/** A round of six participations, of about 2 KB. */
export const round = (label: string) => ({
  process: 'talks',
  kind: 'main',
  status: 'held',
  label: texts(label),
  period: '2017-05-03/2017-05-04',
  place: { name: texts('Astana'), country: 'KAZ', timeZone: 'Asia/Almaty' },
  agenda: ['ceasefire', 'detainees'],
  summary: texts('They met, went through the agenda and agreed to meet again.'),
  participations: Array.from({ length: 6 }, (_, index) => ({
    party: `party-${index}`,
    roles: [index > 3 ? 'observer' : 'party'],
    attendance: 'attended',
  })),
  sources: [{ id: 's1', title: 'Joint statement', publisher: 'Ministry of Foreign Affairs', access: 'public' }],
});

/** The door, with its process and parties saved and released; metered unless its time is to be taken. */
export const staffOver = async (connection: Connection, prefix: string, { metered = true } = {}): Promise<Staff> => {
  const names = tableNames(prefix);
  const { client, calls } = metered ? meter(connection) : { client: documentClient(connection), calls: () => [] };
  await createTables(client, names);
  const { issuer, token } = await newIssuer();
  const tokens = {
    writer: await token('writer', ['staff']),
    releaser: await token('releaser', ['staff', 'releaser']),
    cleared: await token('cleared', ['staff', 'cleared']),
  };
  const clock = () => new Date();
  const app = staffApp({
    client,
    tables: names,
    clock,
    newId: () => 'bench',
    log: () => {},
    issuer,
    withdraw: async () => true,
    expungeFiles: async () => true,
    texts: noTexts,
    newSalt: randomUUID,
  });
  const deps = projecting({ client, tables: names }, clock);
  const knock: Staff['knock'] = async (method, path, body, headers, by = 'writer') => {
    const authorization = `Bearer ${tokens[by]}`;
    const init = {
      method,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { authorization, 'content-type': 'application/json', ...headers },
    };
    const reply = await app.request(`/staff/v1/${path}`, init);
    if (!reply.ok) throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`);
    return reply;
  };
  const project = async (one: Ref): Promise<void> => {
    const [failure] = await projectDirty(deps, activeAudiences, [one]);
    if (failure) throw failure.error;
  };
  const released = async (path: string, one: Ref, body: object): Promise<void> => {
    await knock('PUT', path, body, { 'if-none-match': '*' });
    await knock('PUT', `${path}/release`, { draft: 'proposed' }, { 'if-match': '"1"' });
    await knock('PUT', `${path}/release`, { public: 'released', form: 'full' }, { 'if-match': '"2"' }, 'releaser');
    await project(one);
  };
  await released('processes/talks', 'process#talks', process);
  for (let index = 0; index < 6; index += 1) {
    await released(`parties/party-${index}`, `party#party-${index}`, { kind: 'state', name: texts(`Party ${index}`) });
  }
  calls();
  return { client, knock, project, calls };
};

/** What each act on a round takes: the door's calls, then those of the projection that follows it. */
export const actsOnARound = async ({ knock, project, calls }: Staff): Promise<{ act: string; calls: Call[] }[]> => {
  const path = 'rounds/measured';
  const one: Ref = 'round#measured';
  const acts: [string, () => Promise<unknown>][] = [
    ['save: a new round', () => knock('PUT', path, round('First'), { 'if-none-match': '*' })],
    ['its projection', () => project(one)],
    ['save: the same again', () => knock('PUT', path, round('First'), { 'if-match': '"1"' })],
    ['propose', () => knock('PUT', `${path}/release`, { draft: 'proposed' }, { 'if-match': '"1"' })],
    ['its projection', () => project(one)],
    [
      'release',
      () => knock('PUT', `${path}/release`, { public: 'released', form: 'full' }, { 'if-match': '"2"' }, 'releaser'),
    ],
    ['its projection', () => project(one)],
    ['save: one word changed', () => knock('PUT', path, round('Second'), { 'if-match': '"3"' })],
    ['its projection', () => project(one)],
    ['save: a new restricted round', () => knock('POST', 'rounds', round('Third'), {}, 'cleared')],
    // The id that is made here.
    ['its projection', () => project('round#bench')],
  ];
  const measured: { act: string; calls: Call[] }[] = [];
  for (const [act, work] of acts) {
    calls();
    await work();
    measured.push({ act, calls: calls() });
  }
  return measured;
};
