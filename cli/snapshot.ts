/** `kelissoz export --snapshot`: what is public as a snapshot, the same bytes as the tracker's own where nothing changed since. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reader } from '../shared/contract/reading-client.ts';
import { type Line, lineOfReply, snapshotOf } from '../shared/interchange/snapshot.ts';
import { connectionTo } from './connection.ts';
import { exitCode } from './exit-code.ts';
import type { Terminal } from './import.ts';
import type { Asked } from './options.ts';
import { publicRecords, Stopped } from './public-records.ts';

/** Writes the files and the manifest into the folder of `--snapshot`; the number is what the command ends with. */
export const exportSnapshot = async (asked: Asked, folder: string, { out, err, clock }: Terminal): Promise<number> => {
  const lines: Line[] = [];
  try {
    for (const records of Object.values(publicRecords(reader('public', connectionTo(asked.api))))) {
      for await (const record of records()) lines.push(lineOfReply(record));
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    err.write(`${error.message} Nothing was written.\n`);
    return exitCode.stopped;
  }
  const { hash, manifest, files } = snapshotOf({
    lines,
    date: new Date(clock()).toISOString().slice(0, 10),
    site: asked.api,
    sha256: (content) => createHash('sha256').update(content).digest('hex'),
  });
  await mkdir(folder, { recursive: true });
  for (const { name, content } of files) await writeFile(join(folder, name), content);
  await writeFile(join(folder, 'manifest.json'), manifest);
  err.write(`${lines.length} records\n`);
  out.write(`${hash}\n`);
  return exitCode.done;
};
