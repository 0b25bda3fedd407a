/** The texts of a document: announced, sent, examined, filed; who may have them, and where copies of them are. */
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expunger } from '../../functions/expunger.ts';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { withdraw } from '../../functions/projecting/withdraw.ts';
import { audienceFiles } from '../../functions/store/audience-files.ts';
import type { FileStore } from '../../functions/store/file-client.ts';
import { revisionKey } from '../../functions/store/items.ts';
import { storedKey, storedVersions } from '../../functions/store/stored-text.ts';
import { textStore } from '../../functions/store/upload.ts';
import { mostTextBytes } from '../../shared/domain/document-text.ts';
import type { Ref } from '../../shared/domain/record-type.ts';
import { fileStoreIn } from '../files.ts';
import { openStore, type Store } from '../s3/store.ts';
import { type Answer, type Door, pointers, problemOf, process, staffDoor } from './door.ts';
import { docx, docxType, html, impostors, pdf, sha256Of, txt } from './files.ts';

let store: Store;
let files: FileStore;
let door: Door;
beforeAll(async () => {
  store = await openStore();
  files = fileStoreIn(store);
  door = await staffDoor((client) => client, textStore(files));
});
afterAll(() => store.close());
afterEach(() => {
  store.policy.may = () => true;
  store.clock.now = () => new Date();
});

const document = { kind: 'joint-statement', title: { en: 'Statement' }, status: 'adopted', date: '2017-05-04' };
let documents = 0;
/** A new document; its id. */
const created = async (more: object = {}): Promise<string> => {
  documents += 1;
  const id = `statement-${documents}`;
  expect(await door.put(`documents/${id}`, { ...document, ...more })).toMatchObject({ status: 201 });
  return id;
};

type File = { language?: string; mediaType?: string; bytes?: Buffer; fileName?: string; authentic?: boolean };
const announce = (
  id: string,
  { language = 'kk', mediaType = 'application/pdf', bytes = pdf }: File = {},
  by = 'aigul',
) =>
  door.knock('POST', `documents/${id}/uploads`, {
    by,
    body: { language, mediaType, bytes: bytes.length, sha256: sha256Of(bytes) },
  });
/** Sends a file where it was announced; the status that the store answers with. */
const send = async ({ body }: Answer, bytes: Buffer = pdf): Promise<number> => {
  const { url, headers } = body;
  const sent = await fetch(String(url), { method: 'PUT', headers: Object(headers), body: new Uint8Array(bytes) });
  return sent.status;
};
const file = (
  id: string,
  version: number,
  { language = 'kk', bytes = pdf, fileName = 'text.pdf', authentic = true }: File = {},
  by = 'aigul',
) =>
  door.knock('PUT', `documents/${id}/texts/${language}`, {
    by,
    headers: { 'If-Match': `"${version}"` },
    body: { sha256: sha256Of(bytes), fileName, authentic },
  });
/** Announces, sends and files. */
const filed = async (id: string, version: number, one: File = {}): Promise<Answer> => {
  expect(await send(await announce(id, one), one.bytes)).toBe(200);
  return file(id, version, one);
};
const remove = (id: string, version: number, language = 'kk') =>
  door.knock('DELETE', `documents/${id}/texts/${language}`, { headers: { 'If-Match': `"${version}"` } });
const read = (id: string, language = 'kk', by = 'aigul') =>
  door.knock('GET', `documents/${id}/texts/${language}`, { by });
const bytesAt = async ({ status, headers }: Answer): Promise<Buffer> => {
  expect(status).toBe(303);
  return Buffer.from(await (await fetch(headers.get('Location') ?? '')).arrayBuffer());
};

const keysIn = async (bucket: keyof FileStore['buckets'], prefix = ''): Promise<string[]> => {
  const { Contents = [] }: ListObjectsV2CommandOutput = await files.client.send(
    new ListObjectsV2Command({ Bucket: files.buckets[bucket], Prefix: prefix }),
  );
  return Contents.flatMap(({ Key }) => Key ?? []);
};

