/** What a function answered as a reply of an HTTP API, and the replies that the gateway makes itself. */
import * as z from 'zod/mini';

/** A reply before it is sent; a header with several values stands several times. */
export type Reply = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

/** The gateway's own words, always the same: `{"message":"Not Found"}`. */
const messages = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** A reply of the gateway itself. It is no problem of RFC 9457: an HTTP API cannot be told to say it otherwise. */
export const ownReply = (status: keyof typeof messages, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: [['content-type', 'application/json'], ...Object.entries(headers)],
  body: Buffer.from(JSON.stringify({ message: messages[status] })),
});

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Structured = z.object({
  statusCode: z.union([z.number(), z.string()]),
  headers: z.nullish(z.record(z.string(), Scalar)),
  cookies: z.nullish(z.array(z.string())),
  body: z.nullish(z.union([Scalar, z.looseObject({}), z.array(z.unknown())])),
  isBase64Encoded: z.nullish(z.boolean()),
});

// The connection's own, or made by the gateway.
const left = ['connection', 'transfer-encoding', 'content-length', 'keep-alive', 'upgrade', 'trailer'];

const bytesOf = (body: z.infer<typeof Structured>['body'], isBase64Encoded: boolean): Buffer => {
  if (body === undefined || body === null) return Buffer.alloc(0);
  const text = typeof body === 'object' ? JSON.stringify(body) : String(body);
  return Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
};

/**
 * The reply that a function's answer (JSON) stands for, as the Developer Guide has it for payload format 2.0: with a
 * `statusCode` it says everything, without one it is the body of a 200. An answer that fits neither is a 500.
 */
export const replyOf = (payload: string): Reply => {
  const answer: unknown = JSON.parse(payload);
  const isStructured = typeof answer === 'object' && answer !== null && 'statusCode' in answer;
  if (!isStructured) {
    const body = typeof answer === 'string' ? answer : payload;
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
  }
  const parsed = Structured.safeParse(answer);
  const status = Number(parsed.data?.statusCode);
  if (!parsed.success || !Number.isInteger(status) || status < 200 || status > 599) return ownReply(500);
  const { headers, cookies, body, isBase64Encoded } = parsed.data;
  const said = Object.entries(headers ?? {}).flatMap(([name, value]): [string, string][] =>
    left.includes(name.toLowerCase()) ? [] : [[name.toLowerCase(), String(value)]],
  );
  const bytes = bytesOf(body, isBase64Encoded ?? false);
  // A body without a type is text to API Gateway.
  const untyped = bytes.length > 0 && !said.some(([name]) => name === 'content-type');
  return {
    status,
    headers: [
      ...(untyped ? ([['content-type', 'text/plain;charset=UTF-8']] as const) : []),
      ...said,
      ...(cookies ?? []).map((cookie) => ['set-cookie', cookie] as const),
    ],
    body: bytes,
  };
};
