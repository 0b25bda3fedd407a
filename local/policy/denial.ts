/** How AWS says no: the same bytes, so that a handler and its SDK take it for AWS's own. */
import type { Need, Verdict } from './evaluate.ts';

/** An answer of the proxy itself. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Which protocol the caller speaks: that of DynamoDB (`x-amz-json-1.0`) or that of Lambda (`rest-json`). */
export type Protocol = 'json' | 'rest';

/** An error of the name that AWS has for it. */
export const errorReply = (protocol: Protocol, name: string, message: string): Reply =>
  protocol === 'json'
    ? {
        status: 400,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify({ __type: `com.amazon.coral.service#${name}`, Message: message }),
      }
    : {
        status: name === 'ResourceNotFoundException' ? 404 : 403,
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
        body: JSON.stringify({ Message: message }),
      };

/** Which permission is missing, in AWS's words. Keys and content are not in them. */
export const denialOf = (principal: string, { action, resource }: Need, verdict: Exclude<Verdict, 'allow'>): string => {
  const why =
    verdict === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const said = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  return action.startsWith('kms:') ? `KMS key access denied error: ${said}` : said;
};
