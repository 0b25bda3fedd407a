/** Which characters a text may have: none that does something to what stands around it without being seen. */

// C0 and C1 but for tab and line feed, and the code points that Unicode keeps from ever being characters.
const unprintable = /(?![\t\n])\p{Cc}|\p{Noncharacter_Code_Point}/u;
// LRE, RLE, PDF, LRO, RLO: Unicode advises against the former, and the latter turn letters round (UAX 9, section 2).
const turning = /[\u202a-\u202e]/;
const isolates = /[\u2066-\u2069]|\n/g;
const end = '\u2069';

/** Whether every isolate of a text ends in its own line, and none ends that has not begun. */
const isBalanced = (text: string): boolean => {
  let open = 0;
  for (const [mark] of text.matchAll(isolates)) {
    if (mark === '\n') {
      if (open > 0) return false;
      continue;
    }
    open += mark === end ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
};

/**
 * What is wrong with the characters of a text, in a few words; undefined where nothing is. Marks of direction (LRM, RLM, ALM),
 * balanced isolates and joiners may stand in it: Arabic, Hebrew and Persian need them.
 */
export const characterFault = (text: string): string | undefined => {
  if (!text.isWellFormed()) return 'has a lone surrogate';
  if (unprintable.test(text)) return 'has a control character other than a tab or a line feed';
  if (turning.test(text)) return 'has a character that turns the direction of what follows (U+202A to U+202E)';
  return isBalanced(text) ? undefined : 'has an isolate of direction (U+2066 to U+2069) that is not ended in its line';
};
