/** Requests over HTTP on their way to a gateway: whole, within its limit, and answered with what it says. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Arrived, arrived } from './event.ts';
import { mostBody } from './gateway.ts';
import type { Reply } from './reply.ts';

/** A body that goes on for so long beyond the limit is cut off, in bytes. */
const enough = 10 * mostBody;

/**
 * The body of a request, or a byte more than the limit of one that is too large. Such a body is read to its end: who is still
 * sending when the connection closes never sees the reply.
 */
const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length <= mostBody) parts.push(part);
    if (length > enough) request.destroy();
  }
  return length > mostBody ? Buffer.alloc(mostBody + 1) : Buffer.concat(parts);
};

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  for (const [name, value] of headers) response.appendHeader(name, value);
  const hasBody = status !== 204 && status !== 304;
  if (hasBody) response.setHeader('content-length', body.length);
  response.writeHead(status).end(hasBody ? body : undefined);
};

/** A listener that hands requests to a gateway. A request that breaks off is forgotten. */
export const toGateway =
  (answer: (request: Arrived) => Promise<Reply>) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body: Buffer;
    try {
      body = await bodyOf(request);
    } catch {
      response.destroy();
      return;
    }
    send(response, await answer(arrived(request, body)));
  };
