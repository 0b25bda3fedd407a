/**
 * What a function gets from outside, resolved once: the clock, ids, the log, and the names of the tables it may reach.
 *
 * `runtimeOf(env, ['publicView'])` is a `Runtime<'publicView'>`, whose `tables` has that name and no other. A function that
 * is handed more (as on a desk, `Runtime` with all of them) reaches for no more.
 */
import { randomUUID } from 'node:crypto';
import { tables } from '../shared/tables.ts';
import { type Environment, needed } from './environment.ts';
import { discoveredKeys } from './http/discovery.ts';
import type { Issuer } from './http/token.ts';
import { type Log, logOf } from './log.ts';
import { type Client, documentClient, type TableName, type TableNames } from './store/client.ts';

/** What every function is handed; `Reached` are the tables that it may reach. */
export type Runtime<Reached extends TableName = TableName> = {
  readonly client: Client;
  readonly tables: TableNames<Reached>;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly log: Log;
};

/** Who issues the tokens: `TOKEN_ISSUER`, for the client `TOKEN_CLIENT_ID`. Any OpenID Connect issuer is asked in the same way. */
export const issuerOf = (env: Environment): Issuer => {
  const issuer = needed(env, 'TOKEN_ISSUER');
  return { issuer, clientId: needed(env, 'TOKEN_CLIENT_ID'), keys: discoveredKeys(issuer) };
};

/** The address of the site, `SITE`, without a slash at its end: what is read elsewhere links to its pages. */
export const siteOf = (env: Environment): string => needed(env, 'SITE');

const hasEach = <Reached extends TableName>(
  names: Partial<TableNames>,
  reached: readonly Reached[],
): names is TableNames<Reached> => reached.every((table) => names[table]);

/** What a function is handed, from its environment. An error names the variables that are missing. */
export const runtimeOf = <Reached extends TableName>(
  env: Environment,
  reached: readonly Reached[],
): Runtime<Reached> => {
  const names: Partial<TableNames> = Object.fromEntries(reached.map((table) => [table, env[tables[table].variable]]));
  if (!hasEach(names, reached)) {
    const missing = reached.filter((table) => !names[table]).map((table) => tables[table].variable);
    throw new Error(`The environment lacks ${missing.join(', ')}`);
  }
  return { client: documentClient(), tables: names, clock: () => new Date(), newId: randomUUID, log: logOf(env) };
};
