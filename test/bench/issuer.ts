/** Who issues the tokens of a measurement. */
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Issuer } from '../../functions/http/token.ts';

/** An issuer for the doors, and its tokens, good for two hours. */
export type BenchIssuer = { issuer: Issuer; token(sub: string, groups: readonly string[]): Promise<string> };

export const newIssuer = async (): Promise<BenchIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const issuer = 'https://issuer.bench';
  const clientId = 'bench';
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] });
  return {
    issuer: { issuer, clientId, keys },
    token: (sub, groups) =>
      new SignJWT({ iss: issuer, token_use: 'access', client_id: clientId, sub, 'cognito:groups': groups })
        .setIssuedAt()
        .setExpirationTime('2h')
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .sign(privateKey),
  };
};
