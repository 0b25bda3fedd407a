/** Refusals as replies: from a name of the catalogue to `application/problem+json`. */

import type { Erratum } from '../../shared/contract/erratum.ts';
import { type ProblemFault, type ProblemName, problem } from '../../shared/contract/problem.ts';

/** Why something was not done. Returned, never thrown. `headers` go with the reply (`Allow`, `WWW-Authenticate`). */
export type Refusal = {
  refused: ProblemName;
  detail?: string;
  errors?: readonly ProblemFault[];
  erratum?: Erratum;
  headers?: Readonly<Record<string, string>>;
};

/** The `instance` of a problem: the path that was asked for, as it was sent; decoded it is no address any more. */
export const instanceOf = ({ url }: { readonly url: string }): string => new URL(url).pathname;

/** Whether what came back is a refusal. */
export const isRefusal = (result: unknown): result is Refusal =>
  typeof result === 'object' && result !== null && 'refused' in result;

const reply = (body: ReturnType<typeof problem>, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });

/**
 * The reply to a refused request. `instance` is the path of the request. `not-found` carries nothing else: whether a record
 * is absent or withheld must not be told apart.
 */
export const refusalReply = ({ refused, detail, errors, erratum, headers }: Refusal, instance: string): Response =>
  refused === 'not-found'
    ? reply(problem('not-found', { instance }))
    : reply(problem(refused, { detail, instance, errors, erratum }), {
        ...(refused === 'busy' ? { 'Retry-After': '1' } : {}),
        ...headers,
      });

/** The reply to an unexpected error: a fixed text and the id under which the log knows more. */
export const internalReply = (requestId: string): Response => reply(problem('internal', { requestId }));