describe('a text', () => {
  test.each([
    ['PDF', 'application/pdf', pdf, 'Мәлімдеме.pdf'],
    ['DOCX', docxType, docx, 'Statement.DOCX'],
    ['TXT', 'text/plain', txt, 'statement.txt'],
    ['HTML', 'text/html', html, 'statement.htm'],
  ] as const)(
    'in %s is filed, read back, and waits in the quarantine no longer',
    async (_kind, mediaType, bytes, fileName) => {
      const id = await created();
      const answer = await filed(id, 1, { mediaType, bytes, fileName });
      expect(answer).toMatchObject({
        status: 200,
        body: { version: 2, release: { contentVersion: 2, draft: 'internal' } },
      });
      const text = {
        language: 'kk',
        authentic: true,
        mediaType,
        bytes: bytes.length,
        sha256: sha256Of(bytes),
        fileName,
      };
      expect(answer.body.texts).toEqual([text]);
      expect((await door.knock('GET', `documents/${id}`)).body).toEqual(answer.body);
      expect(await bytesAt(await read(id))).toEqual(bytes);
      expect(await keysIn('quarantine', id)).toEqual([]);
      const { body } = await door.knock('GET', `documents/${id}/revisions`);
      expect(body.items).toMatchObject([{ act: 'file', version: 2 }, { act: 'save' }]);
    },
  );

  test('is handed out for a minute, to be saved under its name', async () => {
    const id = await created();
    await filed(id, 1, { fileName: 'Мәлімдеме 1.pdf' });
    const location = (await read(id)).headers.get('Location') ?? '';
    const reply = await fetch(location);
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="_________ 1.pdf"; filename*=UTF-8''%D0%9C%D3%99%D0%BB%D1%96%D0%BC%D0%B4%D0%B5%D0%BC%D0%B5%201.pdf`,
    );
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
    store.clock.now = () => new Date(Date.now() + 61_000);
    expect((await fetch(location)).status).toBe(403);
  });

  test.each(impostors)('is not filed where it is %s, and nothing of it is left', async (_what, mediaType, bytes) => {
    const id = await created();
    expect(await send(await announce(id, { mediaType, bytes }), bytes)).toBe(200);
    const answer = await file(id, 1, { bytes });
    expect([answer.status, problemOf(answer)]).toEqual([422, 'text-refused']);
    expect(answer.body.detail).toMatch(/^It is not what was announced/);
    expect(await keysIn('quarantine', id)).toEqual([]);
    expect(await keysIn('locked', `documents/${id}`)).toEqual([]);
    expect((await door.knock('GET', `documents/${id}`)).body).toMatchObject({ version: 1 });
  });

  test('is examined by its own bytes, whatever the store believed', async () => {
    const id = await created();
    const Key = `${id}/kk/${sha256Of(pdf)}`;
    const put = (Body: Buffer) =>
      files.client.send(
        new PutObjectCommand({ Bucket: files.buckets.quarantine, Key, Body, ContentType: 'application/pdf' }),
      );
    for (const [bytes, detail] of [
      [Buffer.concat([pdf, Buffer.from('\n')]), /^Its SHA-256 is [0-9a-f]{64}\.$/],
      [Buffer.alloc(0), /^It is empty\.$/],
      [Buffer.alloc(mostTextBytes + 1), /^It has more than 52428800 bytes\.$/],
    ] as const) {
      await put(bytes);
      const answer = await file(id, 1);
      expect([answer.status, problemOf(answer)]).toEqual([422, 'text-refused']);
      expect(answer.body.detail).toMatch(detail);
      expect(await keysIn('quarantine', id)).toEqual([]);
    }
  });

  test('that is too large is not even announced, and one of another length is not taken', async () => {
    const id = await created();
    const body = { language: 'kk', mediaType: 'application/pdf', bytes: mostTextBytes + 1, sha256: sha256Of(pdf) };
    const tooLarge = await door.knock('POST', `documents/${id}/uploads`, { body });
    expect([tooLarge.status, problemOf(tooLarge)]).toEqual([413, 'too-large']);
    expect(await send(await announce(id), Buffer.concat([pdf, pdf]))).toBe(403);
    expect(await send(await announce(id), Buffer.from(pdf.toString().replace('endobj', 'endOBJ')))).toBe(400);
    expect(await keysIn('quarantine', id)).toEqual([]);
  });

  test('of 50 MB is filed', async () => {
    const id = await created();
    const bytes = Buffer.alloc(mostTextBytes, 'а\n');
    const answer = await filed(id, 1, { mediaType: 'text/plain', bytes, fileName: 'long.txt' });
    expect(answer).toMatchObject({ status: 200, body: { texts: [{ bytes: mostTextBytes }] } });
  });

  test('is announced with every fault at once', async () => {
    const id = await created();
    const body = { language: 'KK', mediaType: 'image/png', bytes: 0, sha256: 'ABC', name: 'x' };
    const answer = await door.knock('POST', `documents/${id}/uploads`, { body });
    expect(answer.status).toBe(422);
    expect(pointers(answer)).toEqual(['/language', '/mediaType', '/bytes', '/sha256', '/name']);
  });

  test.each([
    '',
    '../text.pdf',
    'a\\text.pdf',
    'text\n.pdf',
    'text\u202efdp.pdf',
    'text\u200b.pdf',
    '.pdf',
    ' text.pdf',
    'text.pdf ',
    'con.pdf',
    'text.exe',
    'text.pdf.',
    'te\u0301xt.pdf',
    'a"b.pdf',
    `${'x'.repeat(120)}.pdf`,
  ])('is not filed under the name %j', async (fileName) => {
    const id = await created();
    await send(await announce(id));
    const answer = await file(id, 1, { fileName });
    expect([answer.status, ...new Set(pointers(answer))]).toEqual([422, '/fileName']);
    // The file itself is right: it waits for a better name.
    expect(await file(id, 1)).toMatchObject({ status: 200 });
  });

  test('is filed once however often it is asked for, and against the version that was read', async () => {
    const id = await created();
    expect(await file(id, 1)).toMatchObject({ status: 422 });
    await send(await announce(id));
    const knock = (headers: Record<string, string>) =>
      door.knock('PUT', `documents/${id}/texts/kk`, {
        headers,
        body: { sha256: sha256Of(pdf), fileName: 'a.pdf', authentic: true },
      });
    expect(await knock({})).toMatchObject({ status: 428 });
    expect(await knock({ 'If-Match': '1' })).toMatchObject({ status: 400 });
    expect(await knock({ 'If-Match': '"7"' })).toMatchObject({ status: 412 });
    const first = await file(id, 1);
    expect(await file(id, 1)).toMatchObject({ status: 200, body: first.body });
    expect(await file(id, 1, { fileName: 'other.pdf' })).toMatchObject({ status: 412 });
    expect(await file(id, 2)).toMatchObject({ status: 200, body: { version: 2 } });
  });

  test('is said otherwise of without being sent again', async () => {
    const id = await created();
    await filed(id, 1);
    const answer = await file(id, 2, { fileName: 'better.pdf', authentic: false });
    expect(answer.body).toMatchObject({ version: 3, texts: [{ fileName: 'better.pdf', authentic: false }] });
    expect(await keysIn('locked', `documents/${id}`)).toHaveLength(1);
  });

  test('is removed by a revision, before which it is still read', async () => {
    const id = await created();
    await filed(id, 1);
    await filed(id, 2, { language: 'ru', mediaType: 'text/plain', bytes: txt, fileName: 'a.txt' });
    expect((await remove(id, 3)).body).toMatchObject({ version: 4, texts: [{ language: 'ru' }] });
    expect(await remove(id, 3)).toMatchObject({ status: 200, body: { version: 4 } });
    expect(await remove(id, 4)).toMatchObject({ status: 404 });
    expect(await read(id)).toMatchObject({ status: 404 });
    const earlier = (number: number) => door.knock('GET', `documents/${id}/revisions/${number}/texts/kk`);
    expect(await bytesAt(await earlier(3))).toEqual(pdf);
    expect(await earlier(4)).toMatchObject({ status: 404 });
    expect(await earlier(1)).toMatchObject({ status: 404 });
    await remove(id, 4, 'ru');
    expect((await door.knock('GET', `documents/${id}`)).body).not.toHaveProperty('texts');
  });

  test('stays while the document is edited, and is changed by no PUT of the document', async () => {
    const id = await created();
    const { body: before } = await filed(id, 1);
    const { texts, ...rest } = before;
    expect(await door.put(`documents/${id}`, { ...document, title: { en: 'New' } }, 2)).toMatchObject({
      status: 200,
      body: { version: 3, texts },
    });
    const other = await door.put(`documents/${id}`, { ...document, texts: [] }, 3);
    expect([other.status, pointers(other)]).toEqual([422, ['/texts']]);
    expect(await door.put(`documents/${id}`, { ...rest, ...document, version: 3 }, 3)).toMatchObject({ status: 422 });
    expect(pointers(await door.put('documents/fresh', { ...document, texts }))).toEqual(['/texts']);
    const line = JSON.stringify({ id, type: 'document', ...document, title: { en: 'New' } });
    const headers = { 'Content-Type': 'application/x-ndjson' };
    const imported = await door.knock('POST', 'import', { raw: line, headers });
    expect(JSON.parse(imported.text)).toMatchObject({ verdict: 'unchanged' });
  });

  test('of a restricted document is there for the cleared alone, whatever is asked of it', async () => {
    const { body } = await door.knock('POST', 'documents', { by: 'saule', body: document });
    const id = String(body.id);
    expect(await send(await announce(id, {}, 'saule'))).toBe(200);
    expect(await file(id, 1, {}, 'saule')).toMatchObject({ status: 200 });
    expect(await bytesAt(await read(id, 'kk', 'saule'))).toEqual(pdf);
    const noted = await door.knock('GET', `readings?record=${encodeURIComponent(`document#${id}`)}`, { by: 'gulnara' });
    expect(noted.body.items).toMatchObject([{ what: 'text', by: 'saule', door: 'staff' }]);
    const nothing = await read('nothing-here');
    for (const answer of [
      await read(id),
      await announce(id),
      await door.knock('GET', `documents/${id}/revisions/2/texts/kk`),
    ]) {
      expect([answer.status, { ...answer.body, instance: '' }]).toEqual([404, { ...nothing.body, instance: '' }]);
    }
    expect(await file(id, 2)).toMatchObject({ status: 412 });
    expect(await remove(id, 2)).toMatchObject({ status: 412 });
  });

  test('belongs to documents, and has a language', async () => {
    await door.put('processes/talks', process);
    expect(await door.knock('GET', 'processes/talks/texts/kk')).toMatchObject({ status: 404 });
    expect(await door.knock('POST', 'processes/talks/uploads', { body: {} })).toMatchObject({ status: 404 });
    expect(await read(await created(), 'no-such-language-tag')).toMatchObject({ status: 404 });
    expect(await door.knock('PATCH', 'documents/x/texts/kk')).toMatchObject({ status: 405 });
  });
});

/** The expunger as the staff door invokes it, so many minutes from now. */
const expungerIn = (minutes: number) =>
  expunger(
    {
      client: door.tables.client,
      tables: door.tables.names,
      clock: () => new Date(Date.now() + minutes * 60_000),
      log: (line) => door.log.push(line),
    },
    files,
  );
/** Asks or does it, by a releaser, of a version. */
const expunge = (id: string, n: number, version: number, by: string) =>
  door.knock('PUT', `documents/${id}/revisions/${n}/expunged`, {
    by,
    headers: { 'If-Match': `"${version}"`, 'Change-Reason': 'Names a person' },
  });

describe('the file of an expunged content', () => {
  const answerIn = (minutes: number) => {
    door.files.expunge = async (ref) => (await expungerIn(minutes)({ expunge: ref })).gone;
  };
  beforeEach(() => answerIn(10));

  const put = (id: string, bytes: Buffer) =>
    files.client.send(
      new PutObjectCommand({
        Bucket: files.buckets.locked,
        Key: storedKey({ document: id, sha256: sha256Of(bytes) }),
        Body: bytes,
      }),
    );
  const storedOf = async (id: string): Promise<string[]> => {
    const all = await storedVersions(files, id);
    return [...new Set(all.map(({ sha256 }) => sha256))].sort();
  };
  const hashes = (...all: Buffer[]): string[] => all.map(sha256Of).sort();
  const plain = { language: 'ru', mediaType: 'text/plain', bytes: txt, fileName: 'a.txt' };
  const word = { mediaType: docxType, bytes: docx, fileName: 'a.docx' };

  /** Revision 2 names `txt`, 3 `txt` and `pdf`, 4 `txt` and `docx`, 5 `docx`; somebody asked to expunge what 3 says. */
  const replaced = async (): Promise<string> => {
    const id = await created();
    await filed(id, 1, plain);
    await filed(id, 2);
    await filed(id, 3, word);
    expect(await remove(id, 4, 'ru')).toMatchObject({ status: 200 });
    const asked = await expunge(id, 3, 5, 'dana');
    expect([asked.status, 'filesGone' in asked.body]).toEqual([200, false]);
    expect(await storedOf(id)).toEqual(hashes(pdf, txt, docx));
    return id;
  };

  test('is gone with every version, and what a kept revision or another document names stays', async () => {
    const other = await created();
    await filed(other, 1);
    const id = await replaced();
    await put(id, pdf);
    const Key = storedKey({ document: id, sha256: sha256Of(pdf) });
    await files.client.send(new DeleteObjectCommand({ Bucket: files.buckets.locked, Key }));
    const all = await storedVersions(files, id);
    expect(all.filter(({ key }) => key === Key)).toHaveLength(3);
    expect(new Set(await storedVersions(files, id, 2))).toEqual(new Set(all));
    expect(await expunge(id, 3, 6, 'erlan')).toMatchObject({
      status: 200,
      body: { version: 7, expunged: [{ version: 3 }], filesGone: true },
    });
    expect(await storedOf(id)).toEqual(hashes(txt, docx));
    expect(await storedOf(other)).toEqual(hashes(pdf));
    expect(await bytesAt(await read(id))).toEqual(docx);
    expect(await bytesAt(await door.knock('GET', `documents/${id}/revisions/4/texts/ru`))).toEqual(txt);
    expect(await door.knock('GET', `documents/${id}/revisions/3/texts/kk`)).toMatchObject({ status: 404 });
  });

  test('is said not to be gone while it cannot be deleted, and the same request once more tries again', async () => {
    const id = await replaced();
    const refused = (action: string) => {
      store.policy.may = (_key, need) => need.action !== action;
    };
    refused('s3:BypassGovernanceRetention');
    expect(await expunge(id, 3, 6, 'erlan')).toMatchObject({ status: 200, body: { version: 7, filesGone: false } });
    expect(door.log).toContainEqual(expect.objectContaining({ level: 'error', event: 'files-not-gone' }));
    expect(await storedOf(id)).toEqual(hashes(pdf, txt, docx));
    refused('s3:ListBucketVersions');
    expect(await expunge(id, 3, 6, 'erlan')).toMatchObject({ status: 200, body: { filesGone: false } });
    store.policy.may = () => true;
    expect(await expunge(id, 3, 6, 'erlan')).toMatchObject({ status: 200, body: { version: 7, filesGone: true } });
    expect(await storedOf(id)).toEqual(hashes(txt, docx));
    // And so does whoever asks for it of the record as it is now.
    expect(await expunge(id, 3, 7, 'dana')).toMatchObject({ status: 200, body: { version: 7, filesGone: true } });
  });

  test('is gone while one that was written a moment ago waits for its save', async () => {
    const id = await replaced();
    store.clock.now = () => new Date(Date.now() + 10 * 60_000);
    await put(id, html);
    expect(await expunge(id, 3, 6, 'erlan')).toMatchObject({ body: { filesGone: false } });
    expect(await storedOf(id)).toEqual(hashes(txt, docx, html));
    store.clock.now = () => new Date();
    answerIn(16);
    expect(await expunge(id, 3, 6, 'erlan')).toMatchObject({ body: { filesGone: true } });
    expect(await storedOf(id)).toEqual(hashes(txt, docx));
  });

  test('is looked for by nobody where nothing was expunged, where a revision is missing, or at anybody’s word', async () => {
    const run = expungerIn(10);
    const id = await created();
    await put(id, html);
    expect(await run({ expunge: `document#${id}` })).toEqual({ gone: true });
    expect(await storedOf(id)).toEqual(hashes(html));
    const halved = await replaced();
    door.files.expunge = async () => true;
    await expunge(halved, 3, 6, 'erlan');
    const Key = { pk: `document#${halved}`, sk: revisionKey(4) };
    await door.tables.client.send(new DeleteCommand({ TableName: door.tables.names.records, Key }));
    await expect(run({ expunge: Key.pk })).rejects.toThrow();
    for (const event of [{}, { expunge: 'party#kaz' }, { expunge: id }, { expunge: [Key.pk] }]) {
      await expect(run(event)).rejects.toThrow();
    }
    expect(await storedOf(halved)).toEqual(hashes(pdf, txt, docx));
  });
});

