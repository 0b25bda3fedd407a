/** Judges replies by the OpenAPI documents: a status, header or field that is not documented is a fault. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type DoorName, type Operation, statusesOf } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { problems } from '../../shared/contract/problem.ts';
import { isObject } from '../../shared/domain/json.ts';

/** The document of a door as it is kept. */
export const keptDocument = (door: DoorName): { [name: string]: unknown } =>
  JSON.parse(readFileSync(new URL(`../../shared/contract/openapi/${door}.json`, import.meta.url), 'utf8'));

const at = (value: unknown, ...names: string[]): unknown =>
  names.reduce((found, name) => (isObject(found) ? found[name] : undefined), value);

const pointer = (...names: string[]): string =>
  names.map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

export type Judge = {
  /** Faults of a reply by the document; empty where there are none. Reads the reply. */
  faults: (door: DoorName, operation: Operation, reply: Response) => Promise<string[]>;
  /** What is documented and was not seen: `GET /rounds/{id} 404 not-found`. */
  unseen: () => string[];
  /** How many replies were judged. */
  replies: () => { successes: number; refusals: number };
};

const kindsOf = (door: DoorName, operation: Operation): string[] => [
  ...operation.replies.map(({ status }) => `${door} ${operation.id} ${status}`),
  ...operation.problems.map((name) => `${door} ${operation.id} ${problems[name].status} ${name}`),
];

/** A judge over the documents as they are kept. */
export const judge = (): Judge => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const documents = {
    public: keptDocument('public'),
    analyst: keptDocument('analyst'),
    cleared: keptDocument('cleared'),
    staff: keptDocument('staff'),
  };
  for (const [door, document] of Object.entries(documents)) ajv.addSchema(document, door);
  const seen = new Set<string>();
  const count = { successes: 0, refusals: 0 };

  const faults: Judge['faults'] = async (door, operation, reply) => {
    const { status, headers } = reply;
    const text = await reply.text();
    if (status < 400) count.successes += 1;
    else count.refusals += 1;
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    const way = ['paths', path, operation.method.toLowerCase(), 'responses', String(status)];
    const documented = at(documents[door], ...way);
    if (!documented || !statusesOf(operation).includes(status)) return [`${status} is not documented: ${text}`];
    const found: string[] = [];
    const named = at(documented, 'headers');
    for (const [name, header] of Object.entries(isObject(named) ? named : {})) {
      if (at(header, 'required') === true && !headers.get(name)) found.push(`${name} is missing`);
    }
    const [type] = (headers.get('Content-Type') ?? '').split(';');
    const content = at(documented, 'content');
    if (!isObject(content)) {
      if (text !== '') found.push(`a body is not documented: ${text}`);
      seen.add(`${door} ${operation.id} ${status}`);
      return found;
    }
    if (!type || !content[type]) return [...found, `${type} is not documented`];
    // What is no JSON is text of a form that others have defined.
    if (!type.endsWith('json')) {
      seen.add(`${door} ${operation.id} ${status}`);
      return found;
    }
    // Of NDJSON the schema is that of a line.
    const bodies: unknown[] = (type === 'application/x-ndjson' ? text.trim().split('\n') : [text]).map((one) =>
      JSON.parse(one),
    );
    const valid = ajv.getSchema(`${door}#${pointer(...way, 'content', type, 'schema')}`);
    if (!valid) return [...found, 'the schema is missing'];
    for (const body of bodies) {
      if (valid(body)) continue;
      const errors = valid.errors ?? [];
      found.push(...errors.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`));
    }
    const problem = status < 400 ? '' : ` ${String(at(bodies[0], 'type')).replace('/problems/', '')}`;
    seen.add(`${door} ${operation.id} ${status}${problem}`);
    return found;
  };

  return {
    faults,
    unseen: () =>
      (['public', 'analyst', 'cleared', 'staff'] as const)
        .flatMap((door) => operations[door].flatMap((operation) => kindsOf(door, operation)))
        .filter((kind) => !seen.has(kind)),
    replies: () => ({ ...count }),
  };
};
