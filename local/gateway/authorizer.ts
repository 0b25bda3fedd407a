/** The JWT authorizer of an HTTP API: whom a route lets pass, by the issuer's own keys. */
import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import * as z from 'zod/mini';
import type { Authorized } from './event.ts';
import type { Guard } from './http-api.ts';
import { ownReply, type Reply } from './reply.ts';

const Discovery = z.object({ jwks_uri: z.string() });

/** For how long an issuer is waited for, in milliseconds. */
const patience = 1_500;

/** A claim as it stands in an event: a text, whatever it was; a list as Go prints it, `[staff releaser]`. */
const claimText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return JSON.stringify(value);
};

const listOf = (claim: unknown): string[] | undefined => {
  if (Array.isArray(claim)) return claim.map(claimText);
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim().split(/\s+/) : undefined;
};

/** 401 in AWS's words, and in the header why the token was not taken. */
const unauthorized = (description?: string): Reply =>
  ownReply(401, {
    'www-authenticate': description
      ? `Bearer scope="" error="invalid_token" error_description="${description}"`
      : 'Bearer',
  });

const forbidden = (scopes: readonly string[]): Reply =>
  ownReply(403, {
    'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" error_description="the token does not have the required scopes"`,
  });

/** `aud` decides where it is there, `client_id` where it is not. */
const isFor = ({ aud, client_id: client }: JWTPayload, audience: readonly string[]): boolean => {
  const named = aud === undefined ? [client] : [aud].flat();
  return named.some((one) => typeof one === 'string' && audience.includes(one));
};

const describe = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss') return 'invalid issuer';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature verification failed';
  if (error instanceof errors.JWKSNoMatchingKey) return 'unable to find a key for the token';
  return 'the token is not valid';
};

/** Answers who is let pass, or the reply to who is not. */
export type Authorizer = (
  authorization: string | undefined,
  guard: Guard,
  now: Date,
) => Promise<Authorized | { readonly refused: Reply }>;

/**
 * The authorizer, which keeps the keys of each issuer. It does what the Developer Guide says ("Control access to HTTP APIs with
 * JWT authorizers"): signature with RSA, `kid`, `iss`, `aud` or `client_id`, `exp`, `nbf`, `iat`, and one of the route's
 * scopes in `scp` or `scope`. A token that is missing or fails is 401, one without a scope 403. An issuer that cannot be
 * reached is 401 as well.
 */
export const jwtAuthorizer = (): Authorizer => {
  const known = new Map<string, Promise<JWTVerifyGetKey>>();

  const discover = async (issuer: string): Promise<JWTVerifyGetKey> => {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const reply = await fetch(address, { signal: AbortSignal.timeout(patience) });
    const { jwks_uri: keys } = Discovery.parse(await reply.json());
    return createRemoteJWKSet(new URL(keys), { timeoutDuration: patience });
  };

  const keysOf = (issuer: string): Promise<JWTVerifyGetKey> => {
    const found = known.get(issuer) ?? discover(issuer);
    known.set(issuer, found);
    // What failed is tried again with the next token.
    found.catch(() => known.delete(issuer));
    return found;
  };

  return async (authorization, { issuer, audience, scopes }, now) => {
    const token = authorization?.replace(/^Bearer( +|$)/i, '').trim();
    if (!token) return { refused: unauthorized() };
    let claims: JWTPayload;
    try {
      decodeProtectedHeader(token);
      if (decodeJwt(token).iss !== issuer) return { refused: unauthorized('invalid issuer') };
      const verified = await jwtVerify(token, await keysOf(issuer), {
        issuer,
        algorithms: ['RS256', 'RS384', 'RS512'],
        requiredClaims: ['exp'],
        currentDate: now,
      });
      claims = verified.payload;
    } catch (error) {
      return { refused: unauthorized(describe(error)) };
    }
    if (claims.iat !== undefined && claims.iat > now.getTime() / 1000) {
      return { refused: unauthorized('the token was issued in the future') };
    }
    if (!isFor(claims, audience)) return { refused: unauthorized('the token does not have a valid audience') };
    const held = listOf(claims.scp) ?? listOf(claims.scope);
    if (scopes.length > 0 && !held?.some((scope) => scopes.includes(scope))) return { refused: forbidden(scopes) };
    const texts = Object.entries(claims).flatMap(([name, value]): [string, string][] =>
      value === null || value === undefined ? [] : [[name, claimText(value)]],
    );
    return { claims: Object.fromEntries(texts), scopes: scopes.length > 0 ? (held ?? null) : null };
  };
};
