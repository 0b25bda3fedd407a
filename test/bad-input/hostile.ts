/** Doors over a small part of the sample, and what a caller who means no good sends them. */
import { expect } from 'vitest';
import type { DoorName } from '../../shared/contract/operation.ts';
import { problems } from '../../shared/contract/problem.ts';
import { isObject, listOf } from '../../shared/domain/json.ts';
import { type Doors, type Officer, sampleAbout, standingDoors, tokenOf } from '../contract/doors.ts';

/** An outcome of one round and all that it mentions. */
export const records = sampleAbout(({ id }) => id === 'iran-e3plus3-i07-far-apart');

export const hostileDoors = (): Promise<Doors> => standingDoors(records);

/** Who asks at each door, with all that it asks for. */
export const officerAt: Record<DoorName, Officer | undefined> = {
  public: undefined,
  analyst: 'timur',
  cleared: 'gulnara',
  staff: 'aigerim',
};

/** A reply, its body parsed where it is JSON. */
export type Reply = { status: number; headers: Headers; text: string; body: { [name: string]: unknown } };

export type Send = {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as it is where it is bytes or a text, else as JSON. */
  body?: unknown;
  by?: Officer;
};

/** Asks a door as somebody who may, unless somebody else is named. */
export const ask = async (
  doors: Doors,
  door: DoorName,
  path: string,
  { method = 'GET', headers, body, by: officer = officerAt[door] }: Send = {},
) => {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const reply = await doors.app.request(`http://tracker.example/${door}/v1${path}`, {
    method,
    headers: {
      ...(officer && { authorization: `Bearer ${await tokenOf(officer)}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: raw }),
  });
  const text = await reply.text();
  const isJson = /^application\/(problem\+)?json/.test(reply.headers.get('content-type') ?? '');
  const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : {};
  return { status: reply.status, headers: reply.headers, text, body: isObject(parsed) ? parsed : {} };
};

/** What is named as being at fault: pointers, or parameters. */
export const named = ({ body }: Reply): string[] =>
  listOf(body.errors).map((fault) => (isObject(fault) ? String(fault.pointer ?? fault.parameter) : ''));

/** Expects a clear refusal: a 4xx that is a problem of the catalogue, and says what is wrong where there is something to say. */
export const expectClear = (reply: Reply, what: string): void => {
  const { status, headers, body } = reply;
  expect([what, status >= 400 && status < 500, headers.get('content-type')]).toEqual([
    what,
    true,
    'application/problem+json',
  ]);
  const name = String(body.type).replace('/problems/', '');
  expect([what, Object.keys(problems).includes(name)]).toEqual([what, true]);
  if (status === 422 || name === 'invalid-parameter') expect([what, named(reply).length > 0]).toEqual([what, true]);
};

export type Place = readonly (string | number)[];

/** Every place in a value, the whole among them. */
export const placesIn = (value: unknown, at: Place = []): Place[] => {
  const below = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [at, ...below.flatMap(([name, member]) => placesIn(member, [...at, name]))];
};

/** A copy with something else at a place. */
export const withAt = (value: unknown, [name, ...rest]: Place, put: unknown): unknown => {
  if (name === undefined) return put;
  if (Array.isArray(value)) return value.map((member, at) => (at === name ? withAt(member, rest, put) : member));
  if (!isObject(value)) return value;
  const copy = { ...value };
  // An assignment to this name would set the prototype.
  Object.defineProperty(copy, name, {
    ...{ value: withAt(value[name], rest, put), enumerable: true, configurable: true, writable: true },
  });
  return copy;
};

/** Names that an object has by itself, or that nobody gave it. */
export const strangers = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'x',
  'a/b~c',
  '',
  'Id',
  'пате',
  'x'.repeat(66_000),
];

const deep = (levels: number): unknown => {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Values that belong nowhere, by what is wrong with them. */
export const hostileValues: Readonly<Record<string, unknown>> = {
  null: null,
  'a number': 7,
  'a fraction': 0.1,
  'a number that is too large': 1e308,
  'a negative number': -1,
  'a truth': true,
  'an empty text': '',
  'white space': ' \t\n',
  'an empty list': [],
  'an empty object': {},
  'a list of lists': [[[]]],
  'a text where there should be none': 'Қазақстан',
  'a lone surrogate': 'a\ud800b',
  'a control character': 'a\u0000b',
  'an escape of a terminal': '\u001b]0;title\u0007',
  'an override of direction': 'a\u202egnp.exe',
  'an isolate without an end': '\u2067a',
  'a line of a header': 'a\r\nSet-Cookie: a=b',
  'letters that look like others': 'аstаnа',
  'a text that is too long': 'x'.repeat(20_001),
  'a list that is too long': Array.from({ length: 2_000 }, (_, at) => `a-${at}`),
  'an object of many names': Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`a${at}`, at])),
  'what is nested 20 deep': deep(20),
  'what is nested 90 deep': deep(90),
  'a prototype': JSON.parse('{"__proto__": {"polluted": true}}'),
  'a constructor': { constructor: { prototype: { polluted: true } } },
  'a method of all objects': { toString: 1, hasOwnProperty: 1, valueOf: null, toJSON: 'x' },
  'a condition of a database': { $ne: null },
  'an attribute of a database': { S: 'x', NULL: true },
  'a date that is none': '2017-02-30',
  'an address that runs': 'javascript:alert(1)',
  'a mark-up': '<img src=x onerror=alert(1)>',
  'a path': '../../../etc/passwd',
};
