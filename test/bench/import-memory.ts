/**
 * `npm run bench:memory -- <roll calls> <votes>`: repeats the votes of one session under other session numbers until there are
 * 870 000 of them, imports these into a door that only answers, and says how much memory the command had at most (Linux).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { isObject } from '../../shared/domain/json.ts';

const wanted = 870_000;

/** The two files, and how many votes are in them. */
const repeated = async (folder: string, calls: string, votes: string): Promise<{ files: string[]; rows: number }> => {
  const files = [join(folder, 'calls.csv'), join(folder, 'votes.csv')];
  const [callsOut, votesOut] = files.map((file) => createWriteStream(file));
  if (!callsOut || !votesOut) throw new Error('two files are written');
  const cast: string[][] = parse(await text(createReadStream(votes)), { from_line: 2 });
  const voted = new Set(cast.map(([rcid]) => rcid));
  const all: string[][] = parse(await text(createReadStream(calls)), { from_line: 2 });
  const held = all.filter(([rcid]) => voted.has(rcid));
  callsOut.write('rcid,session,importantvote,date,unres,amend,para,short,descr\n');
  votesOut.write('rcid,country,vote\n');
  let rows = 0;
  for (let round = 1; rows < wanted; round += 1) {
    for (const [rcid, , , date, , amend, para] of held) {
      callsOut.write(`${round}${rcid},${100 + round},,${date},,${amend},${para},Roll call ${rcid},\n`);
    }
    const lines = cast.map(([rcid, country, vote]) => `${round}${rcid},${country},${vote}\n`).join('');
    if (!votesOut.write(lines)) await once(votesOut, 'drain');
    rows += cast.length;
  }
  for (const out of [callsOut, votesOut]) {
    out.end();
    await once(out, 'finish');
  }
  return { files, rows };
};

const verdictOn = (line: string, index: number): string => {
  const record: unknown = JSON.parse(line);
  const { type, id } = isObject(record) ? record : {};
  return `${JSON.stringify({ line: index + 1, type, id, verdict: 'created', version: 1 })}\n`;
};

const [calls, votes] = process.argv.slice(2);
if (!calls || !votes) throw new Error('name the files of roll calls and of votes');
const folder = await mkdtemp(join(tmpdir(), 'kelissoz-votes-'));
const { files, rows } = await repeated(folder, calls, votes);
const server = createServer(async (request, response) => {
  const sent = await text(request);
  const isImport = request.method === 'POST';
  response.setHeader('content-type', isImport ? 'application/x-ndjson' : 'application/json');
  response.end(
    isImport ? sent.split('\n').map(verdictOn).join('') : JSON.stringify({ items: [], next: null, included: {} }),
  );
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const api = `http://127.0.0.1:${isObject(address) ? address.port : 0}`;
const began = Date.now();
const args = [
  'cli/kelissoz.cjs',
  'import',
  'un-votes',
  ...files,
  '--api',
  api,
  '--token',
  'x',
  '--report',
  join(folder, 'report'),
];
const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
let most = 0;
const watch = setInterval(async () => {
  // The command is a process that starts another.
  const working = (await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '')).trim();
  const status = await readFile(`/proc/${working}/status`, 'utf8').catch(() => '');
  most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
}, 250);
const [code] = await once(child, 'exit');
clearInterval(watch);
server.close();
await rm(folder, { recursive: true });
const seconds = (Date.now() - began) / 1_000;
console.log(
  `${rows} votes in ${seconds.toFixed(0)} s, at most ${Math.round(most / 1_024)} MB resident; ended with ${code}`,
);
