/** The kind of a document by its title. More than a fifth of the titles of peace agreements name none. */
import type { Document } from '../domain/document.ts';

type Kind = Document['kind'];

/** Looked for in this order: a protocol amending an agreement is an amendment first. */
const words: readonly [pattern: RegExp, kind: Kind][] = [
  [/\bamend(ment|ing)/i, 'amendment'],
  [/\bmemorand(um|a)\b/i, 'memorandum'],
  [/\bprotocol/i, 'protocol'],
  [/\bjoint (statement|communiqu|declaration)/i, 'joint-statement'],
  [/\bcommuniqu/i, 'communique'],
  [/\bdeclaration|declaraci[oó]n/i, 'declaration'],
  [/\bterms of reference/i, 'terms-of-reference'],
  [/\broad ?map/i, 'road-map'],
  [/\bresolution\b/i, 'resolution'],
  [/\btreaty\b/i, 'treaty'],
  [/\bminutes?\b/i, 'minutes'],
  [/\bstatement\b/i, 'statement'],
  [/\bagreement|\baccord|acuerdo/i, 'agreement'],
];

/** `otherwise` where the title says nothing. */
export const kindByTitle = (title: string, otherwise: Kind): Kind =>
  words.find(([pattern]) => pattern.test(title))?.[1] ?? otherwise;
