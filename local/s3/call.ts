/** A call to S3: what it does to which object of which bucket, and the permissions that this needs. */
import type { Need } from '../policy/evaluate.ts';
import type { Place } from '../policy/place.ts';
import type { Bucket } from './bucket.ts';
import { S3Error } from './error.ts';
import { parametersOf, type Signed } from './signature.ts';

/** What is asked for: `version` where one is named, `source` where an object is copied from another. */
export type Call = {
  readonly operation: 'get' | 'head' | 'put' | 'copy' | 'delete' | 'delete-many' | 'list' | 'list-versions';
  readonly bucket: Bucket;
  readonly key: string;
  readonly version: string | undefined;
  readonly source: { readonly bucket: Bucket; readonly key: string } | undefined;
  readonly bypass: boolean;
  readonly parameters: ReadonlyMap<string, string>;
};

const pathOf = (path: string): { name: string; key: string } => {
  const [, name = '', ...rest] = path.split('/');
  try {
    return { name: decodeURIComponent(name), key: decodeURIComponent(rest.join('/')) };
  } catch {
    throw new S3Error('InvalidArgument', 'The address is not percent-encoded UTF-8');
  }
};

const operationOf = (method: string, key: string, copies: boolean, asked: ReadonlyMap<string, string>) => {
  if (key === '' && method === 'GET') {
    if (asked.get('list-type') === '2') return 'list';
    if (asked.has('versions')) return 'list-versions';
  }
  if (key === '' && method === 'POST' && asked.has('delete')) return 'delete-many';
  // Lists of parts, tags, access lists and the like are asked for by a parameter without a value.
  const isPlain = [...asked].every(([name, value]) => value !== '' || name.startsWith('X-Amz-'));
  if (key === '' || !isPlain) throw new S3Error('NotImplemented');
  if (method === 'GET') return 'get';
  if (method === 'HEAD') return 'head';
  if (method === 'PUT') return copies ? 'copy' : 'put';
  if (method === 'DELETE') return 'delete';
  throw new S3Error('NotImplemented');
};

/** The call that a request makes. Throws S3's refusal of what is not understood or not there. */
export const callOf = ({ method, path, query, headers }: Signed, buckets: ReadonlyMap<string, Bucket>): Call => {
  const bucketOf = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (!bucket) throw new S3Error('NoSuchBucket');
    return bucket;
  };
  const { name, key } = pathOf(path);
  const bucket = bucketOf(name);
  const parameters = new Map(parametersOf(query));
  const copied = headers.get('x-amz-copy-source');
  const from = copied === undefined ? undefined : pathOf(copied.startsWith('/') ? copied : `/${copied}`);
  return {
    operation: operationOf(method, key, copied !== undefined, parameters),
    bucket,
    key,
    version: parameters.get('versionId'),
    source: from && { bucket: bucketOf(from.name), key: from.key },
    bypass: headers.get('x-amz-bypass-governance-retention') === 'true',
    parameters,
  };
};

const need = (action: string, resource: string, context: Need['context'] = {}): Need => ({ action, resource, context });

/** Whoever lacks this is told of an object that is not there that it is forbidden (API Reference, "GetObject"). */
export const listNeed = ({ partition }: Place, { name }: Bucket): Need =>
  need('s3:ListBucket', `arn:${partition}:s3:::${name}`);

/** The permissions that a call needs, those of the bucket's key among them. */
export const needsOf = (place: Place, { operation, bucket, key, version, source, bypass }: Call): Need[] => {
  const { partition, region } = place;
  const on = ({ name }: Bucket, one: string): string => `arn:${partition}:s3:::${name}/${one}`;
  const throughKey = (of: Bucket, action: string): Need[] =>
    of.key === undefined ? [] : [need(`kms:${action}`, of.key, { 'kms:ViaService': [`s3.${region}.amazonaws.com`] })];
  const reading = (of: Bucket, one: string, action = 'GetObject'): Need[] => [
    need(`s3:${action}`, on(of, one)),
    ...throughKey(of, 'Decrypt'),
  ];
  // A desk asks for opening as well, to be no laxer than AWS with what comes in parts.
  const writing = [
    need('s3:PutObject', on(bucket, key)),
    ...throughKey(bucket, 'GenerateDataKey'),
    ...throughKey(bucket, 'Decrypt'),
  ];
  switch (operation) {
    case 'get':
    case 'head':
      return reading(bucket, key, version === undefined ? 'GetObject' : 'GetObjectVersion');
    case 'put':
      return writing;
    case 'copy':
      return [...(source ? reading(source.bucket, source.key) : []), ...writing];
    case 'delete':
      return [
        need(version === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion', on(bucket, key)),
        ...(bypass ? [need('s3:BypassGovernanceRetention', on(bucket, key))] : []),
      ];
    // Each of the objects that the body names is asked for by itself.
    case 'delete-many':
      return [];
    case 'list':
      return [listNeed(place, bucket)];
    case 'list-versions':
      return [need('s3:ListBucketVersions', `arn:${partition}:s3:::${bucket.name}`)];
  }
};
