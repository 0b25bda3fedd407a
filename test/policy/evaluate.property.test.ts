/** Our evaluator of policies and an independent one agree, over many statements and calls. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, type Need } from '../../local/policy/evaluate.ts';
import { statementsOf } from '../../local/policy/statement.ts';
import { referee } from './referee.ts';

const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table';
const calledActions = [
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:BatchGetItem',
  'lambda:InvokeFunction',
];
const calledResources = [
  `${table}/Records`,
  `${table}/Records/index/by-day`,
  `${table}/Records/stream/2026-11-23T00:00:00.000`,
  `${table}/PublicView`,
  'arn:aws:dynamodb:eu-west-1:000000000000:table/Records',
  'arn:aws:lambda:eu-central-1:000000000000:function:projector',
  'arn:aws:lambda:eu-central-1:000000000000:function:projector:live',
];
const heads = ['BEAT', 'round#x', 'READ#round#x', 'a*b', ''];

/** One or several of these, as a policy writes them: a text or a list. */
const someOf = (texts: readonly string[]) => {
  const one = fc.constantFrom(...texts);
  return fc.oneof(one, fc.uniqueArray(one, { minLength: 1, maxLength: 3 }));
};

const patternsOfActions = someOf([
  ...calledActions,
  'dynamodb:*',
  'dynamodb:Get*',
  'dynamodb:*Item',
  'dynamodb:?uery',
  'dynamodb:getITEM',
  'lambda:*',
  '*',
]);
const patternsOfResources = someOf([
  ...calledResources,
  `${table}/*`,
  `${table}/Records/*`,
  `${table}/?ecords`,
  `${table}/P*View`,
  'arn:aws:dynamodb:*:000000000000:table/Records',
  'arn:*:dynamodb:eu-*-1:*:table/Records*',
  'arn:aws:lambda:eu-central-1:000000000000:function:projector:*',
  'arn:aws:lambda:eu-central-1:000000000000:function:*',
  '*',
]);

const comparisons = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'];
const values = someOf(['BEAT', 'READ#*', 'round#?', '*', 'a*b', 'TransactWriteItems', 'Transact*', '']);
const conditions = fc.oneof(
  fc.record({
    operator: fc.constantFrom(...comparisons.flatMap((name) => [name, `${name}IfExists`, `ForAnyValue:${name}`])),
    key: fc.constantFrom('dynamodb:EnclosingOperation', 'dynamodb:Select'),
    values,
  }),
  fc.record({
    operator: fc.constantFrom(...comparisons.flatMap((name) => [`ForAllValues:${name}`, `ForAnyValue:${name}`])),
    key: fc.constant('dynamodb:LeadingKeys'),
    values,
  }),
  fc.record({
    operator: fc.constant('Null'),
    key: fc.constantFrom('dynamodb:LeadingKeys', 'dynamodb:Select'),
    values: someOf(['true', 'false']),
  }),
);
const conditionBlock = fc.array(conditions, { minLength: 1, maxLength: 3 }).map((list) => {
  const block: Record<string, Record<string, string | string[]>> = {};
  for (const { operator, key, values: wanted } of list) block[operator] = { ...block[operator], [key]: wanted };
  return block;
});

const statements = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), patternsOfActions),
    resource: fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), patternsOfResources),
    condition: fc.option(conditionBlock, { nil: undefined }),
  })
  .map(({ effect, action, resource, condition }) => ({
    Effect: effect,
    [action[0]]: action[1],
    [resource[0]]: resource[1],
    ...(condition && { Condition: condition }),
  }));

const needs: fc.Arbitrary<Need> = fc.record({
  action: fc.constantFrom(...calledActions),
  resource: fc.constantFrom(...calledResources),
  context: fc.record(
    {
      'dynamodb:LeadingKeys': fc.array(fc.constantFrom(...heads), { minLength: 1, maxLength: 3 }),
      'dynamodb:EnclosingOperation': fc.constantFrom(['TransactWriteItems'], ['TransactGetItems']),
      'dynamodb:Select': fc.constantFrom(['COUNT'], ['ALL_ATTRIBUTES']),
    },
    { requiredKeys: [] },
  ),
});

test('our evaluator says of any policy and call what an independent one says', () => {
  const seen = new Set<string>();
  const law = fc.property(fc.array(statements, { minLength: 1, maxLength: 4 }), needs, (written, need) => {
    const document = { Version: '2012-10-17', Statement: written };
    const verdict = evaluate(statementsOf(document), need);
    seen.add(verdict);
    expect(verdict).toBe(referee([document], need));
  });
  fc.assert(law, { numRuns: 3_000 });
  expect([...seen].sort()).toEqual(['allow', 'explicit-deny', 'implicit-deny']);
});
