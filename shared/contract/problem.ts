/** The closed catalogue of problems: everything that any door can refuse, each with its status and title (RFC 9457). */
import type { Erratum } from './erratum.ts';

/**
 * By name: the status and the title, which never vary. Order of refusal at the staff door: 401, 403, 428, 400/413/415, 412,
 * 422, 409. `not-found` masks: what is absent and what is withheld are answered alike, byte for byte apart from `instance`.
 */
export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'invalid-precondition': { status: 400, title: 'The precondition cannot be understood' },
  'invalid-parameter': { status: 400, title: 'A parameter or header cannot be understood' },
  unauthenticated: { status: 401, title: 'A valid access token is needed' },
  forbidden: { status: 403, title: 'This needs membership of another group' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'The method is not for this address' },
  'still-referenced': { status: 409, title: 'Other records still refer to this one' },
  'not-proposed': { status: 409, title: 'The current content has not been proposed for release' },
  'four-eyes': { status: 409, title: 'Whoever proposed or edited this cannot release it' },
  'not-released': { status: 409, title: 'The record is not released' },
  'content-in-use': { status: 409, title: 'This content is the newest or what is released' },
  'second-releaser': { status: 409, title: 'Another releaser has to do this' },
  'consent-missing': { status: 409, title: 'A party whose consent is needed has not given it' },
  'log-restarted': { status: 410, title: 'The log of changes began anew: read everything again' },
  'snapshot-withdrawn': { status: 410, title: 'A record in this snapshot is public no more' },
  'precondition-failed': { status: 412, title: 'The record is not what the precondition says' },
  'too-large': { status: 413, title: 'The record or the request is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is not of the media type that this address takes' },
  'invalid-record': { status: 422, title: 'The record has faults' },
  'text-refused': { status: 422, title: 'The file is not what it has to be' },
  'reference-pending': { status: 422, title: 'The record names others that do not exist yet' },
  'process-not-released': { status: 422, title: 'The process has to be released first' },
  'round-not-released': { status: 422, title: 'The round has to be released first' },
  'survivor-not-released': { status: 422, title: 'The record that this was merged into has to be released first' },
  'precondition-required': { status: 428, title: 'A precondition is needed' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'format-not-offered': { status: 501, title: 'The reply is not given in that format' },
  busy: { status: 503, title: 'Too much at once: try again shortly' },
} as const satisfies Record<string, { status: number; title: string }>;

/** The name of a problem: the last part of its `type`. */
export type ProblemName = keyof typeof problems;

/** One fault: where it is in the body (RFC 6901) or which parameter or header it is in, and what is wrong there. */
export type ProblemFault = { pointer: string; detail: string } | { parameter: string; detail: string };

/** What can be said of one occurrence of a problem; `erratum` of a snapshot that was withdrawn. */
export type Particulars = {
  detail?: string;
  instance?: string;
  errors?: readonly ProblemFault[];
  erratum?: Erratum;
  requestId?: string;
};

/** The body of `application/problem+json`; `type` is `/problems/<name>`, `instance` the path that was asked for. */
export type Problem = { type: `/problems/${ProblemName}`; title: string; status: number } & Particulars;

/** The body for a problem. Members are always in this order, so that equal problems are equal bytes. */
export const problem = (
  name: ProblemName,
  { detail, instance, errors, erratum, requestId }: Particulars = {},
): Problem => ({
  type: `/problems/${name}`,
  title: problems[name].title,
  status: problems[name].status,
  ...(detail === undefined ? {} : { detail }),
  ...(instance === undefined ? {} : { instance }),
  ...(errors === undefined ? {} : { errors }),
  ...(erratum === undefined ? {} : { erratum }),
  ...(requestId === undefined ? {} : { requestId }),
});
