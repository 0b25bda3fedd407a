/** The account that a desk stands for: what the resources of a template are called there, and the secrets it keeps. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Account, Resolve } from './resolve.ts';
import type { Resource } from './template.ts';

/** What a desk has in place of AWS: its own issuer of tokens, and the address it serves at. */
export type Desk = { readonly issuer: string; readonly clientId: string; readonly address: string };

export const accountId = '000000000000';
export const partition = 'aws';

/** What `Ref` and `Fn::GetAtt` give for a resource. */
type Known = { readonly ref: string; readonly attributes?: Readonly<Record<string, string>> };

/** A resource as its description below sees it: its properties resolved, one at a time. */
type Seen = {
  readonly id: string;
  text(property: string): string | undefined;
  arn(service: string, resource: string): string;
};

/** On a desk tables have their plain names: `kelissoz-dev-Records` is `Records`. */
const plain = (tableName: string): string => tableName.replace(/^kelissoz-[a-z]+-/, '');

const table = ({ id, text, arn }: Seen): Known => {
  const name = plain(text('TableName') ?? id);
  const own = arn('dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn: own, StreamArn: `${own}/stream/desk` } };
};

const named =
  (property: string, service: string, before = '') =>
  ({ id, text, arn }: Seen): Known => {
    const name = text(property) ?? id;
    return { ref: name, attributes: { Arn: arn(service, `${before}${name}`) } };
  };

/** What is told about each type of resource that functions, their roles and the gateway refer to. */
const kinds = (desk: Desk): Readonly<Record<string, (seen: Seen) => Known>> => ({
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Lambda::Function': named('FunctionName', 'lambda', 'function:'),
  'AWS::Lambda::Version': ({ text }) => ({
    ref: text('FunctionName')?.includes(':') ? `${text('FunctionName')}:1` : (text('FunctionName') ?? ''),
    attributes: { Version: '1' },
  }),
  'AWS::Lambda::Alias': ({ text, arn }) => {
    const name = text('FunctionName') ?? '';
    const own = name.startsWith('arn:') ? name : arn('lambda', `function:${name}`);
    return { ref: `${own}:${text('Name')}` };
  },
  'AWS::IAM::Role': ({ id, text }) => {
    const name = text('RoleName') ?? id;
    return { ref: name, attributes: { Arn: `arn:${partition}:iam::${accountId}:role/${name}`, RoleId: id } };
  },
  'AWS::KMS::Key': ({ id, arn }) => ({ ref: id, attributes: { Arn: arn('kms', `key/${id}`), KeyId: id } }),
  'AWS::S3::Bucket': ({ id, text }) => {
    // A bucket's name has no capitals.
    const name = text('BucketName') ?? id.toLowerCase();
    return {
      ref: name,
      attributes: { Arn: `arn:${partition}:s3:::${name}`, RegionalDomainName: `${name}.s3.amazonaws.com` },
    };
  },
  'AWS::SQS::Queue': ({ id, arn }) => ({
    ref: `${desk.address}/queue/${id}`,
    attributes: { Arn: arn('sqs', id), QueueName: id },
  }),
  'AWS::Logs::LogGroup': ({ id, text, arn }) => {
    const name = text('LogGroupName') ?? id;
    return { ref: name, attributes: { Arn: `${arn('logs', `log-group:${name}`)}:*` } };
  },
  'AWS::SecretsManager::Secret': ({ id, arn }) => ({ ref: arn('secretsmanager', `secret:${id}`) }),
  'AWS::Cognito::UserPool': ({ id, arn }) => ({
    ref: id,
    attributes: { Arn: arn('cognito-idp', `userpool/${id}`), ProviderURL: desk.issuer, UserPoolId: id },
  }),
  'AWS::Cognito::UserPoolClient': () => ({ ref: desk.clientId, attributes: { ClientId: desk.clientId } }),
  'AWS::Cognito::UserPoolDomain': ({ id, text }) => ({ ref: text('Domain') ?? id }),
  'AWS::ApiGatewayV2::Api': ({ id }) => {
    // It is a part of a host's name.
    const name = id.toLowerCase();
    return { ref: name, attributes: { ApiEndpoint: desk.address, ApiId: name } };
  },
  'AWS::ApiGatewayV2::Authorizer': ({ id }) => ({ ref: id, attributes: { AuthorizerId: id } }),
  'AWS::ApiGatewayV2::Integration': ({ id }) => ({ ref: id, attributes: { IntegrationId: id } }),
  'AWS::CloudFront::Distribution': ({ id }) => ({
    ref: id,
    attributes: { DomainName: new URL(desk.address).host, Id: id },
  }),
});

const Text = z.optional(z.union([z.string(), z.number()]));

/** The account of a desk, in which nothing is but what its template says. */
export const deskAccount = (desk: Desk): Account => {
  const known = kinds(desk);
  const secrets = new Map<string, string>();

  const lookUp = (resource: Resource, resolve: Resolve): Known => {
    const { id, type, properties, stack } = resource;
    const kind = known[type];
    if (!kind) throw new Error(`What ${id} (${type}) is called on a desk is not said in local/gateway/account.ts`);
    return kind({
      id,
      text: (property) => Text.parse(resolve(properties[property], stack))?.toString(),
      arn: (service, name) => `arn:${partition}:${service}:${stack.region}:${accountId}:${name}`,
    });
  };

  return {
    pseudo: (name, stack) => {
      const values: Readonly<Record<string, string>> = {
        'AWS::AccountId': accountId,
        'AWS::Partition': partition,
        'AWS::Region': stack.region,
        'AWS::StackName': stack.name,
        'AWS::StackId': `arn:${partition}:cloudformation:${stack.region}:${accountId}:stack/${stack.name}/desk`,
        'AWS::URLSuffix': 'amazonaws.com',
      };
      const value = values[name];
      if (value === undefined) throw new Error(`The pseudo parameter ${name} is not known on a desk`);
      return value;
    },
    ref: (resource, resolve) => lookUp(resource, resolve).ref,
    attribute: (resource, name, resolve) => {
      const value = lookUp(resource, resolve).attributes?.[name];
      if (value === undefined) {
        throw new Error(
          `What ${resource.id}.${name} (${resource.type}) is on a desk is not said in local/gateway/account.ts`,
        );
      }
      return value;
    },
    secret: (arn, key = '') => {
      const place = `${arn}#${key}`;
      const value = secrets.get(place) ?? randomUUID();
      secrets.set(place, value);
      return value;
    },
  };
};
