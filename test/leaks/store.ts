/** A store with a history in it, written through the staff door's functions, projected, and read through the doors as they are. */
import { Hono } from 'hono';
import { keepSnapshots } from '../../functions/freezing/keep.ts';
import { type LogLine, noting } from '../../functions/log.ts';
import { pagesApp } from '../../functions/pages.ts';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { projecting } from '../../functions/projecting/projecting.ts';
import { withdraw } from '../../functions/projecting/withdraw.ts';
import type { Runtime } from '../../functions/runtime.ts';
import { publishDay } from '../../functions/sealing/ledger.ts';
import { audienceFiles } from '../../functions/store/audience-files.ts';
import { type Client, documentClient } from '../../functions/store/client.ts';
import type { FileStore } from '../../functions/store/file-client.ts';
import { snapshotFiles } from '../../functions/store/snapshot-files.ts';
import { textStore } from '../../functions/store/upload.ts';
import { consent } from '../../functions/writing/consent.ts';
import { create } from '../../functions/writing/create.ts';
import type { Deps } from '../../functions/writing/deps.ts';
import { importLines } from '../../functions/writing/import.ts';
import { merge } from '../../functions/writing/merge.ts';
import type { Precondition } from '../../functions/writing/precondition.ts';
import { changeRelease } from '../../functions/writing/release.ts';
import { remove } from '../../functions/writing/remove.ts';
import { save } from '../../functions/writing/save.ts';
import { fileText } from '../../functions/writing/text.ts';
import { bases } from '../../shared/contract/operation.ts';
import { isObject } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref, splitRef } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { secret } from '../any-claim.ts';
import { team } from '../any-record.ts';
import { applications } from '../contract/applications.ts';
import { trusted } from '../contract/doors.ts';
import { freshTables } from '../dynamodb.ts';
import { fileStoreIn } from '../files.ts';
import { openStore } from '../s3/store.ts';
import type { Act, History } from './any-pair.ts';
import { textOf } from './text.ts';

/** One call to the database: what was asked, how many rows it looked at, gave back, and what it cost. */
export type Call = { name: string; examined: number; given: number; capacity: number };

/** What was done behind an answer, which whoever waits for it or runs it could see. */
export type Behind = { calls: Call[]; log: LogLine[] };

export type Store = {
  readonly app: Hono;
  readonly runtime: Runtime;
  readonly files: FileStore;
  /** The hashes of all snapshots that were published in its history. */
  readonly snapshots: readonly string[];
  /** What was done since the last time this was asked. */
  behind(): Behind;
  /** How many acts of its history the door refused. */
  readonly refused: number;
  close(): Promise<void>;
};

const writer = { sub: team.writer, groups: ['staff'] };
const releaser = { sub: team.releaser, groups: ['staff', 'releaser'] };
const cleared = { sub: team.cleared, groups: ['staff', 'cleared'] };
const reason = `${secret} reason`;
export const site = 'https://kelissoz.example';

const numberIn = (value: unknown, name: string): number => {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'number' ? found : 0;
};

/** A client that notes what it is asked. */
const metered = (client: Client, calls: Call[]): Client => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next({ ...args, input });
      const output: unknown = result.output;
      calls.push({
        name: String(context.commandName),
        examined: numberIn(output, 'ScannedCount'),
        given: numberIn(output, 'Count'),
        capacity: numberIn(isObject(output) ? output.ConsumedCapacity : undefined, 'CapacityUnits'),
      });
      return result;
    },
    { step: 'initialize' },
  );
  return client;
};

/** That of every log; random in life. */
export const generation = '0'.repeat(16);

/** When stores are read. */
export const now = new Date();

/** When the first chapter is written; each has an hour of its own, so that what is public happens at the same time in both. */
const chapterAt = (chapter: number): number => now.getTime() - (100 - chapter) * 3_600_000;

