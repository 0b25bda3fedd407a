/** The first sheet of an XLSX file as rows of text. */
import { stat } from 'node:fs/promises';
import { readSheet } from 'read-excel-file/node';

/** Days as ISO dates; a whole number too large to have kept its digits is marked, so that no wrong id is taken from it. */
const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return `${value} (digits were lost)`;
  return String(value);
};

export async function* sheetIn(path: string, heard: (bytes: number) => void): AsyncGenerator<string[]> {
  for (const row of await readSheet(path)) yield row.map(textOf);
  heard((await stat(path)).size);
}
