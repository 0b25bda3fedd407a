/** The buckets that a function may reach, from its environment; apart from the runtime, for most functions reach none. */
import { buckets } from '../shared/buckets.ts';
import { type Environment, needed } from './environment.ts';
import { type BucketName, type FileStore, fileClient } from './store/file-client.ts';

const hasEach = <Reached extends BucketName>(
  names: Partial<Record<BucketName, string>>,
  reached: readonly Reached[],
): names is Record<Reached, string> => reached.every((bucket) => names[bucket]);

/** What a function is handed of files. An error names a variable that is missing. */
export const fileStoreOf = <Reached extends BucketName>(
  env: Environment,
  reached: readonly Reached[],
): FileStore<Reached> => {
  const names: Partial<Record<BucketName, string>> = Object.fromEntries(
    reached.map((bucket) => [bucket, needed(env, buckets[bucket].variable)]),
  );
  if (!hasEach(names, reached)) throw new Error('The environment lacks a bucket');
  return { client: fileClient(env.AWS_ENDPOINT_URL_S3), buckets: names };
};

/** The buckets of whoever projects. */
export const projectedBuckets = ['locked', 'publicFiles', 'analystFiles', 'clearedFiles'] as const;
