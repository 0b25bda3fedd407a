/** Everything that is asked of the texts of documents at the staff door: every answer that is documented. */
import { bases } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pdf, sha256Of, txt } from '../writing/files.ts';
import { type Doors, type Officer, tokenOf } from './doors.ts';
import type { Submit } from './readings.ts';

type Sent = {
  by?: Officer | null;
  app?: Doors['app'];
  match?: string | undefined;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
};

const id = 'text-document';
const document = { kind: 'letter', title: { en: 'A letter' }, status: 'tabled', date: '2026-01-05' };
const hidden = [{ at: '/texts/kk', kind: 'unverified' }];

/** Tells the story of a document's texts; every reply is submitted. */
export const askForTexts = async (doors: Doors, submit: Submit): Promise<void> => {
  const knock = async (
    name: string,
    { by = 'aigerim', app = doors.app, match, body, raw, headers }: Sent = {},
    where = {},
  ) => {
    const operation = operations.staff.find((one) => one.id === name);
    if (!operation) throw new Error(`no operation is called ${name}`);
    const place = { id, language: 'kk', n: '2', ...where };
    const path = Object.entries(place).reduce((one, [key, value]) => one.replace(`:${key}`, value), operation.path);
    const address = bases.staff + path;
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const reply = await app.request(address, {
      method: operation.method,
      headers: {
        ...(by && { Authorization: `Bearer ${await tokenOf(by)}` }),
        ...(match !== undefined && { 'If-Match': match }),
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    await submit('staff', operation, reply.clone(), `${operation.method} ${address}`);
    return reply;
  };
  const saved = (body: object, headers: Record<string, string>) => knock('saveDocument', { body, headers });
  const tagOf = (reply: Response): string => reply.headers.get('ETag') ?? '';

  const announced = (bytes: Buffer) => ({
    language: 'kk',
    mediaType: 'application/pdf',
    bytes: bytes.length,
    sha256: sha256Of(bytes),
  });
  const filing = (bytes: Buffer) => ({ sha256: sha256Of(bytes), fileName: 'letter.pdf', authentic: true });
  const send = async (bytes: Buffer): Promise<void> => {
    const said: unknown = await (await knock('announceText', { body: announced(bytes) })).json();
    const { url, headers } = isObject(said) ? said : {};
    await fetch(String(url), { method: 'PUT', headers: Object(headers), body: new Uint8Array(bytes) });
  };

  let tag = tagOf(await saved(document, { 'If-None-Match': '*' }));
  await send(txt);
  await knock('fileText', { match: tag, body: filing(txt) });
  await send(pdf);
  tag = tagOf(await knock('fileText', { match: tag, body: filing(pdf) }));
  await knock('readText');
  await knock('readTextOfRevision');

  const good: Record<string, Sent> = {
    announceText: { body: announced(pdf) },
    fileText: { match: tag, body: filing(pdf) },
    removeText: { match: tag },
    readText: {},
    readTextOfRevision: {},
  };
  for (const [name, sent] of Object.entries(good)) {
    await knock(name, { ...sent, by: null });
    await knock(name, { ...sent, by: 'timur' });
    for (const app of [doors.broken, doors.busy, doors.cutOff]) await knock(name, { ...sent, app });
    await knock(name, sent, name === 'announceText' ? { id: 'nothing-here' } : { language: 'no-such-language' });
  }
  for (const name of ['announceText', 'fileText']) {
    await knock(name, { ...good[name], raw: '{' });
    await knock(name, { ...good[name], raw: ' '.repeat(1024 * 1024 + 1) });
    await knock(name, { ...good[name], headers: { 'Content-Type': 'text/plain' } });
    await knock(name, { ...good[name], body: { colour: 'red' } });
  }
  for (const name of ['fileText', 'removeText']) {
    const { body } = good[name] ?? {};
    await knock(name, { body });
    await knock(name, { body, match: '1' });
    await knock(name, { body, match: '"999"' });
    await knock(name, { body, match: tag, headers: { 'Change-Reason': "utf-8''%FF" } });
  }
  // A text that is kept from the public is not removed before the claim that says so.
  tag = tagOf(await saved({ ...document, claims: hidden }, { 'If-Match': tag }));
  await knock('removeText', { match: tag });
  tag = tagOf(await saved(document, { 'If-Match': tag }));
  await knock('removeText', { match: tag });
};
