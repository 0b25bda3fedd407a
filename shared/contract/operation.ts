/** An operation: one method of one address, with all that can be sent to it and all that it can answer. */
import type * as z from 'zod/mini';
import type { BundleQuery } from './bundle.ts';
import type { DifferenceQuery } from './difference.ts';
import type { OembedQuery } from './embed.ts';
import type { ImportQuery } from './import.ts';
import { type ProblemName, problems } from './problem.ts';
import type { CountsQuery, FeedQuery, readings } from './reading.ts';
import type { ReadingLogQuery } from './reading-log.ts';

/** The base path of each door that stands. */
export const bases = {
  public: '/public/v1',
  analyst: '/analyst/v1',
  cleared: '/cleared/v1',
  staff: '/staff/v1',
} as const;
export type DoorName = keyof typeof bases;

/** Headers of requests, besides `Authorization` and `Content-Type`. */
export type RequestHeader = 'If-None-Match' | 'If-Match' | 'Change-Reason';

/** Headers of replies, besides `Content-Type`. */
export type ReplyHeader =
  | 'ETag'
  | 'Link'
  | 'Location'
  | 'Withheld'
  | 'Cache-Control'
  | 'Access-Control-Allow-Origin'
  | 'WWW-Authenticate'
  | 'Retry-After';

type Schema = z.core.$ZodType;
type Parameters =
  | (typeof readings)[keyof typeof readings]
  | typeof FeedQuery
  | typeof OembedQuery
  | typeof CountsQuery
  | typeof ImportQuery
  | typeof DifferenceQuery
  | typeof BundleQuery
  | typeof ReadingLogQuery;

/**
 * What one status of success means: its body, where it has one, and the headers that are always and sometimes there. A body
 * has a schema, or is text of a media type that somebody else has defined.
 */
export type Reply = {
  readonly status: number;
  readonly says: string;
  readonly schema?: Schema;
  readonly mediaType?: string;
  readonly headers: readonly ReplyHeader[];
  readonly sometimes?: readonly ReplyHeader[];
};

/**
 * `path` stands under the door's base, with `:id` and `:n` for what varies. `problems` are all that it can refuse with. With
 * `lines`, what is sent and what is answered is NDJSON, and the schemas are those of one line.
 */
export type Operation = {
  readonly id: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly query?: Parameters;
  readonly headers: readonly RequestHeader[];
  readonly body?: Schema;
  readonly lines?: true;
  readonly replies: readonly Reply[];
  readonly problems: readonly ProblemName[];
};

/** The headers that a refusal of this name always has, besides those that every reply of the door has. */
export const headersOfProblem = (name: ProblemName): ReplyHeader[] => {
  if (name === 'unauthenticated') return ['WWW-Authenticate'];
  return name === 'busy' ? ['Retry-After'] : [];
};

/** The headers that every reply of a door has, of success and refusal. */
export const headersOfDoor = (door: DoorName): ReplyHeader[] =>
  door === 'public' ? ['Cache-Control', 'Access-Control-Allow-Origin'] : ['Cache-Control'];

/** The statuses that an operation can answer with, each once, in order. */
export const statusesOf = ({ replies, problems: names }: Operation): number[] =>
  [...new Set([...replies.map(({ status }) => status), ...names.map((name) => problems[name].status)])].sort();
