/** Third parties in running text: which states and organizations it names, and in which role by its words. */
import type { Document } from '../domain/document.ts';
import type { Role } from '../domain/terms.ts';
import { textIn } from './cell.ts';
import type { PartyBook } from './party-book.ts';

type ThirdParty = NonNullable<Document['thirdParties']>[number];

const wording: readonly [words: RegExp, role: Role][] = [
  [/\bmediat/i, 'mediator'],
  [/\bfacilitat/i, 'facilitator'],
  [/\bwitness|in the presence of/i, 'witness'],
  [/\bobserv/i, 'observer'],
  [/\bguarant/i, 'guarantor'],
];

/** A sentence that begins so goes on with those who did it. */
const doers = /^\s*(witnessed|mediated|facilitated|observed|guaranteed) by\b/i;

const sentencesIn = (text: string): string[] =>
  textIn(text)
    .split(/[.;](?=\s|$)|\n\s*\n/)
    .filter((sentence) => sentence.trim() !== '');

/**
 * `given`: those that the data set itself counts among the third parties. Those that `naming` names join them, and those whom
 * `telling` names after words such as `Witnessed by`. Each has the roles of the sentences that name it, else `third-party`: it
 * helped, and how is not said.
 */
export const thirdPartiesIn = (
  book: PartyBook,
  given: readonly string[],
  naming: string,
  telling: readonly string[],
): ThirdParty[] => {
  const roles = new Map<string, Set<Role>>(given.map((id) => [id, new Set()]));
  for (const { id } of book.namedIn(textIn(naming))) if (!roles.has(id)) roles.set(id, new Set());
  for (const sentence of [naming, ...telling].flatMap(sentencesIn)) {
    // After such a beginning other words belong to names: a UN Observer Mission that witnessed is a witness.
    const telltale = doers.exec(sentence)?.[0] ?? sentence;
    const said = wording.filter(([words]) => words.test(telltale)).map(([, role]) => role);
    if (said.length === 0) continue;
    for (const { id } of book.namedIn(sentence)) {
      if (doers.test(sentence) && !roles.has(id)) roles.set(id, new Set());
      for (const role of said) roles.get(id)?.add(role);
    }
  }
  return [...roles].map(([party, held]) => ({ party, roles: held.size > 0 ? [...held] : ['third-party'] }));
};