/** Writes a history through the functions of the staff door, as it would be written there; what it refuses is left out. */
const writing = (deps: Deps) => {
  const versions = new Map<Ref, number>();
  let refused = 0;

  const took = (of: Ref, result: object): void => {
    if ('refused' in result) refused += 1;
    else versions.set(of, 'revision' in result ? numberIn(result.revision, 'version') : numberIn(result, 'version'));
  };
  const preconditionOf = (of: Ref): Precondition => {
    const version = versions.get(of);
    return version === undefined ? { expects: 'absent' } : { expects: 'version', tag: String(version) };
  };

  const written = async (record: AnyRecord): Promise<void> => {
    const { type, id } = record;
    const of = ref(type, id);
    if (record.classification === 'restricted' && !versions.has(of)) {
      const { id: _id, ...sent } = record;
      took(of, await create({ ...deps, newId: () => id }, { type, caller: cleared, sent, reason }));
      return;
    }
    const caller = record.classification === 'restricted' ? cleared : writer;
    took(of, await save(deps, { type, id, caller, precondition: preconditionOf(of), sent: record, reason }));
  };

  const filed = async (act: Extract<Act, { does: 'file' }>): Promise<void> => {
    const { text, file } = textOf(act);
    const { id = '' } = splitRef(act.of) ?? {};
    const { language, sha256, mediaType, bytes, fileName, authentic } = text;
    const announced = { document: id, language, sha256, mediaType, bytes };
    const { url, headers } = await deps.texts.uploadAddress(announced, 60, deps.clock());
    const { status } = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(file) });
    if (status !== 200) throw new Error(`The store answered ${status} to a file`);
    const filing = { id, language, caller: cleared, precondition: preconditionOf(act.of), reason };
    took(act.of, await fileText(deps, { ...filing, sent: { sha256, fileName, authentic } }));
  };

  const acted = async (act: Exclude<Act, { does: 'save' | 'file' }>): Promise<void> => {
    const { type, id } = splitRef(act.of) ?? {};
    if (!type || !id) return;
    const at = { type, id, precondition: preconditionOf(act.of), reason };
    if (act.does === 'consent') {
      const { party, form } = act;
      took(act.of, await consent(deps, { ...at, party, caller: writer }, { form }));
    } else if (act.does === 'delete') {
      const gone = await remove(deps, { ...at, caller: cleared });
      if ('refused' in gone) refused += 1;
      else versions.delete(act.of);
    } else if (act.does === 'merge') {
      took(act.of, await merge(deps, { ...at, caller: cleared, survivor: act.into }));
    } else if (act.does === 'propose') {
      took(act.of, await changeRelease(deps, { ...at, caller: writer, sent: { draft: 'proposed' } }));
    } else {
      const { does: _does, of: _of, ...terms } = act;
      const sent = act.does === 'retract' ? { public: 'retracted' } : { public: 'released', ...terms };
      took(act.of, await changeRelease(deps, { ...at, caller: releaser, sent }));
    }
  };

  return {
    /** All at once, whatever order they name each other in. */
    open: async (records: readonly AnyRecord[]): Promise<void> => {
      const lines = records.map((record, index) => ({ line: index + 1, bytes: Buffer.from(JSON.stringify(record)) }));
      const verdicts = await importLines(deps, { lines, caller: writer, reason, dryRun: false });
      for (const [index, { verdict, version }] of verdicts.entries()) {
        const record = records[index];
        if (verdict !== 'created') refused += 1;
        else if (record && version !== undefined) versions.set(ref(record.type, record.id), version);
      }
    },
    act: (act: Act): Promise<void> => {
      if (act.does === 'save') return written(act.record);
      return act.does === 'file' ? filed(act) : acted(act);
    },
    refused: () => refused,
  };
};

