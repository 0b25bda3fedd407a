/** Importing through the staff door, and what stands there afterwards. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Client } from '../../functions/store/client.ts';
import { readCurrents } from '../../functions/store/record.ts';
import { recordsIn } from '../../functions/store/verify.ts';
import { ImportVerdict } from '../../shared/contract/import.ts';
import { pathOf, splitRef } from '../../shared/domain/record-type.ts';
import type { Answer, Door } from './door.ts';

export type Lines = readonly (object | string)[];

/** The body of an import: objects as JSON, texts as they are. */
export const bodyOf = (lines: Lines): string =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

/** Sends lines, as NDJSON unless something else is said. */
export const send = (door: Door, lines: Lines, query = '', more: Record<string, string> = {}, by = 'aigul') =>
  door.knock('POST', `import${query}`, {
    by,
    raw: bodyOf(lines),
    headers: { 'Content-Type': 'application/x-ndjson', ...more },
  });

/** The verdicts of an answer, each of which has to be one. */
export const verdictsIn = ({ status, text, headers }: Answer): ImportVerdict[] => {
  if (status !== 200 || headers.get('Content-Type') !== 'application/x-ndjson') throw new Error(`${status} ${text}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ImportVerdict.parse(JSON.parse(line)));
};

/** The verdicts on lines that are sent. */
export const imported = async (door: Door, lines: Lines, query = '', by = 'aigul'): Promise<ImportVerdict[]> =>
  verdictsIn(await send(door, lines, query, {}, by));

const isInstant = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

/** All that staff can read of all records, without times and hashes: content, version, release, what is missing. */
export const everything = async (door: Door): Promise<Record<string, unknown>> => {
  const refs = await recordsIn(door.store);
  const read = refs.map(async (one): Promise<[string, unknown]> => {
    const { type, id } = splitRef(one) ?? { type: 'party' as const, id: '' };
    const { updatedAt: _at, hash: _hash, ...body } = (await door.knock('GET', `${pathOf[type]}/${id}`)).body;
    return [one, JSON.parse(JSON.stringify(body, (_name, value) => (isInstant(value) ? 'then' : value)))];
  });
  return Object.fromEntries(await Promise.all(read));
};

/** How many items the table of records has: nothing may be written unseen. */
export const itemsIn = async ({ store: { client, tables } }: Door): Promise<number> =>
  (await client.send(new ScanCommand({ TableName: tables.records, Select: 'COUNT' }))).Count ?? 0;

/** The newest act of each record, and what it waits for. */
export const acts = async (door: Door) => {
  const currents = await readCurrents(door.store, await recordsIn(door.store));
  return Object.fromEntries([...currents].map(([one, { act, pending }]) => [one, { act, pending }]));
};

/** What stands between a door and the database: told of every call by its name, before it is made. */
export const watching =
  (tell: (name: string, send: () => Promise<unknown>) => Promise<unknown>) =>
  (client: Client): Client => {
    const send = (command: { constructor: { name: string } }, ...rest: never[]) =>
      tell(command.constructor.name, () => Reflect.apply(client.send, client, [command, ...rest]));
    return Object.assign(Object.create(client), { send });
  };
