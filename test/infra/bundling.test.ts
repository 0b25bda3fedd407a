/** The bundles: what is uploaded for a function, and that it depends on the sources alone. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { docsFiles } from '../../functions/docs.ts';
import { writeFunction } from '../../infra/bundling.ts';

const folder = mkdtempSync(join(tmpdir(), 'kelissoz-bundling-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SourceMap = z.object({ sources: z.array(z.string()), sourcesContent: z.optional(z.array(z.string())) });

describe('a function as it is uploaded', () => {
  const uploaded = join(folder, 'public');
  writeFunction('public', uploaded);
  const map = SourceMap.parse(JSON.parse(readFileSync(join(uploaded, 'index.js.map'), 'utf8')));

  it('is one file and its source map', () => {
    expect(readdirSync(uploaded).sort()).toEqual(['index.js', 'index.js.map']);
    expect(readFileSync(join(uploaded, 'index.js'), 'utf8').trimEnd()).toMatch(
      /\/\/# sourceMappingURL=index\.js\.map$/,
    );
  });

  it('names its sources and does not carry them', () => {
    expect(map.sources).toContain('../functions/public.ts');
    expect(map.sourcesContent).toBeUndefined();
  });

  it('has no word of where it was bundled', () => {
    expect(map.sources.filter((source) => source.startsWith('/') || source.startsWith('../../'))).toEqual([]);
  });

  it('is the same, byte for byte, whenever the sources are', () => {
    const again = join(folder, 'elsewhere', 'public');
    writeFunction('public', again);
    for (const file of readdirSync(uploaded)) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(uploaded, file))), file).toBe(true);
    }
  });
});

it('the documentation has beside it every file that it answers with', () => {
  const uploaded = join(folder, 'docs');
  writeFunction('docs', uploaded);
  expect(readdirSync(join(uploaded, 'docs')).sort()).toEqual([...docsFiles].sort());
});
