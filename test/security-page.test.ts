/** SECURITY.md names tests that are there: a promise without a test is none. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tableOf } from './markdown-table.ts';

const page = readFileSync(new URL('../SECURITY.md', import.meta.url), 'utf8');
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)#]+)\)/g)].flatMap(([, path = '']) => (path.startsWith('http') ? [] : [path]));
const isThere = (path: string): boolean => existsSync(new URL(`../${path}`, import.meta.url));

test('every row of the threat model is shown by tests that exist', () => {
  const rows = tableOf(page, 'who');
  expect(rows.length).toBeGreaterThan(10);
  for (const [who = '', , , shown = ''] of rows) {
    const tests = linksIn(shown);
    expect([who, tests.length > 0, tests.filter((path) => !path.endsWith('.test.ts') || !isThere(path))]).toEqual([
      who,
      true,
      [],
    ]);
  }
});

test('every other link of the page leads somewhere', () => {
  expect(linksIn(page).filter((path) => !isThere(path))).toEqual([]);
});
