/** What a door gets from outside, resolved once: the clock, ids, the log, the tables' names and the issuer of tokens. */
import { randomUUID } from 'node:crypto';
import { createRemoteJWKSet } from 'jose';
import type { Issuer } from './http/token.ts';
import { type Client, documentClient, type TableNames, tableNames } from './store/client.ts';

/** One line of the log: what happened, never what a record says. */
export type LogLine = { level: 'info' | 'error'; event: string } & Readonly<Record<string, unknown>>;

/** What every door is handed. */
export type Runtime = {
  readonly client: Client;
  readonly tables: TableNames;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly log: (line: LogLine) => void;
};

type Environment = Readonly<Record<string, string | undefined>>;

const needed = (env: Environment, name: string): string => {
  const value = env[name];
  if (!value) throw new Error(`The environment lacks ${name}`);
  return value;
};

/** Cognito's issuer (`TOKEN_ISSUER`, `TOKEN_CLIENT_ID`), with the keys it publishes. */
export const issuerOf = (env: Environment): Issuer => {
  const issuer = needed(env, 'TOKEN_ISSUER');
  return {
    issuer,
    clientId: needed(env, 'TOKEN_CLIENT_ID'),
    keys: createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`)),
  };
};

/** Where an error came from. Not its message: that may quote what somebody wrote, and the frames are enough to find it. */
export const traceOf = (error: unknown): { error: string; frames: string[] } => {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return { error: error.name, frames: lines.filter((line) => line.startsWith('at ')).slice(0, 8) };
};

/** A line of JSON on standard output, where Lambda and a desk both look. */
export const logLine = (line: LogLine): void => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
};

/** What a door is handed, from its environment: `TABLE_PREFIX` stands before the names of the tables. */
export const runtimeOf = (env: Environment): Runtime => ({
  client: documentClient(),
  tables: tableNames(env.TABLE_PREFIX),
  clock: () => new Date(),
  newId: randomUUID,
  log: logLine,
});
