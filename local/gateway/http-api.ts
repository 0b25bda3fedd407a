/** The HTTP API of a template as plain data: its routes, whom they let pass, and the functions behind them. */
import * as z from 'zod/mini';
import { accountId, partition } from './account.ts';
import { type Resolve, resolved } from './resolve.ts';
import type { Template } from './template.ts';

/** Whom a route lets pass: tokens of an issuer, for one of these audiences, with one of these scopes where it names any. */
export type Guard = {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
};

/** A route. `target` is the ARN of a function; `mayInvoke` says whether the gateway has been permitted to invoke it. */
export type Route = {
  readonly key: string;
  readonly guard: Guard | undefined;
  readonly target: string;
  readonly mayInvoke: boolean;
  /** How long the function is waited for, in milliseconds. */
  readonly patience: number;
};

/** `domainName` is what the API is called on AWS: CloudFront asks for it by that name. */
export type HttpApi = {
  readonly id: string;
  readonly stage: string;
  readonly domainName: string;
  readonly routes: readonly Route[];
};

const Api = z.strictObject({ ProtocolType: z.literal('HTTP') });
const Integration = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z._default(z.number(), 30_000),
});
const Authorizer = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});
const RouteProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z._default(z.enum(['NONE', 'JWT']), 'NONE'),
  AuthorizerId: z.optional(z.string()),
  AuthorizationScopes: z._default(z.array(z.string()), []),
});
const Stage = z.object({ StageName: z.literal('$default') });
const Permission = z.object({ FunctionName: z.string(), SourceArn: z._default(z.string(), '*') });

const matches = (pattern: string, arn: string): boolean => {
  const source = pattern.replaceAll(/[.+?^$()|[\]{}\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(arn);
};

/** What API Gateway says it is when it invokes: `<api>/<stage>/<method>/<path of the route>`, or `<api>/<stage>/$default`. */
const sourceOf = (region: string, api: string, stage: string, key: string): string => {
  const [method = '', path = ''] = key.split(' ');
  const route = key === '$default' ? key : `${method === 'ANY' ? 'GET' : method}${path}`;
  return `arn:${partition}:execute-api:${region}:${accountId}:${api}/${stage}/${route}`;
};

/**
 * The one HTTP API of a template. Throws where there is none or more, and at what an HTTP API can do and this gateway cannot
 * (another stage than `$default`, CORS, authorizers that are functions, parameter mappings …), lest it be passed over.
 */
export const httpApi = (template: Template, resolve: Resolve): HttpApi => {
  const [api, ...others] = template.ofType('AWS::ApiGatewayV2::Api');
  if (!api || others.length > 0) throw new Error('A template for a desk has one HTTP API');
  Api.parse(
    resolved(
      resolve,
      api,
      Object.keys(api.properties).filter((name) => !['Name', 'Description', 'Tags'].includes(name)),
    ),
  );
  const id = String(resolve({ Ref: api.id }, api.stack));
  const { region } = api.stack;
  const all = (type: string) => template.ofType(`AWS::ApiGatewayV2::${type}`);
  const [stage] = all('Stage').map((one) => Stage.parse(resolved(resolve, one, ['StageName'])).StageName);
  if (!stage) throw new Error('The HTTP API has no stage');

  const integrations = new Map(
    all('Integration').map((one) => [one.id, Integration.parse(resolve(one.properties, one.stack))]),
  );
  const authorizers = new Map(
    all('Authorizer').map((one) => [
      one.id,
      Authorizer.parse(resolved(resolve, one, ['AuthorizerType', 'IdentitySource', 'JwtConfiguration'])),
    ]),
  );
  const permissions = template
    .ofType('AWS::Lambda::Permission')
    .filter(
      ({ properties: { Action, Principal } }) =>
        Action === 'lambda:InvokeFunction' && Principal === 'apigateway.amazonaws.com',
    )
    .map((one) => Permission.parse(resolved(resolve, one, ['FunctionName', 'SourceArn'])));

  const guardOf = ({ AuthorizationType, AuthorizerId = '', AuthorizationScopes }: z.infer<typeof RouteProperties>) => {
    if (AuthorizationType === 'NONE') return undefined;
    const authorizer = authorizers.get(AuthorizerId);
    if (!authorizer) throw new Error(`The HTTP API has no authorizer ${AuthorizerId}`);
    const { Issuer, Audience } = authorizer.JwtConfiguration;
    return { issuer: Issuer, audience: Audience, scopes: AuthorizationScopes };
  };

  const routes = all('Route').map((one): Route => {
    const properties = RouteProperties.parse(resolve(one.properties, one.stack));
    const integration = integrations.get(properties.Target.replace(/^integrations\//, ''));
    if (!integration) throw new Error(`The route ${properties.RouteKey} leads to no integration`);
    const { IntegrationUri: target, TimeoutInMillis: patience } = integration;
    const source = sourceOf(region, id, stage, properties.RouteKey);
    const mayInvoke = permissions.some(
      ({ FunctionName, SourceArn }) => FunctionName === target && matches(SourceArn, source),
    );
    return { key: properties.RouteKey, guard: guardOf(properties), target, mayInvoke, patience };
  });
  return { id, stage, domainName: `${id}.execute-api.${region}.amazonaws.com`, routes };
};
