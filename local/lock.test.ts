/** The lock on a data folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLocked, takeLock } from './lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelissoz-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a lock is held by one until it is released', () => {
  const file = join(folder, 'lock');
  const first = takeLock(file);
  expect(takeLock(file)).toBeUndefined();
  expect(isLocked(file)).toBe(true);
  first?.release();
  expect(isLocked(file)).toBe(false);
  const second = takeLock(file);
  expect(second).toBeDefined();
  second?.release();
});

test('a lock file that something else has written to locks nobody out', () => {
  const file = join(folder, 'lock');
  writeFileSync(file, 'anything but a lock '.repeat(100));
  const lock = takeLock(file);
  expect(lock).toBeDefined();
  lock?.release();
});

test('those who only look keep nobody out', async () => {
  const file = join(folder, 'lock');
  const looking = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { isLocked } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
     console.log('looking'); for (;;) isLocked(${JSON.stringify(file)});`,
  ]);
  await once(looking.stdout, 'data');
  for (let time = 0; time < 100; time += 1) {
    const lock = takeLock(file);
    expect(lock).toBeDefined();
    lock?.release();
  }
  looking.kill('SIGKILL');
  await once(looking, 'exit');
});
