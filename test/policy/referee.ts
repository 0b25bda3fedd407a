/** IAM as others have written it down: @cloud-copilot/iam-simulate, which only tests may use, judges the same calls. */
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { accountId, partition } from '../../local/gateway/account.ts';
import type { Need, Verdict } from '../../local/policy/evaluate.ts';

const verdicts = { Allowed: 'allow', ImplicitlyDenied: 'implicit-deny', ExplicitlyDenied: 'explicit-deny' } as const;

const principal = `arn:${partition}:iam::${accountId}:role/any`;

const contextOf = ({ context }: Need): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(context).map(([key, values]) => {
      const [value = '', ...more] = values;
      return [key, more.length === 0 && key !== 'dynamodb:LeadingKeys' ? value : [...values]];
    }),
  );

const simulationOf = (documents: readonly unknown[], need: Need, keyPolicy: unknown) => ({
  request: {
    principal,
    action: need.action,
    resource: { resource: need.resource, accountId },
    contextVariables: contextOf(need),
  },
  identityPolicies: documents.map((policy, index) => ({ name: `policy-${index}`, policy })),
  serviceControlPolicies: [],
  resourceControlPolicies: [],
  ...(need.action.startsWith('kms:') && { resourcePolicy: keyPolicy }),
});

/** What the referee says of a role's policies and a need, whatever the action is called. */
export const referee = (documents: readonly unknown[], need: Need): Verdict =>
  verdicts[runUnsafeSimulation(simulationOf(documents, need, undefined), {})];

/** The same, but only of actions, resources and condition keys that AWS knows; throws at others. */
export const strictReferee = async (
  documents: readonly unknown[],
  need: Need,
  keyPolicy: unknown,
): Promise<Verdict> => {
  const answer = await runSimulation(simulationOf(documents, need, keyPolicy), {});
  if (answer.resultType === 'error') throw new Error(`${need.action} on ${need.resource}: ${JSON.stringify(answer)}`);
  return verdicts[answer.overallResult];
};
