/** What runs on a desk is what the template says: routes, guards, grants, permissions and environments, one changed at a time. */

import { expect, onTestFinished, test } from 'vitest';
import type { Template } from '../../local/gateway/template.ts';
import { siteClientOf } from '../../local/sign-in/client.ts';
import { everyScope } from '../../shared/contract/sign-in.ts';
import { resolve, template } from '../policy/deployed.ts';
import { run } from '../policy/running.ts';
import { altered, alteredOnly } from './altered.ts';

const running = async (changed: Template) => {
  const started = await run(changed);
  onTestFinished(started.close);
  return started;
};

/** The routes whose key is the first take the second. */
const routedOtherwise = (from: string, to: string) =>
  alteredOnly(template, 'AWS::ApiGatewayV2::Route', '', ({ properties }) =>
    properties.RouteKey === from ? { ...properties, RouteKey: to } : properties,
  );

test('every door answers for itself, and $default for what has no address', async () => {
  const { ask } = await running(template);
  expect(await ask('GET', '/public/v1/parties')).toMatchObject({ status: 200, body: { items: [] } });
  expect(await ask('GET', '/analyst/v1/parties', { by: ['a', 'analyst'] })).toMatchObject({ status: 200 });
  expect(await ask('GET', '/cleared/v1/parties', { by: ['a', 'cleared'] })).toMatchObject({ status: 200 });
  expect(await ask('GET', '/staff/v1/parties/x', { by: ['a', 'staff'] })).toMatchObject({
    status: 404,
    body: { type: '/problems/not-found' },
  });
  for (const door of ['public', 'analyst', 'cleared', 'staff']) {
    expect(await ask('GET', `/${door}/v1/openapi.json`)).toMatchObject({
      status: 200,
      body: { openapi: expect.stringMatching(/^3\.1\./) },
    });
    expect(await ask('GET', `/${door}/v1/docs`)).toMatchObject({ status: 200 });
    expect(await ask('GET', `/${door}/v1/docs/swagger-ui.css`)).toMatchObject({ status: 200 });
    for (const path of ['openapi.json', 'docs', 'docs/start.js']) {
      expect(await ask('HEAD', `/${door}/v1/${path}`)).toMatchObject({ status: 200 });
    }
  }
  for (const path of ['/', '/kk/timeline', '/ru/parties', '/en/licence']) {
    expect(await ask('GET', path)).toMatchObject({ status: 200 });
  }
  for (const path of ['/nowhere', '/public', '/public/v2/parties']) {
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
  }
});

test('a route of another name leaves the door without an address', async () => {
  const { ask } = await running(routedOtherwise('ANY /public/v1/{proxy+}', 'ANY /publik/v1/{proxy+}'));
  expect(await ask('GET', '/public/v1/parties')).toMatchObject({ status: 404 });
});

test('without a route, and without $default, the gateway says 404 itself', async () => {
  const { ask } = await running(
    alteredOnly(template, 'AWS::ApiGatewayV2::Route', '', ({ properties }) =>
      properties.RouteKey === '$default' ? undefined : properties,
    ),
  );
  expect(await ask('GET', '/nowhere')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
});

test('without a token 401, without the scope 403, in the words of the gateway', async () => {
  const { ask } = await running(template);
  for (const door of ['analyst', 'cleared', 'staff']) {
    expect(await ask('GET', `/${door}/v1/parties`)).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
    expect(await ask('GET', `/${door}/v1/parties`, { by: ['a', 'releaser'] })).toMatchObject({
      status: 403,
      body: { message: 'Forbidden' },
    });
  }
});

test('the scopes are those that the template asks for', async () => {
  const changed = alteredOnly(template, 'AWS::ApiGatewayV2::Route', '', ({ properties }) =>
    properties.RouteKey === 'ANY /analyst/v1/{proxy+}'
      ? { ...properties, AuthorizationScopes: ['kelissoz/cleared'] }
      : properties,
  );
  const { ask } = await running(changed);
  expect(await ask('GET', '/analyst/v1/parties', { by: ['a', 'analyst'] })).toMatchObject({ status: 403 });
  expect(await ask('GET', '/analyst/v1/parties', { by: ['a', 'cleared', 'analyst'] })).toMatchObject({ status: 200 });
});

test('the client of a desk may ask for what opens the gateway, and returns where it does on AWS', () => {
  const client = siteClientOf(template, resolve, 'http://localhost:3000');
  expect(client).toEqual({
    redirects: ['http://localhost:3000/signed-in'],
    logouts: ['http://localhost:3000/'],
    scopes: ['openid', ...everyScope],
    accessSeconds: 900,
    idSeconds: 900,
    refreshSeconds: 43_200,
  });
  const asked = template
    .ofType('AWS::ApiGatewayV2::Route')
    .flatMap(({ properties }) => (Array.isArray(properties.AuthorizationScopes) ? properties.AuthorizationScopes : []));
  expect([...new Set(asked)].sort()).toEqual([...everyScope].sort());
});

test('a grant that is missing is a 500 with a request id, and the log says what was denied and no content', async () => {
  const changed = alteredOnly(template, 'AWS::IAM::Role', 'publicRole', ({ properties }) => ({
    ...properties,
    Policies: [],
  }));
  const { ask, notes } = await running(changed);
  const { status, body } = await ask('GET', '/public/v1/parties/a-secret-party');
  expect({ status, body }).toMatchObject({
    status: 500,
    body: { type: '/problems/internal', requestId: expect.any(String) },
  });
  expect(notes).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'access-denied', action: expect.stringMatching(/^dynamodb:/) }),
  );
  await expect
    .poll(() => notes.filter(({ event }) => event === 'unexpected'))
    .toMatchObject([
      { level: 'error', function: 'kelissoz-dev-public', error: 'AccessDeniedException', requestId: body.requestId },
    ]);
  expect(JSON.stringify(notes)).not.toContain('a-secret-party');
});

