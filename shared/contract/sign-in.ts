/** How people sign in, the same on a desk and on AWS: groups and scopes of a token, and what the site has to know of it. */

/** The groups that a token may name; the doors decide by them. */
export const groups = {
  staff: 'Log and correct records',
  analyst: 'Ask the analysts’ view',
  releaser: 'Release and retract what others proposed',
  cleared: 'Ask the view of the cleared, and see restricted records',
} as const;
export type Group = keyof typeof groups;

/** The scopes that open the gateway, `kelissoz/staff` in a token. */
export const scopes = {
  staff: 'The staff door',
  analyst: 'The analyst door',
  cleared: 'The door of the cleared',
} as const;
export type Scope = keyof typeof scopes;

export const resourceServer = 'kelissoz';

/** A scope as tokens and routes name it. */
export const scopeName = (scope: Scope): string => `${resourceServer}/${scope}`;

/** Every scope as it stands in a token: a client may have all of them, for the doors decide by the groups. */
export const everyScope: readonly string[] = [scopeName('staff'), scopeName('analyst'), scopeName('cleared')];

/** Where on the site the code is sent to, and where to whoever has signed out comes back. */
export const signedInPath = '/signed-in';
export const signedOutPath = '/';

/** What `GET /public/v1/sign-in` says: all that the site needs to sign somebody in by authorization code with PKCE. */
export type SignInSettings = {
  /** The issuer, which says by OpenID Connect Discovery where its pages are. */
  readonly authority: string;
  readonly clientId: string;
  /** The scopes to ask for, separated by spaces. */
  readonly scope: string;
  /** Paths of the site, of which the client of the issuer has registered no others. */
  readonly signedInPath: string;
  readonly signedOutPath: string;
};

/** The settings of a site whose tokens are of this issuer, for this client. */
export const signInSettings = (authority: string, clientId: string): SignInSettings => ({
  authority,
  clientId,
  scope: ['openid', ...everyScope].join(' '),
  signedInPath,
  signedOutPath,
});
