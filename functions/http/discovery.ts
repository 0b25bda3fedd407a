/** The keys of an OpenID Connect issuer, found by what it says of itself (OpenID Connect Discovery 1.0, section 4). */
import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod/mini';

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });

/** For how long the issuer is waited for, in milliseconds: as long as jose waits for the keys. */
const patience = 5_000;

// What a machine is asked in clear text can be answered by anybody on the way, but for the way to itself.
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));

const safe = (address: string): URL => {
  const url = new URL(address);
  if (!isSafe(url)) throw new Error('An issuer and its keys have an address with https, or http on localhost');
  return url;
};

const discover = async (issuer: string, address: URL): Promise<JWTVerifyGetKey> => {
  const headers = { accept: 'application/json' };
  const reply = await fetch(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(patience) });
  if (reply.status !== 200) throw new Error('The issuer did not say where its keys are');
  const said = Discovery.parse(await reply.json());
  // Section 4.3: identical, or anybody's document would do for anybody.
  if (said.issuer !== issuer) throw new Error('The document is of another issuer');
  return createRemoteJWKSet(safe(said.jwks_uri));
};

/**
 * The keys of an issuer. `<issuer>/.well-known/openid-configuration` is asked at the first token and kept; its keys are
 * kept for ten minutes, and asked for again when a token names one that is not among them, at most every 30 s.
 *
 * While they cannot be had (no reply, or none that is right) a lookup fails with jose's general error, and the next one asks
 * again. An issuer that is neither https nor on localhost is a fault of the configuration, and throws at once.
 */
export const discoveredKeys = (issuer: string): JWTVerifyGetKey => {
  const address = safe(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  let found: Promise<JWTVerifyGetKey> | undefined;
  const keys = (): Promise<JWTVerifyGetKey> => {
    found ??= discover(issuer, address).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return async (...asked) => {
    try {
      const key = await keys();
      return await key(...asked);
    } catch (cause) {
      // That no key fits is the token's fault; a connection that breaks is no error of jose's.
      if (cause instanceof errors.JOSEError) throw cause;
      throw new errors.JOSEError('The keys of the issuer cannot be had', { cause });
    }
  };
};
