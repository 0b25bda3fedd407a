/** The bundles of the functions as they are deployed, and what they do when they are really started. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import type { Connection } from '../../functions/store/client.ts';
import { type FunctionName, writeFunction } from '../../infra/bundling.ts';
import { buckets } from '../../shared/buckets.ts';
import { tables } from '../../shared/tables.ts';

export const names: readonly FunctionName[] = [
  'public',
  'feeds',
  'analyst',
  'cleared',
  'staff',
  'projector',
  'expunger',
  'embargo',
  'ledger',
  'seal',
  'rebuild',
  'docs',
  'pages',
  'canary',
];

/** A function as it is deployed: where it lies, its bundle there, and the size of that, plain and gzipped, in bytes. */
export type Bundle = { name: FunctionName; folder: string; file: string; bytes: number; gzipped: number };

/** Bundles a function into a folder of its own within this one. */
export const bundleOf = (name: FunctionName, within: string): Bundle => {
  const folder = join(within, name);
  writeFunction(name, folder);
  const file = join(folder, 'index.js');
  const code = readFileSync(file);
  return { name, folder, file, bytes: code.byteLength, gzipped: gzipSync(code, { level: 9 }).byteLength };
};

/** An event of the HTTP API, payload format 2.0: a GET. */
export const eventOf = (address: string) => {
  const [rawPath = '', rawQueryString = ''] = address.split('?');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: { host: 'tracker.example' },
    isBase64Encoded: false,
    body: null,
    requestContext: {
      domainName: 'tracker.example',
      http: { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' },
      requestId: 'r',
      stage: '$default',
    },
  };
};

/** The environment of a Lambda over a DynamoDB Local: where it is, keys, the tables behind a prefix, and an issuer. */
export const environmentOf = ({ endpoint, credentials }: Connection, prefix: string): Record<string, string> => {
  if (typeof credentials !== 'object') throw new Error('no fixed credentials');
  return {
    AWS_ENDPOINT_URL_DYNAMODB: String(endpoint),
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...Object.fromEntries(Object.values(tables).map(({ name, variable }) => [variable, prefix + name])),
    ...Object.fromEntries(Object.values(buckets).map(({ variable }) => [variable, variable.toLowerCase()])),
    TOKEN_ISSUER: 'https://issuer.example',
    TOKEN_CLIENT_ID: 'desk',
    SITE: 'https://kelissoz.example',
    PROJECTOR_FUNCTION: 'projector',
    EXPUNGER_FUNCTION: 'expunger',
  };
};

const starter = (file: string, event: unknown): string =>
  `require(${JSON.stringify(file)}).handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 900000 }).then((reply) => process.stdout.write('\\n' + JSON.stringify(reply ?? null)))`;

/** Starts a bundle in a process of its own, with nothing in the environment but what is given: the reply, and how soon. */
export const started = async (
  { folder, file }: Bundle,
  event: unknown,
  env: Record<string, string>,
): Promise<{ reply: unknown; milliseconds: number; err: string }> => {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', starter(file, event)], { env: { ...env, LAMBDA_TASK_ROOT: folder } });
  let out = '';
  let err = '';
  let milliseconds = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    milliseconds ||= performance.now() - began;
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  await once(child, 'close');
  // Lines of the log come before it.
  const reply = out.split('\n').at(-1) ?? '';
  return { reply: reply === '' ? undefined : JSON.parse(reply), milliseconds, err };
};