test('a function that the gateway may not invoke is a 500', async () => {
  const changed = alteredOnly(template, 'AWS::Lambda::Permission', 'Routespublic', () => undefined);
  const { ask, notes } = await running(changed);
  expect(await ask('GET', '/public/v1/parties')).toMatchObject({
    status: 500,
    body: { message: 'Internal Server Error' },
  });
  expect(notes).toMatchObject([{ level: 'error', event: 'not-invoked', route: 'ANY /public/v1/{proxy+}' }]);
});

test('every route of the template leads to a function that the gateway may invoke', async () => {
  const { ask, notes } = await running(template);
  for (const path of ['/public/v1/x', '/analyst/v1/docs', '/cleared/v1/docs/x', '/staff/v1/openapi.json', '/x'])
    await ask('GET', path);
  expect(notes.filter(({ event }) => event === 'not-invoked')).toEqual([]);
});

test('the environment is that of the template: a table that it does not name is not reached', async () => {
  const without = alteredOnly(template, 'AWS::Lambda::Function', 'publicFunction', ({ properties }) => ({
    ...properties,
    Environment: {},
  }));
  const { ask } = await running(without);
  expect(await ask('GET', '/public/v1/parties')).toMatchObject({ status: 500 });
});

/** A distribution that sends nothing on; its name stays, which functions are told. */
const withoutOrigins = { DistributionConfig: { Origins: [], DefaultCacheBehavior: {} } };

test('what does not come by CloudFront is refused by the function itself', async () => {
  const { ask } = await running(
    altered(template, (one) => (one.type === 'AWS::CloudFront::Distribution' ? withoutOrigins : one.properties)),
  );
  expect(await ask('GET', '/public/v1/parties')).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
});

test('the patience of a route is that of the template', async () => {
  const changed = alteredOnly(template, 'AWS::ApiGatewayV2::Integration', '', ({ properties }) => ({
    ...properties,
    TimeoutInMillis: 1,
  }));
  const { ask } = await running(changed);
  expect(await ask('GET', '/public/v1/parties')).toMatchObject({
    status: 503,
    body: { message: 'Service Unavailable' },
  });
});

test.each([
  ['AWS::ApiGatewayV2::Api', { CorsConfiguration: { AllowOrigins: ['*'] } }],
  ['AWS::ApiGatewayV2::Integration', { RequestParameters: { 'overwrite:path': '/x' } }],
  ['AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '1.0' }],
  ['AWS::ApiGatewayV2::Stage', { StageName: 'v1' }],
  ['AWS::ApiGatewayV2::Authorizer', { AuthorizerType: 'REQUEST' }],
])('what %s says with %j is not passed over', async (type, more) => {
  const changed = alteredOnly(template, type, '', ({ properties }) => ({ ...properties, ...more }));
  await expect(run(changed)).rejects.toThrow();
});