describe('the copies of texts', () => {
  const now = () => new Date();
  const projected = async (id: string): Promise<void> => {
    const failures = await projectDirty(projecting(door.store, now, audienceFiles(files)), activeAudiences, [
      `document#${id}`,
    ]);
    expect(failures).toEqual([]);
  };
  /** For each audience the hashes of the files that its bucket has of a document. */
  const copies = async (id: string): Promise<Record<string, string[]>> => {
    const found: Record<string, string[]> = {};
    for (const bucket of ['publicFiles', 'analystFiles', 'clearedFiles'] as const) {
      const audience = bucket.replace('Files', '') as 'public' | 'analyst' | 'cleared';
      const keys = await keysIn(bucket);
      const owners = await Promise.all(keys.map((key) => audienceFiles(files).ownerOf(audience, key)));
      found[audience] = keys.filter((_key, index) => owners[index] === `document#${id}`);
    }
    return found;
  };
  const counts = async (id: string): Promise<number[]> => Object.values(await copies(id)).map(({ length }) => length);

  const act = async (id: string, body: object, by = 'aigul'): Promise<Answer> => {
    const { headers } = await door.knock('GET', `documents/${id}`, { by: 'saule' });
    return door.knock('PUT', `documents/${id}/release`, {
      by,
      body,
      headers: { 'If-Match': headers.get('ETag') ?? '' },
    });
  };
  const release = async (id: string, form = 'full', more = {}): Promise<void> => {
    await act(id, { draft: 'proposed' });
    expect(await act(id, { public: 'released', form, ...more }, 'dana')).toMatchObject({ status: 200 });
  };

  test('are where the document is seen in full, and gone when it no longer is', async () => {
    const id = await created();
    await filed(id, 1);
    await projected(id);
    expect(await counts(id)).toEqual([0, 1, 1]);
    await release(id);
    await projected(id);
    expect(await counts(id)).toEqual([1, 1, 1]);
    const { public: shown = [] } = await copies(id);
    // Another text is not public before it is released, and the one that is stays until then.
    await filed(id, 4, { mediaType: 'text/plain', bytes: txt, fileName: 'a.txt' });
    await projected(id);
    expect((await copies(id)).public).toEqual(shown);
    await release(id);
    await projected(id);
    const { public: newer = [] } = await copies(id);
    expect(newer).toHaveLength(1);
    expect(newer).not.toEqual(shown);
    expect(await act(id, { public: 'retracted' }, 'dana')).toMatchObject({ status: 200 });
    const deps = projecting(door.store, now, audienceFiles(files));
    const ref: Ref = `document#${id}`;
    expect(await withdraw(deps, ref, () => {})).toBe(true);
    expect(await counts(id)).toEqual([0, 1, 1]);
    // The one that was superseded is kept for staff.
    const earlier = await door.knock('GET', `documents/${id}/revisions/2/texts/kk`);
    expect(await bytesAt(earlier)).toEqual(pdf);
  });

  test('are none of a content that was expunged', async () => {
    const id = await created();
    await filed(id, 1);
    await release(id);
    await projected(id);
    const before = Object.values(await copies(id)).flat();
    expect(before).toHaveLength(3);
    await filed(id, 4, { mediaType: 'text/plain', bytes: txt, fileName: 'a.txt' });
    await release(id);
    door.files.expunge = async (ref) => (await expungerIn(10)({ expunge: ref })).gone;
    await expunge(id, 2, 7, 'dana');
    expect(await expunge(id, 2, 8, 'erlan')).toMatchObject({ body: { filesGone: true } });
    await projected(id);
    const after = Object.values(await copies(id)).flat();
    expect(after).toHaveLength(3);
    expect(before.filter((key) => after.includes(key))).toEqual([]);
  });

  test('are not said to be gone while the store does not answer', async () => {
    const id = await created();
    await filed(id, 1);
    await release(id);
    await projected(id);
    await act(id, { public: 'retracted' }, 'dana');
    store.policy.may = (_key, { action }) => action !== 's3:DeleteObject';
    const deps = projecting(door.store, now, audienceFiles(files));
    expect(await withdraw(deps, `document#${id}`, () => {})).toBe(false);
    store.policy.may = () => true;
    expect(await withdraw(deps, `document#${id}`, () => {})).toBe(true);
    expect((await counts(id))[0]).toBe(0);
  });

  test('are in the public bucket in no state but the full release', async () => {
    const steps = [
      'propose',
      'full',
      'summary',
      'existence',
      'embargo',
      'hide',
      'file',
      'retract',
      'restrict',
      'delete',
    ] as const;
    const anyWay = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyWay, async (way) => {
        const id = await created();
        await filed(id, 1);
        let shown: 'nothing' | 'text' = 'nothing';
        for (const step of way) {
          const { status, body, headers } = await door.knock('GET', `documents/${id}`, { by: 'saule' });
          if (status !== 200) break;
          const match = { 'If-Match': headers.get('ETag') ?? '' };
          const put = (more: object) =>
            door.knock('PUT', `documents/${id}`, { by: 'saule', body: { ...body, ...more }, headers: match });
          const done = async (form: string, more = {}): Promise<boolean> => {
            await act(id, { draft: 'proposed' });
            return (await act(id, { public: 'released', form, ...more }, 'dana')).status === 200;
          };
          if (step === 'propose') await act(id, { draft: 'proposed' });
          if (step === 'full' && (await done('full')))
            shown = JSON.stringify(body.claims ?? '').includes('unverified') ? 'nothing' : 'text';
          if (step === 'summary' && (await done('summary'))) shown = 'nothing';
          if (step === 'existence' && (await done('existence'))) shown = 'nothing';
          if (step === 'embargo' && (await done('full', { embargoUntil: '2999-01-01T00:00:00Z' }))) shown = 'nothing';
          if (step === 'hide') await put({ claims: [{ at: '/texts/kk', kind: 'unverified' }] });
          if (step === 'file') await file(id, Number(body.version), { fileName: `text ${way.length}.pdf` });
          if (step === 'retract' && (await act(id, { public: 'retracted' }, 'dana')).status === 200) shown = 'nothing';
          if (step === 'restrict' && (await put({ classification: 'restricted' })).status === 200) shown = 'nothing';
          if (
            step === 'delete' &&
            (await door.knock('DELETE', `documents/${id}`, { by: 'saule', headers: match })).status === 204
          )
            shown = 'nothing';
          await projected(id);
          expect((await counts(id))[0], way.join()).toBe(shown === 'text' ? 1 : 0);
        }
      }),
      { numRuns: 12 },
    );
  });
});
