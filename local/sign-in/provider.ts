/** The OpenID Connect issuer of a desk: authorization code with PKCE for the site, with the tokens that Cognito gives on AWS. */
import { randomBytes } from 'node:crypto';
import { type Configuration, Provider } from 'oidc-provider';
import { safeHeaders } from '../../functions/http/safe-headers.ts';
import { algorithm, type DeskIssuer, issuerPath } from '../issuer.ts';
import { personCalled } from '../people.ts';
import type { SiteClient } from './client.ts';
import { faultPage, pagePolicy, signedOutPage, signOutPage, stillSignedInPage } from './page.ts';
import { remembered } from './remembered.ts';

/** Where the page to sign in stands; its last part names the attempt. */
export const attemptPath = `${issuerPath}/attempt/`;

/** What a code is good for, and an attempt to sign in, in seconds. */
const codeSeconds = 60;
const attemptSeconds = 3600;

const off = { enabled: false } as const;

const configuration = ({ issuer, key, clientId }: DeskIssuer, client: SiteClient): Configuration => ({
  adapter: remembered(),
  jwks: { keys: [{ ...key, use: 'sig', alg: algorithm }] },
  clients: [
    {
      client_id: clientId,
      redirect_uris: [...client.redirects],
      post_logout_redirect_uris: [...client.logouts],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: client.scopes.join(' '),
      token_endpoint_auth_method: 'none',
    },
  ],
  scopes: [...client.scopes],
  claims: { openid: ['sub', 'token_use', 'cognito:username', 'cognito:groups'] },
  // As with Cognito, the id token says it all.
  conformIdTokenClaims: false,
  responseTypes: ['code'],
  clientAuthMethods: ['none'],
  enabledJWA: { idTokenSigningAlgValues: [algorithm] },
  allowOmittingSingleRegisteredRedirectUri: false,
  pkce: { required: () => true },
  features: {
    ...{ claimsParameter: off, devInteractions: off, dPoP: off, pushedAuthorizationRequests: off },
    ...{ resourceIndicators: off, userinfo: off },
    revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx, form) => {
        ctx.body = signOutPage(form);
      },
      // Also where people come who chose to stay.
      postLogoutSuccessSource: async (ctx) => {
        const { accountId } = await ctx.oidc.provider.Session.get(ctx);
        ctx.body = accountId === undefined ? signedOutPage : stillSignedInPage;
      },
    },
  },
  routes: {
    authorization: '/authorize',
    end_session: '/logout',
    jwks: '/.well-known/jwks.json',
    revocation: '/revoke',
    token: '/token',
  },
  cookies: {
    keys: [randomBytes(32).toString('base64url')],
    long: { httpOnly: true, sameSite: 'lax', signed: true, path: issuerPath },
    short: { httpOnly: true, sameSite: 'lax', signed: true },
  },
  // The site is of the same origin, which a browser says with each POST; nobody else may ask.
  clientBasedCORS: (_ctx, origin) => origin === new URL(issuer).origin,
  findAccount: async (_ctx, sub) =>
    personCalled(sub) && {
      accountId: sub,
      claims: async () => ({
        sub,
        token_use: 'id',
        'cognito:username': sub,
        'cognito:groups': personCalled(sub)?.groups,
      }),
    },
  interactions: { url: (_ctx, { uid }) => attemptPath + uid },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  // The site is ours: nobody is asked whether it may have what it asks for.
  loadExistingGrant: async ({ oidc }) => {
    const { client: asking, session, provider, params } = oidc;
    const accountId = session?.accountId;
    if (!asking || !session || accountId === undefined) return undefined;
    const given = session.grantIdFor(asking.clientId);
    const grant =
      (given && (await provider.Grant.find(given))) || new provider.Grant({ clientId: asking.clientId, accountId });
    grant.addOIDCScope(String(params?.scope ?? ''));
    await grant.save();
    return grant;
  },
  renderError: async (ctx, { error_description: why, error }) => {
    ctx.type = 'html';
    ctx.body = faultPage(why ?? error);
  },
  ttl: {
    AccessToken: client.accessSeconds,
    AuthorizationCode: codeSeconds,
    Grant: client.refreshSeconds,
    IdToken: client.idSeconds,
    Interaction: attemptSeconds,
    RefreshToken: client.refreshSeconds,
    Session: client.refreshSeconds,
  },
});

/**
 * The issuer, for one client. In the place of the library's access token, which no door could read, stands a token of `mint`:
 * Cognito's have no audience, and the library makes none without. Every reply has the headers of every other reply of a desk.
 */
export const signInProvider = (issuer: DeskIssuer, client: SiteClient, clock: () => Date): Provider => {
  const provider = new Provider(issuer.issuer, configuration(issuer, client));
  provider.use(async (ctx, next) => {
    ctx.set({ ...safeHeaders, 'Content-Security-Policy': pagePolicy });
    await next();
    const { route, entities } = ctx.oidc ?? {};
    if (route !== 'token' || !entities?.AccessToken) return;
    const { accountId: sub, scope = '' } = entities.AccessToken;
    const { groups = [] } = personCalled(sub) ?? {};
    const token = await issuer.mint({ sub, groups, scope, seconds: client.accessSeconds, now: clock() });
    ctx.body = { ...Object(ctx.body), access_token: token };
  });
  return provider;
};
