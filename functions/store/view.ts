/** The readings of a view: every access pattern of `docs/access-patterns.md`, and the one place that asks DynamoDB. */
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordType } from '../../shared/domain/record-type.ts';
import * as keys from '../../shared/projection/keys.ts';
import type { Filters } from '../../shared/projection/row.ts';
import type { Client } from './client.ts';
import { type Condition, type Question, queryInput } from './question.ts';
import { decodeRow, type StoredRow } from './row.ts';

/** A list: its partition, the start of the sort keys where it is a part of one, and what filters within it. */
export type List = { pk: string; start?: string; conditions: readonly Condition[] };

/** An answer to a question: the rows, and the sort key to go on from; undefined when there is no more. */
export type Answer = { rows: StoredRow[]; examined: number; last: string | undefined };

/** What asks a view. Nothing here can write. */
export type ViewReader = {
  one(key: { pk: string; sk: string }): Promise<StoredRow | undefined>;
  some(question: Question): Promise<Answer>;
};

/** The reader of one view's table. */
export const viewReader = (client: Client, table: string): ViewReader => ({
  one: async (key) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: key }));
    return Item && decodeRow(Item);
  },
  some: async (question) => {
    const { Items, ScannedCount, LastEvaluatedKey } = await client.send(new QueryCommand(queryInput(table, question)));
    const last: unknown = LastEvaluatedKey?.sk;
    return {
      rows: (Items ?? []).map(decodeRow),
      examined: ScannedCount ?? 0,
      last: typeof last === 'string' ? last : undefined,
    };
  },
});

type Text = string | undefined;

const is = (attribute: keyof Filters, value: Text): Condition[] =>
  value === undefined ? [] : [{ attribute, test: 'is', value }];
const has = (attribute: keyof Filters, value: Text): Condition[] =>
  value === undefined ? [] : [{ attribute, test: 'has', value }];

/** Which process, document or outcome is this, or which party? */
export const theRecord = (type: RecordType, id: string): { pk: string; sk: string } => ({
  pk: keys.single(type, id),
  sk: keys.self,
});

/** What is this record called, asked by who may not read it by its key? */
export const theRecordCalled = (type: RecordType, id: string): Question => ({
  pk: keys.single(type, id),
  range: { start: keys.self },
  conditions: [],
  limit: 1,
});

/** Into which other was this record merged, asked by the same? */
export const theSurvivorCalled = (type: RecordType, id: string): Question => ({
  pk: keys.single(type, id),
  range: { start: keys.moved },
  conditions: [],
  limit: 1,
});

/** Into which other was this record merged? */
export const theSurvivor = (type: RecordType, id: string): { pk: string; sk: string } => ({
  pk: keys.single(type, id),
  sk: keys.moved,
});

/** What does the public still read of this record, which was edited since its release, and of which content is that? */
export const theReleasedForm = (type: RecordType, id: string): Question => ({
  pk: keys.releasedForm(type, id),
  conditions: [],
  limit: 2,
});

/** What did the newest release of this record correct? */
export const theCorrection = (type: RecordType, id: string): { pk: string; sk: string } => ({
  pk: keys.correctionOf(type, id),
  sk: keys.correction,
});

/** Which file is the text of this document in a language? */
export const theTextOfADocument = (id: string, language: string): { pk: string; sk: string } => ({
  pk: keys.single('document', id),
  sk: keys.textIn(language),
});

/** Which round is this, and which documents and outcomes does it have? */
export const theRoundWithAllOfIt = (id: string): Question => ({
  pk: keys.single('round', id),
  conditions: [],
  limit: 1000,
});

/** Which outcomes does this round have? */
export const theOutcomesOfARound = (id: string): List => ({
  pk: keys.single('round', id),
  start: keys.inRound.outcome,
  conditions: [],
});

/** What happened, in date order: of a party, else of a process, else on an issue, else at all; with that party, else anybody, in a role? */
export const theTimeline = (asked: {
  party?: Text;
  process?: Text;
  issue?: Text;
  role?: Text;
  kind?: Text;
  type?: Text;
}): List => {
  const within = [...has('roles', asked.role), ...is('kind', asked.kind), ...is('type', asked.type)];
  const { party, process, issue } = asked;
  if (party !== undefined) {
    const conditions = [...is('process', process), ...has('issues', issue), ...within];
    return { pk: keys.timelineOf('party', party), conditions };
  }
  if (process !== undefined)
    return { pk: keys.timelineOf('process', process), conditions: [...has('issues', issue), ...within] };
  if (issue !== undefined) return { pk: keys.timelineOf('issue', issue), conditions: within };
  return { pk: keys.timeline, conditions: within };
};

/** Which processes are there? */
export const allProcesses = (): List => ({ pk: keys.processes, conditions: [] });

/** Which rounds did this process have? */
export const theRoundsOfAProcess = (id: string): List => ({ pk: keys.processRounds(id), conditions: [] });

