/** Runs the measurement of `test/web/long-tasks.ts`, which renders pages: Node reads no JSX, Vite does. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

await runnerImport(fileURLToPath(new URL('../web/long-tasks.ts', import.meta.url)));
