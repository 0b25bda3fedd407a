/** A file that the command writes: opened before anything is sent, so that what cannot be written is said first. */
import { createWriteStream, openSync, type WriteStream } from 'node:fs';

/** A file that cannot be written where it was asked for. */
export class UnwritableFile extends Error {}

/** Opens a file to be written anew; throws `UnwritableFile` at once where that cannot be. */
export const outputTo = (path: string): WriteStream => {
  try {
    return createWriteStream(path, { fd: openSync(path, 'w') });
  } catch (error) {
    throw new UnwritableFile(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
};
