/** The body of a request: read up to a limit, and as JSON. */
import type { Refusal } from '../http/problems.ts';

/** The most that a body may have, in bytes. */
const most = 1024 * 1024;
/** Beyond this the rest is not even read. */
const patience = 16 * 1024 * 1024;
/** JSON nested deeper is refused before anything walks through it; no record comes near. */
const deepest = 100;

const jsonType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

const tooLarge: Refusal = { refused: 'too-large', detail: `The body has more than ${most} bytes.` };
const malformed = (detail: string): Refusal => ({ refused: 'malformed-json', detail });

/** The bytes of a body. What is too much is still drained, so that the refusal reaches whoever is sending. */
const bytesOf = async (request: Request): Promise<Uint8Array | Refusal> => {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes <= most) chunks.push(chunk);
    if (bytes > patience) break;
  }
  return bytes > most ? tooLarge : Buffer.concat(chunks);
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

/** The value that a request's body has as JSON in UTF-8; else 415, 413 or 400. */
export const jsonBody = async (request: Request): Promise<{ value: unknown } | Refusal> => {
  const bytes = await bytesOf(request);
  const encoding = request.headers.get('Content-Encoding') ?? 'identity';
  if (!jsonType.test((request.headers.get('Content-Type') ?? '').trim()) || encoding !== 'identity') {
    return { refused: 'unsupported-media-type' };
  }
  if ('refused' in bytes) return bytes;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return malformed('It is not valid UTF-8.');
  }
  if (isTooDeep(text)) return malformed(`It is nested more than ${deepest} deep.`);
  try {
    return { value: JSON.parse(text) };
  } catch {
    return malformed('It cannot be parsed.');
  }
};
