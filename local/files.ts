/** Lends the files of a data folder to a command, past the signatures and policies that functions are held to. */
import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { fileStoreOf, projectedBuckets } from '../functions/file-store.ts';
import { siteOf } from '../functions/runtime.ts';
import type { FileStore } from '../functions/store/file-client.ts';
import type { DataFolder } from './data-folder.ts';
import { deskAccount } from './gateway/account.ts';
import { assembly } from './gateway/assembly.ts';
import { functionNamed, lambdas } from './gateway/lambda.ts';
import { resolver } from './gateway/resolve.ts';
import { readAssembly } from './gateway/template.ts';
import type { Refusal } from './refusal.ts';
import { bucketsIn } from './s3/bucket.ts';
import { startS3 } from './s3/server.ts';

/** `site` is the address of the site, as the functions of the desk are told it. */
type Files = FileStore<(typeof projectedBuckets)[number]> & {
  readonly ok: true;
  readonly site: string;
  close(): Promise<void>;
};

/** The buckets of whoever projects, as the template names them; beside a desk that runs on the folder, or without one. `port` is where it serves. */
export const openFiles = async (folder: DataFolder, clock: () => Date, port = 3000): Promise<Files | Refusal> => {
  const built = await assembly();
  if (!built.ok) return built;
  const template = readAssembly(built.folder);
  const address = `http://localhost:${port}`;
  const resolve = resolver(template, deskAccount({ issuer: address, clientId: 'desk', address }));
  const all = lambdas(template, resolve);
  const environmentOf = (name: string) =>
    all.find((one) => functionNamed(one.name).endsWith(`-${name}`))?.environment ?? {};
  const secretAccessKey = randomBytes(20).toString('hex');
  const s3 = await startS3({
    folder: folder.files,
    buckets: bucketsIn(template, resolve),
    secretOf: () => secretAccessKey,
    allows: () => true,
    place: { partition: 'aws', region: 'local', account: '', tables: new Map() },
    clock,
    site: address,
  });
  const { buckets } = fileStoreOf(environmentOf('rebuild'), projectedBuckets);
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${s3.port}`,
    region: 'local',
    forcePathStyle: true,
    credentials: { accessKeyId: 'rebuild', secretAccessKey },
  });
  return { ok: true, client, buckets, site: siteOf(environmentOf('snapshots')), close: s3.close };
};
