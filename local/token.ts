/** `npm run --silent token -- --sub S --groups a,b [--scope c,d]`: prints an access token of the desk, good for an hour. */
import { parseArgs } from 'node:util';
import { everyScope, type Group, groups, type Scope, scopeName, scopes } from '../shared/contract/sign-in.ts';
import { dataFolder } from './data-folder.ts';
import { openIssuer } from './issuer.ts';
import { portOf } from './port.ts';
import { type Refusal, refusal } from './refusal.ts';
import { findRunningDesk } from './running-desk.ts';

type Wanted = { ok: true; sub: string; groups: Group[]; scope: string };

/** How long a token for the command line is good for, in seconds: it cannot be refreshed. */
const lifetime = 3600;

const groupNames = Object.keys(groups).filter((name): name is Group => name in groups);
const scopeNames = Object.keys(scopes).filter((name): name is Scope => name in scopes);

const usage = 'run `npm run --silent token -- --sub NAME --groups staff,releaser`';

const listOf = (text: string): string[] => [...new Set(text.split(',').map((one) => one.trim()))].filter(Boolean);

const options = { sub: { type: 'string' }, groups: { type: 'string' }, scope: { type: 'string' } } as const;

const wanted = (args: readonly string[]): Wanted | Refusal => {
  let values: { sub?: string; groups?: string; scope?: string };
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    return refusal(`${reason}: ${usage}.`);
  }
  const sub = values.sub?.trim();
  if (!sub) return refusal(`--sub says who the token is for, and is missing: ${usage}.`);
  const named = listOf(values.groups ?? '');
  if (named.length === 0) return refusal(`--groups says what the token opens, and is missing: ${usage}.`);
  const unknown = named.find((name) => !groupNames.some((group) => group === name));
  if (unknown) return refusal(`There is no group ${JSON.stringify(unknown)}: the groups are ${groupNames.join(', ')}.`);
  const chosen = { ok: true, sub, groups: groupNames.filter((group) => named.includes(group)) } as const;
  if (values.scope === undefined) return { ...chosen, scope: everyScope.join(' ') };
  const asked = listOf(values.scope);
  const strange = asked.find((name) => !scopeNames.some((scope) => scope === name));
  if (strange) return refusal(`There is no scope ${JSON.stringify(strange)}: the scopes are ${scopeNames.join(', ')}.`);
  const granted = scopeNames.filter((scope) => asked.includes(scope));
  return { ...chosen, scope: granted.map(scopeName).join(' ') };
};

const token = async (): Promise<{ ok: true; token: string } | (Refusal & { exitCode: number })> => {
  const asked = wanted(process.argv.slice(2));
  if (!asked.ok) return { ...asked, exitCode: 2 };
  const folder = dataFolder(process.env);
  if (!folder.ok) return { ...folder, exitCode: 1 };
  const port = portOf(process.env);
  if (!port.ok) return { ...port, exitCode: 2 };
  // A running desk knows its own port; where none runs, the token is for the next one.
  const issuer = await openIssuer(folder, findRunningDesk(folder)?.port ?? port.port);
  if (!issuer.ok) return { ...issuer, exitCode: 1 };
  return { ok: true, token: await issuer.mint({ ...asked, seconds: lifetime, now: new Date() }) };
};

const answer = await token();
if (answer.ok) {
  console.log(answer.token);
} else {
  console.error(answer.sentence);
  process.exitCode = answer.exitCode;
}
