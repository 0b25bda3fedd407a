/** The command `kelissoz import` as a process of its own against doors over HTTP: verdicts, reports, interruptions. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFiles } from '../../cli/import.ts';
import { askedIn } from '../../cli/options.ts';
import { isObject } from '../../shared/domain/json.ts';
import { type Ref, splitRef } from '../../shared/domain/record-type.ts';
import { fixture } from './reading.ts';
import { type Ended, startTracker, type Tracker, tallyOf } from './tracker.ts';

const un = ['un-roll-calls', 'un-issues', 'un-countries', 'un-votes'].map((name) => fixture(`${name}.csv`));
const command = ['import', 'un-votes', ...un];
const rows = 24 + 7 + 5 + 183;

const refsIn = (report: readonly { record?: unknown }[]): Ref[] =>
  [...new Set(report.map(({ record }) => String(record)))].flatMap((text) => {
    const one = splitRef(text);
    return one ? [`${one.type}#${one.id}` as const] : [];
  });

let tracker: Tracker;
let dry: Ended;
let there: { [name: string]: unknown }[];
let real: Ended;
let refs: Ref[];
let wanted: { [name: string]: unknown }[];
let moments = 0;

beforeAll(async () => {
  tracker = await startTracker();
  dry = await tracker.run([...command, '--dry-run']);
  refs = refsIn(dry.report);
  there = await Promise.all(refs.map(tracker.record));
  real = await tracker.run(command, () => {
    moments += 1;
  });
  wanted = await Promise.all(refs.map(tracker.record));
});
afterAll(() => tracker.close());

test('what a dry run says comes true, and until then nothing is there', () => {
  expect([dry.code, tallyOf(dry.report)]).toEqual([0, { created: rows }]);
  expect(there.every(({ status }) => status === 404)).toBe(true);
  expect([real.code, tallyOf(real.report)]).toEqual([0, { created: rows }]);
  expect(refsIn(real.report).sort()).toEqual([...refs].sort());
  expect(wanted.find(({ id }) => id === 'un-rc-9057')).toMatchObject({
    version: 1,
    release: { draft: 'internal', public: 'none' },
    sources: [{ title: expect.stringContaining('to 2019-12-13') }],
  });
});

test('the same files again are all unchanged; without their votes, roll calls leave those that are there', async () => {
  // Nothing is projected here, which is said.
  expect(real.err).toContain('What reading doors show follows, and is not there yet.');
  // A reading that is turned away for a moment is made again.
  tracker.busyFor(2);
  const again = await tracker.run(command);
  expect([again.code, tallyOf(again.report)]).toEqual([0, { unchanged: rows }]);
  expect(again.err).not.toContain('follows');
  const alone = await tracker.run(['import', 'un-votes', fixture('un-roll-calls.csv'), fixture('un-issues.csv')]);
  expect([alone.code, tallyOf(alone.report)]).toEqual([0, { unchanged: 24 + 7 }]);
  expect(await Promise.all(refs.map(tracker.record))).toEqual(wanted);
});

test('killed before or after any of its requests and started again, it ends as if it had never been', async () => {
  expect(moments).toBeGreaterThanOrEqual(8);
  // A request is two moments. Of those in the middle two are enough, of the last every one.
  for (const moment of [1, 4, moments - 2, moments - 1]) {
    const other = await startTracker();
    const cut = await other.run(command, (at, kill) => at === moment && kill());
    expect(cut.code).toBeNull();
    expect((await other.run(command)).code).toBe(0);
    expect(await Promise.all(refs.map(other.record))).toEqual(wanted);
    other.close();
  }
});

test('whoever kills the command kills the import that it launched', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const api = `http://127.0.0.1:${isObject(address) ? address.port : 0}`;
  const asked = once(server, 'request');
  const launcher = spawn(process.execPath, ['cli/kelissoz.cjs', ...command, '--api', api, '--token', 'x']);
  const [request] = await asked;
  launcher.kill('SIGKILL');
  // Nobody answers it, so the connection ends with who asked.
  await once(request.socket, 'close');
  server.close();
});

test('an edit by hand stays and is told as a conflict; what else is new is updated in place, with its fields', async () => {
  const other = await startTracker();
  await other.run(command);
  await other.edit('outcome#un-rc-9057', { note: 'checked by hand' });
  const again = await other.run([...command, '--release', 'of 2026']);
  expect(again.code).toBe(1);
  const conflict = again.report.filter(({ verdict }) => verdict === 'conflict');
  expect(conflict).toHaveLength(1 + 183);
  expect(conflict[0]).toMatchObject({ record: 'outcome#un-rc-9057', reason: expect.stringContaining('by hand') });
  expect(await other.record('outcome#un-rc-9057')).toMatchObject({ version: 2, note: 'checked by hand' });
  expect(again.report.find(({ record }) => record === 'outcome#un-rc-3')).toMatchObject({
    verdict: 'updated',
    fields: ['origin', 'sources'],
  });
  other.close();
});

describe('what cannot be', () => {
  test('is said in a sentence, with an exit code of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kelissoz-'));
    await writeFile(join(folder, 'other.csv'), 'a,b\n1,2\n');
    await writeFile(join(folder, 'latin.csv'), Buffer.from([0x61, 0x2c, 0xe9, 0x0a]));
    const nobody = ['--api', 'http://127.0.0.1:9'];
    const cases: [string[], number, string][] = [
      [['excel', 'x'], 2, 'The formats are'],
      [['un-votes'], 2, 'Which files?'],
      [['un-votes', join(folder, 'none.csv')], 2, 'no such file'],
      [['un-votes', join(folder, 'other.csv')], 2, 'has not the headings'],
      [['un-votes', join(folder, 'latin.csv')], 2, 'is not UTF-8'],
      [['un-votes', fixture('un-votes.csv')], 2, 'is needed as well'],
      [['un-votes', ...un, ...nobody], 3, 'cannot be read'],
    ];
    for (const [args, code, text] of cases) {
      let said = '';
      const display = {
        write: (more: string) => {
          said += more;
        },
      };
      const answer = askedIn([...args, '--token', 'x'], {});
      if (!answer.ok) throw new Error(answer.sentence);
      expect(await importFiles(answer.asked, { out: display, err: display, clock: Date.now })).toBe(code);
      expect(said).toContain(text);
    }
    expect(askedIn(['un-votes', '--colour'], {})).toMatchObject({ ok: false });
    expect(askedIn(['--api', 'localhost:3000'], {})).toMatchObject({ ok: false });
  });

  test('is said of a file to be written before anything is asked', async () => {
    const nowhere = join(tmpdir(), 'kelissoz-none', 'records.ndjson');
    const command = execFile(process.execPath, ['cli/main.ts', 'export', '--output', nowhere, '--token', 'x']);
    const said: string[] = [];
    command.stderr?.on('data', (text) => said.push(String(text)));
    const [code] = await once(command, 'close');
    expect([code, said.join('')]).toEqual([2, expect.stringContaining(`${nowhere} cannot be written`)]);
    expect(said.join('')).not.toContain('    at ');
  });

  test('leaves the help, which names every format, one word away', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['cli/kelissoz.cjs', '--help']);
    expect(stdout).toContain('npx kelissoz import');
    expect(stdout).toContain('un-votes');
  });
});
