/** Judges a call: who makes it, which permissions it needs, and whether the caller's role has all of them. */
import { denialOf, errorReply, type Protocol, type Reply } from './denial.ts';
import { dynamoDbNeeds, streamNeeds } from './dynamodb-call.ts';
import { evaluate, type Need, type Verdict } from './evaluate.ts';
import { invocationNeed, invokedFunction } from './lambda-call.ts';
import type { Place } from './place.ts';
import type { Role } from './role.ts';

/** `roles`: whose access keys they are. `decided` is told of every permission that was asked for. */
export type Policies = {
  readonly roles: ReadonlyMap<string, Role>;
  readonly place: Place;
  readonly decided?: ((role: Role, need: Need, verdict: Verdict) => void) | undefined;
};

/** A call as it came over HTTP; `target` is empty where the protocol has none. */
export type Call = {
  readonly method: string;
  readonly address: string;
  readonly target: string;
  readonly authorization: string;
  readonly body: Buffer;
};

/** Where a call goes on to; or the reply to it, since it goes nowhere. */
export type Course =
  | { readonly to: 'database' }
  | { readonly to: 'function'; readonly arn: string }
  | { readonly to: 'caller'; readonly reply: Reply };

/** Access key, day, region and service that a signature is said to be made for. Nobody checks the signature on a desk. */
const scope = /Credential=([^/,\s]+)\/([^/,\s]+)\/[^/,\s]+\/([^/,\s]+)\/aws4_request/;

/** The same authorization with another access key and region: DynamoDB Local keeps a database for each pair of them. */
export const authorizedAs = (authorization: string, accessKey: string, region: string): string =>
  authorization.replace(
    scope,
    (_all, _key, day, service) => `Credential=${accessKey}/${day}/${region}/${service}/aws4_request`,
  );

const refused = (protocol: Protocol, name: string, message: string): Course => ({
  to: 'caller',
  reply: errorReply(protocol, name, message),
});

/** The needs of a call to DynamoDB; none where it is not understood. */
const needsOf = (place: Place, { target, body }: Call): Need[] => {
  const [, service, operation = ''] = /^(DynamoDB|DynamoDBStreams)_20120810\.([A-Za-z]+)$/.exec(target) ?? [];
  try {
    const input: unknown = JSON.parse(body.toString('utf8'));
    if (service === 'DynamoDB') return dynamoDbNeeds(place, operation, input);
    return service === 'DynamoDBStreams' ? streamNeeds(place, operation, input) : [];
  } catch {
    return [];
  }
};

/**
 * Judges a call. Nothing goes on that is not understood, that comes from nobody, or that needs what the policies of the
 * caller's role do not give. An answer of ours has the bytes of AWS's.
 */
export const courseOf = ({ roles, place, decided }: Policies, call: Call): Course => {
  const protocol = call.target === '' ? 'rest' : 'json';
  const [, accessKey] = scope.exec(call.authorization) ?? [];
  if (accessKey === undefined) {
    return refused(protocol, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const role = roles.get(accessKey);
  if (!role) {
    return refused(protocol, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const invoked = protocol === 'rest' ? invokedFunction(place, call.method, call.address) : undefined;
  const needs = invoked === undefined ? needsOf(place, call) : [invocationNeed(invoked)];
  if (needs.length === 0) {
    return refused(protocol, 'SerializationException', 'The policy proxy does not understand this call.');
  }
  for (const need of needs) {
    const verdict = evaluate(role.statements, need);
    decided?.(role, need, verdict);
    if (verdict === 'allow') continue;
    const principal = `arn:${place.partition}:sts::${place.account}:assumed-role/${role.name}/${role.name}`;
    return refused(protocol, 'AccessDeniedException', denialOf(principal, need, verdict));
  }
  return invoked === undefined ? { to: 'database' } : { to: 'function', arn: invoked };
};
