/** What is deployed, as several look for it at once. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { assembly } from './assembly.ts';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));

test('whoever looks for it is in nobody’s way who makes one, or loads a function', async () => {
  const first = await assembly();
  const beside = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
     const draft = ${JSON.stringify(`${cache}assembly-0.${randomUUID()}`)};
     console.log('begun');
     for (;;) {
       mkdirSync(draft);
       rmdirSync(draft);
       JSON.parse(readFileSync(${JSON.stringify(`${cache}package.json`)}, 'utf8'));
     }`,
  ]);
  onTestFinished(async () => {
    if (beside.exitCode !== null) return;
    beside.kill('SIGKILL');
    await once(beside, 'exit');
  });
  await once(beside.stdout, 'data');
  for (let time = 0; time < 30; time += 1) {
    expect(await assembly()).toEqual(first);
    // A moment in which an end of the other would be known.
    await wait(1);
    expect(beside.exitCode).toBeNull();
  }
});
