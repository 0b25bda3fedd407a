/** Signatures of requests to S3, in a header or in the address (AWS Signature Version 4), really verified. */
import { createHash, createHmac } from 'node:crypto';
import { S3Error } from './error.ts';

/** A request as it came; names of headers are in lower case, the path and the query as they were sent. */
export type Signed = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: ReadonlyMap<string, string>;
};

/** Who signed, and the SHA-256 that the body is said to have; undefined where the signature leaves the body open. */
export type Signer = { readonly accessKeyId: string; readonly payload: string | undefined };

const algorithm = 'AWS4-HMAC-SHA256';
const unsigned = 'UNSIGNED-PAYLOAD';
/** How far the clock of whoever signs may be off, and the longest that an address may be good for, in seconds. */
const skew = 15 * 60;
const longest = 7 * 24 * 60 * 60;

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The parameters of a query, decoded. */
export const parametersOf = (query: string): [name: string, value: string][] =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decodeURIComponent(name), decodeURIComponent(value)];
    });

const canonicalQuery = (query: string): string =>
  parametersOf(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');

/** What a signature is made of, wherever in the request it stands. */
type Parts = {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly date: string;
  readonly expires: number | undefined;
  readonly payload: string;
};

const inHeader = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

const partsOf = ({ headers, query }: Signed): Parts => {
  const parameters = new Map(parametersOf(query));
  if (parameters.get('X-Amz-Algorithm') === algorithm) {
    const expires = Number(parameters.get('X-Amz-Expires'));
    if (!Number.isInteger(expires) || expires < 1 || expires > longest) {
      throw new S3Error('AccessDenied', 'X-Amz-Expires is not a number of seconds up to a week');
    }
    return {
      credential: parameters.get('X-Amz-Credential') ?? '',
      signedHeaders: parameters.get('X-Amz-SignedHeaders') ?? '',
      signature: parameters.get('X-Amz-Signature') ?? '',
      date: parameters.get('X-Amz-Date') ?? '',
      expires,
      payload: unsigned,
    };
  }
  const [, credential, signedHeaders, signature] = inHeader.exec(headers.get('authorization') ?? '') ?? [];
  if (!credential || !signedHeaders || !signature) throw new S3Error('AccessDenied', 'The request is not signed');
  const payload = headers.get('x-amz-content-sha256');
  if (payload === undefined) throw new S3Error('InvalidRequest', 'Missing x-amz-content-sha256');
  if (payload.startsWith('STREAMING-'))
    throw new S3Error('NotImplemented', 'A body in signed chunks is not taken here');
  return {
    credential,
    signedHeaders,
    signature,
    date: headers.get('x-amz-date') ?? '',
    expires: undefined,
    payload,
  };
};

const timeOf = (date: string): number => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

const refuseUntimely = ({ date, expires }: Parts, now: Date): void => {
  const age = (now.getTime() - timeOf(date)) / 1000;
  if (Number.isNaN(age) || age < -skew) throw new S3Error('RequestTimeTooSkewed');
  if (expires === undefined && age > skew) throw new S3Error('RequestTimeTooSkewed');
  if (expires !== undefined && age > expires) throw new S3Error('AccessDenied', 'Request has expired');
};

/** Who signed a request; `secretOf` knows the secret of an access key. Throws S3's refusal where nobody did, or too long ago. */
export const signerOf = (request: Signed, secretOf: (accessKeyId: string) => string | undefined, now: Date): Signer => {
  const parts = partsOf(request);
  const [accessKeyId = '', day = '', region = '', service = '', end = ''] = parts.credential.split('/');
  const secret = secretOf(accessKeyId);
  if (secret === undefined) throw new S3Error('InvalidAccessKeyId');
  refuseUntimely(parts, now);
  const names = parts.signedHeaders.split(';');
  const left = [...request.headers.keys()].filter((name) => name.startsWith('x-amz-') && !names.includes(name));
  if (!names.includes('host') || left.length > 0) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed');
  }
  const lines = names.map((name) => `${name}:${(request.headers.get(name) ?? '').trim().replaceAll(/\s+/g, ' ')}\n`);
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    lines.join(''),
    parts.signedHeaders,
    parts.payload,
  ].join('\n');
  const scope = [day, region, service, end].join('/');
  const text = [algorithm, parts.date, scope, hex(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secret}`, day));
  const isRight =
    service === 's3' &&
    end === 'aws4_request' &&
    parts.date.startsWith(day) &&
    hmac(key, text).toString('hex') === parts.signature;
  if (!isRight) throw new S3Error('SignatureDoesNotMatch');
  return { accessKeyId, payload: parts.payload === unsigned ? undefined : parts.payload };
};
