/** The site as a client of the issuer, as the template registers it with Cognito: addresses, scopes and times are read from there. */
import * as z from 'zod/mini';
import { type Resolve, resolved } from '../gateway/resolve.ts';
import type { Template } from '../gateway/template.ts';

/** The client of a desk. Times are in seconds. */
export type SiteClient = {
  readonly redirects: readonly string[];
  readonly logouts: readonly string[];
  readonly scopes: readonly string[];
  readonly accessSeconds: number;
  readonly idSeconds: number;
  readonly refreshSeconds: number;
};

// A flow, a secret or a unit that a desk does not know is an error, lest it be passed over.
const Properties = z.object({
  GenerateSecret: z.literal(false),
  AllowedOAuthFlows: z.tuple([z.literal('code')]),
  AllowedOAuthScopes: z.array(z.string()),
  CallbackURLs: z.array(z.url()),
  LogoutURLs: z.array(z.url()),
  AccessTokenValidity: z.number(),
  IdTokenValidity: z.number(),
  RefreshTokenValidity: z.number(),
  TokenValidityUnits: z.object({
    AccessToken: z.literal('minutes'),
    IdToken: z.literal('minutes'),
    RefreshToken: z.literal('minutes'),
  }),
  RefreshTokenRotation: z.object({ Feature: z.literal('ENABLED') }),
});

/** The client of a template, its site being at `address`. Throws where a template has none, or more than one. */
export const siteClientOf = (template: Template, resolve: Resolve, address: string): SiteClient => {
  const [client, ...others] = template.ofType('AWS::Cognito::UserPoolClient');
  if (!client || others.length > 0) throw new Error('A template for a desk has one client of its user pool');
  const said = Properties.parse(resolved(resolve, client, Object.keys(Properties.def.shape)));
  const { host, origin } = new URL(address);
  // CloudFront serves the site by https, a desk at its own address.
  const here = (url: string): string => {
    const { host: named, pathname } = new URL(url);
    if (named !== host) throw new Error(`The client is registered for another site than its own: ${url}`);
    return origin + pathname;
  };
  return {
    redirects: said.CallbackURLs.map(here),
    logouts: said.LogoutURLs.map(here),
    scopes: said.AllowedOAuthScopes,
    accessSeconds: said.AccessTokenValidity * 60,
    idSeconds: said.IdTokenValidity * 60,
    refreshSeconds: said.RefreshTokenValidity * 60,
  };
};
