/** Signs people in on a desk: issues access tokens as Cognito does on AWS, with a key kept in the data folder. */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, SignJWT } from 'jose';
import * as z from 'zod/mini';
import type { DataFolder } from './data-folder.ts';
import { type Refusal, refusal } from './refusal.ts';

/** The groups that doors ask for; a token for any other would open nothing. */
export const groups = ['staff', 'analyst', 'releaser', 'cleared'] as const;
export type Group = (typeof groups)[number];

/** The scopes that the gateway asks for: a client may have all of them, for the doors decide by the groups. */
export const scopes = ['staff', 'analyst', 'cleared'] as const;
export type Scope = (typeof scopes)[number];

const clientId = 'kelissoz-desk';
const algorithm = 'RS256';
/** How long a token is good for, in seconds, as with Cognito's default. */
const lifetime = 3600;

const PrivateKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().check(z.minLength(1)),
  ...{ n: z.string(), e: z.string(), d: z.string(), p: z.string(), q: z.string() },
  ...{ dp: z.string(), dq: z.string(), qi: z.string() },
});
type PrivateKey = z.infer<typeof PrivateKey>;

/** What a token is to say; without `scopes` it has all of them. */
export type Claims = {
  readonly sub: string;
  readonly groups: readonly Group[];
  readonly scopes?: readonly Scope[];
  readonly now: Date;
};

/** The issuer of a desk: who it is, for which client, and what it says of itself by OpenID Connect Discovery. */
export type DeskIssuer = {
  readonly ok: true;
  readonly issuer: string;
  readonly clientId: string;
  readonly configuration: { readonly issuer: string; readonly jwks_uri: string };
  keySet(): JSONWebKeySet;
  mint(claims: Claims): Promise<string>;
};

/** Makes a key and writes it, unless another process was first. Readable for its owner only. */
const createKey = async (file: string): Promise<void> => {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk) })}\n`, { mode: 0o600 });
  try {
    // A link appears whole or not at all, and not where a file is already.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readKey = (file: string): PrivateKey | 'missing' | 'damaged' => {
  try {
    const parsed = PrivateKey.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : 'damaged';
  } catch (error) {
    return isMissing(error) ? 'missing' : 'damaged';
  }
};

/** The issuer of the desk that serves at `port`, whose key is made on first use. */
export const openIssuer = async (folder: DataFolder, port: number): Promise<DeskIssuer | Refusal> => {
  const file = folder.issuerKey;
  if (readKey(file) === 'missing') await createKey(file);
  const key = readKey(file);
  const signer = typeof key === 'string' ? undefined : await importJWK(key, algorithm).catch(() => undefined);
  if (typeof key === 'string' || !signer) {
    return refusal(
      `The key in ${file} that signs tokens is damaged: move that file away or remove it, and a new key is made; tokens given before then end.`,
    );
  }
  const keySet = (): JSONWebKeySet => ({
    keys: [{ kty: key.kty, n: key.n, e: key.e, kid: key.kid, use: 'sig', alg: algorithm }],
  });
  const issuer = `http://localhost:${port}/issuer`;
  return {
    ok: true,
    issuer,
    clientId,
    configuration: { issuer, jwks_uri: `${issuer}/.well-known/jwks.json` },
    keySet,
    mint: ({ sub, groups: given, scopes: granted = scopes, now }) => {
      const issued = Math.floor(now.getTime() / 1000);
      return new SignJWT({
        token_use: 'access',
        client_id: clientId,
        scope: granted.map((scope) => `kelissoz/${scope}`).join(' '),
        'cognito:groups': [...given],
      })
        .setProtectedHeader({ alg: algorithm, kid: key.kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(sub)
        .setIssuedAt(issued)
        .setExpirationTime(issued + lifetime)
        .setJti(randomUUID())
        .sign(signer);
    },
  };
};
