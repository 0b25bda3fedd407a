/**
 * That every function runs wherever there are a DynamoDB-compatible store and an OpenID Connect issuer, by what stands in its
 * environment and nothing else: the variables that docs/where-it-may-run.md lists, no more and no fewer.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled, type FunctionName } from '../../infra/bundling.ts';
import { isObject } from '../../shared/domain/json.ts';
import { bundleOf, environmentOf, eventOf } from '../bench/bundles.ts';
import { type FreshTables, freshTables } from '../dynamodb.ts';
import { tableOf } from '../markdown-table.ts';
import { openStore, type Store } from '../s3/store.ts';
import { party } from '../writing/door.ts';
import { type ForeignIssuer, foreignIssuer } from './issuer.ts';

const page = readFileSync(new URL('../../docs/where-it-may-run.md', import.meta.url), 'utf8');
const variables = tableOf(page, 'variable').map(([name = '', , needed = '']) => ({ name, needed }));

const names: readonly FunctionName[] = Object.keys(bundled).filter((name): name is FunctionName => name in bundled);
const reaches = (needed: string, name: FunctionName): boolean =>
  needed.startsWith('all but ') ? !needed.slice(8).split(', ').includes(name) : needed.split(', ').includes(name);
/** What the page says that a function needs. */
const neededBy = (name: FunctionName): string[] =>
  variables.filter(({ needed }) => reaches(needed, name)).map((variable) => variable.name);

const folder = mkdtempSync(join(tmpdir(), 'kelissoz-anywhere-'));
let tables: FreshTables;
let store: Store;
let issuer: ForeignIssuer;
/** Every variable with its value here. */
let values: ReadonlyMap<string, string>;
let authorization: Record<'staff' | 'analyst' | 'cleared' | 'nobody', string>;

beforeAll(async () => {
  tables = await freshTables();
  issuer = await foreignIssuer('tracker');
  const bearer = async (...groups: string[]): Promise<string> => `Bearer ${await issuer.token(groups)}`;
  authorization = {
    staff: await bearer('staff'),
    analyst: await bearer('analyst'),
    cleared: await bearer('cleared'),
    nobody: await bearer('visitors'),
  };
  for (const name of names) bundleOf(name, folder);
  store = await openStore();
  const env = environmentOf(tables.connection, tables.names.records.replace(/Records$/, ''));
  values = new Map(
    Object.entries({
      ...env,
      // The store of files looks at signatures, that of items does not.
      AWS_SECRET_ACCESS_KEY: `secret of ${env.AWS_ACCESS_KEY_ID}`,
      AWS_ENDPOINT_URL_S3: store.endpoint,
      QUARANTINE_BUCKET: 'quarantine',
      LOCKED_BUCKET: 'locked',
      PUBLIC_FILES_BUCKET: 'public',
      ANALYST_FILES_BUCKET: 'analyst',
      CLEARED_FILES_BUCKET: 'cleared',
      TOKEN_ISSUER: issuer.issuer,
      TOKEN_CLIENT_ID: 'tracker',
      SITE: 'https://tracker.example',
      DOCS_FOLDER: join(folder, 'docs', 'docs'),
      PAGES_FOLDER: join(folder, 'pages', 'site'),
      SITE_ADDRESS: 'https://tracker.example',
      CONNECTS_TO: 'https://sign-in.example',
    }),
  );
});
afterAll(async () => {
  await store.close();
  issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

const environment = (chosen: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    chosen.map((name) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`the page names ${name}, which nobody knows here`);
      return [name, value];
    }),
  );

/** What a bundle answers in a process that has these variables and no others; or how it ended. */
const answered = async (name: FunctionName, event: object, env: Record<string, string>): Promise<object> => {
  // Only the message is told: Node would print the line of the bundle too, which is all of it and more than a pipe holds.
  const code = `(async () => require(${JSON.stringify(join(folder, name, 'index.js'))})
      .handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 900000 }))()
    .then((reply) => process.stdout.write('\\n' + JSON.stringify(reply ?? {})))
    .catch(({ message }) => { process.stderr.write(message); process.exitCode = 1; })`;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { env, maxBuffer: 16 * 1024 * 1024 });
    const reply: unknown = JSON.parse(stdout.split('\n').at(-1) ?? '');
    return isObject(reply) ? reply : {};
  } catch (error) {
    return { ended: isObject(error) ? error.stderr : String(error) };
  }
};

