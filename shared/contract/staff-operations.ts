/** The operations of the staff door: fourteen of each type of record, and what is done with many: their import, their release and the work list. */
import { pathOf, type RecordType, recordTypes } from '../domain/record-type.ts';
import { BundleBody, BundlePage, BundleQuery } from './bundle.ts';
import { Comparison, DifferenceQuery } from './difference.ts';
import { ImportLine, ImportQuery, ImportVerdict } from './import.ts';
import type { Operation } from './operation.ts';
import type { ProblemName } from './problem.ts';
import { readings } from './reading.ts';
import { ReadingLogPage, ReadingLogQuery } from './reading-log.ts';
import {
  ConsentBody,
  ConsentReply,
  ExpungeReply,
  newBodies,
  ReleaseActBody,
  ReleaseReply,
  Revision,
  RevisionPage,
  SealList,
  staffBodies,
  staffRecords,
} from './staff-reply.ts';
import { TextBody, UploadBody, UploadReply } from './text-act.ts';
import { WorklistQuery, WorkPage } from './worklist.ts';

const always: readonly ProblemName[] = ['unauthenticated', 'forbidden', 'internal', 'busy'];
const sent: readonly ProblemName[] = ['malformed-json', 'too-large', 'unsupported-media-type'];
const acting: readonly ProblemName[] = [
  'invalid-precondition',
  'invalid-parameter',
  'precondition-failed',
  'precondition-required',
];

/** What every list is asked: `limit` and `cursor`, and here nothing else. */
const paging = readings['/rounds'];

/** Nothing refers to a caseload. */
const referred = (type: RecordType): ProblemName[] => (type === 'caseload' ? [] : ['still-referenced']);

/** What a record of each type stands on: without these it cannot be released. */
const grounds: Readonly<Record<RecordType, readonly ProblemName[]>> = {
  process: ['consent-missing'],
  round: ['process-not-released', 'consent-missing'],
  party: [],
  document: ['process-not-released', 'round-not-released', 'consent-missing'],
  outcome: ['process-not-released', 'round-not-released', 'consent-missing'],
  caseload: [],
};

const capital = (type: RecordType): string => type[0]?.toUpperCase() + type.slice(1);

