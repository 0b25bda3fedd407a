/** What records take where they are kept and changed: the sample loaded, projected, edited and read over DynamoDB Local, metered. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { publicApp } from '../../functions/public.ts';
import { type Client, type Connection, type RecordTable, tableNames } from '../../functions/store/client.ts';
import { readReaders } from '../../functions/store/reader.ts';
import { staffApp } from '../../functions/writing/app.ts';
import { everyRecord } from '../../local/every-record.ts';
import { loadSample } from '../../local/load.ts';
import { createTables } from '../../local/tables.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, type Ref, splitRef } from '../../shared/domain/record-type.ts';
import { itemBytes, meter, total } from '../bench/meter.ts';
import { noTexts } from '../files.ts';

/** Capacity, in DynamoDB's units. */
export type Units = { reads: number; writes: number };

/** What was measured: means of a record of the sample, but for `revision`, `renaming`, `timelineRow` and the shares. */
export type Measured = {
  records: number;
  /** Items and bytes in each table after a record was saved, proposed, released and projected. */
  stored: Record<RecordTable, { items: number; bytes: number }>;
  /** Bytes of one more revision. */
  revision: number;
  /** Saving, proposing and releasing a new record, through the staff door. */
  load: Units;
  /** Projecting it once into every view. */
  projection: Units;
  /** One word of a round, document, outcome or caseload changed: read, saved, proposed and released by the staff door. */
  edit: Units;
  /** What the three acts make dirty, projected after each: records, and units. */
  editProjection: Units & { records: number };
  /** A party changed in the same way: what each record that names it takes to be projected after the three acts. */
  renaming: Units;
  /** The share of the records that name the party which most of them name. */
  widest: number;
  /** Bytes of a row of the timeline. */
  timelineRow: number;
  /** What is left of the bytes of replies after gzip. */
  gzip: number;
};

/** One in so many records is edited, and one party, of so many readers. */
const every = 16;
const fewReaders = [8, 16] as const;

const clientId = 'cost';
const issuer = 'https://issuer.cost';

/** Three figures are as much as any of these numbers means. */
const figures = (number: number): number => Number(number.toPrecision(3));

const doorOver = async (client: Client, names: ReturnType<typeof tableNames>) => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] });
  const token = (sub: string, groups: string[]) =>
    new SignJWT({ iss: issuer, token_use: 'access', client_id: clientId, sub, 'cognito:groups': groups })
      .setIssuedAt()
      .setExpirationTime('1h')
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(privateKey);
  const tokens = { writer: await token('writer', ['staff']), releaser: await token('releaser', ['staff', 'releaser']) };
  const app = staffApp({
    client,
    tables: names,
    clock: () => new Date(),
    newId: () => 'cost',
    log: () => {},
    issuer: { issuer, clientId, keys },
    withdraw: async () => true,
    expungeFiles: async () => true,
    texts: noTexts,
    newSalt: randomUUID,
  });
  return { tokens, knock: async (path: string, init: RequestInit) => app.request(path, init) };
};

/** A record as it was read, with a word of it changed. */
const amended = (record: { readonly [name: string]: unknown }): object => {
  const place = ['name', 'label', 'title', 'summary'].find((name) => isObject(record[name])) ?? 'remark';
  const text = record[place];
  const before: { readonly [language: string]: unknown } = isObject(text) ? text : {};
  return { ...record, [place]: { ...before, en: `${before.en ?? 'Remark'}, amended` } };
};

