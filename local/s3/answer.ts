/** What S3 answers to each call, over the objects of a desk. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Bucket } from './bucket.ts';
import type { Call } from './call.ts';
import { escaped, S3Error, unescaped } from './error.ts';
import type { Objects, Version } from './objects.ts';

/** A reply; the body of an object is streamed. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
};

type Headers = ReadonlyMap<string, string>;

/** Whether whoever asks may do something to the object under a key. */
type May = (key: string) => boolean;

/** The headers that are kept with an object and said with it. */
const isKept = (name: string): boolean =>
  ['content-type', 'content-disposition', 'content-language', 'cache-control'].includes(name) ||
  name.startsWith('x-amz-meta-');

const keptOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => isKept(name)));

const etagOf = ({ md5 }: Version): string => `"${md5}"`;
const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
const hexOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : Buffer.from(text, 'base64').toString('hex');

const saidOf = ({ versioned }: Bucket, version: Version): Record<string, string> => ({
  etag: etagOf(version),
  ...(versioned && { 'x-amz-version-id': version.id }),
});

const xml = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

/** The part of an object that a `Range` asks for; undefined for all of it. */
const rangeOf = (header: string | undefined, bytes: number): { start: number; end: number } | undefined => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (start > end) throw new S3Error('InvalidRange');
  return { start, end };
};

/** What an address may have said with an object in place of what was kept with it. */
const overrides = (parameters: Call['parameters']): Record<string, string> =>
  Object.fromEntries(
    [...parameters].flatMap(([name, value]) => {
      const [, header] = /^response-(content-type|content-disposition|cache-control)$/.exec(name) ?? [];
      return header === undefined ? [] : [[header, value]];
    }),
  );

