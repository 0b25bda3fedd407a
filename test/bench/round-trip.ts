/**
 * `npm run bench:round-trip -- <format> <files…>`: the whole sample and these files go into a tracker, its export into an
 * empty one, and that one's export is the same to the byte.
 */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compared, exported } from './exported.ts';
import { withDatabase } from './local-database.ts';
import { type Tracker, trackerOver } from './tracker.ts';

const asked = process.argv.slice(2);
if (asked.length < 2) throw new Error('name a format and files');

const folder = fileURLToPath(new URL('../../local/sample/', import.meta.url));
const sample = readdirSync(folder).map((name) => join(folder, name));

const into = async (tracker: Tracker, args: readonly string[]): Promise<void> => {
  const { code, out, err } = await tracker.kelissoz(['import', ...args]);
  if (code !== 0) throw new Error(`ended with ${code}: ${err}${out}`);
  console.log(out.trimEnd());
};

await withDatabase(async (connection) => {
  const first = await trackerOver(connection, 'first-');
  await into(first, ['records', ...sample]);
  await first.drained();
  await into(first, asked);
  const one = await exported(first);
  await first.close();

  const second = await trackerOver(connection, 'second-');
  const draft = await mkdtemp(join(tmpdir(), 'kelissoz-round-trip-'));
  try {
    await writeFile(join(draft, 'records.ndjson'), one);
    await into(second, ['records', join(draft, 'records.ndjson')]);
  } finally {
    await rm(draft, { recursive: true });
  }
  compared(one, await exported(second));
  await second.close();
});
