/** The issuer of a desk: who it is, its key, kept in the data folder, and the access tokens it signs, as Cognito does on AWS. */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import * as z from 'zod/mini';
import type { DataFolder } from './data-folder.ts';
import { type Refusal, refusal } from './refusal.ts';

const clientId = 'kelissoz-desk';
/** With which every token is signed. */
export const algorithm = 'RS256';

/** Under which path of a desk the issuer answers. */
export const issuerPath = '/issuer';

const PrivateKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().check(z.minLength(1)),
  ...{ n: z.string(), e: z.string(), d: z.string(), p: z.string(), q: z.string() },
  ...{ dp: z.string(), dq: z.string(), qi: z.string() },
});
export type PrivateKey = z.infer<typeof PrivateKey>;

/** What an access token is to say, and for how many seconds it is good. `scope` is a list separated by spaces. */
export type Claims = {
  readonly sub: string;
  readonly groups: readonly string[];
  readonly scope: string;
  readonly seconds: number;
  readonly now: Date;
};

/** The issuer of a desk, for its one client. `mint` is the only way to an access token, however somebody has signed in. */
export type DeskIssuer = {
  readonly ok: true;
  readonly issuer: string;
  readonly clientId: string;
  readonly key: PrivateKey;
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
  const issuer = `http://localhost:${port}${issuerPath}`;
  return {
    ok: true,
    issuer,
    clientId,
    key,
    mint: ({ sub, groups, scope, seconds, now }) => {
      const issued = Math.floor(now.getTime() / 1000);
      return new SignJWT({ token_use: 'access', client_id: clientId, scope, 'cognito:groups': [...groups] })
        .setProtectedHeader({ alg: algorithm, kid: key.kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(sub)
        .setIssuedAt(issued)
        .setExpirationTime(issued + seconds)
        .setJti(randomUUID())
        .sign(signer);
    },
  };
};
