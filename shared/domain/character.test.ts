import fc from 'fast-check';
import { expect, test } from 'vitest';
import { characterFault } from './character.ts';

test.each([
  ['Қазақстан, Ұлыбритания, Әзербайжан'],
  ['one line\n\tand another'],
  ['العربية \u200f(RLM)\u200e and \u061cALM'],
  ['نمی\u200cخواهم 👩\u200d👩\u200d👧 e\u0301'],
  ['\u2067עברית \u2066and more\u2069\u2069, then this'],
  ['\u2068first\u2069\n\u2068second\u2069'],
  ['\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}'],
])('%j may be stored', (text) => expect(characterFault(text)).toBeUndefined());

test.each([
  ['\ud800', 'surrogate'],
  ['a\udc00b', 'surrogate'],
  ['\0', 'control'],
  ['a\r\nb', 'control'],
  ['\u001b[31m', 'control'],
  ['\u007f', 'control'],
  ['\u0085', 'control'],
  ['\ufffe', 'control'],
  ['\u{1fffe}', 'control'],
  ['the \u202efdp.exe', 'U\\+202A'],
  ['\u202aembedded\u202c', 'U\\+202A'],
  ['\u2066open', 'isolate'],
  ['closed\u2069', 'isolate'],
  ['\u2069\u2066', 'isolate'],
  ['\u2067over\nlines\u2069', 'isolate'],
])('%j is refused', (text, why) => expect(characterFault(text)).toMatch(new RegExp(why)));

test('whatever may be stored stays so between other such texts', () => {
  const text = fc.string({ unit: 'binary' }).filter((one) => characterFault(one) === undefined);
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(characterFault(`${a}${b}`)).toBeUndefined();
      expect(characterFault(`${a}\u202e${b}`)).toBeDefined();
      expect(characterFault(`${a}\u2066${b}`)).toBeDefined();
      expect(characterFault(`${a}\u2068${b}\u2069`) === undefined).toBe(!b.includes('\n'));
    }),
  );
});
