/** How S3 says no (Amazon S3 API Reference, "Error responses"): its codes, each with its status. */

const statuses = {
  BadDigest: 400,
  EntityTooLarge: 400,
  InvalidArgument: 400,
  InvalidRequest: 400,
  MalformedXML: 400,
  XAmzContentSHA256Mismatch: 400,
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchVersion: 404,
  MethodNotAllowed: 405,
  PreconditionFailed: 412,
  InvalidRange: 416,
  NotImplemented: 501,
} as const;
type Code = keyof typeof statuses;

/** A refusal of the store. */
export class S3Error extends Error {
  readonly code: Code;
  readonly status: number;

  constructor(code: Code, message: string = code) {
    super(message);
    this.code = code;
    this.status = statuses[code];
  }
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it stands in XML. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => signs[sign] ?? sign);

/** A text that stood in XML. */
export const unescaped = (text: string): string =>
  Object.entries({ ...signs, "'": '&apos;' }).reduceRight((left, [sign, said]) => left.replaceAll(said, sign), text);

/** The body of an error. */
export const errorBody = ({ code, message }: S3Error): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
