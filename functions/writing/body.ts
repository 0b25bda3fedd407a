/** The body of a request: read up to a limit, as JSON or as lines of it. */
import type { Refusal } from '../http/problems.ts';

/** The most that a body, or a line of an import, may have, in bytes. */
export const mostBytes = 1024 * 1024;
/** The most that the body of an import may have, in bytes, and in lines that are not empty. */
const mostOfImport = 4 * 1024 * 1024;
const mostLines = 250;
/** Beyond this the rest is not even read. */
const patience = 16 * 1024 * 1024;
/** JSON nested deeper is refused before anything walks through it; no record comes near. */
const deepest = 100;

const jsonType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const linesType = /^application\/x-ndjson\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The bytes of a body. What is too much is still drained, so that the refusal reaches whoever is sending. */
const bytesOf = async (request: Request, most: number): Promise<Uint8Array | Refusal> => {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes <= most) chunks.push(chunk);
    if (bytes > patience) break;
  }
  return bytes > most
    ? { refused: 'too-large', detail: `The body has more than ${most} bytes.` }
    : Buffer.concat(chunks);
};

/** Counts brackets outside strings: what it takes to know the depth of JSON that is well-formed. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (quoted && mark === '\\') at += 1;
    else if (mark === '"') quoted = !quoted;
    else if (!quoted && (mark === '[' || mark === '{')) depth += 1;
    else if (!quoted && (mark === ']' || mark === '}')) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
};

/** The value that bytes have as JSON in UTF-8, or a sentence on why they have none. */
export const jsonIn = (bytes: Uint8Array): { value: unknown } | { fault: string } => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'It is not valid UTF-8.' };
  }
  if (isTooDeep(text)) return { fault: `It is nested more than ${deepest} deep.` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: 'It cannot be parsed.' };
  }
};

/** The bytes of a body of a media type; else 415 or 413. */
const typedBytes = async (request: Request, type: RegExp, most: number): Promise<Uint8Array | Refusal> => {
  const bytes = await bytesOf(request, most);
  const encoding = request.headers.get('Content-Encoding') ?? 'identity';
  const isOfType = type.test((request.headers.get('Content-Type') ?? '').trim()) && encoding === 'identity';
  return isOfType ? bytes : { refused: 'unsupported-media-type' };
};

/** The value that a request's body has as JSON in UTF-8; else 415, 413 or 400. */
export const jsonBody = async (request: Request): Promise<{ value: unknown } | Refusal> => {
  const bytes = await typedBytes(request, jsonType, mostBytes);
  if ('refused' in bytes) return bytes;
  const found = jsonIn(bytes);
  return 'fault' in found ? { refused: 'malformed-json', detail: found.fault } : found;
};

/** A line of a body: its number from 1, empty ones counted, and its bytes. */
export type BodyLine = { line: number; bytes: Uint8Array };

const lineFeed = 0x0a;
const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/**
 * The lines of a request's body that are not empty, whatever is in them, for one malformed line does not spoil the others;
 * else 415, or 413 past 4 MB or 250 lines.
 */
export const linesBody = async (request: Request): Promise<BodyLine[] | Refusal> => {
  const bytes = await typedBytes(request, linesType, mostOfImport);
  if ('refused' in bytes) return bytes;
  const lines: BodyLine[] = [];
  for (let from = 0, line = 1; from < bytes.length; line += 1) {
    const end = bytes.indexOf(lineFeed, from);
    const one = bytes.subarray(from, end < 0 ? bytes.length : end);
    if (!isBlank(one)) lines.push({ line, bytes: one });
    if (lines.length > mostLines) return { refused: 'too-large', detail: `The body has more than ${mostLines} lines.` };
    from += one.length + 1;
  }
  return lines;
};
