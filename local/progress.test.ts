/** The progress display. */
import { expect, test } from 'vitest';
import { progressOn } from './progress.ts';

const shown = (isTTY: boolean, total: number): string => {
  let text = '';
  const progress = progressOn({ isTTY, write: (part) => (text += part) }, 'Loading');
  for (let done = 1; done <= total; done += 1) progress(done, total);
  return text;
};

test('a terminal has one line, written over, which ends with the work', () => {
  const text = shown(true, 40);
  expect(text.split('\n')).toHaveLength(2);
  expect(text.split('\r')).toHaveLength(41);
  expect(text).toMatch(/40 of 40\n$/);
});

test('a file has a line for each tenth and one for the end', () => {
  const lines = shown(false, 255).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(11);
  expect(lines.at(-1)).toBe('Loading: 255 of 255');
});

test('nothing to do is done', () => {
  let text = '';
  progressOn({ write: (part) => (text += part) }, 'Loading')(0, 0);
  expect(text).toBe('Loading: 0 of 0\n');
});
