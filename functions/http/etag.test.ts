import { expect, test } from 'vitest';
import { etagOf, isNoneMatch } from './etag.ts';

test('an entity tag is strong, of the bytes, and the same for text as for its UTF-8', () => {
  expect(etagOf('мир')).toBe(etagOf(Buffer.from('мир')));
  expect(etagOf('a')).not.toBe(etagOf('b'));
  expect(etagOf('a')).toMatch(/^"[\w-]{27}"$/);
});

test('If-None-Match names a tag alone, in a list, weakly, or by a star, and nothing where it cannot be understood', () => {
  const tag = etagOf('a');
  for (const header of [tag, `W/${tag}`, `"x", ${tag}`, `"a,b",W/${tag} , "y"`, '*', ' * ']) {
    expect([header, isNoneMatch(header, tag)]).toEqual([header, true]);
  }
  for (const header of [undefined, null, '', '"x"', tag.slice(1, -1), tag.toUpperCase(), 'W/*']) {
    expect([header, isNoneMatch(header, tag)]).toEqual([header, false]);
  }
});
