/** The words of the OpenAPI documents that stand nowhere else: what the doors, parameters and headers are. */
import type { DoorName, ReplyHeader, RequestHeader } from '../../shared/contract/operation.ts';

const everywhere = `JSON in UTF-8. Lists answer \`{items, next, included}\`; the next page is the same address with \`cursor=<next>\`, and only
\`next: null\` is the end: a filtered page may be short, even empty. Dates are EDTF (ISO 8601-2, levels 0–1). Refusals are
\`application/problem+json\` (RFC 9457). Each address answers another method than those below with 405 and \`Allow\`, and
what is no address with 404.`;

const readingToo = '\n\nReads answer `HEAD` too, carry an `ETag` and honour `If-None-Match`.';

export const doors: Readonly<Record<DoorName, { title: string; description: string }>> = {
  public: {
    title: 'Kelissöz, the public door',
    description: `Released records in their public form: of a record every field but \`id\`, \`type\`, \`href\` and \`disputed\` may be missing.
What is withheld and what is absent are answered alike. No sign-in.\n\n${everywhere}${readingToo}`,
  },
  analyst: {
    title: 'Kelissöz, the analyst door',
    description: `Every unclassified record in its current content, released or not, with notes and internal sources. For members of the
groups \`analyst\` and \`staff\`.\n\n${everywhere}${readingToo}`,
  },
  cleared: {
    title: 'Kelissöz, the cleared door',
    description: `What the analyst door shows, and the restricted records besides: they say so by \`classification\`. For members of the
group \`cleared\` alone.\n\n${everywhere}${readingToo}`,
  },
  staff: {
    title: 'Kelissöz, the staff door',
    description: `Records as they are written, with their history and release. For members of the group \`staff\`; releasing and retracting
need \`releaser\` too. A write names the version it was made against. Imports are NDJSON: the schemas there are those of one
line. Order of refusal: 401, 403, 428, 400/413/415, 412, 422, 409.

${everywhere}`,
  },
};

export const parameters: Readonly<Record<string, string>> = {
  id: 'The id of the record.',
  n: 'The version that the revision made.',
  date: 'A day of UTC, `YYYY-MM-DD`.',
  hash: 'The SHA-256 of the manifest of a snapshot, lower-case hex.',
  file: 'The name of a file in the manifest.',
  limit: 'How many items a page has at most.',
  cursor: 'The `next` of the page before; it belongs to this address and these filters.',
  from: 'The first day, month or year, inclusive: what overlaps it is found.',
  to: 'The last day, month or year, inclusive.',
  process: 'Of this process.',
  party: 'What stands under this party, itself or through a bloc.',
  issue: 'A term of the issue vocabulary.',
  kind: 'The kind of the record.',
  type: 'The type of the item.',
  order: 'From the oldest or from the newest.',
  since: 'The `upTo` of the answer before; without it, from the beginning. One of another log is answered with 410.',
  name: 'The start of any name, alias, id or identifier, in any language; case, marks and punctuation do not matter.',
  lang: 'The language in whose order parties are listed, or in which a feed is read where its texts have it.',
  role: 'A role that the party held in the round.',
  position: 'A position that the party took, itself or through a bloc.',
  with: 'Another party that is there too, itself or through a bloc.',
  action: 'What the party did in the document.',
  status: 'The latest reported status of implementation.',
  overdue: 'Whether the last day of `due` is past and nothing has kept it.',
  institution: 'Published by this party.',
  dryRun: 'Write nothing, and answer the same verdicts.',
  state: 'What is to be done about the records.',
  year: 'Figures of a period that touches this year.',
};

/** What is called otherwise in a path than in a query. */
export const inPath: Readonly<Record<string, string>> = {
  party: 'The id of the party that consents.',
};

export const requestHeaders: Readonly<Record<RequestHeader, string>> = {
  'If-None-Match': 'The `ETag` of what is there already; with `PUT`, `*`: there must be nothing yet.',
  'If-Match': 'The `ETag` of the version that was read: one strong tag in quotes.',
  'Change-Reason': "Why, in ASCII or as RFC 8187 has it (`UTF-8''…`); at most 1000 characters.",
};

export const replyHeaders: Readonly<Record<ReplyHeader, string>> = {
  ETag: 'The entity tag: of the bytes in readings, of the version (`"3"`) at the staff door.',
  Link: 'Where the feed goes on: `<address>; rel="next"` (RFC 8288).',
  Location: 'The address of the record that was created.',
  Withheld: '`true` when the public view was read back and holds nothing of the record, else `false`.',
  'Cache-Control': 'Who may keep the reply, and for how long.',
  'Access-Control-Allow-Origin': '`*`: any page may read it.',
  'WWW-Authenticate': 'How to authenticate (RFC 6750).',
  'Retry-After': 'Seconds to wait.',
};