/** Measures all of it in tables of its own, in half a minute. */
export const measure = async (connection: Connection): Promise<Measured> => {
  const names = tableNames('cost-');
  const { client, calls } = meter(connection);
  await createTables(client, names);
  const { tokens, knock } = await doorOver(client, names);
  const deps = projecting({ client, tables: names }, () => new Date());
  const project = async (dirty: Iterable<Ref>): Promise<void> => {
    const [failure] = await projectDirty(deps, activeAudiences, dirty);
    if (failure) throw failure.error;
  };
  const metered = async (work: () => Promise<void>): Promise<Units> => {
    calls();
    await work();
    const made = calls();
    return { reads: total(made, 'reads'), writes: total(made, 'writes') };
  };

  const officers = { writer: async () => tokens.writer, releaser: async () => tokens.releaser };
  const load = await metered(() => loadSample(knock, officers, () => {}));
  const found = new Set<Ref>();
  for await (const one of everyRecord(client, names.records)) found.add(one);
  const refs = [...found].sort();
  // All at once, so that each is projected once: nobody's readers are dirty who is not dirty himself.
  const projection = await metered(() => project(refs));
  const per = (number: number): number => figures(number / refs.length);
  const each = ({ reads, writes }: Units): Units => ({ reads: per(reads), writes: per(writes) });

  const revisions = { items: 0, bytes: 0 };
  const timeline = { items: 0, bytes: 0 };
  const storedIn = async (table: RecordTable): Promise<{ items: number; bytes: number }> => {
    const sum = { items: 0, bytes: 0 };
    for await (const { Items = [] } of paginateScan({ client }, { TableName: names[table] })) {
      for (const item of Items) {
        const bytes = itemBytes(item);
        const also = String(item.sk).startsWith('REVISION#')
          ? revisions
          : item.pk === 'timeline'
            ? timeline
            : undefined;
        for (const counted of also ? [sum, also] : [sum]) {
          counted.items += 1;
          counted.bytes += bytes;
        }
      }
    }
    return { items: per(sum.items), bytes: per(sum.bytes) };
  };
  const stored = {
    records: await storedIn('records'),
    projections: await storedIn('projections'),
    publicView: await storedIn('publicView'),
    analystView: await storedIn('analystView'),
    clearedView: await storedIn('clearedView'),
  } satisfies Record<RecordTable, unknown>;

  const edit = async (one: Ref): Promise<{ door: Units; after: Units }> => {
    const { type, id } = splitRef(one) ?? { type: 'party', id: '' };
    const path = `/staff/v1/${pathOf[type]}/${id}`;
    const door: Units = { reads: 0, writes: 0 };
    const after: Units = { reads: 0, writes: 0 };
    const add = (sum: Units, { reads, writes }: Units): void => {
      sum.reads += reads;
      sum.writes += writes;
    };
    const sent = async (to: string, token: string, init: RequestInit): Promise<Response> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...init.headers };
      const reply = await knock(to, { ...init, headers });
      if (!reply.ok) throw new Error(`${to} was answered ${reply.status}: ${await reply.text()}`);
      return reply;
    };
    let etag = '';
    let record: { readonly [name: string]: unknown } = {};
    add(
      door,
      await metered(async () => {
        const reply = await sent(path, tokens.writer, {});
        etag = reply.headers.get('etag') ?? '';
        const body: unknown = await reply.json();
        if (isObject(body)) record = body;
      }),
    );
    const acts: [string, object, string][] = [
      [path, amended(record), tokens.writer],
      [`${path}/release`, { draft: 'proposed' }, tokens.writer],
      [`${path}/release`, { public: 'released', form: 'full' }, tokens.releaser],
    ];
    for (const [to, body, token] of acts) {
      add(
        door,
        await metered(async () => {
          const init = { method: 'PUT', body: JSON.stringify(body), headers: { 'if-match': etag } };
          etag = (await sent(to, token, init)).headers.get('etag') ?? '';
        }),
      );
      add(after, await metered(() => project([one])));
    }
    return { door, after };
  };

  const namedBy = async (one: Ref): Promise<number> => (await readReaders({ client, tables: names }, one)).length;
  const isWide = (one: Ref): boolean => /^(party|process)#/.test(one);
  const chosen = refs.filter((one) => !isWide(one)).filter((_one, index) => index % every === 0);
  const sums = { door: { reads: 0, writes: 0 }, after: { reads: 0, writes: 0 }, records: 0 };
  for (const one of chosen) {
    const { door, after } = await edit(one);
    sums.records += 3 * (1 + (await namedBy(one)));
    for (const unit of ['reads', 'writes'] as const) {
      sums.door[unit] += door[unit];
      sums.after[unit] += after[unit];
    }
  }
  const mean = (number: number): number => figures(number / chosen.length);

  const naming = new Map<Ref, number>();
  for (const one of refs.filter((ref) => ref.startsWith('party#'))) naming.set(one, await namedBy(one));
  const [renamed, readers] = [...naming].find(([, number]) => number >= fewReaders[0] && number <= fewReaders[1]) ?? [];
  if (!renamed || !readers) throw new Error('no party of the sample is named by a few records');
  const { after: renaming } = await edit(renamed);

  let plain = 0;
  let packed = 0;
  const app = publicApp({ client, tables: names, clock: () => new Date(), newId: () => 'cost', log: () => {} });
  for (const address of ['/timeline', '/rounds', '/parties', '/outcomes', '/documents', '/rounds/astana-syria-08']) {
    const body = Buffer.from(await (await app.request(`/public/v1${address}`)).arrayBuffer());
    plain += body.byteLength;
    packed += gzipSync(body).byteLength;
  }

  return {
    records: refs.length,
    stored,
    revision: figures(revisions.bytes / revisions.items),
    load: each(load),
    projection: each(projection),
    edit: { reads: mean(sums.door.reads), writes: mean(sums.door.writes) },
    editProjection: { reads: mean(sums.after.reads), writes: mean(sums.after.writes), records: mean(sums.records) },
    renaming: { reads: figures(renaming.reads / readers), writes: figures(renaming.writes / readers) },
    widest: figures(Math.max(...naming.values()) / refs.length),
    timelineRow: figures(timeline.bytes / timeline.items),
    gzip: figures(packed / plain),
  };
};
