/** An OpenID Connect issuer as another house runs it: under a path of its own, its keys elsewhere than Cognito's. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export type ForeignIssuer = {
  issuer: string;
  /** A token with the claims that the doors ask for. */
  token(groups: readonly string[]): Promise<string>;
  /** Addresses that it was asked for. */
  asked: string[];
  close(): void;
};

/** Starts one on localhost, for a client. */
export const foreignIssuer = async (clientId: string): Promise<ForeignIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = 'ministry-2026';
  const keys = [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }];
  const asked: string[] = [];
  let issuer = '';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', issuer);
    asked.push(pathname);
    const base = new URL(issuer).pathname;
    const said = new Map<string, object>([
      [`${base}/.well-known/openid-configuration`, { issuer, jwks_uri: `${issuer}/protocol/openid-connect/certs` }],
      [`${base}/protocol/openid-connect/certs`, { keys }],
    ]).get(pathname);
    response.writeHead(said ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(said ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  issuer = `http://localhost:${address.port}/realms/ministry`;
  return {
    issuer,
    asked,
    token: (groups) =>
      new SignJWT({ token_use: 'access', client_id: clientId, 'cognito:groups': groups, sub: 'saule' })
        .setIssuer(issuer)
        .setIssuedAt()
        .setExpirationTime('10m')
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(privateKey),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
