/** How the functions become Lambda bundles: one way for the deployment, and for the tests that start bundles and weigh them. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

/** What is deployed, by name: the file that exports `handler`, from the root of the project. */
export const bundled = {
  public: 'functions/public.ts',
  feeds: 'functions/feeds.ts',
  analyst: 'functions/analyst.ts',
  cleared: 'functions/cleared.ts',
  staff: 'functions/staff.ts',
  projector: 'functions/projector.ts',
  expunger: 'functions/expunger.ts',
  embargo: 'functions/embargo.ts',
  ledger: 'functions/ledger.ts',
  snapshots: 'functions/snapshots.ts',
  seal: 'functions/seal.ts',
  rebuild: 'functions/rebuild.ts',
  docs: 'functions/docs.ts',
  pages: 'functions/pages.ts',
  canary: 'functions/canary.ts',
} as const;
export type FunctionName = keyof typeof bundled;

/** What a gzipped bundle may have, in bytes; that of the public door decides how soon a cold one answers. */
export const mostBytes = { public: 120_000 } as const;

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * CommonJS starts sooner than modules do, `module` before `main` lets unused parts of the SDK be dropped, and of its
 * credential providers a Lambda needs the one. The source map tells lines; the sources themselves stay here. It names them
 * as seen from the bundle, which therefore seems to lie at one place whoever bundles: equal sources, equal bytes.
 */
const settings = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  alias: { '@aws-sdk/credential-provider-node': './functions/store/environment-credentials.ts' },
  legalComments: 'none',
  sourcemap: 'linked',
  sourcesContent: false,
  outfile: 'bundle/index.js',
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** A bundle, `index.js` and its source map. What cannot be bundled is thrown, every fault in the message. */
const bundle = (name: FunctionName): { code: string; map: string } => {
  const { outputFiles } = buildSync({ ...settings, entryPoints: [bundled[name]] });
  const textOf = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { code: textOf('index.js'), map: textOf('index.js.map') };
};

/** What lies in `docs/` beside the function that shows the documentation. */
const docsFiles = (): string[] => {
  const { resolve } = createRequire(import.meta.url);
  return [
    ...globSync(join(root, 'shared/contract/openapi/*.json')),
    resolve('swagger-ui-dist/swagger-ui.css'),
    resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  ];
};

/** Builds the site into a folder: what pages load, under `assets/`, the manifest that names it, and what others load, under `embed/`. */
const writeSite = (folder: string): void => {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const build = (config: string, outDir: string): void => {
    const settings = ['--config', join(root, config), '--outDir', outDir, '--emptyOutDir'];
    execFileSync(process.execPath, [vite, 'build', ...settings], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  build('web/vite.config.ts', folder);
  build('web/embed/vite.config.ts', join(folder, 'embed'));
};

/** Writes a function as it is deployed into a folder: `index.js`, its source map, and what it reads beside them. */
export const writeFunction = (name: FunctionName, folder: string): void => {
  const { code, map } = bundle(name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), code);
  writeFileSync(join(folder, 'index.js.map'), map);
  if (name === 'pages') writeSite(join(folder, 'site'));
  if (name !== 'docs') return;
  mkdirSync(join(folder, 'docs'), { recursive: true });
  for (const file of docsFiles()) copyFileSync(file, join(folder, 'docs', basename(file)));
};
