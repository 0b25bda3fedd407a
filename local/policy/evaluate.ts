/** Whether policies let a call through, by IAM's evaluation logic. */
import type { Context } from './condition.ts';
import type { Statement } from './statement.ts';

/** One permission that a call needs: an action (`dynamodb:GetItem`) on a resource (an ARN, or `*` where it is on none). */
export type Need = { readonly action: string; readonly resource: string; readonly context: Context };

/** IAM's three answers. */
export type Verdict = 'allow' | 'implicit-deny' | 'explicit-deny';

const isAbout = (statement: Statement, { action, resource, context }: Need): boolean =>
  statement.isAboutAction(action) &&
  statement.isAboutResource(resource) &&
  statement.conditions.every((condition) => condition(context));

/**
 * What a role's own policies say of a need (IAM User Guide, "Policy evaluation logic", for identity-based policies within one
 * account): denied where any statement denies it, allowed where one allows it and none denies it, and denied where none speaks.
 */
export const evaluate = (statements: readonly Statement[], need: Need): Verdict => {
  const effects = statements.filter((statement) => isAbout(statement, need)).map(({ effect }) => effect);
  if (effects.includes('Deny')) return 'explicit-deny';
  return effects.includes('Allow') ? 'allow' : 'implicit-deny';
};
