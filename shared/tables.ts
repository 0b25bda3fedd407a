/** The DynamoDB tables as plain data: what `infra/` deploys, `local/` creates and `functions/store/` reads and writes. */

/**
 * One table: its logical name, the environment variable in which a function that may reach it is told what it is called
 * where it runs, and whether changes to it are streamed to the projector. All have `pk` and `sk`, both strings.
 */
export type Table = { readonly name: string; readonly variable: string; readonly stream: boolean };

export const tables = {
  /** Every record's current state, its revisions, and who belongs to a bloc. Written by the staff door only. */
  records: { name: 'Records', variable: 'RECORDS_TABLE', stream: true },
  /** The projector's own: heads and the reverse index. No reading door can read it. */
  projections: { name: 'Projections', variable: 'PROJECTIONS_TABLE', stream: false },
  /** What the public may see, and nothing else. */
  publicView: { name: 'PublicView', variable: 'PUBLIC_VIEW_TABLE', stream: false },
  /** What analysts may see: every unclassified record. */
  analystView: { name: 'AnalystView', variable: 'ANALYST_VIEW_TABLE', stream: false },
  /** What the cleared may see: restricted records as well. */
  clearedView: { name: 'ClearedView', variable: 'CLEARED_VIEW_TABLE', stream: false },
  /** Who read which restricted record when: added to, and never changed. */
  readings: { name: 'Readings', variable: 'READINGS_TABLE', stream: false },
} as const satisfies Record<string, Table>;

/** The key of every table: partition and sort key, both strings. */
export const key = { partition: 'pk', sort: 'sk' } as const;
