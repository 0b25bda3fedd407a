/** The operations of the reading doors: the same addresses, each answered in the form its audience sees. */
import type * as z from 'zod/mini';
import {
  AnalystCaseload,
  AnalystCaseloadItem,
  AnalystDocument,
  AnalystOutcome,
  AnalystOutcomeOfRound,
  AnalystParty,
  AnalystProcess,
  AnalystRound,
} from './analyst-reply.ts';
import { Oembed, OembedQuery, oembedPath } from './embed.ts';
import { feedFormNames, feedForms, feedPath } from './feed.ts';
import { filtersIn } from './filtering.ts';
import {
  Changes,
  DocumentItem,
  MatrixItem,
  NewestChange,
  OutcomeItem,
  PartyDocumentItem,
  PartyItem,
  PartyOutcomeItem,
  PartyRoundItem,
  ProcessItem,
  RoundItem,
  TimelineItem,
} from './item-reply.ts';
import type { Operation, Reply } from './operation.ts';
import type { ProblemName } from './problem.ts';
import {
  PublicCaseload,
  PublicCaseloadItem,
  PublicDocument,
  PublicOutcome,
  PublicOutcomeOfRound,
  PublicParty,
  PublicProcess,
  PublicRound,
} from './public-reply.ts';
import { FeedQuery, readings, textPath } from './reading.ts';
import { pageOf } from './reply.ts';

export type ReadingPath = keyof typeof readings;

const lists = {
  '/timeline': pageOf(TimelineItem),
  '/changes': Changes,
  '/changes/newest': pageOf(NewestChange),
  '/processes': pageOf(ProcessItem),
  '/processes/:id/rounds': pageOf(RoundItem),
  '/processes/:id/matrix': pageOf(MatrixItem),
  '/rounds': pageOf(RoundItem),
  '/parties': pageOf(PartyItem),
  '/parties/:id/rounds': pageOf(PartyRoundItem),
  '/parties/:id/outcomes': pageOf(PartyOutcomeItem),
  '/parties/:id/documents': pageOf(PartyDocumentItem),
  '/outcomes': pageOf(OutcomeItem),
  '/documents': pageOf(DocumentItem),
} as const;

/** What the public door answers at each path. */
export const publicReplies = {
  ...lists,
  '/processes/:id': PublicProcess,
  '/rounds/:id': PublicRound,
  '/rounds/:id/outcomes': pageOf(PublicOutcomeOfRound),
  '/parties/:id': PublicParty,
  '/outcomes/:id': PublicOutcome,
  '/documents/:id': PublicDocument,
  '/caseloads': pageOf(PublicCaseloadItem),
  '/caseloads/:id': PublicCaseload,
} as const satisfies Record<ReadingPath, z.core.$ZodType>;

/** What the analyst door answers at each path, and the cleared door as well: of more records. */
export const analystReplies = {
  ...lists,
  '/processes/:id': AnalystProcess,
  '/rounds/:id': AnalystRound,
  '/rounds/:id/outcomes': pageOf(AnalystOutcomeOfRound),
  '/parties/:id': AnalystParty,
  '/outcomes/:id': AnalystOutcome,
  '/documents/:id': AnalystDocument,
  '/caseloads': pageOf(AnalystCaseloadItem),
  '/caseloads/:id': AnalystCaseload,
} as const satisfies Record<ReadingPath, z.core.$ZodType>;

const described: Readonly<Record<ReadingPath, { id: string; summary: string }>> = {
  '/timeline': { id: 'timeline', summary: 'Rounds, documents, outcomes and implementation reports in date order' },
  '/changes': {
    id: 'changes',
    summary: 'Every change of a record as this door shows it, in order and without a gap: what a mirror follows',
  },
  '/changes/newest': {
    id: 'newestChanges',
    summary: 'What changed from a day on, newest first, with what each record is called: what people read',
  },
  '/processes': { id: 'processes', summary: 'Processes by period' },
  '/processes/:id': { id: 'process', summary: 'One process' },
  '/processes/:id/rounds': { id: 'roundsOfProcess', summary: 'The rounds of a process in order' },
  '/processes/:id/matrix': {
    id: 'matrixOfProcess',
    summary: 'Who sat at which round of a process, in which role: one compact row a round',
  },
  '/rounds': { id: 'rounds', summary: 'Rounds in date order' },
  '/rounds/:id': { id: 'round', summary: 'One round with its participations, documents and outcomes' },
  '/rounds/:id/outcomes': {
    id: 'outcomesOfRound',
    summary: 'All outcomes of a round, as they stand in its reply',
  },
  '/parties': { id: 'parties', summary: 'Parties by name, or by the start of any of their names' },
  '/parties/:id': { id: 'party', summary: 'One party' },
  '/parties/:id/rounds': { id: 'roundsOfParty', summary: 'What a party sat at, itself or through a bloc' },
  '/parties/:id/outcomes': {
    id: 'outcomesOfParty',
    summary: 'What a party agreed to, is concerned by, or sat at the making of, itself or through a bloc',
  },
  '/parties/:id/documents': {
    id: 'documentsOfParty',
    summary: 'What a party signed or acted in otherwise, itself or through a bloc',
  },
  '/outcomes': { id: 'outcomes', summary: 'Outcomes in date order' },
  '/outcomes/:id': { id: 'outcome', summary: 'One outcome' },
  '/documents': { id: 'documents', summary: 'Documents in date order' },
  '/documents/:id': { id: 'document', summary: 'One document' },
  '/caseloads': { id: 'caseloads', summary: 'Figures of national mediation bodies by institution and period' },
  '/caseloads/:id': { id: 'caseload', summary: 'One caseload' },
};

