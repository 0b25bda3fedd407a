/** The addresses of the doors: routes, who may pass, how much, and what is noted of it. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  type HttpRouteProps,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Scope, scopeName, signedInPath } from '../shared/contract/sign-in.ts';
import { accept } from './accept.ts';
import type { DeployedFunction } from './function.ts';
import type { Stage, Throttle } from './stage.ts';

/** What is served at the gateway. */
export type Served = 'public' | 'feeds' | 'analyst' | 'cleared' | 'staff' | 'docs' | 'pages';

/** How long the gateway waits for each, in seconds; then it answers 503. A staff import stops at 20 s by itself. */
export const patience = {
  public: 10,
  feeds: 10,
  analyst: 10,
  cleared: 10,
  staff: 29,
  docs: 10,
  pages: 10,
} as const satisfies Record<Served, number>;

/** The addresses of pages: the site's own, all below each language, and where the issuer sends whoever has signed in. */
export const pageRoutes = [
  '/',
  signedInPath,
  ...['kk', 'ru', 'en'].flatMap((language) => [`/${language}`, `/${language}/{page+}`]),
  // What others show on pages of theirs.
  '/embed/{page+}',
];

/** The doors, and which scopes pass each: any one of them. Without scopes a door is open to everybody. */
export const doors = {
  public: [],
  analyst: ['analyst', 'staff'],
  cleared: ['cleared'],
  staff: ['staff'],
} as const satisfies Record<string, readonly Scope[]>;
export type Door = keyof typeof doors;

/** What the log keeps of a request: no address, query or token, for those may name what is not released. */
const noted = JSON.stringify({
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  method: '$context.httpMethod',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  functionMilliseconds: '$context.integrationLatency',
  functionStatus: '$context.integrationStatus',
  refused: '$context.error.responseType',
});

/** The forms of the public feeds, which have a function of their own; behind a sign-in the doors answer theirs themselves. */
export const feedForms = ['ics', 'atom', 'json', 'csv', 'jsonld', 'timelinejs.json'] as const;

const everyDoor: readonly Door[] = ['public', 'analyst', 'cleared', 'staff'];

/** The HTTP API as an address, without routes: what stands before it is told of it before the functions are there. */
export const emptyApi = (scope: Construct, stage: Stage): HttpApi =>
  new HttpApi(scope, 'HttpApi', {
    apiName: `kelissoz-${stage.name}`,
    description: `Kelissöz ${stage.name}: the doors`,
    createDefaultStage: false,
  });

const routeSettings = ({ rate, burst }: Throttle) => ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });

/** The routes of the API and the stage that serves them. Every door but the public one asks for a token. */
export class Routes extends Construct {
  readonly stage: HttpStage;
  readonly accessLog: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    api: HttpApi,
    {
      functions,
      issuer,
      clientId,
    }: { functions: Readonly<Record<Served, DeployedFunction>>; issuer: string; clientId: string },
  ) {
    super(scope, id);
    const authorizer = new HttpJwtAuthorizer('Tokens', issuer, { jwtAudience: [clientId] });
    const integrationOf = (name: Served): HttpLambdaIntegration =>
      new HttpLambdaIntegration(`To-${name}`, functions[name].alias, {
        timeout: Duration.seconds(patience[name]),
        scopePermissionToRoute: false,
      });
    const docs = integrationOf('docs');
    const feeds = integrationOf('feeds');
    const openToAll = 'What is public and how to ask are open to everybody.';
    const routes = everyDoor.flatMap((door) => {
      const scopes = doors[door].map(scopeName);
      const guarded = scopes.length > 0 && { authorizer, authorizationScopes: scopes };
      const add = (
        name: string,
        routeKey: HttpRouteKey,
        more: Pick<HttpRouteProps, 'integration' | 'authorizer' | 'authorizationScopes'>,
      ) => {
        const route = new HttpRoute(this, `${door}-${name}`, { httpApi: api, routeKey, ...more });
        if (!more.authorizer) accept(route, openToAll, 'APIG4');
        return route;
      };
      const base = `/${door}/v1`;
      return [
        ...(door === 'public'
          ? [add('sign-in', HttpRouteKey.with(`${base}/sign-in`, HttpMethod.ANY), { integration: docs })]
          : []),
        add('all', HttpRouteKey.with(`${base}/{proxy+}`, HttpMethod.ANY), {
          integration: integrationOf(door),
          ...guarded,
        }),
        ...(door === 'public'
          ? feedForms.map((form) =>
              add(`feed-${form}`, HttpRouteKey.with(`${base}/timeline.${form}`, HttpMethod.ANY), {
                integration: feeds,
              }),
            )
          : []),
        ...(door === 'public'
          ? [add('oembed', HttpRouteKey.with(`${base}/oembed`, HttpMethod.ANY), { integration: feeds })]
          : []),
        // By any method, or a HEAD of them would be the door's, which asks for a token or knows no such thing.
        add('openapi', HttpRouteKey.with(`${base}/openapi.json`, HttpMethod.ANY), { integration: docs }),
        add('docs', HttpRouteKey.with(`${base}/docs`, HttpMethod.ANY), { integration: docs }),
        add('docs-file', HttpRouteKey.with(`${base}/docs/{file}`, HttpMethod.ANY), { integration: docs }),
      ];
    });
    const pages = integrationOf('pages');
    const people = pageRoutes.map((path) => {
      const id = `pages${path.replaceAll(/[/{}+]+/g, '-')}`;
      const route = new HttpRoute(this, id, {
        httpApi: api,
        routeKey: HttpRouteKey.with(path, HttpMethod.ANY),
        integration: pages,
      });
      accept(route, openToAll, 'APIG4');
      return route;
    });
    // A permission for all routes of an API leaves this one out, whose key has no method and no path.
    const rest = new HttpLambdaIntegration('To-pages-for-the-rest', functions.pages.alias, {
      timeout: Duration.seconds(patience.pages),
    });
    const other = new HttpRoute(this, 'other', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration: rest });
    accept(other, openToAll, 'APIG4');

    this.accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/kelissoz/${stage.name}/requests`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttles.other.rate, burstLimit: stage.throttles.other.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(noted),
      },
    });
    // A stage is refused whose settings name a route that is not there yet.
    this.stage.node.addDependency(...routes, ...people, other);
    const { defaultChild } = this.stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error('The stage of the HTTP API is not made of one resource');
    defaultChild.routeSettings = Object.fromEntries(
      [
        ...everyDoor.map((door) => [`ANY /${door}/v1/{proxy+}`, stage.throttles[door]] as const),
        ...feedForms.map((form) => [`ANY /public/v1/timeline.${form}`, stage.throttles.feeds] as const),
        ['ANY /public/v1/oembed', stage.throttles.feeds] as const,
        // Readers of pages are the public.
        ...pageRoutes.map((path) => [`ANY ${path}`, stage.throttles.public] as const),
      ].map(([route, throttle]) => [route, routeSettings(throttle)]),
    );
  }
}