/** Who sat at which round of this process, in which role? */
export const theMatrixOfAProcess = (id: string): List => ({ pk: keys.processMatrix(id), conditions: [] });

/** Which rounds are there? */
export const allRounds = (): List => ({ pk: keys.rounds, conditions: [] });

/** Which parties are there, in a language's own order? */
export const allParties = (asked: { lang: keys.ListLanguage; kind?: Text }): List => ({
  pk: keys.partiesIn(asked.lang),
  conditions: is('kind', asked.kind),
});

/** Which parties have a name, alias or identifier that begins so? `start` is folded. */
export const thePartiesNamed = (start: string, asked: { kind?: Text }): List => ({
  pk: keys.partyNames,
  start,
  conditions: is('kind', asked.kind),
});

/** Which rounds did this party sit at, itself or through a bloc, and in which role? */
export const theRoundsOfAParty = (id: string, asked: { role?: Text }): List => ({
  pk: keys.partyRounds(id),
  conditions: has('roles', asked.role),
});

/** Which outcomes did this party take a position in, did it sit at, or were about it? */
export const theOutcomesOfAParty = (
  id: string,
  asked: { role?: Text; position?: Text; issue?: Text; kind?: Text; status?: Text; with?: Text },
): List => ({
  pk: keys.partyOutcomes(id),
  conditions: [
    ...has('roles', asked.role),
    ...has('positions', asked.position),
    ...has('issues', asked.issue),
    ...is('kind', asked.kind),
    ...is('status', asked.status),
    ...has('with', asked.with),
  ],
});

/** Which documents did this party sign, or act in otherwise? */
export const theDocumentsOfAParty = (id: string, asked: { action?: Text }): List => ({
  pk: keys.partyDocuments(id),
  conditions: has('actions', asked.action),
});

/** Which outcomes are there: on an issue, else at all? `overdue` is judged by `today`. */
export const allOutcomes = (
  asked: { issue?: Text; kind?: Text; status?: Text; overdue?: 'true' | 'false' | undefined },
  today: string,
): List => ({
  pk: asked.issue === undefined ? keys.outcomes : keys.outcomesOf(asked.issue),
  conditions: [
    ...is('kind', asked.kind),
    ...is('status', asked.status),
    ...(asked.overdue === undefined
      ? []
      : [{ attribute: 'dueBy', test: asked.overdue === 'true' ? 'before' : 'notBefore', value: today } as const]),
  ],
});

/** Which documents are there: of a process, else at all? */
export const allDocuments = (asked: { process?: Text; kind?: Text }): List => ({
  pk: asked.process === undefined ? keys.documents : keys.documentsOf(asked.process),
  conditions: is('kind', asked.kind),
});

/** Which figures did an institution publish, or all of them, for a year? */
export const allCaseloads = (asked: { institution?: Text; year?: Text }): List => ({
  pk: keys.caseloads,
  ...(asked.institution !== undefined && { start: `${asked.institution}#` }),
  conditions:
    asked.year === undefined
      ? []
      : [
          { attribute: 'earliest', test: 'upTo', value: `${asked.year}-12-31` },
          { attribute: 'latest', test: 'from', value: `${asked.year}-01-01` },
        ],
});

/** Which days has the ledger? */
export const theDaysOfTheLedger = (): List => ({ pk: keys.ledger, conditions: [] });

/** What was the root of this day? */
export const theDay = (date: string): { pk: string; sk: string } => ({ pk: keys.ledger, sk: date });

/** Which is the newest day of the ledger? */
export const theNewestDay = (): Question => ({ pk: keys.ledger, conditions: [], descending: true, limit: 1 });

/** Which leaves stand together with this one, if it is in the tree at all? */
export const theLeavesUpTo = (root: string, leaf: string): Question => ({
  pk: keys.ledgerLeaves(root),
  range: { from: '0', upTo: leaf },
  conditions: [],
  descending: true,
  limit: 1,
});

/** What are the roots of all its rows of leaves? */
export const theTopsOf = (root: string): { pk: string; sk: string } => ({ pk: keys.ledgerLeaves(root), sk: keys.tops });

/** Which snapshots stand? */
export const theSnapshots = (): List => ({ pk: keys.snapshots, conditions: [] });

/** What is in this snapshot, or why is it gone? */
export const theSnapshot = (hash: string): { pk: string; sk: string } => ({
  pk: keys.snapshot(hash),
  sk: keys.snapshotItself,
});

/** What changed, after the entry of this number in a generation of the log? */
export const theChanges = (generation: string, number: number, limit: number): Question => ({
  pk: keys.changes,
  range: { from: keys.changesNumber(generation, number + 1), upTo: keys.changesNumber(generation, number + limit) },
  conditions: [],
  limit,
});

/** What changed last, in a generation of the log? */
export const theNewestChanges = (generation: string): List => ({
  pk: keys.changes,
  start: keys.changesOf(generation),
  conditions: [],
});
