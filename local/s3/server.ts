/** Stands in for S3 on a desk and in tests: requests are signed or refused, and judged by policies where there are any. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Need } from '../policy/evaluate.ts';
import type { Place } from '../policy/place.ts';
import { type Answer, answerTo } from './answer.ts';
import type { Bucket } from './bucket.ts';
import { type Call, callOf, listNeed, needsOf } from './call.ts';
import { errorBody, S3Error } from './error.ts';
import { Objects } from './objects.ts';
import { type Signed, signerOf } from './signature.ts';

/**
 * `folder` keeps the objects. `secretOf` knows the secret of an access key, `allows` whether it may do what a call needs;
 * `quietly` where that is only to know which of two answers is given. `site` is the address that pages of ours come from.
 */
export type S3Options = {
  readonly folder: string;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly secretOf: (accessKeyId: string) => string | undefined;
  readonly allows: (accessKeyId: string, needs: readonly Need[], quietly?: boolean) => boolean;
  readonly place: Pick<Place, 'partition' | 'region' | 'account' | 'tables'>;
  readonly clock: () => Date;
  readonly site: string;
};

/** A store that listens at a port of 127.0.0.1. `objects` is the way round the signatures; `close` ends it. */
export type S3 = {
  readonly ok: true;
  readonly port: number;
  readonly objects: Objects;
  readonly buckets: ReadonlyMap<string, Bucket>;
  close(): Promise<void>;
};

const signedOf = ({ method = '', url = '', headers }: IncomingMessage): Signed => {
  const [path = '', ...rest] = url.split('?');
  const single = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return { method, path, query: rest.join('?'), headers: new Map(single) };
};

/** The headers that let a page of ours read the answer; none for other pages. A desk serves without TLS, its template with. */
const corsHeaders = (site: string, bucket: Bucket | undefined, origin: string | undefined, method: string) => {
  const isOurs = (one: string) => URL.canParse(one) && new URL(one).host === new URL(site).host;
  const rule = bucket?.cors?.find(({ origins, methods }) => methods.includes(method) && origins.some(isOurs));
  if (!rule || origin === undefined || !isOurs(origin)) return undefined;
  return { rule, headers: { 'access-control-allow-origin': origin, vary: 'Origin' } };
};

/** Starts the store at any port, or at this one. */
export const startS3 = async (options: S3Options, port = 0): Promise<S3> => {
  const { buckets, secretOf, allows, place, clock, site } = options;
  const objects = new Objects(options.folder, clock);

  const permitted = async (call: Call, accessKeyId: string): Promise<void> => {
    if (!allows(accessKeyId, needsOf(place, call))) throw new S3Error('AccessDenied', 'Access Denied');
    const [read] = call.operation === 'copy' && call.source ? [call.source] : [call];
    if (!['get', 'head', 'copy'].includes(call.operation)) return;
    const [newest] = await objects.versions(read.bucket, read.key);
    if (newest && !newest.marker) return;
    if (!allows(accessKeyId, [listNeed(place, read.bucket)], true)) throw new S3Error('AccessDenied', 'Access Denied');
  };

  const answer = async (incoming: IncomingMessage, signed: Signed): Promise<Answer> => {
    const signer = signerOf(signed, secretOf, clock());
    const call = callOf(signed, buckets);
    await permitted(call, signer.accessKeyId);
    const mayDelete = (key: string): boolean =>
      allows(signer.accessKeyId, needsOf(place, { ...call, operation: 'delete', key }));
    return answerTo(objects, call, signed.headers, incoming, signer.payload, mayDelete);
  };

  const preflight = (signed: Signed, bucket: Bucket | undefined): Answer => {
    const method = signed.headers.get('access-control-request-method') ?? '';
    const cors = corsHeaders(site, bucket, signed.headers.get('origin'), method);
    if (!cors) throw new S3Error('AccessDenied', 'CORSResponse: This CORS request is not allowed.');
    const asked = signed.headers.get('access-control-request-headers');
    return {
      status: 200,
      headers: {
        ...cors.headers,
        'access-control-allow-methods': cors.rule.methods.join(', '),
        ...(asked !== undefined && { 'access-control-allow-headers': asked }),
        'access-control-max-age': String(cors.rule.seconds),
      },
    };
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const signed = signedOf(incoming);
    const bucket = buckets.get(signed.path.split('/')[1] ?? '');
    const cors = corsHeaders(site, bucket, signed.headers.get('origin'), signed.method)?.headers ?? {};
    try {
      const { status, headers, body } =
        signed.method === 'OPTIONS' ? preflight(signed, bucket) : await answer(incoming, signed);
      response.writeHead(status, { ...headers, ...cors });
      if (body === undefined || typeof body === 'string') response.end(body);
      else await pipeline(Readable.from(body), response);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      const headers = {
        'content-type': 'application/xml',
        ...cors,
        ...(!incoming.complete && { connection: 'close' }),
      };
      // Who is still sending when the connection closes never sees the reply.
      incoming.resume();
      response.writeHead(error.status, headers).end(signed.method === 'HEAD' ? undefined : errorBody(error));
    }
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the store of files listens at no port');
  return {
    ok: true,
    port: address.port,
    objects,
    buckets,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
