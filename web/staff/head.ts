/** Who led the delegations of a round, by party, in the reader's language: they are offered for the next. */
import { inLanguage, type Language } from '../language.ts';
import type { Heads } from './participants-field.tsx';
import type { RoundDraft } from './round-draft.ts';

export const headsIn = ({ participations = [] }: RoundDraft, language: Language): Heads => {
  const heads: Record<string, string[]> = {};
  for (const { party, delegation } of participations) {
    const people = [delegation?.head, ...(delegation?.members ?? [])];
    const names = people.flatMap((person) => inLanguage(person?.name, language)?.text ?? []);
    if (names.length > 0) heads[party] = [...(heads[party] ?? []), ...names];
  }
  return heads;
};
