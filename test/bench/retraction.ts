/**
 * `npm run bench:retraction [-- --times 20 --standing 1 --desk FOLDER]`: a desk of its own with the sample, or the one that runs on a
 * data folder, on which released rounds are retracted one after another, every other of them while so many snapshots with it stand:
 * how long each act takes to answer, and how long until the round is off every public reading that has shown it.
 */
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { type Freezing, publish } from '../../functions/freezing/publish.ts';
import { viewAt } from '../../functions/freezing/view-at.ts';
import { documentClient, tableNames } from '../../functions/store/client.ts';
import { snapshotFiles } from '../../functions/store/snapshot-files.ts';
import { dataFolder } from '../../local/data-folder.ts';
import { connectionTo } from '../../local/dynamodb.ts';
import { openFiles } from '../../local/files.ts';
import { openIssuer } from '../../local/issuer.ts';
import { findRunningDesk } from '../../local/running-desk.ts';
import { scopeName } from '../../shared/contract/sign-in.ts';
import { freePort, newFolder, run, until } from '../local/desk-process.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    standing: { type: 'string', default: '1' },
    desk: { type: 'string' },
  },
});

/** Between two looks at a reading, in milliseconds: what is measured is at most so much too long, and the time of a reply. */
const pause = 10;

const Round = z.object({ id: z.string(), date: z.string(), process: z.string(), parties: z.array(z.string()) });
type Round = z.infer<typeof Round>;
const Rounds = z.object({ items: z.array(Round) });
const Retracted = z.object({ withheld: z.literal(true) });

const path = values.desk ?? newFolder();
const folder = dataFolder({ DATA_DIR: path });
if (!folder.ok) throw new Error(folder.sentence);
const port = findRunningDesk(folder)?.port ?? (await freePort());
const at = `http://localhost:${port}`;

const textAt = async (address: string): Promise<{ status: number; text: string }> => {
  const reply = await fetch(at + address);
  return { status: reply.status, text: await reply.text() };
};
const shows = async (address: string, id: string): Promise<boolean> => {
  const { status, text } = await textAt(address);
  if (![200, 404, 410].includes(status)) throw new Error(`${address}: ${status} ${text}`);
  return status === 200 && text.includes(id);
};

/** Where the public finds a round, each by a name. */
const readingsOf = ({ id, date, process, parties: [party] }: Round): Record<string, string> => {
  const day = date.slice(0, 10);
  const query = `?process=${process}&from=${day}&to=${day}`;
  return {
    '/rounds/{id}': `/public/v1/rounds/${id}`,
    '/timeline': `/public/v1/timeline${query}`,
    '/parties/{id}/rounds': `/public/v1/parties/${party}/rounds?from=${day}&to=${day}`,
    '/processes/{id}/matrix': `/public/v1/processes/${process}/matrix?limit=100`,
    '/timeline.atom': `/public/v1/timeline.atom${query}`,
    '/timeline.ics': `/public/v1/timeline.ics${query}`,
    'the page of the round': `/en/rounds/${id}`,
    'the page of the timeline': `/en/timeline${query}`,
  };
};

/** And where it finds a snapshot with the round. */
const readingsOfSnapshot = (hash: string): Record<string, string> => ({
  '/snapshots/{hash}': `/public/v1/snapshots/${hash}`,
  'the page of the snapshot': `/en/snapshots/${hash}`,
});

/** Freezes what is public now as so many snapshots, of one day each. */
const freeze = async (freezing: Freezing): Promise<string[]> => {
  const view = await viewAt(freezing.store);
  const hashes: string[] = [];
  for (let day = 0; view && day < Number(values.standing); day += 1) {
    const date = new Date(Date.now() - day * 86_400_000).toISOString().slice(0, 10);
    const hash = await publish(freezing, view, { date });
    if (hash !== undefined) hashes.push(hash);
  }
  return hashes;
};

