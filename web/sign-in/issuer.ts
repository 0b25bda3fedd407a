/** Authorization code with PKCE at the issuer that the site is told of (RFC 9700): Cognito on AWS, a desk's own on a desk. */
import * as oauth from 'oauth4webapi';
import { ask } from '../../shared/contract/client.ts';
import { type Group, groups, type SignInSettings, signedInPath, signedOutPath } from '../../shared/contract/sign-in.ts';
import { connectionHere } from '../connection.ts';
import { type Attempt, keepAttempt } from './attempt.ts';
import type { SignedIn } from './signed-in.ts';

/** A token is renewed when it has less than this left, in milliseconds. */
const least = 60_000;

type Issuer = {
  readonly settings: SignInSettings;
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  /** A desk serves without TLS. */
  readonly options: { readonly [oauth.allowInsecureRequests]: boolean };
  readonly redirect: string;
};

/** Finds the issuer; throws where it cannot be reached. */
const findIssuer = async (): Promise<Issuer> => {
  const site = window.location.origin;
  const answer = await ask<SignInSettings>(connectionHere(), '/public/v1/sign-in', { method: 'GET' });
  if (!answer.ok) throw new Error(answer.problem.title);
  const authority = new URL(answer.reply.authority);
  const options = { [oauth.allowInsecureRequests]: authority.protocol === 'http:' };
  const server = await oauth.processDiscoveryResponse(authority, await oauth.discoveryRequest(authority, options));
  const client = { client_id: answer.reply.clientId };
  return { settings: answer.reply, server, client, options, redirect: site + signedInPath };
};

/** Goes to the issuer, from where whoever has signed in comes back to `signedInPath`. */
export const beginSignIn = async ({ back, language }: Pick<Attempt, 'back' | 'language'>): Promise<void> => {
  const { settings, server, client, redirect } = await findIssuer();
  const attempt = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    back,
    language,
  };
  const address = new URL(server.authorization_endpoint ?? '');
  const asked = {
    response_type: 'code',
    client_id: client.client_id,
    scope: settings.scope,
    redirect_uri: redirect,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    ui_locales: language,
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  keepAttempt(attempt);
  window.location.assign(address);
};

/** What is kept of a reply of the token endpoint, in this module's memory alone. `until` is on the clock of this browser. */
type Tokens = { readonly access: string; readonly refresh: string | undefined; readonly until: number };

const tokensOf = (reply: oauth.TokenEndpointResponse, before?: Tokens): Tokens => ({
  access: reply.access_token,
  // The issuer gives a new one with each use; one that gives none leaves the one there is.
  refresh: reply.refresh_token ?? before?.refresh,
  until: Date.now() + (reply.expires_in ?? 0) * 1000,
});

/** The token of now, renewed once for all who wait for it. */
const renewed = ({ server, client, options }: Issuer, first: Tokens) => {
  let tokens: Tokens | undefined = first;
  let renewal: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const before = tokens;
    tokens = undefined;
    if (before?.refresh === undefined) return;
    try {
      const reply = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), before.refresh, options);
      tokens = tokensOf(await oauth.processRefreshTokenResponse(server, client, reply), before);
    } catch (error) {
      // What the issuer refuses is over; where it was not reached there is another time.
      tokens = error instanceof oauth.ResponseBodyError ? undefined : before;
    }
  };
  const token = async (): Promise<string> => {
    if (tokens && tokens.until - Date.now() < least) {
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
    }
    await renewal;
    return tokens?.access ?? '';
  };
  const take = (): Tokens | undefined => {
    const taken = tokens;
    tokens = undefined;
    return taken;
  };
  return { token, take };
};

const groupsIn = (claim: unknown): Group[] => {
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [];
  const isGroup = (name: string): name is Group => Object.hasOwn(groups, name);
  return named.filter((name) => typeof name === 'string').filter(isGroup);
};

/** Redeems the code that the issuer has sent back in an address. Throws where it is not the answer to this attempt. */
export const completeSignIn = async (attempt: Attempt, address: URL): Promise<SignedIn> => {
  const issuer = await findIssuer();
  const { server, client, options, redirect } = issuer;
  const answer = oauth.validateAuthResponse(server, client, address, attempt.state);
  const reply = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answer,
      redirect,
      attempt.verifier,
      options,
    ),
    { expectedNonce: attempt.nonce, requireIdToken: true },
  );
  const claims = oauth.getValidatedIdTokenClaims(reply);
  const sub = claims?.sub ?? '';
  const { token, take } = renewed(issuer, tokensOf(reply));
  const signOut = async (): Promise<void> => {
    const { refresh } = take() ?? {};
    // On the way back a browser may show the page as it was left: then it is loaded anew, and has nobody signed in.
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) window.location.reload();
    });
    if (refresh !== undefined) await oauth.revocationRequest(server, client, oauth.None(), refresh, options);
    const end = new URL(server.end_session_endpoint ?? signedOutPath, window.location.origin);
    const home = window.location.origin + signedOutPath;
    // Cognito calls the way back `logout_uri`, OpenID Connect `post_logout_redirect_uri`; each passes over the other's word.
    const asked = { client_id: client.client_id, logout_uri: home, post_logout_redirect_uri: home };
    for (const [name, value] of Object.entries(asked)) end.searchParams.set(name, value);
    window.location.assign(end);
  };
  return {
    name: String(claims?.email ?? claims?.['cognito:username'] ?? sub),
    sub,
    groups: groupsIn(claims?.['cognito:groups']),
    token,
    signOut,
  };
};