const operationsOf = (type: RecordType): Operation[] => {
  const tag = pathOf[type];
  const one = `/${tag}/:id`;
  const name = capital(type);
  return [
    {
      id: `read${name}`,
      method: 'GET',
      path: one,
      tag,
      summary: `The ${type} as it stands, strongly consistent`,
      headers: [],
      replies: [{ status: 200, says: 'The record', schema: staffRecords[type], headers: ['ETag'] }],
      problems: ['not-found', ...always],
    },
    {
      id: `save${name}`,
      method: 'PUT',
      path: one,
      tag,
      summary: `Creates the ${type} (If-None-Match: *) or replaces it (If-Match)`,
      headers: ['If-Match', 'If-None-Match', 'Change-Reason'],
      body: staffBodies[type],
      replies: [
        {
          status: 200,
          says: 'The record as it is now; a save that changes nothing leaves its version',
          schema: staffRecords[type],
          headers: ['ETag'],
          sometimes: ['Withheld'],
        },
        { status: 201, says: 'The record that was created', schema: staffRecords[type], headers: ['ETag', 'Location'] },
      ],
      problems: [...sent, ...acting, 'invalid-record', ...referred(type), ...always],
    },
    {
      id: `create${name}`,
      method: 'POST',
      path: `/${tag}`,
      tag,
      summary: `Creates a restricted ${type} under an id that the server makes; takes the group \`cleared\` as well`,
      headers: ['Change-Reason'],
      body: newBodies[type],
      replies: [
        { status: 201, says: 'The record that was created', schema: staffRecords[type], headers: ['ETag', 'Location'] },
      ],
      problems: [...sent, 'invalid-parameter', 'invalid-record', ...always],
    },
    {
      id: `delete${name}`,
      method: 'DELETE',
      path: one,
      tag,
      summary: `Deletes the ${type} by a revision that says so`,
      headers: ['If-Match', 'Change-Reason'],
      replies: [{ status: 204, says: 'It is deleted', headers: ['Withheld'] }],
      problems: [...acting, ...referred(type), ...always],
    },
    {
      id: `release${name}`,
      method: 'PUT',
      path: `${one}/release`,
      tag,
      summary: `Proposes, returns, releases or retracts the ${type}`,
      headers: ['If-Match', 'Change-Reason'],
      body: ReleaseActBody,
      replies: [{ status: 200, says: 'The release state as it is now', schema: ReleaseReply, headers: ['ETag'] }],
      problems: [
        ...sent,
        ...acting,
        'invalid-record',
        'reference-pending',
        ...grounds[type],
        'survivor-not-released',
        'not-proposed',
        'four-eyes',
        'not-released',
        ...always,
      ],
    },
    {
      id: `merge${name}`,
      method: 'PUT',
      path: `${one}/merge-into/:survivor`,
      tag,
      summary: `Merges the ${type} into another, under which all that names it stands from then on`,
      headers: ['If-Match', 'Change-Reason'],
      replies: [{ status: 200, says: 'The record as it is now', schema: staffRecords[type], headers: ['ETag'] }],
      problems: [...acting, 'invalid-record', ...always],
    },
    {
      id: `unmerge${name}`,
      method: 'DELETE',
      path: `${one}/merge-into/:survivor`,
      tag,
      summary: `Takes the ${type} out of the one that it was merged into`,
      headers: ['If-Match', 'Change-Reason'],
      replies: [{ status: 200, says: 'The record as it is now', schema: staffRecords[type], headers: ['ETag'] }],
      problems: [...acting, 'not-found', ...always],
    },
    {
      id: `consentTo${name}`,
      method: 'PUT',
      path: `${one}/consents/:party`,
      tag,
      summary: `Notes that a party consents to the ${type} becoming public in a form`,
      headers: ['If-Match', 'Change-Reason'],
      body: ConsentBody,
      replies: [{ status: 200, says: 'The release state as it is now', schema: ConsentReply, headers: ['ETag'] }],
      problems: [...sent, ...acting, 'invalid-record', ...always],
    },
    {
      id: `withdrawConsentTo${name}`,
      method: 'DELETE',
      path: `${one}/consents/:party`,
      tag,
      summary: `Notes that a party takes its consent to the ${type} back, which retracts what is public`,
      headers: ['If-Match', 'Change-Reason'],
      replies: [{ status: 200, says: 'The release state as it is now', schema: ConsentReply, headers: ['ETag'] }],
      problems: [...acting, 'not-found', ...always],
    },
    {
      id: `history${name}`,
      method: 'GET',
      path: `${one}/revisions`,
      tag,
      summary: `The revisions of the ${type}, newest first, those of a deleted one too`,
      query: paging,
      headers: [],
      replies: [{ status: 200, says: 'A page of revisions', schema: RevisionPage, headers: [] }],
      problems: ['invalid-parameter', 'not-found', ...always],
    },
    {
      id: `revision${name}`,
      method: 'GET',
      path: `${one}/revisions/:n`,
      tag,
      summary: `One revision of the ${type} with its snapshot as it was written`,
      headers: [],
      replies: [{ status: 200, says: 'The revision', schema: Revision, headers: ['ETag'] }],
      problems: ['not-found', ...always],
    },
    {
      id: `difference${name}`,
      method: 'GET',
      path: `${one}/difference`,
      tag,
      summary: `What differs in the ${type} between two revisions; unless said, from what the public has to the newest`,
      query: DifferenceQuery,
      headers: [],
      replies: [{ status: 200, says: 'The differences, place by place', schema: Comparison, headers: [] }],
      problems: ['invalid-parameter', 'not-found', ...always],
    },
    {
      id: `expunge${name}`,
      method: 'PUT',
      path: `${one}/revisions/:n/expunged`,
      tag,
      summary: `Expunges an older content of the ${type} with all revisions that have it: one releaser asks, another does it`,
      headers: ['If-Match', 'Change-Reason'],
      replies: [{ status: 200, says: 'What was asked for and done', schema: ExpungeReply, headers: ['ETag'] }],
      problems: [...acting, 'not-found', 'content-in-use', 'second-releaser', ...always],
    },
    {
      id: `unaskExpunge${name}`,
      method: 'DELETE',
      path: `${one}/revisions/:n/expunged`,
      tag,
      summary: `Takes back that a content of the ${type} was asked to be expunged, as long as nobody has begun to`,
      headers: ['If-Match', 'Change-Reason'],
      replies: [{ status: 200, says: 'What is asked for and done by now', schema: ExpungeReply, headers: ['ETag'] }],
      problems: [...acting, 'not-found', ...always],
    },
  ];
};

