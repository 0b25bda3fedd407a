import { expect, test } from 'vitest';
import { deskAccount } from './account.ts';
import { resolver } from './resolve.ts';
import type { Resource, Stack, Template } from './template.ts';

/** A stack of these resources: type and properties by logical id. */
const stackOf = (
  name: string,
  resources: Record<string, [type: string, properties?: Record<string, unknown>]>,
): Stack => {
  const all = new Map<string, Resource>();
  const stack = { name, region: 'eu-central-1', resources: all, parameters: new Map([['Given', 'default']]) };
  for (const [id, [type, properties = {}]] of Object.entries(resources)) all.set(id, { stack, id, type, properties });
  return stack;
};

const data = stackOf('Data', { Table: ['AWS::DynamoDB::GlobalTable', { TableName: 'kelissoz-dev-Records' }] });
const service = stackOf('Service', {
  Function: ['AWS::Lambda::Function', { FunctionName: 'f' }],
  Version: ['AWS::Lambda::Version', { FunctionName: { Ref: 'Function' } }],
  Alias: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'Function' }, Name: 'live' }],
  Secret: ['AWS::SecretsManager::Secret'],
  Pool: ['AWS::Cognito::UserPool'],
  Strange: ['AWS::Strange::Thing'],
});
const template: Template = {
  stacks: [data, service],
  exported: new Map([['Data:Table', { stack: data, value: { 'Fn::GetAtt': ['Table', 'Arn'] } }]]),
  ofType: () => [],
  asset: () => '',
};
const desk = { issuer: 'http://localhost:3000/issuer', clientId: 'desk', address: 'http://localhost:3000' };
const resolve = resolver(template, deskAccount(desk));
const inService = (value: unknown) => resolve(value, service);

test.each([
  ['Ref', { Ref: 'Function' }, 'f'],
  ['Ref of a parameter', { Ref: 'Given' }, 'default'],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
  ['an alias', { Ref: 'Alias' }, 'arn:aws:lambda:eu-central-1:000000000000:function:f:live'],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, 'http://localhost:3000/issuer'],
  ['Fn::GetAtt in one text', { 'Fn::GetAtt': 'Pool.ProviderURL' }, 'http://localhost:3000/issuer'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Function' }]] }, 'a-f'],
  [
    'Fn::Sub',
    { 'Fn::Sub': '${Function}/${Pool.ProviderURL}/${AWS::Partition}/${!Kept}' },
    'f/http://localhost:3000/issuer/aws/${Kept}',
  ],
  ['Fn::Sub with values', { 'Fn::Sub': ['${A}${Function}', { A: { Ref: 'AWS::Partition' } }] }, 'awsf'],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'https://a.b/c'] }] }, 'a.b'],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'Data:Table' }, 'arn:aws:dynamodb:eu-central-1:000000000000:table/Records'],
  ['AWS::NoValue in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
  ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
])('%s is carried out', (_what, value, expected) => {
  expect(inService(value)).toEqual(expected);
});

test('a table has its plain name on a desk', () => {
  expect(resolve({ Ref: 'Table' }, data)).toBe('Records');
});

test('a secret has one value wherever it is named, and another has another', () => {
  const reference = (inner: string) => ({
    'Fn::Join': ['', ['x{{resolve:secretsmanager:', { Ref: 'Secret' }, `${inner}}}`]],
  });
  const once = inService(reference(':SecretString:::'));
  expect(once).toMatch(/^x[0-9a-f-]{36}$/);
  expect(inService(reference(':SecretString'))).toBe(once);
  expect(inService(reference(':SecretString:key::'))).not.toBe(once);
});

test.each([
  ['a resource that is not there', { Ref: 'Nobody' }, 'Nobody'],
  ['a type that a desk has not got', { Ref: 'Strange' }, 'AWS::Strange::Thing'],
  ['an attribute that a desk has not got', { 'Fn::GetAtt': ['Pool', 'ProviderName'] }, 'ProviderName'],
  ['a function that is not understood', { 'Fn::Cidr': [] }, 'Fn::Cidr'],
  ['an export that is not there', { 'Fn::ImportValue': 'Nothing' }, 'Nothing'],
  ['a pseudo parameter that is not known', { Ref: 'AWS::NotificationARNs' }, 'AWS::NotificationARNs'],
  ['another dynamic reference', '{{resolve:ssm:/a}}', 'resolve:ssm'],
])('%s is an error that names it', (_what, value, name) => {
  expect(() => inService(value)).toThrow(name);
});
