/** The application that shows the documentation, with its files from where they are kept. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Hono } from 'hono';
import { type DocsFile, docsApp } from '../../functions/docs.ts';
import { signInSettings } from '../../shared/contract/sign-in.ts';

const { resolve } = createRequire(import.meta.url);

const placeOf = (file: DocsFile): string | URL =>
  file.endsWith('.json')
    ? new URL(`../../shared/contract/openapi/${file}`, import.meta.url)
    : resolve(`swagger-ui-dist/${file}`);

/** The documentation of every door, to be mounted before the doors: they would ask who is there. */
export const documentation = (): Hono =>
  docsApp((file) => readFile(placeOf(file), 'utf8'), signInSettings('https://issuer.test', 'desk'));
