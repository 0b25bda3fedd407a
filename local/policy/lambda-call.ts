/** Which function a call to Lambda would invoke, and the permission that this needs. */
import type { Need } from './evaluate.ts';
import { arnOf, type Place } from './place.ts';

const path = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?(.*))?$/;

/**
 * The ARN of the function, with the alias or version that is asked for (Lambda API Reference, "Invoke": a name, `name:alias`, a
 * part of an ARN from the account on, or a whole one; the alias also as `Qualifier`). Undefined where the call is none.
 */
export const invokedFunction = (place: Place, method: string, address: string): string | undefined => {
  const [, encoded, query] = path.exec(address) ?? [];
  if (method !== 'POST' || encoded === undefined) return undefined;
  const named = encoded.replaceAll(/%3a/gi, ':');
  const name = named.replace(/^(arn:[^:]+:lambda:[^:]+:)?\d+:function:/, '');
  const arn = named.startsWith('arn:') ? named : arnOf(place, 'lambda', `function:${name}`);
  const qualifier = new URLSearchParams(query).get('Qualifier');
  return qualifier === null || arn.endsWith(`:${qualifier}`) ? arn : `${arn}:${qualifier}`;
};

/** The permission to invoke it. Of a function with an alias, a policy has to name the alias. */
export const invocationNeed = (arn: string): Need => ({
  action: 'lambda:InvokeFunction',
  resource: arn,
  context: {},
});
