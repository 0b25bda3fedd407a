/** A tracker of its own that the command line reaches over HTTP, and what can be done to it meanwhile. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { isObject } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { pathOf, type Ref, splitRef } from '../../shared/domain/record-type.ts';
import { standingDoors, tokenOf } from '../contract/doors.ts';

export type Line = { [name: string]: unknown };
export type Ended = { code: number | null; out: string; err: string; report: Line[] };

export type Tracker = {
  /** Runs the command; `meet` is told of each of its imports, before and after it is answered. */
  run: (args: readonly string[], meet?: (moment: number, kill: () => void) => void) => Promise<Ended>;
  /** Exports to a file. */
  export: (path: string) => Promise<Ended>;
  /** What staff read under an id: version and content, without times and hashes. */
  record: (ref: Ref) => Promise<{ [name: string]: unknown }>;
  /** Edits a field of a record by hand. */
  edit: (ref: Ref, change: { [name: string]: unknown }) => Promise<void>;
  /** Merges a record into another. */
  merge: (ref: Ref, survivor: string) => Promise<void>;
  project: (refs: readonly Ref[]) => Promise<unknown>;
  /** Answers so many of the next readings with 503. */
  busyFor: (readings: number) => void;
  close: () => void;
};

let runs = 0;

/** `there`: records that it has, released, before anything is imported. */
export const startTracker = async (there: readonly AnyRecord[] = []): Promise<Tracker> => {
  const doors = await standingDoors(there);
  let meet: (() => void) | undefined;
  let busy = 0;
  const server = createAdaptorServer({
    fetch: async (request: Request) => {
      if (request.method === 'GET' && busy > 0) {
        busy -= 1;
        return new Response(null, { status: 503 });
      }
      const isImport = new URL(request.url).pathname.endsWith('/import');
      if (isImport) meet?.();
      const answer = await doors.app.fetch(request);
      if (isImport) meet?.();
      return answer;
    },
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const at = `http://127.0.0.1:${isObject(address) ? address.port : 0}`;
  const authorization = `Bearer ${await tokenOf('aigerim')}`;
  const addressOf = (one: Ref): string => {
    const { type, id } = splitRef(one) ?? { type: 'party', id: '' };
    return `${at}/staff/v1/${pathOf[type]}/${id}`;
  };
  const run: Tracker['run'] = async (args, moment) => {
    runs += 1;
    const report = join(tmpdir(), `kelissoz-report-${process.pid}-${runs}.jsonl`);
    const child = spawn(process.execPath, ['cli/main.ts', ...args, '--report', report], {
      env: { ...process.env, KELISSOZ_API: at, KELISSOZ_TOKEN: authorization.slice('Bearer '.length) },
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (text) => {
      said.out += text;
    });
    child.stderr.on('data', (text) => {
      said.err += text;
    });
    let moments = 0;
    meet = () => moment?.(moments++, () => child.kill('SIGKILL'));
    const [code] = await once(child, 'close');
    meet = undefined;
    const text = await readFile(report, 'utf8').catch(() => '');
    await rm(report, { force: true });
    const lines = code === null ? [] : text.split('\n').filter((line) => line !== '');
    return { code, ...said, report: lines.map((line): Line => JSON.parse(line)) };
  };
  return {
    run,
    export: (path) => run(['export', '--output', path]),
    record: async (one) => {
      const reply = await fetch(addressOf(one), { headers: { authorization } });
      const body: unknown = await reply.json();
      if (!isObject(body)) throw new Error(`${one} is no record`);
      const { updatedAt: _at, hash: _hash, ...rest } = body;
      return rest;
    },
    edit: async (one, change) => {
      const before = await fetch(addressOf(one), { headers: { authorization } });
      const body = JSON.stringify({ ...Object(await before.json()), ...change });
      const headers = {
        authorization,
        'content-type': 'application/json',
        'if-match': before.headers.get('etag') ?? '',
      };
      const answer = await fetch(addressOf(one), { method: 'PUT', headers, body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    merge: async (one, survivor) => {
      const before = await fetch(addressOf(one), { headers: { authorization } });
      const headers = { authorization, 'if-match': before.headers.get('etag') ?? '' };
      const answer = await fetch(`${addressOf(one)}/merge-into/${survivor}`, { method: 'PUT', headers });
      if (!answer.ok) throw new Error(await answer.text());
    },
    project: doors.project,
    busyFor: (readings) => {
      busy = readings;
    },
    close: () => server.close(),
  };
};

/** How many lines of a report have each verdict, of those that are rows. */
export const tallyOf = (report: readonly Line[]): { [verdict: string]: number } => {
  const tally: { [verdict: string]: number } = {};
  for (const { row, verdict } of report) if (row !== null) tally[String(verdict)] = (tally[String(verdict)] ?? 0) + 1;
  return tally;
};
