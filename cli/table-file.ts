/** Files as tables: CSV in UTF-8 row by row, a sheet of XLSX, and NDJSON with one record a line. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Parser, parse } from 'csv-parse';
import type { Row, Table } from '../shared/interchange/row.ts';
import { sheetIn } from './sheet.ts';

/** Told how many bytes of a file were read since the last time. */
export type Heard = (bytes: number) => void;

/** A file that cannot be read as what its name says. */
export class UnreadableFile extends Error {}

/** Text of a file, its byte-order mark left out; throws on bytes that are no UTF-8, for guessed letters would be stored for good. */
async function* textOf(path: string, heard: Heard): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new UnreadableFile(`${path} is not UTF-8: save it again as CSV UTF-8.`);
    }
  };
  for await (const chunk of createReadStream(path)) {
    heard(chunk.length);
    yield decode(chunk);
  }
  yield decode();
}

const named = (names: readonly string[]): string[] => {
  const seen = new Map<string, number>();
  return names.map((name, index) => {
    const plain = name.replace(/\s+/g, ' ').trim() || `column ${index + 1}`;
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    return times === 1 ? plain : `${plain}~${times}`;
  });
};

/** Values under their headings; one too many stands under a heading of its own, so that nothing is lost. */
const cellsOf = (headings: readonly string[], values: readonly string[]): Row['cells'] =>
  Object.fromEntries(values.map((value, index) => [headings[index] ?? `column ${index + 1}`, value]));

const csvRows = async function* (path: string, heard: Heard): AsyncGenerator<string[]> {
  const parser: Parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  const fed = pipeline(textOf(path, heard), parser);
  // Told by the parser as well, where it is heard.
  fed.catch(() => undefined);
  try {
    yield* parser;
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`${path} is not CSV: ${error instanceof Error ? error.message : error}`);
  }
};

const lineRows = async function* (path: string, heard: Heard): AsyncGenerator<string[]> {
  yield ['line'];
  let left = '';
  for await (const text of textOf(path, heard)) {
    const lines = (left + text).split('\n');
    left = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield [line];
  }
  if (left.trim() !== '') yield [left];
};

const valuesOf = (path: string, heard: Heard): AsyncGenerator<string[]> => {
  if (/\.xlsx$/i.test(path)) return sheetIn(path, heard);
  return /\.(ndjson|jsonl)$/i.test(path) ? lineRows(path, heard) : csvRows(path, heard);
};

/** A file as a table. Its headings are read at once, its rows when they are asked for. */
export const tableIn = async (path: string, heard: Heard): Promise<Table> => {
  let headings: string[] = [];
  for await (const first of valuesOf(path, () => undefined)) {
    headings = named(first);
    break;
  }
  const file = basename(path);
  return {
    file,
    headings,
    rows: async function* () {
      let row = -1;
      for await (const values of valuesOf(path, heard)) {
        row += 1;
        if (row > 0) yield { file, row, cells: cellsOf(headings, values) };
      }
    },
  };
};
