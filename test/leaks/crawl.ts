/** All that can be read off a door: every answer to the byte, and what was done behind it. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { bases } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { isObject } from '../../shared/domain/json.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { tokenOf } from '../contract/doors.ts';
import { addressesOf, badQueries, type Ids, inTurn, pathsOf } from './address.ts';
import { pageAddressesOf } from './page.ts';
import type { Behind, Store } from './store.ts';

/**
 * What is fetched where a door sends its reader for a file, which is under a key made at random. The public's bucket is
 * asked as the edge asks it.
 */
export const fetched = async ({ files: { client, buckets }, runtime }: Store, location: string): Promise<string> => {
  const Key = /^\/((?:texts|snapshots\/files)\/.+)$/.exec(location)?.[1];
  const command = new GetObjectCommand({ Bucket: buckets.publicFiles, Key });
  const address = Key ? await getSignedUrl(client, command, { signingDate: runtime.clock() }) : location;
  const reply = await fetch(address);
  const headers = [...reply.headers].filter(([name]) => name !== 'date' && !name.startsWith('x-amz-request'));
  const said = JSON.stringify({ status: reply.status, headers, content: await reply.text() });
  // It stands where the address stood, in a header, which has plain letters only.
  return said.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
};

/** What was asked. */
export type Asked = { readonly method: string; readonly address: string; readonly headers: Record<string, string> };

/** What was answered, and what of it could be noticed: the reply, the log, and the calls to the database. */
export type Answered = Asked & {
  readonly status: number;
  readonly replied: readonly (readonly [name: string, value: string])[];
  readonly body: string;
} & Behind;

/** A page has at most so many; no list of a small store is longer than this. */
const mostPages = 200;
const documentation = ['/openapi.json', '/docs', '/docs/start.js', '/docs/swagger-ui.css', '/docs/nothing'];

/** The cursor of the next page, where an answer is a page of a list or of a feed and says one. */
export const nextOf = (body: string, link = ''): string | undefined => {
  const linked = /[?&]cursor=([\w-]+)/.exec(link)?.[1];
  if (linked !== undefined || !body.startsWith('{')) return linked;
  const page: unknown = JSON.parse(body);
  return isObject(page) && typeof page.next === 'string' ? page.next : undefined;
};

/** Where the log of changes goes on, where an answer is a part of it and there is more. */
const sinceOf = (body: string): string | undefined => {
  const part: unknown = body.startsWith('{') ? JSON.parse(body) : undefined;
  return isObject(part) && part.more === true && typeof part.upTo === 'string' ? part.upTo : undefined;
};

const nextAfter = ({ body, replied }: Answered): string | undefined =>
  nextOf(body, replied.find(([name]) => name === 'link')?.[1]);

/**
 * Crawls a door, that of the public together with the pages. The addresses follow from the list of its operations, the ids, the turn, and the answers themselves: lists
 * are turned over to their ends. Over the turns every filter is asked with every value and every way of asking is taken.
 */
export const crawl = async (store: Store, audience: Audience, records: Ids, turn: number): Promise<Answered[]> => {
  const ids = { ...records, snapshots: store.snapshots };
  const base = bases[audience];
  const token: Record<string, string> =
    audience === 'public' ? {} : { Authorization: `Bearer ${await tokenOf('timur')}` };
  const all: Answered[] = [];

  const askAt = async (address: string, method: string, headers: Record<string, string>): Promise<Answered> => {
    store.behind();
    const reply = await store.app.request(address, { method, headers: { ...token, ...headers } });
    const body = await reply.text();
    const { calls, log } = store.behind();
    const location = reply.headers.get('Location');
    const file = reply.status === 303 && location ? await fetched(store, location) : undefined;
    const asked = { method, address, headers };
    // Of the calls that were made at once it is chance which comes first.
    const sorted = calls.map((call) => JSON.stringify(call)).sort();
    const answered = {
      ...asked,
      status: reply.status,
      replied: [...reply.headers].map(
        ([name, value]) => [name, name === 'location' ? (file ?? value) : value] as const,
      ),
      body,
      calls: sorted.map((call) => JSON.parse(call)),
      log,
    };
    all.push(answered);
    return answered;
  };
  const ask = (address: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answered> =>
    askAt(base + address, method, headers);

  const walk = async (address: string, limit: number): Promise<void> => {
    const first = `${address}${address.includes('?') ? '&' : '?'}limit=${limit}`;
    let at = first;
    for (let page = 0; page < mostPages; page += 1) {
      const answered = await ask(at);
      const [next, since] = [nextAfter(answered), sinceOf(answered.body)];
      if (next !== undefined) at = `${first}&cursor=${next}`;
      else if (since !== undefined) at = `${address.split('?')[0]}?since=${since}&limit=${limit}`;
      else return;
    }
    throw new Error(`${address} does not end`);
  };

  for (const [index, operation] of operations[audience].entries()) {
    if (operation.method !== 'GET') throw new Error(`Nothing says how ${operation.id} is crawled`);
    const shift = turn + index;
    const addresses = addressesOf(operation, ids, turn);
    const isList = Object.hasOwn(operation.query?.shape ?? {}, 'limit');
    for (const [place, address] of addresses.entries()) {
      // Of each list, one in every turn is turned over row by row, or by a few; the others are asked as they are.
      if (isList && (place === 0 || place === shift % addresses.length)) await walk(address, 1 + (shift % 4));
      else await ask(address);
    }
    const some = inTurn(addresses, shift) ?? '';
    const path = inTurn(pathsOf(operation, ids), shift) ?? '';
    const head = await ask(some, 'HEAD');
    const [, tag = '"none"'] = head.replied.find(([name]) => name === 'etag') ?? [];
    await ask(some, 'GET', { 'If-None-Match': tag });
    await ask(some, 'GET', { 'If-None-Match': '"another"' });
    await ask(path, inTurn(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'], shift));
    for (const more of [0, 5]) await ask(`${path}?${inTurn(badQueries, shift + more)}`);
  }
  // A cursor of one reading at another.
  const given = all.flatMap((answered) => nextAfter(answered) ?? []);
  await ask(`/rounds?cursor=${inTurn(given, turn) ?? 'none'}`);
  for (const address of documentation) await ask(address);
  for (const address of ['', '/', '/rounds/', '/nothing', '/rounds/Round-1', `/rounds/${'a'.repeat(81)}`])
    await ask(address);
  if (audience !== 'public') return all;
  const ofPages = pageAddressesOf(ids, turn);
  for (const address of ofPages) await askAt(address, 'GET', {});
  const page = inTurn(ofPages, turn) ?? '';
  const { replied } = await askAt(page, 'HEAD', {});
  const [, tag = '"none"'] = replied.find(([name]) => name === 'etag') ?? [];
  await askAt(page, 'GET', { 'If-None-Match': tag });
  await askAt(page, 'POST', {});
  return all;
};
