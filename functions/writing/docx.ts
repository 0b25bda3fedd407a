/** Whether a file is a Word document without macros (ECMA-376, Office Open XML): looked at through its directory alone. */
import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { Uploaded } from '../store/upload.ts';

const mainPart = 'word/document.xml';
const typesPart = '[Content_Types].xml';
const mainType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
/** Parts that hold macros, whatever their names. */
const macro = /macroEnabled|vnd\.ms-office\.vba/i;
const macroPart = /(^|\/)vba[^/]*\.(bin|xml)$/i;

const mostParts = 5000;
/** Of the list of parts more is not read, in bytes. */
const mostTypes = 1024 * 1024;
/** What is read at a time, in bytes: the directory of most documents is within one such block. */
const block = 256 * 1024;

const gathered = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

/** Reads an upload here and there, in blocks that are kept for as long as it is looked at. */
class Blocks extends yauzl.RandomAccessReader {
  readonly #upload: Uploaded;
  readonly #kept = new Map<number, Promise<Buffer>>();

  constructor(upload: Uploaded) {
    super();
    this.#upload = upload;
  }

  #block(number: number): Promise<Buffer> {
    const known = this.#kept.get(number);
    if (known) return known;
    const start = number * block;
    const end = Math.min(start + block, this.#upload.bytes) - 1;
    const read = this.#upload.read({ start, end }).then(gathered);
    // No more than a few: whoever reads everywhere reads again.
    if (this.#kept.size >= 8) this.#kept.clear();
    this.#kept.set(number, read);
    return read;
  }

  async *#range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const number = Math.floor(at / block);
      const found = await this.#block(number);
      const part = found.subarray(at - number * block, end - number * block);
      if (part.length === 0) return;
      yield part;
      at += part.length;
    }
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#range(start, end));
  }
}

const typesIn = async (file: yauzl.ZipFile, entry: yauzl.Entry): Promise<string> => {
  if (entry.uncompressedSize > mostTypes) return '';
  return (await gathered(await file.openReadStreamPromise(entry))).toString('utf8');
};

/** Why an upload of so many bytes is no Word document that is kept; undefined where it is one. */
export const docxFault = async (upload: Uploaded, bytes: number): Promise<string | undefined> => {
  try {
    const file = await yauzl.fromRandomAccessReaderPromise(new Blocks(upload), bytes, { strictFileNames: true });
    if (file.entryCount > mostParts) return `it has more than ${mostParts} parts`;
    let types = '';
    let hasMain = false;
    for await (const entry of file.eachEntry()) {
      if (entry.isEncrypted()) return 'it is encrypted';
      if (macroPart.test(entry.fileName)) return 'it has macros';
      if (entry.fileName === mainPart) hasMain = true;
      if (entry.fileName === typesPart) types = await typesIn(file, entry);
    }
    if (macro.test(types)) return 'it has macros';
    return hasMain && types.includes(mainType) ? undefined : 'it is not a Word document';
  } catch (error) {
    // What yauzl finds wrong with the file is an error without a name of its own; a store that does not answer has one.
    if (error instanceof Error && error.name === 'Error') return 'it is not a whole ZIP file';
    throw error;
  }
};
