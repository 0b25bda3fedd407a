/** What stands in for S3 answers as S3 does to Amazon's own SDK: so far as this project asks. */
import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientOf, openStore, type Store } from './store.ts';

let store: Store;
let client: S3Client;
beforeEach(async () => {
  store = await openStore();
  client = clientOf(store);
});
afterEach(() => store.close());

const sha256 = (text: string | Uint8Array, form: 'base64' | 'hex' = 'base64'): string =>
  createHash('sha256').update(text).digest(form);
const text = 'Бірлескен мәлімдеме';
const put = (Bucket: string, Key: string, Body = text, more = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (Bucket: string, Key: string, more = {}): Promise<string | undefined> =>
  (await client.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();

/** The name of the error that a call ends with. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'nothing',
    (error) => (error instanceof Error ? error.name : error),
  );

test('an object is read back with its headers, whole or in part, also after a restart', async () => {
  const more = {
    ContentType: 'text/plain; charset=utf-8',
    ContentDisposition: 'attachment; filename="a.txt"',
    CacheControl: 'max-age=0',
    Metadata: { of: 'document#a' },
  };
  await put('public', 'texts/қ a', text, more);
  store = await store.restart();
  client = clientOf(store);
  const found = await client.send(new GetObjectCommand({ Bucket: 'public', Key: 'texts/қ a' }));
  expect(found).toMatchObject({ ...more, ContentLength: Buffer.byteLength(text), AcceptRanges: 'bytes' });
  expect(await found.Body?.transformToString()).toBe(text);
  const bytes = Buffer.from(text);
  for (const [Range, part] of [
    ['bytes=0-3', bytes.subarray(0, 4)],
    ['bytes=4-', bytes.subarray(4)],
    ['bytes=-5', bytes.subarray(-5)],
    ['bytes=30-9999', bytes.subarray(30)],
  ] as const) {
    const { Body, ContentRange } = await client.send(
      new GetObjectCommand({ Bucket: 'public', Key: 'texts/қ a', Range }),
    );
    expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(part);
    expect(ContentRange).toMatch(new RegExp(`/${bytes.length}$`));
  }
  expect(await failure(read('public', 'texts/қ a', { Range: 'bytes=999-' }))).toBe('InvalidRange');
});

test('a head tells of an object without its bytes, its checksum where it is asked for', async () => {
  await put('public', 'a');
  const asked = { Bucket: 'public', Key: 'a' };
  expect(await client.send(new HeadObjectCommand(asked))).not.toHaveProperty('ChecksumSHA256');
  const head = await client.send(new HeadObjectCommand({ ...asked, ChecksumMode: 'ENABLED' }));
  expect(head).toMatchObject({ ContentLength: Buffer.byteLength(text), ChecksumSHA256: sha256(text) });
  expect(await failure(client.send(new HeadObjectCommand({ ...asked, Key: 'b' })))).toBe('NotFound');
});

test('what has another checksum than is said of it is refused, and nothing of it is kept', async () => {
  expect(await failure(put('public', 'a', text, { ChecksumSHA256: sha256('else') }))).toBe('BadDigest');
  expect(await failure(put('public', 'a', text, { ChecksumCRC32: 'AAAAAA==' }))).toBe('BadDigest');
  expect(await failure(read('public', 'a'))).toBe('NoSuchKey');
  await put('public', 'a', text, { ChecksumSHA256: sha256(text) });
  expect(await read('public', 'a')).toBe(text);
});

test('with If-None-Match an object is created once, whoever else tries at the same time', async () => {
  const tries = Array.from({ length: 5 }, (_, index) => put('public', 'a', `${index}`, { IfNoneMatch: '*' }));
  const ends = await Promise.all(tries.map(failure));
  expect(ends.filter((end) => end === 'nothing')).toHaveLength(1);
  expect(ends.filter((end) => end === 'PreconditionFailed')).toHaveLength(4);
  expect(await read('public', 'a')).toBe(String(ends.indexOf('nothing')));
});

test('where versions are kept each is read by its id, and a deletion hides them all', async () => {
  const first = await put('locked', 'a', 'one');
  const second = await put('locked', 'a', 'two');
  expect(await read('locked', 'a')).toBe('two');
  expect(await read('locked', 'a', { VersionId: first.VersionId })).toBe('one');
  const gone = await client.send(new DeleteObjectCommand({ Bucket: 'locked', Key: 'a' }));
  expect(gone.DeleteMarker).toBe(true);
  expect(await failure(read('locked', 'a'))).toBe('NoSuchKey');
  expect(await read('locked', 'a', { VersionId: second.VersionId })).toBe('two');
  const { Versions, DeleteMarkers } = await client.send(
    new ListObjectVersionsCommand({ Bucket: 'locked', Prefix: 'a' }),
  );
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([second.VersionId, first.VersionId]);
  expect(DeleteMarkers).toHaveLength(1);
});

test('versions are listed page by page, whether of one object or of several', async () => {
  const sent: unknown[] = [];
  for (const key of ['a', 'b', 'b', 'b', 'c']) sent.push((await put('locked', key)).VersionId);
  const found: unknown[] = [];
  const sizes: unknown[] = [];
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (from) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: 'locked', MaxKeys: 2, ...from }),
    );
    found.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
    sizes.push(page.Versions?.length);
    from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  expect(sizes).toEqual([2, 2, 1]);
  expect(found).toEqual([0, 3, 2, 1, 4].map((index) => sent[index]));
});

test('a retained version is deleted by nobody before its time, but by whoever bypasses governance', async () => {
  const { VersionId } = await put('locked', 'a');
  const asked = { Bucket: 'locked', Key: 'a', VersionId };
  expect(await failure(client.send(new DeleteObjectCommand(asked)))).toBe('AccessDenied');
  store.policy.may = (_key, { action }) => action !== 's3:BypassGovernanceRetention';
  const bypassing = new DeleteObjectCommand({ ...asked, BypassGovernanceRetention: true });
  expect(await failure(client.send(bypassing))).toBe('AccessDenied');
  store.policy.may = () => true;
  await client.send(bypassing);
  expect(await failure(read('locked', 'a', { VersionId }))).toBe('NoSuchVersion');
  const other = await put('locked', 'b');
  store.clock.now = () => new Date(Date.now() + 25 * 60 * 60 * 1000);
  const later = clientOf(store, 'OFFICE', { systemClockOffset: 25 * 60 * 60 * 1000 });
  await later.send(new DeleteObjectCommand({ Bucket: 'locked', Key: 'b', VersionId: other.VersionId }));
});

test('what is not kept for long is gone when its time is over', async () => {
  await put('quarantine', 'a');
  expect(await read('quarantine', 'a')).toBe(text);
  store.clock.now = () => new Date(Date.now() + 25 * 60 * 60 * 1000);
  const later = clientOf(store, 'OFFICE', { systemClockOffset: 25 * 60 * 60 * 1000 });
  expect(await failure(later.send(new GetObjectCommand({ Bucket: 'quarantine', Key: 'a' })))).toBe('NoSuchKey');
});

test('a copy has the bytes of its source, and headers of its own where it says so', async () => {
  const { ETag } = await put('quarantine', 'a b', text, { ContentType: 'application/pdf' });
  const asked = { Bucket: 'locked', Key: 'c', CopySource: '/quarantine/a%20b' };
  expect(await failure(client.send(new CopyObjectCommand({ ...asked, CopySourceIfMatch: '"else"' })))).toBe(
    'PreconditionFailed',
  );
  const copied = await client.send(
    new CopyObjectCommand({
      ...asked,
      CopySourceIfMatch: ETag,
      MetadataDirective: 'REPLACE',
      ContentType: 'text/plain',
    }),
  );
  expect(copied.CopyObjectResult).toMatchObject({ ETag, ChecksumSHA256: sha256(text) });
  expect(await client.send(new GetObjectCommand({ Bucket: 'locked', Key: 'c' }))).toMatchObject({
    ContentType: 'text/plain',
  });
  expect(await failure(client.send(new CopyObjectCommand({ ...asked, CopySource: '/quarantine/none' })))).toBe(
    'NoSuchKey',
  );
});

test('many objects are deleted at once, those that a role may, and the answer names the others', async () => {
  const keys = ['a', 'b&"<c>', 'kept/d', 'none'];
  for (const key of keys.slice(0, 3)) await put('public', key);
  store.policy.may = (_key, { resource }) => !resource.includes('kept/');
  const Objects = keys.map((Key) => ({ Key }));
  const many = (Delete: object) =>
    client.send(new DeleteObjectsCommand({ Bucket: 'public', Delete: { Objects, ...Delete } }));
  const { Deleted, Errors } = await many({});
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'b&"<c>', 'none']);
  expect(Errors).toEqual([{ Key: 'kept/d', Code: 'AccessDenied', Message: 'Access Denied' }]);
  store.policy.may = () => true;
  for (const key of ['a', 'b&"<c>']) expect(await failure(read('public', key))).toBe('NoSuchKey');
  expect(await read('public', 'kept/d')).toBe(text);
  expect((await many({ Quiet: true })).Deleted).toBeUndefined();
  expect(await failure(read('public', 'kept/d'))).toBe('NoSuchKey');
});

test('a list has the keys of a prefix in order, page by page', async () => {
  for (const key of ['texts/b', 'texts/a', 'other', 'texts/c']) await put('public', key);
  const first = await client.send(new ListObjectsV2Command({ Bucket: 'public', Prefix: 'texts/', MaxKeys: 2 }));
  expect(first.Contents?.map(({ Key }) => Key)).toEqual(['texts/a', 'texts/b']);
  const ContinuationToken = first.NextContinuationToken;
  const rest = await client.send(new ListObjectsV2Command({ Bucket: 'public', Prefix: 'texts/', ContinuationToken }));
  expect(rest).toMatchObject({ IsTruncated: false, KeyCount: 1 });
});

test('who signs with a wrong key, for too long ago, or not at all, gets nothing', async () => {
  await put('public', 'a');
  const get = new GetObjectCommand({ Bucket: 'public', Key: 'a' });
  expect(await failure(clientOf(store, 'OFFICE', { secretAccessKey: 'wrong' }).send(get))).toBe(
    'SignatureDoesNotMatch',
  );
  expect(await failure(clientOf(store, 'NOBODY').send(get))).toBe('InvalidAccessKeyId');
  const late = clientOf(store, 'OFFICE', { systemClockOffset: -20 * 60 * 1000 });
  expect(await failure(late.send(get))).toBe('RequestTimeTooSkewed');
  expect((await fetch(`${store.endpoint}/public/a`)).status).toBe(403);
});

/** An address that takes this file, with the headers that have to be sent with it. */
const uploadOf = async (body: string, expiresIn = 60) => {
  const ContentType = 'text/plain';
  const url = await getSignedUrl(
    client,
    new PutObjectCommand({
      ...{ Bucket: 'quarantine', Key: 'a', ContentType, ContentLength: Buffer.byteLength(body) },
      ChecksumSHA256: sha256(body),
    }),
    {
      expiresIn,
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      signableHeaders: new Set(['content-type', 'content-length', 'host', 'x-amz-checksum-sha256']),
    },
  );
  return { url, headers: { 'content-type': ContentType, 'x-amz-checksum-sha256': sha256(body) } };
};

test('a signed address takes one file, of one length, type and hash, until it is over', async () => {
  const { url, headers } = await uploadOf(text);
  const send = async (body: string, more = {}) =>
    (await fetch(url, { method: 'PUT', body, headers: { ...headers, ...more } })).status;
  expect(await send(`${text}!`)).toBe(403);
  expect(await send(text, { 'content-type': 'text/html' })).toBe(403);
  expect(await send(text, { 'x-amz-checksum-sha256': sha256('else') })).toBe(403);
  expect(await send(text, { 'x-amz-tagging': 'a=b' })).toBe(403);
  expect(await send(text.replace('Б', 'В'))).toBe(400);
  expect(await failure(read('quarantine', 'a'))).toBe('NoSuchKey');
  expect((await fetch(url.replace('/quarantine/a', '/locked/a'), { method: 'PUT', body: text, headers })).status).toBe(
    403,
  );
  expect(await send(text)).toBe(200);
  expect(await read('quarantine', 'a')).toBe(text);
  store.clock.now = () => new Date(Date.now() + 61_000);
  expect(await send(text)).toBe(403);
});

test('a signed address shows an object under the name and type that it says', async () => {
  await put('public', 'a');
  const url = await getSignedUrl(
    client,
    new GetObjectCommand({ Bucket: 'public', Key: 'a', ResponseContentDisposition: 'attachment; filename="a.txt"' }),
    { expiresIn: 60 },
  );
  const reply = await fetch(url);
  expect([reply.status, reply.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="a.txt"']);
  expect(await reply.text()).toBe(text);
  expect((await fetch(url.replace('a.txt', 'b.exe'))).status).toBe(403);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
});

test('a page of the site may send to the quarantine, and no other page', async () => {
  const { url, headers } = await uploadOf(text);
  const asking = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' };
  const preflight = async (origin: string) => fetch(url, { method: 'OPTIONS', headers: { origin, ...asking } });
  const allowed = await preflight('http://tracker.test');
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get('access-control-allow-origin')).toBe('http://tracker.test');
  expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type');
  expect((await preflight('http://else.test')).status).toBe(403);
  const sent = await fetch(url, { method: 'PUT', body: text, headers: { ...headers, origin: 'http://tracker.test' } });
  expect(sent.headers.get('access-control-allow-origin')).toBe('http://tracker.test');
});

test('who may not list a bucket is told of what is not there that it is forbidden', async () => {
  store.policy.may = (_key, { action }) => action !== 's3:ListBucket';
  expect(await failure(read('public', 'none'))).toBe('AccessDenied');
  store.policy.may = () => true;
  expect(await failure(read('public', 'none'))).toBe('NoSuchKey');
});

test('a role does what it may, and nothing else', async () => {
  await put('public', 'a');
  store.policy.may = (key, { action }) => key === 'OFFICE' && action === 's3:GetObject';
  expect(await read('public', 'a')).toBe(text);
  expect(await failure(put('public', 'a'))).toBe('AccessDenied');
  expect(await failure(client.send(new DeleteObjectCommand({ Bucket: 'public', Key: 'a' })))).toBe('AccessDenied');
  expect(await failure(clientOf(store, 'OTHER').send(new GetObjectCommand({ Bucket: 'public', Key: 'a' })))).toBe(
    'AccessDenied',
  );
});