const isReadingPath = (path: string): path is ReadingPath => Object.hasOwn(readings, path);
const paths = Object.keys(readings).filter(isReadingPath);

/** What is answered of a record that was merged, and of a list that is filtered by one. */
export const elsewhere: Reply = {
  status: 308,
  says: 'The record, or one that is filtered by, was merged into another: the same is asked of that one',
  headers: ['Location'],
};

const operation = (path: ReadingPath, schema: z.core.$ZodType, refusals: readonly ProblemName[]): Operation => ({
  ...described[path],
  method: 'GET',
  path,
  tag: path.split('/')[1] ?? '',
  query: readings[path],
  headers: ['If-None-Match'],
  replies: [
    { status: 200, says: 'What was asked for', schema, headers: ['ETag'] },
    { status: 304, says: 'What `If-None-Match` names is what there is', headers: ['ETag'] },
    ...(path.includes(':id') || filtersIn(readings[path]).length > 0 ? [elsewhere] : []),
  ],
  // Something is not there where the address names it.
  problems: [
    'invalid-parameter',
    ...(path === '/changes' ? (['log-restarted'] as const) : []),
    ...(path.includes(':id') ? (['not-found'] as const) : []),
    ...refusals,
  ],
});

/** The feeds of a reading door. A feed that goes on says where by `Link`, and in its text where the form has a word for it. */
const feedOperations = (refusals: readonly ProblemName[]): Operation[] =>
  feedFormNames.map((form) => {
    const { mediaType, id, summary } = feedForms[form];
    return {
      id,
      summary,
      method: 'GET',
      path: feedPath(form),
      tag: 'timeline',
      query: FeedQuery,
      headers: ['If-None-Match'],
      replies: [
        {
          status: 200,
          says: 'The newest entries first, or as asked',
          mediaType,
          headers: ['ETag'],
          sometimes: ['Link'],
        },
        { status: 304, says: 'What `If-None-Match` names is what there is', headers: ['ETag'] },
        elsewhere,
      ],
      problems: ['invalid-parameter', ...refusals],
    };
  });

/** The stored file of a text: the reply says where it is fetched. */
const textOperation = (says: string, refusals: readonly ProblemName[]): Operation => ({
  id: 'textOfDocument',
  summary: 'The file of a document’s text in a language',
  method: 'GET',
  path: textPath,
  tag: 'documents',
  headers: [],
  replies: [{ status: 303, says, headers: ['Location'] }, elsewhere],
  problems: ['invalid-parameter', 'not-found', ...refusals],
});

/** For pages of others. The reply in XML, which hardly anybody asks for, is not given. */
const oembedOperation: Operation = {
  id: 'oembed',
  summary: 'What stands for a page of this site on pages of others (oEmbed 1.0)',
  method: 'GET',
  path: oembedPath,
  tag: 'embed',
  query: OembedQuery,
  headers: ['If-None-Match'],
  replies: [
    { status: 200, says: 'A frame of a timeline, or a title to link to', schema: Oembed, headers: ['ETag'] },
    { status: 304, says: 'What `If-None-Match` names is what there is', headers: ['ETag'] },
  ],
  problems: ['invalid-parameter', 'not-found', 'format-not-offered', 'internal'],
};

const openly: readonly ProblemName[] = ['internal'];
const within: readonly ProblemName[] = ['unauthenticated', 'forbidden', 'internal', 'busy'];

export const publicOperations: readonly Operation[] = [
  ...paths.map((path) => operation(path, publicReplies[path], openly)),
  ...feedOperations(openly),
  oembedOperation,
  textOperation('The file is there, on the site itself', openly),
];

export const analystOperations: readonly Operation[] = [
  ...paths.map((path) => operation(path, analystReplies[path], within)),
  ...feedOperations(within),
  textOperation('The file is there for a minute', within),
];
