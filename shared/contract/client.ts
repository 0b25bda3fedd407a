/** What the typed clients have in common: one request, its answer or refusal as a value, and the pages of a list. */
import type * as z from 'zod/mini';
import type { Problem } from './problem.ts';

/** What a reply is once it has been read. */
export type Got<Schema extends z.core.$ZodType> = z.output<Schema>;

/** As much of `fetch` as is needed; the one of browsers and of Node fits. */
export type Fetch = (
  address: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>;

/** Where the doors are (`https://host`, without a path), how to reach them, and the token of whoever asks. */
export type Connection = { at: string; fetch: Fetch; token?: () => string | Promise<string> };

/** What refused: a problem of the catalogue, or what stands between; with status 0 nobody answered. */
export type Refused = {
  ok: false;
  status: number;
  problem: Problem | { type: 'about:blank'; title: string; status: number };
};

/** What was answered; `reply` is undefined where there is nothing to say. */
export type Answer<T> = { ok: true; status: number; etag: string | null; reply: T } | Refused;

/** What is asked: `body` is sent as JSON; `lines`, already JSON each, as NDJSON, and so is what is answered. */
type Asking = {
  method: string;
  headers?: Record<string, string | undefined>;
  body?: unknown;
  lines?: readonly string[];
};

const replyIn = (text: string, areLines: boolean) => {
  if (areLines) return JSON.parse(`[${text.trim().replaceAll('\n', ',')}]`);
  return text === '' ? undefined : JSON.parse(text);
};

const refusedBy = (status: number, text: string, type: string): Refused => {
  if (type.startsWith('application/problem+json')) {
    try {
      return { ok: false, status, problem: JSON.parse(text) };
    } catch {
      // Cut off on its way.
    }
  }
  return { ok: false, status, problem: { type: 'about:blank', title: 'It was not the door that answered', status } };
};

/**
 * One request. The types of replies are those of the contract: a test holds every door to them. What was merged is asked of the
 * record that it was merged into, also where what reaches the door does not go there by itself.
 */
export const ask = async <T>(connection: Connection, path: string, asking: Asking): Promise<Answer<T>> => {
  const { at, fetch, token } = connection;
  const { method, headers = {}, body, lines } = asking;
  const sent: Record<string, string> = { Accept: 'application/json' };
  if (token) sent.Authorization = `Bearer ${await token()}`;
  if (body !== undefined) sent['Content-Type'] = 'application/json';
  if (lines) sent['Content-Type'] = 'application/x-ndjson';
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent[name] = value;
  try {
    const content = lines ? lines.join('\n') : JSON.stringify(body);
    const init = { method, headers: sent, ...(content === undefined ? {} : { body: content }) };
    const reply = await fetch(at + path, init);
    const text = await reply.text();
    const { status } = reply;
    const moved = status === 308 ? reply.headers.get('Location') : null;
    if (moved !== null) return ask(connection, moved, asking);
    if (status >= 400) return refusedBy(status, text, reply.headers.get('Content-Type') ?? '');
    return { ok: true, status, etag: reply.headers.get('ETag'), reply: replyIn(text, lines !== undefined) };
  } catch (error) {
    const title = error instanceof Error ? error.message : 'Nobody answered';
    return { ok: false, status: 0, problem: { type: 'about:blank', title, status: 0 } };
  }
};

export const queryOf = (query: object): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
};

/** The pages of a list from a first one on; a refusal is the last. */
export async function* pagesFrom<Page extends { next: string | null }>(
  read: (cursor: string | undefined) => Promise<Answer<Page>>,
): AsyncGenerator<Answer<Page>> {
  let cursor: string | undefined;
  do {
    const answer = await read(cursor);
    yield answer;
    cursor = answer.ok ? (answer.reply.next ?? undefined) : undefined;
  } while (cursor !== undefined);
}