const get = async (
  objects: Objects,
  { bucket, key, version, operation, parameters }: Call,
  headers: Headers,
): Promise<Answer> => {
  const found = await objects.find(bucket, key, version);
  const match = headers.get('if-match');
  if (match !== undefined && match !== etagOf(found)) throw new S3Error('PreconditionFailed');
  const range = rangeOf(headers.get('range'), found.bytes);
  const bytes = range ? range.end - range.start + 1 : found.bytes;
  return {
    status: range ? 206 : 200,
    headers: {
      'accept-ranges': 'bytes',
      'last-modified': new Date(found.at).toUTCString(),
      ...saidOf(bucket, found),
      'content-length': String(bytes),
      ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${found.bytes}` }),
      ...(headers.get('x-amz-checksum-mode') === 'ENABLED' &&
        !range && { 'x-amz-checksum-sha256': base64(found.sha256) }),
      ...found.headers,
      ...overrides(parameters),
    },
    ...(operation === 'get' && bytes > 0 && { body: objects.read(bucket, found, range) }),
  };
};

const put = async (
  objects: Objects,
  { bucket, key }: Call,
  headers: Headers,
  body: AsyncIterable<Uint8Array>,
  payload: string | undefined,
): Promise<Answer> => {
  const noneMatch = headers.get('if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*') throw new S3Error('NotImplemented');
  if (headers.has('transfer-encoding')) throw new S3Error('NotImplemented', 'The length of the body is not said');
  const sha256 = hexOf(headers.get('x-amz-checksum-sha256'));
  const expected = { sha256, payload, crc32: headers.get('x-amz-checksum-crc32') };
  const stored = await objects.put(bucket, key, { body, headers: keptOf(headers), expected }, noneMatch === '*');
  const checksum = sha256 !== undefined && { 'x-amz-checksum-sha256': base64(sha256) };
  return { status: 200, headers: { ...saidOf(bucket, stored), ...checksum } };
};

const copy = async (objects: Objects, { bucket, key, source }: Call, headers: Headers): Promise<Answer> => {
  if (!source) throw new S3Error('InvalidArgument');
  const from = await objects.find(source.bucket, source.key);
  const match = headers.get('x-amz-copy-source-if-match');
  if (match !== undefined && match !== etagOf(from)) throw new S3Error('PreconditionFailed');
  const replaces = headers.get('x-amz-metadata-directive') === 'REPLACE';
  const body = objects.read(source.bucket, from);
  const stored = await objects.put(bucket, key, { body, headers: replaces ? keptOf(headers) : from.headers });
  const answer = xml(
    `<CopyObjectResult><ETag>${escaped(etagOf(stored))}</ETag><LastModified>${stored.at}</LastModified>` +
      `<ChecksumSHA256>${base64(stored.sha256)}</ChecksumSHA256></CopyObjectResult>`,
  );
  return { ...answer, headers: { ...answer.headers, ...saidOf(bucket, stored) } };
};

const list = async (objects: Objects, { bucket, parameters }: Call): Promise<Answer> => {
  const prefix = parameters.get('prefix') ?? '';
  const most = Number(parameters.get('max-keys') ?? 1000);
  const after = parameters.get('continuation-token') ?? parameters.get('start-after') ?? '';
  const newest = (await objects.all(bucket, prefix)).filter(({ key }, at, all) => all[at - 1]?.key !== key);
  const left = newest.filter(({ key, marker }) => !marker && key > after);
  const page = left.slice(0, most);
  const next = left.length > most ? page.at(-1)?.key : undefined;
  const contents = page.map(
    (version) =>
      `<Contents><Key>${escaped(version.key)}</Key><LastModified>${version.at}</LastModified>` +
      `<ETag>${escaped(etagOf(version))}</ETag><Size>${version.bytes}</Size></Contents>`,
  );
  return xml(
    `<ListBucketResult><Name>${bucket.name}</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>` +
      `<IsTruncated>${next !== undefined}</IsTruncated>${contents.join('')}` +
      `${next === undefined ? '' : `<NextContinuationToken>${escaped(next)}</NextContinuationToken>`}</ListBucketResult>`,
  );
};

const listVersions = async (objects: Objects, { bucket, parameters }: Call): Promise<Answer> => {
  const all = await objects.all(bucket, parameters.get('prefix') ?? '');
  const last = [parameters.get('key-marker'), parameters.get('version-id-marker')];
  const from = all.findIndex(({ key, id }) => key === last[0] && id === last[1]) + 1;
  const page = all.slice(from, from + Number(parameters.get('max-keys') ?? 1000));
  const end = from + page.length < all.length ? page.at(-1) : undefined;
  const said = page.map(({ key, id, at, bytes, marker }) => {
    const common = `<Key>${escaped(key)}</Key><VersionId>${id}</VersionId><LastModified>${at}</LastModified>`;
    return marker ? `<DeleteMarker>${common}</DeleteMarker>` : `<Version>${common}<Size>${bytes}</Size></Version>`;
  });
  const next =
    end && `<NextKeyMarker>${escaped(end.key)}</NextKeyMarker><NextVersionIdMarker>${end.id}</NextVersionIdMarker>`;
  return xml(
    `<ListVersionsResult><IsTruncated>${end !== undefined}</IsTruncated>${next ?? ''}${said.join('')}</ListVersionsResult>`,
  );
};

const remove = async (objects: Objects, { bucket, key, version, bypass }: Call): Promise<Answer> => {
  const gone = await objects.delete(bucket, key, version, bypass);
  return {
    status: 204,
    headers: { ...(gone?.marker && { 'x-amz-delete-marker': 'true' }), ...(gone && { 'x-amz-version-id': gone.id }) },
  };
};

/** S3 takes so many keys at once. */
const mostKeys = 1000;

/** Deletes those of the objects that a body names which whoever asks `may`; of the others it says so. */
const removeMany = async (objects: Objects, { bucket }: Call, body: string, may: May): Promise<Answer> => {
  const keys = [...body.matchAll(/<Key>(.*?)<\/Key>/gs)].map(([, key = '']) => unescaped(key));
  if (keys.length === 0 || keys.length > mostKeys) throw new S3Error('MalformedXML');
  if (body.includes('<VersionId>')) throw new S3Error('NotImplemented');
  const said = keys.map(async (key) => {
    const named = `<Key>${escaped(key)}</Key>`;
    if (!may(key)) return `<Error>${named}<Code>AccessDenied</Code><Message>Access Denied</Message></Error>`;
    await objects.delete(bucket, key, undefined, false);
    return body.includes('<Quiet>true</Quiet>') ? '' : `<Deleted>${named}</Deleted>`;
  });
  return xml(`<DeleteResult>${(await Promise.all(said)).join('')}</DeleteResult>`);
};

/** The text of a body, if it is the one that was signed. */
const textOf = async (body: AsyncIterable<Uint8Array>, payload: string | undefined): Promise<string> => {
  const bytes = await buffer(body);
  const isSigned = payload === undefined || createHash('sha256').update(bytes).digest('hex') === payload;
  if (!isSigned) throw new S3Error('XAmzContentSHA256Mismatch');
  return bytes.toString('utf8');
};

/**
 * Carries out a call that is permitted. `payload` is the SHA-256 that the body was signed with, where it was; `mayDelete` says
 * whether an object that only the body names may be deleted.
 */
export const answerTo = async (
  objects: Objects,
  call: Call,
  headers: Headers,
  body: AsyncIterable<Uint8Array>,
  payload: string | undefined,
  mayDelete: May,
): Promise<Answer> => {
  switch (call.operation) {
    case 'get':
    case 'head':
      return get(objects, call, headers);
    case 'put':
      return put(objects, call, headers, body, payload);
    case 'copy':
      return copy(objects, call, headers);
    case 'delete':
      return remove(objects, call);
    case 'delete-many':
      return removeMany(objects, call, await textOf(body, payload), mayDelete);
    case 'list':
      return list(objects, call);
    case 'list-versions':
      return listVersions(objects, call);
  }
};
