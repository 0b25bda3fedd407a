/**
 * A door as a Lambda behind an HTTP API (payload format 2.0): an event becomes a request, the reply a result.
 *
 * `export const handler = lambdaHandler((env) => publicApp(runtimeOf(env, ['publicView'])))` is all that a door says.
 */
import * as z from 'zod/mini';
import type { Environment } from '../environment.ts';
import { type Log, logOf, traceOf } from '../log.ts';
import { originCheck, originHeader } from './origin.ts';
import { internalReply, refusalReply } from './problems.ts';
import { withSafeHeaders } from './safe-headers.ts';

/** What is needed of an event; the query comes as it was sent, for the gateway joins doubled parameters elsewhere. */
const Event = z.object({
  rawPath: z.string(),
  rawQueryString: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.nullish(z.string()),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({ domainName: z.string(), http: z.object({ method: z.string() }), requestId: z.string() }),
});
type Event = z.infer<typeof Event>;

/** What Lambda answers the gateway. Every reply of the doors is text. */
export type Result = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
};

/** What answers requests; a Hono application does. */
type App = { fetch(request: Request): Response | Promise<Response> };

// The gateway hands the path over decoded. What would begin something else in an address, or vanish from it, is encoded again.
const pathOf = ({ rawPath }: Event): string => rawPath.replace(/[?#\\ \p{Cc}]/gu, encodeURIComponent);

/** No Request may be asked by these (Fetch, section 2.2.1), and no door knows them: they are asked as a method that nobody knows. */
const unaskable = ['CONNECT', 'TRACE', 'TRACK'];
const methodOf = (method: string): string => (unaskable.includes(method.toUpperCase()) ? 'OTHER' : method);

/** The gateway hands header fields over as it reads them in UTF-8; those of a request are bytes, each a letter of Latin-1. */
const inBytes = (headers: Event['headers']): Event['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]));

const requestOf = (event: Event): Request => {
  const { rawQueryString, headers, body, isBase64Encoded, requestContext } = event;
  const { domainName, http } = requestContext;
  // The gateway passes on the body of a read, which has no use for one and of which a Request must have none.
  const bodied = body && !['GET', 'HEAD'].includes(http.method);
  return new Request(`https://${domainName}${pathOf(event)}${rawQueryString && `?${rawQueryString}`}`, {
    method: methodOf(http.method),
    headers: inBytes(headers),
    ...(bodied && { body: isBase64Encoded ? Buffer.from(body, 'base64') : body }),
  });
};

/** `text()` would take a byte order mark away, by which a spreadsheet knows the letters of a table. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const resultOf = async (reply: Response): Promise<Result> => ({
  statusCode: reply.status,
  headers: Object.fromEntries(withSafeHeaders(reply.headers)),
  body: utf8.decode(await reply.arrayBuffer()),
  isBase64Encoded: false,
});

/** Answers what comes by the origin, 403 all else before anything is looked at. */
const answering = (app: App, isFromOrigin: (sent: string | undefined) => boolean, log: Log) => {
  const answer = async (event: Event): Promise<Response> => {
    if (!isFromOrigin(event.headers[originHeader])) {
      log({ level: 'info', event: 'origin-refused', requestId: event.requestContext.requestId });
      return refusalReply({ refused: 'forbidden' }, pathOf(event));
    }
    return app.fetch(requestOf(event));
  };
  return async (sent: unknown): Promise<Result> => {
    const event = Event.safeParse(sent);
    if (!event.success) throw new Error('An event is none of an HTTP API in payload format 2.0');
    try {
      return await resultOf(await answer(event.data));
    } catch (error) {
      // Lambda would log the message, which may quote what somebody wrote.
      const { requestId } = event.data.requestContext;
      log({ level: 'error', event: 'unexpected', requestId, ...traceOf(error) });
      return resultOf(internalReply(requestId));
    }
  };
};

/** A handler whose application is made of the environment at the first event, and kept. */
export const lambdaHandler = (make: (env: Environment) => App): ((event: unknown) => Promise<Result>) => {
  let made: ReturnType<typeof answering> | undefined;
  return async (event) => {
    made ??= answering(make(process.env), originCheck(process.env.ORIGIN_SECRET), logOf(process.env));
    return made(event);
  };
};
