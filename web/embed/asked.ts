/** What an embedded timeline is asked for, by the attributes of the element or the query of its page; and what its page is called. */
import { embedParameters } from '../../shared/contract/embed.ts';

const usual = 10;

/** Newest first, for what does not fit is then what is older. What cannot be asked for the door refuses. */
export const embedAsked = (
  given: (name: (typeof embedParameters)[number] | 'limit') => string | null,
): Record<string, string> => {
  const chosen = embedParameters.flatMap((name) => {
    const value = given(name)?.trim();
    return value ? [[name, value] as const] : [];
  });
  return { ...Object.fromEntries(chosen), order: 'desc', limit: given('limit')?.trim() || String(usual) };
};

/** The query of the whole timeline, with the same choices. */
export const wholeQuery = ({ limit: _limit, ...chosen }: Record<string, string>): URLSearchParams =>
  new URLSearchParams(chosen);
