/** The objects of a bucket in a folder: every version a file, and beside it what is said of it, which makes it exist. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import type { Bucket } from './bucket.ts';
import { S3Error } from './error.ts';

/** What is said of a version; `file` holds its bytes. Times are RFC 3339, `md5` and `sha256` in hex; a `marker` says that the object was deleted. */
const Version = z.object({
  key: z.string(),
  id: z.string(),
  file: z.string(),
  at: z.string(),
  bytes: z.number(),
  md5: z.string(),
  sha256: z.string(),
  headers: z.record(z.string(), z.string()),
  retainUntil: z.optional(z.string()),
  marker: z.optional(z.literal(true)),
});
export type Version = z.infer<typeof Version>;

/** What comes in: its bytes, the headers that are kept with it, and what it has to be; `payload` is the hash it was signed with. */
export type Incoming = {
  readonly body: AsyncIterable<Uint8Array>;
  readonly headers: Readonly<Record<string, string>>;
  readonly expected?: {
    readonly sha256: string | undefined;
    readonly payload: string | undefined;
    readonly crc32: string | undefined;
  };
};

/** Where the bytes of a body are written while nobody knows whether they are right. */
type Received = { readonly file: string; readonly bytes: number; readonly md5: string; readonly sha256: string };

const day = 24 * 60 * 60 * 1000;
/** S3's limit for a single PUT. */
const mostBytes = 5 * 1024 ** 3;

/** The objects of some buckets. `now` decides what is expired and what is retained. */
export class Objects {
  readonly #folder: string;
  readonly #clock: () => Date;
  /** One writer at a time for each key. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(folder: string, clock: () => Date) {
    this.#folder = folder;
    this.#clock = clock;
  }

  #placeOf({ name }: Bucket, key: string): string {
    return join(this.#folder, name, createHash('sha256').update(key).digest('hex'));
  }

  async #inTurn<T>(place: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(place) ?? Promise.resolve();
    const turn = before.then(work, work);
    const done = turn.catch(() => undefined);
    this.#turns.set(place, done);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(place) === done) this.#turns.delete(place);
    }
  }

  async #versionsAt(bucket: Bucket, place: string): Promise<Version[]> {
    const names = await readdir(place).catch(() => []);
    const said = names.filter((name) => name.endsWith('.json')).sort();
    const found = await Promise.all(
      said.map(async (name) => Version.parse(JSON.parse(await readFile(join(place, name), 'utf8')))),
    );
    const { expiryDays } = bucket;
    const oldest = expiryDays === undefined ? 0 : this.#clock().getTime() - expiryDays * day;
    return found.filter(({ at }) => Date.parse(at) > oldest).reverse();
  }

  /** The versions of a key, the newest first; none of an object whose time is over. */
  versions(bucket: Bucket, key: string): Promise<Version[]> {
    return this.#versionsAt(bucket, this.#placeOf(bucket, key));
  }

  /** The newest version, or one by its id. Throws where there is none, or where it says that the object is deleted. */
  async find(bucket: Bucket, key: string, id?: string): Promise<Version> {
    const versions = await this.versions(bucket, key);
    const found = id === undefined ? versions[0] : versions.find((version) => version.id === id);
    if (!found) throw new S3Error(id === undefined ? 'NoSuchKey' : 'NoSuchVersion');
    if (found.marker) throw new S3Error(id === undefined ? 'NoSuchKey' : 'MethodNotAllowed');
    return found;
  }