const get = (address: string, by?: keyof typeof authorization): object => {
  const event = eventOf(address);
  return by ? { ...event, headers: { ...event.headers, authorization: authorization[by] } } : event;
};
const save = (): object => {
  const { requestContext, headers, ...event } = eventOf('/staff/v1/parties/kaz');
  return {
    ...event,
    headers: {
      ...headers,
      authorization: authorization.staff,
      'content-type': 'application/json',
      'if-none-match': '*',
    },
    requestContext: { ...requestContext, http: { ...requestContext.http, method: 'PUT' } },
    body: JSON.stringify(party),
  };
};
/** The change of a record, as the stream of any such store says it. */
const change = {
  Records: [{ dynamodb: { Keys: { pk: { S: 'party#kaz' }, sk: { S: 'CURRENT' } }, SequenceNumber: '1' } }],
};

/** What each is asked, and what it answers where it has what it needs; in this order, for each sees what the others did. */
const asked: Record<FunctionName, { event: () => object; answer: object }> = {
  staff: { event: save, answer: { statusCode: 201, headers: { etag: '"1"' } } },
  projector: { event: () => change, answer: { batchItemFailures: [] } },
  expunger: { event: () => ({ expunge: 'document#nothing' }), answer: { gone: true } },
  analyst: { event: () => get('/analyst/v1/parties/kaz', 'analyst'), answer: { statusCode: 200 } },
  cleared: { event: () => get('/cleared/v1/parties/kaz', 'cleared'), answer: { statusCode: 200 } },
  public: { event: () => get('/public/v1/parties'), answer: { statusCode: 200 } },
  feeds: { event: () => get('/public/v1/timeline.ics'), answer: { statusCode: 200 } },
  docs: { event: () => get('/staff/v1/openapi.json'), answer: { statusCode: 200 } },
  pages: { event: () => get('/kk/timeline'), answer: { statusCode: 200 } },
  embargo: { event: () => ({}), answer: { lifted: 0, failed: 0 } },
  ledger: { event: () => ({}), answer: {} },
  snapshots: { event: () => ({}), answer: { awaited: 0 } },
  seal: { event: () => ({}), answer: { closed: true } },
  rebuild: { event: () => ({}), answer: { done: true, records: 1 } },
  canary: { event: () => ({}), answer: {} },
};

describe('the page', () => {
  it('names every variable that functions are given, and nothing that none needs', () => {
    expect(variables.filter(({ needed }) => !names.some((name) => reaches(needed, name)))).toEqual([]);
    expect(new Set(variables.map(({ name }) => name)).size).toBe(variables.length);
    for (const name of values.keys()) expect(variables.map((variable) => variable.name)).toContain(name);
  });
});

describe('with endpoints, keys, names of tables and an issuer of another house in its environment, and nothing else', () => {
  it('every function answers', async () => {
    const order = Object.keys(asked);
    for (const name of names.toSorted((one, other) => order.indexOf(one) - order.indexOf(other))) {
      const { event, answer } = asked[name];
      expect(await answered(name, event(), environment(neededBy(name))), name).toMatchObject(answer);
    }
    expect(new Set(issuer.asked)).toEqual(
      new Set(['/realms/ministry/.well-known/openid-configuration', '/realms/ministry/protocol/openid-connect/certs']),
    );
  });

  it('a token of that issuer opens what its groups say, and one of another issuer nothing', async () => {
    const env = environment(neededBy('analyst'));
    expect(await answered('analyst', get('/analyst/v1/parties', 'nobody'), env)).toMatchObject({ statusCode: 403 });
    const other = await foreignIssuer('tracker');
    const foreign = {
      ...eventOf('/analyst/v1/parties'),
      headers: { host: 'h', authorization: `Bearer ${await other.token(['analyst'])}` },
    };
    other.close();
    expect(await answered('analyst', foreign, env)).toMatchObject({ statusCode: 401 });
  });
});

/** What cannot be missed: without these Amazon's own endpoint is asked, which is right on AWS. */
const elsewhere = [
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_ENDPOINT_URL_LAMBDA',
  'AWS_ENDPOINT_URL_S3',
  'DOCS_FOLDER',
  'PAGES_FOLDER',
];

describe('without any one of them', () => {
  it.each(names)('%s says which', async (name) => {
    const needed = neededBy(name);
    const missing = needed.filter((variable) => !elsewhere.includes(variable));
    const said = await Promise.all(
      missing.map(async (variable) => {
        const env = environment(needed.filter((one) => one !== variable));
        return [variable, await answered(name, asked[name].event(), env)];
      }),
    );
    expect(said).toEqual(missing.map((variable) => [variable, { ended: `The environment lacks ${variable}` }]));
  });
});
