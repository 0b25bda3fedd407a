/** The store of files that stands in for S3, over a folder of its own, and clients of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { Need } from '../../local/policy/evaluate.ts';
import type { Bucket } from '../../local/s3/bucket.ts';
import { type S3, startS3 } from '../../local/s3/server.ts';

/** Buckets as `infra/bucket.ts` makes them. */
export const buckets: ReadonlyMap<string, Bucket> = new Map(
  [
    {
      name: 'quarantine',
      versioned: false,
      expiryDays: 1,
      cors: [{ origins: ['https://tracker.test'], methods: ['PUT'], seconds: 3600 }],
    },
    { name: 'locked', versioned: true, retainedDays: 1 },
    { name: 'public', versioned: false },
    { name: 'analyst', versioned: false },
    { name: 'cleared', versioned: false },
  ].map((bucket) => [bucket.name, bucket]),
);

/** `clock` may be moved; `may` decides what is allowed, everything unless said. */
export type Store = {
  readonly s3: S3;
  readonly endpoint: string;
  readonly clock: { now: () => Date };
  readonly policy: { may: (accessKeyId: string, need: Need) => boolean };
  /** Ends the store and starts it again on the same folder. */
  restart(): Promise<Store>;
  close(): Promise<void>;
};

const place = { partition: 'aws', region: 'eu-central-1', account: '000000000000', tables: new Map() };

/**
 * What signs as whoever has this key, by a clock that is off by so many milliseconds, and asks again as often as it may; the
 * secret of `KEY` is `secret of KEY`.
 */
export const clientOf = (
  { endpoint }: Pick<Store, 'endpoint'>,
  accessKeyId = 'OFFICE',
  { secretAccessKey = `secret of ${accessKeyId}`, systemClockOffset = 0, maxAttempts = 1 } = {},
): S3Client =>
  new S3Client({
    endpoint,
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts,
    systemClockOffset,
  });

/** Starts a store on a folder, which goes when it is closed. */
export const openStore = async (folder = mkdtempSync(join(tmpdir(), 'kelissoz-s3-'))): Promise<Store> => {
  const clock = { now: () => new Date() };
  const policy: Store['policy'] = { may: () => true };
  const s3 = await startS3({
    folder,
    buckets,
    secretOf: (accessKeyId) => (accessKeyId === 'NOBODY' ? undefined : `secret of ${accessKeyId}`),
    allows: (accessKeyId, needs) => needs.every((need) => policy.may(accessKeyId, need)),
    place,
    clock: () => clock.now(),
    site: 'http://tracker.test',
  });
  return {
    s3,
    endpoint: `http://127.0.0.1:${s3.port}`,
    clock,
    policy,
    restart: async () => {
      await s3.close();
      return openStore(folder);
    },
    close: async () => {
      await s3.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
