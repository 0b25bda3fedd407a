/**
 * `npm run openapi`: writes the OpenAPI documents of the doors to shared/contract/openapi/. With `--check` it writes nothing
 * and fails when one of them is not what the contract and the sample make of it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { documentOf } from './openapi/document.ts';
import { examples } from './openapi/examples.ts';

const folder = new URL('../shared/contract/openapi/', import.meta.url);

const kept = (file: URL): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const all = await examples();
for (const door of ['public', 'analyst', 'cleared', 'staff'] as const) {
  const file = new URL(`${door}.json`, folder);
  const text = `${JSON.stringify(documentOf(door, all[door]), null, 1)}\n`;
  if (kept(file) === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`shared/contract/openapi/${door}.json is not what the contract says: run \`npm run openapi\`.`);
    process.exitCode = 1;
    continue;
  }
  writeFileSync(file, text);
  console.log(`shared/contract/openapi/${door}.json: ${text.length} characters`);
}
