/** The addresses of the doors as they are deployed: who answers, who may pass, how much, and what is noted. */
import { describe, expect, it } from 'vitest';
import { pageRoutes, type Served } from '../../infra/http-api.ts';
import { stages } from '../../infra/stage.ts';
import { feedFormNames, feedPath } from '../../shared/contract/feed.ts';
import { languages } from '../../web/language.ts';
import { type Found, synthesized } from './synthesized.ts';

const { data, service, of, ofType, said } = synthesized(stages.prod);

const routes = ofType(service, 'AWS::ApiGatewayV2::Route');
const integrations = ofType(service, 'AWS::ApiGatewayV2::Integration');

const integrationOf = ({ Properties }: Found): Found => {
  const target = JSON.stringify(Properties.Target);
  const found = integrations.find(({ id }) => target.includes(`"${id}"`));
  if (!found) throw new Error(`${Properties.RouteKey} leads nowhere`);
  return found;
};

const servedBy = (route: Found): string | undefined => {
  const uri = integrationOf(route).Properties.IntegrationUri;
  const [name] = Object.entries(service.functions).find(([, { alias }]) => of(alias).id === uri.Ref) ?? [];
  return name;
};

describe('a route', () => {
  const docs = (door: string): [string, string[] | undefined, string][] => [
    [`ANY /${door}/v1/openapi.json`, undefined, 'docs'],
    [`ANY /${door}/v1/docs`, undefined, 'docs'],
    [`ANY /${door}/v1/docs/{file}`, undefined, 'docs'],
  ];

  it('leads to its door, past whom its scopes let through; only the public door and the documentation are open', () => {
    const found = routes.map((route) => [
      route.Properties.RouteKey,
      route.Properties.AuthorizationScopes,
      servedBy(route),
    ]);
    expect(found.sort()).toEqual(
      [
        ['ANY /public/v1/{proxy+}', undefined, 'public'],
        ['ANY /public/v1/sign-in', undefined, 'docs'],
        ...feedFormNames.map((form) => [`ANY /public/v1${feedPath(form)}`, undefined, 'feeds']),
        ...docs('public'),
        ['ANY /analyst/v1/{proxy+}', ['kelissoz/analyst', 'kelissoz/staff'], 'analyst'],
        ...docs('analyst'),
        ['ANY /cleared/v1/{proxy+}', ['kelissoz/cleared'], 'cleared'],
        ...docs('cleared'),
        ['ANY /staff/v1/{proxy+}', ['kelissoz/staff'], 'staff'],
        ...docs('staff'),
        ['ANY /public/v1/oembed', undefined, 'feeds'],
        ['ANY /', undefined, 'pages'],
        ['ANY /embed/{page+}', undefined, 'pages'],
        ['ANY /signed-in', undefined, 'pages'],
        ...languages.flatMap((one): [string, undefined, string][] => [
          [`ANY /${one}`, undefined, 'pages'],
          [`ANY /${one}/{page+}`, undefined, 'pages'],
        ]),
        ['$default', undefined, 'pages'],
      ].sort(),
    );
  });

  it('with scopes asks for a token of our user pool, made for the site', () => {
    const [authorizer, ...others] = ofType(service, 'AWS::ApiGatewayV2::Authorizer');
    expect(others).toEqual([]);
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ Ref: of(service.client).id }],
        Issuer: said(service, data.signIn.userPool.userPoolProviderUrl),
      },
    });
    for (const { Properties } of routes) {
      const scoped = Properties.AuthorizationScopes !== undefined;
      expect(Properties.AuthorizationType).toBe(scoped ? 'JWT' : 'NONE');
      expect(Properties.AuthorizerId).toEqual(scoped ? { Ref: authorizer?.id } : undefined);
    }
  });

  it('is waited for no longer than its function runs, which sees to it that the gateway answers 503', () => {
    const waits: Readonly<Record<Served, number>> = {
      public: 10,
      feeds: 10,
      analyst: 10,
      cleared: 10,
      staff: 29,
      docs: 10,
      pages: 10,
    };
    for (const route of routes) {
      const { Properties } = integrationOf(route);
      const name = servedBy(route);
      const [, seconds] = Object.entries(waits).find(([served]) => served === name) ?? [];
      const [, deployed] = Object.entries(service.functions).find(([served]) => served === name) ?? [];
      if (!deployed) throw new Error(`${name} is not deployed`);
      expect(Properties).toMatchObject({ PayloadFormatVersion: '2.0', TimeoutInMillis: (seconds ?? 0) * 1000 });
      expect(of(deployed.function).Properties.Timeout * 1000).toBeGreaterThan(Properties.TimeoutInMillis);
    }
  });
});

describe('the stage of the API', () => {
  const { Properties, DependsOn } = of(service.routes.stage);

  it('throttles every door for itself, and all the rest together, as the configuration says', () => {
    const limit = ({ rate, burst }: { rate: number; burst: number }) => ({
      ThrottlingRateLimit: rate,
      ThrottlingBurstLimit: burst,
    });
    const { other, feeds, ...doors } = stages.prod.throttles;
    expect(Properties.DefaultRouteSettings).toMatchObject(limit(other));
    expect(Properties.RouteSettings).toEqual(
      Object.fromEntries([
        ...Object.entries(doors).map(([door, throttle]) => [`ANY /${door}/v1/{proxy+}`, limit(throttle)]),
        ...feedFormNames.map((form) => [`ANY /public/v1${feedPath(form)}`, limit(feeds)]),
        ['ANY /public/v1/oembed', limit(feeds)],
        ...pageRoutes.map((path) => [`ANY ${path}`, limit(doors.public)]),
      ]),
    );
  });

  it('comes after every route, or its settings would name what is not there', () => {
    expect(DependsOn).toEqual(expect.arrayContaining(routes.map(({ id }) => id)));
  });

  it('notes of a request neither address nor query, neither who asked nor with what', () => {
    const format: unknown = JSON.parse(Properties.AccessLogSettings.Format);
    expect(Object.values(format ?? {}).sort()).toEqual([
      '$context.error.responseType',
      '$context.httpMethod',
      '$context.integrationLatency',
      '$context.integrationStatus',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  it('leaves cross-origin requests to the doors', () => {
    expect(of(service.httpApi).Properties.CorsConfiguration).toBeUndefined();
  });
});
