import { expect, test } from 'vitest';
import { statementsOf } from './statement.ts';

const plain = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' };
const policy = (more: object, version = '2012-10-17') => ({ Version: version, Statement: [{ ...plain, ...more }] });

test.each([
  ['a policy variable', policy({ Resource: `arn:aws:dynamodb:*:*:table/\${aws:username}` })],
  [
    'a variable among the values of a condition',
    policy({ Condition: { StringEquals: { 'kms:ViaService': `\${x}` } } }),
  ],
  ['an operator that is not known', policy({ Condition: { StringSounds: { 'kms:ViaService': 'x' } } })],
  ['a key that no call tells', policy({ Condition: { StringEquals: { 'aws:SourceIp': 'x' } } })],
  [
    'a key of many values without a set operator',
    policy({ Condition: { StringEquals: { 'dynamodb:LeadingKeys': 'x' } } }),
  ],
  [
    'a set operator with IfExists',
    policy({ Condition: { 'ForAnyValue:StringLikeIfExists': { 'kms:ViaService': 'x' } } }),
  ],
  ['Null of neither true nor false', policy({ Condition: { Null: { 'kms:ViaService': 'x' } } })],
  ['an action that is none', policy({ Action: 'GetItem' })],
  ['a service with wildcards', policy({ Action: 'dyna*:GetItem' })],
  ['a resource that is no ARN', policy({ Resource: 'table/Records' })],
  ['both Action and NotAction', policy({ NotAction: 'dynamodb:Scan' })],
  ['no Resource', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*' }] }],
  ['a member that identity policies do not have', policy({ Principal: '*' })],
  ['an unresolved intrinsic function', policy({ Resource: { 'Fn::GetAtt': ['Records', 'Arn'] } })],
  ['an older language', policy({}, '2008-10-17')],
])('a policy with %s is an error', (_what, document) => {
  expect(() => statementsOf(document)).toThrow();
});

test('a single statement need not be in a list', () => {
  expect(statementsOf({ Version: '2012-10-17', Statement: plain })).toHaveLength(1);
});
