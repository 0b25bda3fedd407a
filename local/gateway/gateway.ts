/** The HTTP API of a desk: takes a request the way that the template says, and answers as API Gateway would. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { accountId } from './account.ts';
import { jwtAuthorizer } from './authorizer.ts';
import { type Arrived, addressOf, eventOf } from './event.ts';
import type { HttpApi } from './http-api.ts';
import type { Invocation, Outcome } from './instance.ts';
import { mostIn, type Note } from './pool.ts';
import { ownReply, type Reply, replyOf } from './reply.ts';
import { routing } from './route.ts';

/** The most that a request's body may have, in bytes. */
export const mostBody = 10 * 1024 * 1024;

/** `added` are the header fields that CloudFront sets. `invoke` answers undefined where there is no function of that ARN. */
export type Gateway = {
  readonly api: HttpApi;
  readonly added: ReadonlyMap<string, string>;
  readonly invoke: (target: string, invocation: Invocation) => Promise<Outcome> | undefined;
  readonly clock: () => Date;
  readonly log: (note: Note) => void;
};

/** Replaces what a request says under the names that CloudFront sets itself. */
const withAdded = (rawHeaders: readonly string[], added: ReadonlyMap<string, string>): string[] => {
  const kept = rawHeaders.flatMap((name, at) => {
    if (at % 2 === 1 || added.has(name.toLowerCase())) return [];
    return [name, rawHeaders[at + 1] ?? ''];
  });
  return [...kept, ...[...added].flat()];
};

const headerOf = (rawHeaders: readonly string[], name: string): string | undefined => {
  const at = rawHeaders.findIndex((one, index) => index % 2 === 0 && one.toLowerCase() === name);
  return at < 0 ? undefined : rawHeaders[at + 1];
};

/** Answers requests. Every reply says in `apigw-requestid` under which id the log has it. */
export const gateway = ({ api, added, invoke, clock, log }: Gateway): ((request: Arrived) => Promise<Reply>) => {
  const routeOf = routing(api.routes);
  const authorize = jwtAuthorizer();

  const answer = async (request: Arrived, requestId: string): Promise<Reply> => {
    if (request.body.length > mostBody) return ownReply(413);
    const address = addressOf(request.target);
    if (!address) return ownReply(400);
    const taken = routeOf(request.method, address.rawPath);
    if (!taken) return ownReply(404);
    const { route, variables } = taken;
    const now = clock();
    const authorized =
      route.guard && (await authorize(headerOf(request.rawHeaders, 'authorization'), route.guard, now));
    if (authorized && 'refused' in authorized) return authorized.refused;
    const payload = JSON.stringify(
      eventOf(
        { ...request, rawHeaders: withAdded(request.rawHeaders, added) },
        {
          routeKey: route.key,
          pathParameters: variables,
          apiId: api.id,
          accountId,
          stage: api.stage,
          domainName: api.domainName,
          requestId,
          now,
          authorized,
        },
      ),
    );
    if (Buffer.byteLength(payload) > mostIn) return ownReply(413);
    const running = route.mayInvoke ? invoke(route.target, { payload, requestId }) : undefined;
    if (!running) {
      log({
        level: 'error',
        event: 'not-invoked',
        route: route.key,
        requestId,
        error: 'the gateway has no permission',
      });
      return ownReply(500);
    }
    const patience = new AbortController();
    const late = wait(route.patience, undefined, { signal: patience.signal }).then(
      () => 'late' as const,
      () => 'late' as const,
    );
    const outcome = await Promise.race([running, late]);
    patience.abort();
    // The function goes on until its own time is over.
    if (outcome === 'late') return ownReply(503);
    if (!outcome.ok) return ownReply(outcome.errorType === 'TooManyRequestsException' ? 503 : 500);
    return replyOf(outcome.payload);
  };

  return async (request) => {
    const requestId = randomBytes(11).toString('base64');
    const reply = await answer(request, requestId);
    return { ...reply, headers: [...reply.headers, ['apigw-requestid', requestId]] };
  };
};
