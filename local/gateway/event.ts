/** A request as a function behind an HTTP API gets it: an event in payload format 2.0. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the authorizer found in a token; `scopes` only where the route asks for any. */
export type Authorized = {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
};

/** A request that has come in whole. `target` is its address as sent; header fields stand as name, value, name, value … */
export type Arrived = {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly httpVersion: string;
  readonly sourceIp: string;
};

/** What of the gateway stands in an event. */
export type Passing = {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly apiId: string;
  readonly accountId: string;
  readonly stage: string;
  readonly domainName: string;
  readonly requestId: string;
  readonly now: Date;
  readonly authorized: Authorized | undefined;
};

/** The request as it has arrived, once its body is there. */
export const arrived = (request: IncomingMessage, body: Buffer): Arrived => ({
  method: request.method ?? 'GET',
  target: request.url ?? '/',
  rawHeaders: request.rawHeaders,
  body,
  httpVersion: request.httpVersion,
  sourceIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
});

/**
 * The path of an address, decoded, and its query as it was sent; undefined where the path cannot be decoded. API Gateway
 * decodes the path before anything else, and takes a `?` that comes of it for the end of the path.
 */
export const addressOf = (target: string): { rawPath: string; rawQueryString: string } | undefined => {
  const [sent = '', ...query] = target.split('?');
  try {
    const [rawPath = ''] = decodeURIComponent(sent.replace(/^[a-z]+:\/\/[^/]*/i, '')).split('?');
    return { rawPath: rawPath || '/', rawQueryString: query.join('?') };
  } catch {
    return undefined;
  }
};

// Of one connection, or told by the gateway itself in another way.
const left = ['connection', 'transfer-encoding', 'keep-alive', 'upgrade', 'te', 'trailer', 'expect', 'cookie'];

/** Header fields with lower case names, those of one name joined by commas; cookies are told apart. */
const headersOf = (rawHeaders: readonly string[]) => {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    // Node takes octets for ISO 8859-1; what is sent today is UTF-8.
    const value = Buffer.from(rawHeaders[at + 1] ?? '', 'latin1').toString('utf8');
    if (name === 'cookie') cookies.push(...value.split(/; */).filter(Boolean));
    if (left.includes(name)) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return { headers, cookies };
};

const parametersOf = (rawQueryString: string): Record<string, string> => {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
};

const texts = ['application/json', 'application/xml', 'application/javascript'];

/**
 * Whether a body is passed on as text. AWS does not document which types are; measured by others, it is `text/*` and three
 * more, unless it is compressed: a form, `…+json` and what says no type at all are base64.
 */
const isText = (headers: Readonly<Record<string, string>>): boolean => {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const name = type.trim().toLowerCase();
  return headers['content-encoding'] === undefined && (name.startsWith('text/') || texts.includes(name));
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number): string => String(number).padStart(2, '0');

/** The time as in a log of Apache: `12/Mar/2020:19:03:58 +0000`. */
const timeOf = (now: Date): string => {
  const day = `${two(now.getUTCDate())}/${months[now.getUTCMonth()]}/${now.getUTCFullYear()}`;
  return `${day}:${[now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds()].map(two).join(':')} +0000`;
};

/**
 * The event, as the Developer Guide has it ("Create AWS Lambda proxy integrations for HTTP APIs", format 2.0). What there is
 * none of (cookies, query, path parameters, body, authorizer) is left out.
 */
export const eventOf = (request: Arrived, passing: Passing): object => {
  const { method, target, rawHeaders, body, httpVersion, sourceIp } = request;
  const { rawPath, rawQueryString } = addressOf(target) ?? { rawPath: target, rawQueryString: '' };
  const { headers, cookies } = headersOf(rawHeaders);
  const queryStringParameters = parametersOf(rawQueryString);
  const { routeKey, pathParameters, domainName, authorized, now, requestId } = passing;
  const text = isText(headers);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      ...(body.length > 0 && { 'content-length': String(body.length) }),
      'x-amzn-trace-id': `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
      'x-forwarded-for': headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${sourceIp}` : sourceIp,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(Object.keys(queryStringParameters).length > 0 && { queryStringParameters }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: passing.accountId,
      apiId: passing.apiId,
      ...(authorized && { authorizer: { jwt: authorized } }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: passing.stage,
      time: timeOf(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
};
