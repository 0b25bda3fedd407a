/** The bundles of the functions as they are deployed, and what they do when they are really started. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { bundled, bundling } from '../../functions/bundle.ts';
import type { Connection } from '../../functions/store/client.ts';

export type Name = keyof typeof bundled;
export const names: readonly Name[] = ['public', 'analyst', 'staff', 'projector'];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A bundle as a file, and its size plain and gzipped, in bytes. */
export type Bundle = { name: Name; file: string; bytes: number; gzipped: number };

/** Bundles a function into a folder. */
export const bundleOf = async (name: Name, folder: string): Promise<Bundle> => {
  const { outputFiles } = await build({ ...bundling, absWorkingDir: root, entryPoints: [bundled[name]], write: false });
  const code = outputFiles?.[0]?.contents ?? new Uint8Array();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, code);
  return { name, file, bytes: code.byteLength, gzipped: gzipSync(code, { level: 9 }).byteLength };
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

/** The environment of a Lambda over a DynamoDB Local: where it is, the tables' prefix, keys, and an issuer. */
export const environmentOf = ({ endpoint, credentials }: Connection, prefix: string): Record<string, string> => {
  if (typeof credentials !== 'object') throw new Error('no fixed credentials');
  return {
    AWS_ENDPOINT_URL_DYNAMODB: String(endpoint),
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    TABLE_PREFIX: prefix,
    TOKEN_ISSUER: 'https://issuer.example',
    TOKEN_CLIENT_ID: 'desk',
  };
};

// The context may be empty; hono reads none of it.
const starter = (file: string, event: unknown): string =>
  `require(${JSON.stringify(file)}).handler(${JSON.stringify(event)}, {}).then((reply) => process.stdout.write('\\n' + JSON.stringify(reply)))`;

/** Starts a bundle in a process of its own, with nothing in the environment but what is given: the reply, and how soon. */
export const started = async (
  { file }: Bundle,
  event: unknown,
  env: Record<string, string>,
): Promise<{ reply: unknown; milliseconds: number; err: string }> => {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', starter(file, event)], { env });
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
