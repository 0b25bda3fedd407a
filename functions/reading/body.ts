/** The bodies of replies, put together from the JSON texts of rows: what is stored is what is said. */
import { isObject } from '../../shared/domain/json.ts';
import { inRound, self } from '../../shared/projection/keys.ts';
import type { Names } from '../../shared/projection/row.ts';
import type { StoredRow } from '../store/row.ts';

/** A round shows at most so many of its outcomes; all of them have an address of their own. */
export const mostOutcomes = 100;

/** The types of which a reply names records, in this order; of the first two it says so where there is none. */
const typesNamed = [
  'parties',
  'processes',
  'rounds',
  'documents',
  'outcomes',
] as const satisfies readonly (keyof Names)[];
const isAlwaysSaid = (type: keyof Names): boolean => type === 'parties' || type === 'processes';

/** The names of a row by the type of what they name, from their text. */
export const namesIn = (text: string): { readonly [type: string]: unknown } => {
  const names: unknown = JSON.parse(text);
  return isObject(names) ? names : {};
};

/** The names that some rows show, each once. */
export const namesOf = (rows: readonly StoredRow[]): { readonly [type: string]: object } => {
  const all = [...new Set(rows.map(({ names }) => names))].map(namesIn);
  const named = typesNamed.map((type) => [type, Object.assign({}, ...all.map((names) => names[type]))] as const);
  const said = named.filter(([type, called]) => isAlwaysSaid(type) || Object.keys(called).length > 0);
  return Object.fromEntries(said);
};

/** The same as the text that replies end with. */
export const included = (rows: readonly StoredRow[]): string => JSON.stringify(namesOf(rows));

/** An object's text with more fields at its end. */
const withFields = (object: string, fields: { [name: string]: string }): string => {
  const more = Object.entries(fields)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(',');
  return object === '{}' ? `{${more}}` : `${object.slice(0, -1)},${more}}`;
};

/** A list: the rows of a page, the cursor of the next, and the names that the page shows. */
export const listBody = (rows: readonly StoredRow[], next: string | null): string =>
  `{"items":[${rows.map(({ body }) => body).join(',')}],"next":${JSON.stringify(next)},"included":${included(rows)}}`;

/** A single reply: the record, and the names of all it mentions. */
export const singleBody = (row: StoredRow): string => withFields(row.body, { included: included([row]) });

/** A round with its documents and outcomes, from the rows of its partition; undefined when the round itself is not there. */
export const roundBody = (rows: readonly StoredRow[]): string | undefined => {
  const round = rows.find(({ sk }) => sk === self);
  if (!round) return undefined;
  const documents = rows.filter(({ sk }) => sk.startsWith(inRound.document));
  const outcomes = rows.filter(({ sk }) => sk.startsWith(inRound.outcome)).slice(0, mostOutcomes);
  const all = (some: readonly StoredRow[]): string => `[${some.map(({ body }) => body).join(',')}]`;
  return withFields(round.body, {
    documents: all(documents),
    outcomes: all(outcomes),
    included: included([round, ...documents, ...outcomes]),
  });
};
