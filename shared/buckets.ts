/** The buckets of document files as plain data: what `infra/` deploys and `functions/store/` reads and writes. */

/** The environment variable in which a function that may reach a bucket is told what it is called where it runs. */
export type FileBucket = { readonly variable: string };

export const buckets = {
  /** Where uploads arrive and nobody has looked at them yet. */
  quarantine: { variable: 'QUARANTINE_BUCKET' },
  /** Every text that was ever filed; nothing in it is overwritten. */
  locked: { variable: 'LOCKED_BUCKET' },
  /** Copies for each audience of the texts that it may read, and of no others. */
  publicFiles: { variable: 'PUBLIC_FILES_BUCKET' },
  analystFiles: { variable: 'ANALYST_FILES_BUCKET' },
  clearedFiles: { variable: 'CLEARED_FILES_BUCKET' },
} as const satisfies Record<string, FileBucket>;
