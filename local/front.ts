/** What only a desk has before its gateway: its health, and its issuer of tokens. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { safeHeaders } from '../functions/http/safe-headers.ts';
import { problem } from '../shared/contract/problem.ts';
import { issuerPath } from './issuer.ts';

/** What is behind the front: `issuer` and `gateway` once they are there, `ready` once all that is there can be read. */
export type Behind = {
  issuer: RequestListener | undefined;
  gateway: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
  ready: boolean;
};

const say = (response: ServerResponse, status: number, body: object, type = 'application/json'): void => {
  response.writeHead(status, { ...safeHeaders, 'content-type': type }).end(JSON.stringify(body));
};

/** Answers `/healthz` and `/issuer/…`, and hands on all else; 503 while there is nobody to hand it to. */
export const front =
  (behind: Behind): RequestListener =>
  (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/healthz') {
      return behind.ready ? say(response, 200, { status: 'ok' }) : say(response, 503, { status: 'starting' });
    }
    if (behind.issuer && path.startsWith(`${issuerPath}/`)) return behind.issuer(request, response);
    if (behind.gateway) return void behind.gateway(request, response);
    response.setHeader('retry-after', '1');
    return say(response, 503, problem('busy', { instance: path }), 'application/problem+json');
  };
