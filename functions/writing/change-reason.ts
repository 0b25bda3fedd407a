/** The reason for a change, as the header `Change-Reason` carries it. */
import { characterFault } from '../../shared/domain/character.ts';
import type { Refusal } from '../http/problems.ts';

const longest = 1000;
const printableAscii = /^[\x20-\x7e]*$/;
// RFC 8187: charset, optional language, and attr-char or percent-encoded octets.
const extended = /^utf-8'[A-Za-z0-9-]*'((?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-Fa-f]{2})*)$/i;

const invalid = (detail: string): Refusal => ({
  refused: 'invalid-parameter',
  errors: [{ parameter: 'Change-Reason', detail }],
});

const decoded = (encoded: string): string | undefined => {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
};

/**
 * The reason of a `Change-Reason` header, null where there is none: plain ASCII, or RFC 8187 (`UTF-8''%D0%9E…`), at most
 * 1000 characters once decoded. What is neither is a 400.
 */
export const reasonOf = (header: string | null): { reason: string | null } | Refusal => {
  const text = header?.trim() ?? '';
  if (text === '') return { reason: null };
  if (!printableAscii.test(text)) return invalid("is not ASCII: send other letters as UTF-8''… (RFC 8187)");
  if (/^(?!utf-8)[\w-]+'[\w-]*'/i.test(text)) return invalid('is in another character set than UTF-8 (RFC 8187)');
  const inOtherLetters = /^utf-8'/i.test(text);
  const reason = inOtherLetters ? decoded(extended.exec(text)?.[1] ?? '%') : text;
  if (reason === undefined) return invalid('is not percent-encoded UTF-8 (RFC 8187)');
  const fault = characterFault(reason);
  if (fault !== undefined) return invalid(fault);
  if ([...reason].length > longest) return invalid(`is more than ${longest} characters`);
  return { reason: reason.trim() === '' ? null : reason };
};
