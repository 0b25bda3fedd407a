/** The synthesized assembly of stage dev: made by running `infra/app.ts`, and kept for as long as what it is made of stays. */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Refusal, refusal } from '../refusal.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache');

/** All that an assembly is made of, from the root of the project; tests are no part of it. */
const sources = ['{infra,functions,shared,web}/**/*', 'cdk.json', 'package-lock.json'];

/** A hash of the contents of the sources, and of their names. */
const hashOf = (folder: string): string => {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: folder, exclude: ['**/*.test.ts'] }).sort();
  for (const file of files) {
    const path = join(folder, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
};

/** How many assemblies are kept: desks that run other states of the sources may still load functions from theirs. */
const kept = 4;
/** After so long an unfinished one is nobody's, in milliseconds. */
const forgotten = 3_600_000;

const removeOld = (): void => {
  const all = readdirSync(cache)
    .filter((name) => name.startsWith('assembly-'))
    .flatMap((name) => {
      const path = join(cache, name);
      // Whoever made it may have put it in its place by now, or thrown it away.
      const is = statSync(path, { throwIfNoEntry: false });
      return is ? [{ path, used: is.mtimeMs, whole: !name.includes('.') }] : [];
    })
    .sort((a, b) => b.used - a.used);
  const old = all.filter(({ whole }) => whole).slice(kept);
  const unfinished = all.filter(({ whole, used }) => !whole && Date.now() - used > forgotten);
  for (const { path } of [...old, ...unfinished]) rmSync(path, { recursive: true, force: true });
};

/** The project's own package.json takes files for modules; a bundle is none, and in a Lambda no package.json is near it. */
const sayThatNoneIsModule = (): void => {
  const file = join(cache, 'package.json');
  if (existsSync(file)) return;
  // Under its name only once it is whole: somebody may be loading a bundle.
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, '{"type":"commonjs"}\n');
  renameSync(draft, file);
};

/** Of two that are ready at once the second finds the place taken, and its own is not needed. */
const putInPlace = (draft: string, folder: string): void => {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
};

/** The library's checks of what is synthesized take seconds, and are the tests' business. */
const context = JSON.stringify({ stage: 'dev', '@aws-cdk/core:validateAgainstDefaultRules': false });

const synthesize = async (folder: string, stop: AbortSignal): Promise<Refusal | undefined> => {
  const draft = `${folder}.${randomUUID()}`;
  const child = spawn(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: draft, CDK_CONTEXT_JSON: context },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: stop,
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve).on('error', () => resolve(null)));
  const said = await text(child.stderr);
  if ((await ended) === 0) {
    putInPlace(draft, folder);
    return undefined;
  }
  rmSync(draft, { recursive: true, force: true });
  const [reason = 'it says no reason'] = said.split('\n').filter((line) => /Error\b/.test(line));
  return refusal(`What is deployed cannot be synthesized (${reason.trim()}): run \`npx cdk synth\` to see why.`);
};

type Assembly = { readonly ok: true; readonly folder: string } | Refusal;

const found = async (stop: AbortSignal): Promise<Assembly> => {
  mkdirSync(cache, { recursive: true });
  sayThatNoneIsModule();
  const folder = join(cache, `assembly-${hashOf(root)}`);
  if (!existsSync(folder)) {
    const refused = await synthesize(folder, stop);
    if (refused) return refused;
  }
  const now = new Date();
  utimesSync(folder, now, now);
  removeOld();
  return { ok: true, folder };
};

/** The folder of the assembly that the sources stand for now; synthesized where nobody has done so before, until `stop`. */
export const assembly = async (stop: AbortSignal = new AbortController().signal): Promise<Assembly> => {
  try {
    return await found(stop);
  } catch (error) {
    // As in a clone of somebody else's. What the system does not know is a fault of ours.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refusal(`The folder ${cache} cannot be used (${error.message}): make it one that you may write to.`);
  }
};
