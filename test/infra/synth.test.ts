/** The app as the command line runs it: every stage is whole and valid, and differs from the others by configuration alone. */
import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundled } from '../../infra/bundling.ts';
import { stageOf, stages } from '../../infra/stage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kelissoz-synth-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const Report = z.object({
  pluginReports: z.array(z.object({ conclusion: z.string(), violations: z.array(z.unknown()) })),
});
const Assets = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) });

/** Runs the app for a stage; it is rejected when the app ends in an error. */
const synth = async (context: object, more: Record<string, string> = {}): Promise<string> => {
  const out = mkdtempSync(join(folder, 'out-'));
  const env = {
    ...process.env,
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_VALIDATION: 'true',
    ...more,
  };
  await promisify(execFile)(process.execPath, ['infra/app.ts'], { cwd: root, env });
  return out;
};

describe('the app', () => {
  it.each(Object.keys(stages))(
    'makes the stage %s, and CloudFormation’s own rules find nothing in it',
    async (stage) => {
      const out = await synth({ stage, 'aws:cdk:bundling-stacks': [] });
      const { pluginReports } = Report.parse(JSON.parse(readFileSync(join(out, 'validation-report.json'), 'utf8')));
      expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
    },
    120_000,
  );

  it('makes the stage dev with the code of every function where nobody says which', async () => {
    const out = await synth({}, { CDK_VALIDATION: 'false' });
    const assets = Assets.parse(JSON.parse(readFileSync(join(out, 'Kelissoz-dev-Service.assets.json'), 'utf8')));
    const folders = Object.values(assets.files).filter(({ source }) => source.path.startsWith('asset.'));
    expect(folders).toHaveLength(Object.keys(bundled).length);
    for (const { source } of folders) expect(existsSync(join(out, source.path, 'index.js'))).toBe(true);
  });

  it('knows no other stage', () => {
    expect(() => stageOf('production')).toThrow('There is no stage production; there are dev, prod, small');
    expect(() => stageOf(undefined)).toThrow();
  });
});

it('nothing but the configuration asks which stage it is', () => {
  for (const file of globSync('infra/*.ts', { cwd: root }).filter((one) => !one.endsWith('stage.ts'))) {
    const code = readFileSync(join(root, file), 'utf8');
    expect(code, file).not.toMatch(/stage\.name\s*[!=]==|['"`](dev|prod|small)['"`]|\bstages\b/);
  }
});