/** The doors, and before them the pages, which ask the public one; what the build adds to pages is the same in all of them. */
const siteOver = (runtime: Runtime, files: FileStore): Hono => {
  const doors = applications(runtime, trusted, files).app;
  const connection = { at: site, fetch: async (asked: string, init: RequestInit) => doors.request(asked, init) };
  const pages = pagesApp({ manifest: {}, address: site, connection, now: runtime.clock }, noting(runtime));
  const app = new Hono();
  for (const base of Object.values(bases)) app.all(`${base}/*`, (c) => doors.fetch(c.req.raw));
  for (const base of Object.values(bases)) app.all(base, (c) => doors.fetch(c.req.raw));
  app.all('*', (c) => pages.fetch(c.req.raw));
  return app;
};

const touched = (acts: readonly Act[]): Ref[] => [
  ...new Set(acts.map((act) => (act.does === 'save' ? ref(act.record.type, act.record.id) : act.of))),
];

/** A store of tables and files of its own that went through a history, projected for some audiences. */
export const storeOf = async (history: History, audiences: readonly Audience[]): Promise<Store> => {
  const { names: tables, connection } = await freshTables();
  const calls: Call[] = [];
  const log: LogLine[] = [];
  let time = now.getTime();
  let ids = 0;
  const runtime: Runtime = {
    client: metered(documentClient(connection), calls),
    tables,
    clock: () => new Date(time),
    newId: () => `request-${++ids}`,
    log: (line) => log.push(line),
  };
  const buckets = await openStore();
  buckets.clock.now = runtime.clock;
  const files = fileStoreIn(buckets);
  // Buckets take no signature of another hour than theirs; what the client would learn of the server's is the true hour.
  Object.defineProperty(files.client.config, 'systemClockOffset', { get: () => time - Date.now(), set: () => {} });
  const projector = projecting(runtime, runtime.clock, audienceFiles(files), () => generation);
  const project = async (dirty: readonly Ref[]): Promise<void> => {
    const failures = await projectDirty(projector, audiences, dirty);
    for (const { error } of failures) throw error;
  };
  const deps: Deps = {
    ...runtime,
    issuer: trusted,
    withdraw: (one) => withdraw(projector, one, () => {}),
    expungeFiles: async () => true,
    // Random in life; here that of a public act is the same in both stores.
    texts: textStore(files),
    newSalt: () => `salt of ${time}`,
  };
  const writes = writing(deps);
  const snapshots: string[] = [];
  const freeze = async (): Promise<void> => {
    const { published } = await keepSnapshots({
      store: runtime,
      files: snapshotFiles(files),
      site,
      clock: runtime.clock,
    });
    snapshots.push(...published);
  };
  const blocs = ['bloc-1', 'bloc-2'].map((bloc) => ref('party', bloc));
  const dirty = new Set<Ref>();
  for (const [chapter, acts] of history.entries()) {
    time = chapterAt(chapter);
    if (chapter === 0) await writes.open(acts.flatMap((act) => (act.does === 'save' ? [act.record] : [])));
    else {
      for (const act of acts) {
        time += 1000;
        await writes.act(act);
      }
    }
    for (const one of touched(acts)) dirty.add(one);
    // What is done openly is projected before the public hears of anything else: within the lag of the stream, decision 0041 does not
    // promise in which order it is told of a change and of a retraction.
    if (chapter === 2 || chapter === 3 || chapter === history.length - 1) await project([...dirty, ...blocs]);
    if (chapter === 2) {
      dirty.clear();
      await publishDay(runtime, runtime.clock());
      // However many acts there were before.
      time = chapterAt(chapter) + 1_800_000;
      await freeze();
    }
  }
  time = now.getTime();
  await publishDay(runtime, now);
  await freeze();
  const app = siteOver(runtime, files);
  const taken = <T>(all: T[]): T[] => all.splice(0);
  taken(calls);
  taken(log);
  ids = 0;
  return {
    app,
    runtime,
    files,
    snapshots,
    behind: () => ({ calls: taken(calls), log: taken(log) }),
    refused: writes.refused(),
    close: buckets.close,
  };
};
