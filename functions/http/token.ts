/** Access tokens: who is calling and in which groups, by the issuer's key set and nothing else. */
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { instanceOf, isRefusal, type Refusal, refusalReply } from './problems.ts';

/** Who issues the tokens, for which client, and where its keys come from. */
export type Issuer = { readonly issuer: string; readonly clientId: string; readonly keys: JWTVerifyGetKey };

/** Who is calling: the token's `sub` and its `cognito:groups`. */
export type Caller = { readonly sub: string; readonly groups: readonly string[] };

/** What the door's handlers find in their context. */
export type Admitted = { Variables: { caller: Caller } };

/** Seconds that the issuer's clock may run ahead of ours. */
const ahead = 60;

const unauthenticated = (error?: 'invalid_token'): Refusal => ({
  refused: 'unauthenticated',
  headers: { 'WWW-Authenticate': `Bearer realm="kelissoz"${error ? `, error="${error}"` : ''}` },
});

// The key set could not be had: no fault of the token.
const unreachable: readonly string[] = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'];

const callerIn = (claims: JWTPayload, clientId: string, now: Date): Caller | undefined => {
  const { sub, aud, iat, token_use: use, client_id: client, 'cognito:groups': groups } = claims;
  // Cognito's have an audience only where one was asked for: then the token is for somebody else.
  if (aud !== undefined && ![aud].flat().includes(clientId)) return undefined;
  if (use !== 'access' || client !== clientId || typeof sub !== 'string' || sub === '') return undefined;
  if (iat === undefined || iat > now.getTime() / 1000 + ahead) return undefined;
  return { sub, groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [] };
};

/**
 * The caller that an `Authorization` header proves, or 401: an RS256 signature by a key of the issuer, `iss`, `exp`, `iat`,
 * `token_use` `access` and the configured `client_id`, which an `aud` has to name too, as in Cognito's access token. 503 when the keys cannot be had.
 */
export const callerOf = async (
  authorization: string | undefined,
  { issuer, clientId, keys }: Issuer,
  now: Date,
): Promise<Caller | Refusal> => {
  if (authorization === undefined) return unauthenticated();
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization)?.[1];
  if (!token) return unauthenticated('invalid_token');
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer,
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: now,
    });
    return callerIn(payload, clientId, now) ?? unauthenticated('invalid_token');
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return unreachable.includes(error.code) ? { refused: 'busy' } : unauthenticated('invalid_token');
  }
};

/** Before anything else is looked at: 401 without a valid token, 403 when the caller is in none of the groups. */
export const admit = (issuer: Issuer, anyOf: readonly string[], clock: () => Date): MiddlewareHandler<Admitted> =>
  createMiddleware<Admitted>(async (c, next) => {
    const caller = await callerOf(c.req.header('Authorization'), issuer, clock());
    if (isRefusal(caller)) return refusalReply(caller, instanceOf(c.req));
    if (!anyOf.some((group) => caller.groups.includes(group)))
      return refusalReply({ refused: 'forbidden' }, instanceOf(c.req));
    c.set('caller', caller);
    return next();
  });