  /** The bytes of a version, or of a part of it, both ends included. */
  read(bucket: Bucket, { key, file }: Version, range?: { start: number; end: number }): AsyncIterable<Uint8Array> {
    return createReadStream(join(this.#placeOf(bucket, key), file), range);
  }

  /** All versions in a bucket whose key begins so, by key, the newest of each first. */
  async all(bucket: Bucket, prefix: string): Promise<Version[]> {
    const folder = join(this.#folder, bucket.name);
    const places = await readdir(folder).catch(() => []);
    const found = await Promise.all(places.map((place) => this.#versionsAt(bucket, join(folder, place))));
    const byKey = found.filter(([first]) => first?.key.startsWith(prefix));
    return byKey.sort(([a], [b]) => ((a?.key ?? '') < (b?.key ?? '') ? -1 : 1)).flat();
  }

  async #receive(place: string, body: Incoming['body']): Promise<Received & { crc32: string }> {
    await mkdir(place, { recursive: true });
    const file = `${randomUUID()}.data`;
    const md5 = createHash('md5');
    const sha256 = createHash('sha256');
    let bytes = 0;
    let sum = 0;
    const counting = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        md5.update(chunk);
        sha256.update(chunk);
        sum = crc32(chunk, sum);
        done(bytes > mostBytes ? new S3Error('EntityTooLarge') : null, chunk);
      },
    });
    try {
      await pipeline(body, counting, createWriteStream(join(place, file)));
    } catch (error) {
      await rm(join(place, file), { force: true });
      throw error;
    }
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(sum);
    return { file, bytes, md5: md5.digest('hex'), sha256: sha256.digest('hex'), crc32: crc.toString('base64') };
  }

  async #say(place: string, version: Version): Promise<void> {
    const draft = join(place, `${randomUUID()}.draft`);
    await writeFile(draft, JSON.stringify(version));
    // It appears whole or not at all.
    await rename(draft, join(place, `${version.id}.json`));
  }

  async #forget(place: string, { id, file }: Version): Promise<void> {
    await rm(join(place, `${id}.json`), { force: true });
    await rm(join(place, file), { force: true });
  }

  /** In the order of their names, which is that of their times. */
  #nextId(bucket: Bucket): string {
    return bucket.versioned ? `${String(this.#clock().getTime()).padStart(15, '0')}-${randomUUID()}` : 'null';
  }

  /** Stores an object; with `isNew` only where there is none. Nothing is left of a body that is not what it has to be. */
  async put(bucket: Bucket, key: string, { body, headers, expected }: Incoming, isNew = false): Promise<Version> {
    const place = this.#placeOf(bucket, key);
    const { file, bytes, md5, sha256, crc32: sum } = await this.#receive(place, body);
    return this.#inTurn(place, async () => {
      let unwanted = file;
      try {
        if (expected?.sha256 !== undefined && expected.sha256 !== sha256) throw new S3Error('BadDigest');
        if (expected?.payload !== undefined && expected.payload !== sha256) {
          throw new S3Error('XAmzContentSHA256Mismatch');
        }
        if (expected?.crc32 !== undefined && expected.crc32 !== sum) throw new S3Error('BadDigest');
        const [newest] = await this.#versionsAt(bucket, place);
        if (isNew && newest && !newest.marker) throw new S3Error('PreconditionFailed');
        const id = this.#nextId(bucket);
        const { retainedDays } = bucket;
        const now = this.#clock();
        const version: Version = {
          ...{ key, id, file, at: now.toISOString(), bytes, md5, sha256, headers: { ...headers } },
          ...(retainedDays !== undefined && {
            retainUntil: new Date(now.getTime() + retainedDays * day).toISOString(),
          }),
        };
        await this.#say(place, version);
        unwanted = !bucket.versioned && newest ? newest.file : '';
        return version;
      } finally {
        if (unwanted !== '') await rm(join(place, unwanted), { force: true });
      }
    });
  }

  /**
   * Deletes an object: where versions are kept a marker says so, else it is gone. With an `id`, that version is gone, but not
   * before its time unless `bypass`.
   */
  delete(bucket: Bucket, key: string, id: string | undefined, bypass: boolean): Promise<Version | undefined> {
    const place = this.#placeOf(bucket, key);
    return this.#inTurn(place, async () => {
      const versions = await this.#versionsAt(bucket, place);
      if (id === undefined && bucket.versioned) {
        const nothing = { file: 'none', bytes: 0, md5: '', sha256: '', headers: {} };
        const at = this.#clock().toISOString();
        const marker: Version = { key, id: this.#nextId(bucket), at, ...nothing, marker: true };
        await mkdir(place, { recursive: true });
        await this.#say(place, marker);
        return marker;
      }
      const found = id === undefined ? versions[0] : versions.find((version) => version.id === id);
      if (!found) return undefined;
      const isRetained = found.retainUntil !== undefined && Date.parse(found.retainUntil) > this.#clock().getTime();
      if (isRetained && !bypass)
        throw new S3Error('AccessDenied', 'Access Denied because object protected by object lock.');
      await this.#forget(place, found);
      return found;
    });
  }
}