const said = (name: string, took: readonly number[]): string => {
  const sorted = [...took].sort((a, b) => a - b);
  const ms = (index: number): string => (sorted[index] ?? 0).toFixed(0);
  return `| ${name} | ${ms(Math.floor((sorted.length - 1) / 2))} | ${ms(sorted.length - 1)} |`;
};

const clock = () => new Date();
const desk = values.desk === undefined ? run('start', { DATA_DIR: path, PORT: `${port}` }) : undefined;
try {
  if (desk) await until(() => desk.printed().includes('Kelissöz is running'), desk);
  const dynamoDb = findRunningDesk(folder);
  const files = await openFiles(folder, clock, port);
  if (!dynamoDb || !files.ok) throw new Error('No desk runs there');
  const client = documentClient(connectionTo(dynamoDb.dynamoDbPort, folder.databaseKey));
  const freezing = { store: { client, tables: tableNames() }, files: snapshotFiles(files), site: files.site, clock };
  const issuer = await openIssuer(folder, port);
  if (!issuer.ok) throw new Error(issuer.sentence);
  const releaser = { sub: 'bench', groups: ['staff', 'releaser'], scope: scopeName('staff'), seconds: 900 };
  const authorization = `Bearer ${await issuer.mint({ ...releaser, now: new Date() })}`;
  const retract = async (address: string, how: string): Promise<void> => {
    const { headers } = await fetch(address, { headers: { authorization } });
    const began = performance.now();
    const reply = await fetch(`${address}/release`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json', 'if-match': headers.get('etag') ?? '' },
      body: JSON.stringify({ public: 'retracted' }),
    });
    const text = await reply.text();
    if (!Retracted.safeParse(JSON.parse(text)).success)
      throw new Error(`${address} is not withheld after ${performance.now() - began} ms: ${reply.status} ${text}`);
    note(`the act is answered${how}`, performance.now() - began);
  };
  const took = new Map<string, number[]>();
  const note = (name: string, ms: number) => took.set(name, [...(took.get(name) ?? []), ms]);
  const times = Number(values.times);

  const { items } = Rounds.parse(JSON.parse((await textAt('/public/v1/rounds?limit=100')).text));
  // Of a known day: so they stand alone on a page of the timeline.
  const held = items.filter(({ date, parties }) => parties.length > 0 && /^\d{4}-\d\d-\d\d/.test(date));
  for (const [turn, round] of held.slice(0, times).entries()) {
    const { id } = round;
    const hashes = turn % 2 === 0 ? await freeze(freezing) : [];
    const how = hashes.length > 0 ? `, with ${hashes.length} snapshots` : '';
    const readings = [
      ...Object.entries(readingsOf(round)).map(([name, address]) => [name, address, id] as const),
      ...hashes.flatMap((hash) =>
        Object.entries(readingsOfSnapshot(hash)).map(([name, address]) => [name, address, '.jsonl'] as const),
      ),
    ];
    for (const [name, address, word] of readings) {
      if (!(await shows(address, word))) throw new Error(`${id} is not in ${name} to begin with`);
    }
    const began = performance.now();
    let last = 0;
    const off = async ([name, address, word]: (typeof readings)[number]): Promise<void> => {
      while (await shows(address, word)) await wait(pause);
      last = Math.max(last, performance.now() - began);
      note(`off ${name}${how}`, performance.now() - began);
    };
    await Promise.all([retract(`${at}/staff/v1/rounds/${id}`, how), ...readings.map(off)]);
    note(`**off all of them${how}**`, last);
  }
  console.log(
    `${times} retractions, milliseconds since each was sent; load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`,
  );
  console.log('| | median | longest |\n| --- | --- | --- |');
  for (const [name, some] of took) console.log(said(name, some));
  client.destroy();
  await files.close();
} catch (error) {
  console.error(desk?.printed());
  throw error;
} finally {
  if (desk) {
    desk.kill('SIGTERM');
    await desk.ended;
    rmSync(path, { recursive: true, force: true });
  }
}
