/** The analyst door admits analysts and staff by their tokens, and nobody else. */
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { analystApp } from '../../functions/analyst.ts';
import { freshTables } from '../dynamodb.ts';

const issuer = 'https://issuer.example';
const clientId = 'kelissoz';

let ask: (groups?: readonly string[], place?: string) => Promise<Response>;
beforeAll(async () => {
  const { client, names } = await freshTables();
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] });
  const app = analystApp(
    { client, tables: names, clock: () => new Date(), newId: () => 'id', log: () => {} },
    { issuer, clientId, keys },
  );
  const token = (groups: readonly string[]): Promise<string> =>
    new SignJWT({ token_use: 'access', client_id: clientId, 'cognito:groups': groups })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuer)
      .setSubject('somebody')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  ask = async (groups, place = '/analyst/v1/timeline') =>
    app.request(place, { headers: groups ? { Authorization: `Bearer ${await token(groups)}` } : {} });
});

test.each(['analyst', 'staff'])('admits %s', async (group) => {
  const response = await ask([group]);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
});

test('refuses everybody else before it looks at anything', async () => {
  for (const place of ['/analyst/v1/timeline', '/analyst/v1/timeline?limit=0', '/analyst/v1/nothing']) {
    const [stranger, other] = [await ask(undefined, place), await ask(['cleared', 'releaser'], place)];
    expect([stranger.status, other.status]).toEqual([401, 403]);
    expect(stranger.headers.get('www-authenticate')).toContain('Bearer');
  }
});
