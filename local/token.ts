/** `npm run --silent token -- --sub S --groups a,b [--scope c,d]`: prints an access token of the desk, good for an hour. */
import { parseArgs } from 'node:util';
import { dataFolder } from './data-folder.ts';
import { type Group, groups, openIssuer, type Scope, scopes } from './issuer.ts';
import { portOf } from './port.ts';
import { type Refusal, refusal } from './refusal.ts';
import { findRunningDesk } from './running-desk.ts';

type Wanted = { ok: true; sub: string; groups: Group[]; scopes?: Scope[] };

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
  const unknown = named.find((name) => !groups.some((group) => group === name));
  if (unknown) return refusal(`There is no group ${JSON.stringify(unknown)}: the groups are ${groups.join(', ')}.`);
  const chosen = { ok: true, sub, groups: groups.filter((group) => named.includes(group)) } as const;
  if (values.scope === undefined) return chosen;
  const asked = listOf(values.scope);
  const strange = asked.find((name) => !scopes.some((scope) => scope === name));
  if (strange) return refusal(`There is no scope ${JSON.stringify(strange)}: the scopes are ${scopes.join(', ')}.`);
  return { ...chosen, scopes: scopes.filter((scope) => asked.includes(scope)) };
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
  return { ok: true, token: await issuer.mint({ ...asked, now: new Date() }) };
};

const answer = await token();
if (answer.ok) {
  console.log(answer.token);
} else {
  console.error(answer.sentence);
  process.exitCode = answer.exitCode;
}
