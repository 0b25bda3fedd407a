/** The six nouns that are records, and how one of them is referred to. */

export const recordTypes = ['process', 'round', 'party', 'document', 'outcome', 'caseload'] as const;
export type RecordType = (typeof recordTypes)[number];

/** A record's name across types, `round#astana-syria-04`: its partition key and the `record` of its hash. */
export type Ref = `${RecordType}#${string}`;

/** The plural that stands in addresses: `rounds` for `round`. */
export const pathOf = {
  process: 'processes',
  round: 'rounds',
  party: 'parties',
  document: 'documents',
  outcome: 'outcomes',
  caseload: 'caseloads',
} as const satisfies Record<RecordType, string>;

/** `ref('round', 'astana-syria-04')` is `round#astana-syria-04`. */
export const ref = (type: RecordType, id: string): Ref => `${type}#${id}`;

/** The type and id of a ref; undefined when the text is none. */
export const splitRef = (text: string): { type: RecordType; id: string } | undefined => {
  const at = text.indexOf('#');
  const type = recordTypes.find((candidate) => candidate === text.slice(0, at));
  return type && at < text.length - 1 ? { type, id: text.slice(at + 1) } : undefined;
};

/** Whether a text is a ref, for keys read from a table. */
export const isRef = (text: string): text is Ref => splitRef(text) !== undefined;
