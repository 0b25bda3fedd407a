/** The acts that make a revision. */

/**
 * What was done: every act is a save with a revision of its own. `import` is an edit of content as `save` is, by a line of an
 * import; `withdraw` takes a consent back; `ask-expunge` asks for an older content to be expunged, `unask-expunge` takes that back,
 * and `expunge` does it;
 * `file` is an edit of the texts; `merge` says into which record this one was merged, `unmerge` takes that back.
 */
export const acts = [
  'save',
  'import',
  'delete',
  'propose',
  'return',
  'release',
  'retract',
  'consent',
  'withdraw',
  'ask-expunge',
  'unask-expunge',
  'expunge',
  'file',
  'merge',
  'unmerge',
] as const;
export type Act = (typeof acts)[number];
