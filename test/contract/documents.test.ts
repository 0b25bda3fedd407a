/** The documents are valid OpenAPI 3.1, name every route of the doors and no other, and their examples are what they say. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { analystApp } from '../../functions/analyst.ts';
import { clearedApp } from '../../functions/cleared.ts';
import { feedsApp } from '../../functions/feeds.ts';
import { publicApp } from '../../functions/public.ts';
import type { Runtime } from '../../functions/runtime.ts';
import { documentClient, tableNames } from '../../functions/store/client.ts';
import { staffApp } from '../../functions/writing/app.ts';
import { documentOf } from '../../local/openapi/document.ts';
import { examples } from '../../local/openapi/examples.ts';
import { sampleDoor, sampleRecords } from '../../local/openapi/sample-door.ts';
import { bases } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, recordTypes } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { noTexts } from '../files.ts';
import { editedIn } from './doors.ts';
import { judge, keptDocument } from './judge.ts';
import { addressesOf } from './readings.ts';

const doorNames = ['public', 'analyst', 'cleared', 'staff'] as const;

const runtime: Runtime = {
  client: documentClient({ region: 'nowhere' }),
  tables: tableNames(),
  clock: () => new Date(),
  newId: () => 'x',
  log: () => {},
};
const issuer = { issuer: 'https://issuer.test', clientId: 'desk', keys: async () => Promise.reject(new Error('none')) };
const site = 'https://kelissoz.example';
const apps = {
  public: { routes: [...publicApp(runtime).routes, ...feedsApp(runtime, site).routes] },
  analyst: analystApp(runtime, issuer, site),
  cleared: clearedApp(runtime, issuer, site),
  staff: staffApp({
    ...runtime,
    issuer,
    withdraw: async () => true,
    expungeFiles: async () => true,
    texts: noTexts,
    newSalt: () => 'salt',
  }),
};

/** Every object with examples in a document, with the pointer of its schema. */
const exemplified = (value: unknown, at = ''): { schema: string; value: unknown }[] => {
  if (!isObject(value)) return [];
  const own = isObject(value.examples) && value.schema !== undefined ? Object.values(value.examples) : [];
  const here = own.flatMap((one) => (isObject(one) ? [{ schema: `${at}/schema`, value: one.value }] : []));
  const deeper = Object.entries(value).flatMap(([name, member]) =>
    name === 'examples'
      ? []
      : exemplified(member, `${at}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`),
  );
  return [...here, ...deeper];
};

describe.each(doorNames)('the document of the %s door', (door) => {
  const document = keptDocument(door);

  test('is what the contract and the sample make of it', async () => {
    expect(document, 'run `npm run openapi`').toEqual(
      JSON.parse(JSON.stringify(documentOf(door, (await examples())[door]))),
    );
  });

  test('is valid by a validator that knows nothing of us', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  test('names every route of the door, and the door has every operation that it names', () => {
    const routes = apps[door].routes
      .filter(({ method }) => ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'].includes(method))
      .flatMap(({ method, path }) =>
        path.includes(':type')
          ? recordTypes
              // Only documents have files.
              .filter((type) => type === 'document' || !/\/(texts|uploads)/.test(path))
              .map((type) => `${method} ${path.replace(':type', pathOf[type])}`)
          : [`${method} ${path}`],
      );
    const documented = operations[door].map(({ method, path }) => `${method} ${bases[door]}${path}`);
    expect([...new Set(routes)].sort()).toEqual(documented.sort());
  });

  test('has examples, each of which its schema accepts', () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(document, 'document');
    const all = exemplified(document);
    // Feeds and files are of other media types.
    const told = operations[door].filter(
      ({ method, path }) => method === 'GET' && !/\.\w+$|\/texts\/|:file$/.test(path),
    );
    expect(all.length).toBeGreaterThanOrEqual(told.length);
    for (const { schema, value } of all) {
      const accepts = ajv.getSchema(`document#${schema}`);
      expect([schema, accepts?.(value), accepts?.errors ?? []]).toEqual([schema, true, []]);
    }
  });

  test('gives every operation a name of its own', () => {
    const ids = operations[door].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test.each(audiences)('every record of the sample is documented at the %s door', async (door) => {
  const court = judge();
  const records = sampleRecords();
  const app = sampleDoor(door, records, editedIn(records));
  for (const operation of operations[door]) {
    for (const address of addressesOf(operation, records).filter((one) => !one.includes('?'))) {
      const isPaged = !/:(id|date|hash)/.test(operation.path) && 'limit' in (operation.query?.shape ?? {});
      const reply = await app.request(`${bases[door]}${address}${isPaged ? '?limit=100' : ''}`, { headers: {} });
      expect(await court.faults(door, operation, reply), address).toEqual([]);
    }
  }
  expect(court.replies().refusals).toBe(0);
});
