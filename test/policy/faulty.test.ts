/** A door's handler that asks for everything gets nothing but its own view, by its role's policies alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { tables } from '../../shared/tables.ts';
import { deployed, place, template } from './deployed.ts';
import { type Running, run } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'kelissoz-faulty-'));
const names = Object.values(tables).map(({ name }) => name);
/** Each door's own view, what it may ask of it, and where it notes who read what. */
const one = ['GetItem', 'Query', 'TransactGetItems'];
const doors: Readonly<Record<string, readonly [view: string, calls: readonly string[], log?: string]>> = {
  public: ['PublicView', one],
  feeds: ['PublicView', [...one, 'BatchGetItem']],
  analyst: ['AnalystView', [...one, 'BatchGetItem']],
  // Policies know no conditions of a write: that no entry is written over is the code's to see to.
  cleared: ['ClearedView', [...one, 'BatchGetItem'], 'Readings'],
};

let running: Running;
beforeAll(async () => {
  const entry = fileURLToPath(new URL('./faulty-handler.ts', import.meta.url));
  await build({ bundle: true, platform: 'node', entryPoints: [entry], outfile: join(folder, 'index.js') });
  const faulty = new Set(deployed.filter(({ name }) => name in doors).map(({ lambda }) => lambda.folder));
  // Roles, environment and routes stay as deployed; only what runs is another.
  running = await run({
    ...template,
    asset: (key) => {
      const asset = template.asset(key);
      return faulty.has(asset) ? folder : asset;
    },
  });
  for (const TableName of names) {
    const Item = { pk: 'a', sk: 'a', text: `only in ${TableName}` };
    await running.database.client.send(new PutCommand({ TableName, Item }));
  }
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});

const everythingBut = (log?: string) =>
  Promise.all(
    names
      .filter((name) => name !== log)
      .map(async (TableName) => (await running.database.client.send(new ScanCommand({ TableName }))).Items),
  );

const Attempts = z.array(z.object({ what: z.string(), outcome: z.string(), got: z.unknown() }));

test.each(Object.entries(doors))(
  'a faulty %s handler gets its own view and nothing else',
  async (name, [own, calls, log]) => {
    const before = await everythingBut(log);
    const others = names.filter((table) => table !== own);
    const known = {
      own,
      tables: [...names, ...others.map((table) => place.tables.get(table)?.arn)],
      stream: place.tables.get('Records')?.stream,
      functions: deployed.flatMap(({ lambda }) => [lambda.name, `${lambda.arn}:live`]),
    };
    const attempts = Attempts.parse(await running.invoke(name, known));
    const puts = ['PutItem', 'a put in a transaction'];
    const logs = log === undefined ? [] : [log, place.tables.get(log)?.arn];
    const notes = new Set(logs.flatMap((table) => puts.map((what) => `${what}: ${table}`)));
    const got = attempts.filter(({ outcome }) => outcome === 'got');
    const asked = got.filter(({ what }) => !notes.has(what));
    // What is allowed does work, or nothing would be proven by what does not.
    expect(asked.map(({ what }) => what).sort()).toEqual(calls.map((what) => `${what}: ${own}`).sort());
    if (log !== undefined) expect(got.map(({ what }) => what)).toContain(`a put in a transaction: ${log}`);
    for (const { got: answer } of asked) expect(JSON.stringify(answer)).toContain(`only in ${own}`);
    const denied = attempts.filter(({ outcome, what }) => outcome !== 'got' && !notes.has(what));
    expect(denied.filter(({ outcome }) => outcome !== 'AccessDeniedException')).toEqual([]);
    expect(denied.length).toBeGreaterThan(200);
    for (const table of others) expect(JSON.stringify(attempts)).not.toContain(`only in ${table}`);
    expect(JSON.stringify(denied)).not.toContain('only in');
    expect(await everythingBut(log)).toEqual(before);
  },
);
