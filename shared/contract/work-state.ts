/** The states of the work list, apart from what checks them: pages name them too. */

/**
 * `unreleased`: the newest content is not out, `proposed` among them, `consent-missing` and `pending` with what they lack; `merged`: it
 * was merged into another, and is released so or not; `expunging`: somebody asked to expunge a content of it, deleted or not.
 */
export const workStates = [
  'proposed',
  'embargoed',
  'consent-missing',
  'pending',
  'unreleased',
  'merged',
  'expunging',
] as const;
export type WorkState = (typeof workStates)[number];
