/** What a tracker exports when everything is projected. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tracker } from './tracker.ts';

export const exported = async (tracker: Tracker): Promise<string> => {
  await tracker.drained();
  const folder = await mkdtemp(join(tmpdir(), 'kelissoz-export-'));
  try {
    const file = join(folder, 'records.ndjson');
    const { code, err } = await tracker.kelissoz(['export', '--output', file]);
    if (code !== 0) throw new Error(err);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** Says whether two exports are the same to the byte, and ends the command accordingly. */
export const compared = (one: string, other: string): void => {
  const lines = one.split('\n').length - 1;
  console.log(one === other ? `the same ${lines} records, byte for byte` : 'THE EXPORTS DIFFER');
  process.exitCode = one === other ? 0 : 1;
};