const importRecords: Operation = {
  id: 'importRecords',
  method: 'POST',
  path: '/import',
  tag: 'import',
  summary: 'Saves many records, one a line (at most 4 MB and 250 lines), and answers each with a verdict',
  query: ImportQuery,
  headers: ['Change-Reason'],
  body: ImportLine,
  lines: true,
  replies: [{ status: 200, says: 'The verdicts, in the order of the lines', schema: ImportVerdict, headers: [] }],
  problems: ['too-large', 'unsupported-media-type', 'invalid-parameter', ...always],
};

const releaseRecords: Operation = {
  id: 'releaseRecords',
  method: 'POST',
  path: '/releases',
  tag: 'release',
  summary:
    'Proposes or releases many records in one act, and answers each with a verdict; the same body goes on at `cursor`',
  query: BundleQuery,
  headers: ['Change-Reason'],
  body: BundleBody,
  replies: [{ status: 200, says: 'The verdicts so far, in the order of a release', schema: BundlePage, headers: [] }],
  problems: [...sent, 'invalid-parameter', 'invalid-record', ...always],
};

const listWork: Operation = {
  id: 'listWork',
  method: 'GET',
  path: '/worklist',
  tag: 'release',
  summary:
    'What is proposed, embargoed, lacks a consent, waits for other records, or is not released; and what was merged, or is asked to be expunged',
  query: WorklistQuery,
  headers: [],
  replies: [{ status: 200, says: 'A page of the work list', schema: WorkPage, headers: [] }],
  problems: ['invalid-parameter', ...always],
};

const listSeals: Operation = {
  id: 'listSeals',
  method: 'GET',
  path: '/seals',
  tag: 'seals',
  summary: 'The newest hundred seals of all records, newest first; takes the group `releaser` as well',
  headers: [],
  replies: [{ status: 200, says: 'The seals', schema: SealList, headers: [] }],
  problems: [...always],
};

const listReadings: Operation = {
  id: 'listReadings',
  method: 'GET',
  path: '/readings',
  tag: 'readings',
  summary:
    'Who read restricted records when, newest first; takes the group `releaser` as well, and names the records to the cleared alone',
  query: ReadingLogQuery,
  headers: [],
  replies: [{ status: 200, says: 'A page of readings', schema: ReadingLogPage, headers: [] }],
  problems: ['invalid-parameter', ...always],
};
const document = '/documents/:id';
const oneText = `${document}/texts/:language`;
const filed = {
  status: 200,
  says: 'The document with its texts as they are now',
  schema: staffRecords.document,
  headers: ['ETag'],
} as const;
const fetched = { status: 303, says: 'The file is there for a minute', headers: ['Location'] } as const;

const textOperations: readonly Operation[] = [
  {
    id: 'announceText',
    method: 'POST',
    path: `${document}/uploads`,
    tag: 'documents',
    summary:
      'Announces a file (PDF, DOCX, TXT or HTML up to 50 MB) and answers where it is to be sent within 15 minutes',
    headers: [],
    body: UploadBody,
    replies: [{ status: 201, says: 'Where to send it, and with which headers', schema: UploadReply, headers: [] }],
    problems: [...sent, 'not-found', 'invalid-record', ...always],
  },
  {
    id: 'fileText',
    method: 'PUT',
    path: oneText,
    tag: 'documents',
    summary: 'Files the text that was sent, once it is found to be what was announced',
    headers: ['If-Match', 'Change-Reason'],
    body: TextBody,
    replies: [filed],
    problems: [...sent, ...acting, 'not-found', 'invalid-record', 'text-refused', ...always],
  },
  {
    id: 'removeText',
    method: 'DELETE',
    path: oneText,
    tag: 'documents',
    summary: 'Removes a text from the document; earlier revisions still have it',
    headers: ['If-Match', 'Change-Reason'],
    replies: [filed],
    problems: [...acting, 'not-found', 'invalid-record', ...always],
  },
  {
    id: 'readText',
    method: 'GET',
    path: oneText,
    tag: 'documents',
    summary: 'The file of a text',
    headers: [],
    replies: [fetched],
    problems: ['not-found', ...always],
  },
  {
    id: 'readTextOfRevision',
    method: 'GET',
    path: `${document}/revisions/:n/texts/:language`,
    tag: 'documents',
    summary: 'The file of a text as a revision had it',
    headers: [],
    replies: [fetched],
    problems: ['not-found', ...always],
  },
];

export const staffOperations: readonly Operation[] = [
  ...recordTypes.flatMap(operationsOf),
  ...textOperations,
  importRecords,
  releaseRecords,
  listWork,
  listReadings,
  listSeals,
];
