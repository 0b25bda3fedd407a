/** The keys of the rows of a view: what the projection writes under, and the reading doors ask for. */
import type { RecordType } from '../domain/record-type.ts';

/**
 * A single record: the reply itself under `self`. A round has its outcomes and documents in the same partition, under
 * `c#<sort key>` and `b#<sort key>`, so that one Query answers with all of them.
 */
export const single = (type: RecordType, id: string): string => `${type}#${id}`;
export const self = 'a';
export const inRound = { document: 'b#', outcome: 'c#' } as const;

/**
 * What the public still reads of a record that was edited since its release, for those within alone: the public's form under
 * `self`, and the same content as those within read it under `inside`. In a partition of its own, so that a round is read without.
 */
export const releasedForm = (type: RecordType, id: string): string => `${single(type, id)}#released`;
export const inside = 'b';

/** What the newest release of a record corrected, in a partition of its own as well, where it is no record by itself. */
export const correctionOf = (type: RecordType, id: string): string => `${single(type, id)}#correction`;
export const correction = 'k';

/**
 * What is restricted and of a process that names a team stands in partitions of that process alone, which nobody else asks: so
 * their pages, cursors and counts are as if it were not there. Who is of which teams stands under each of their members.
 */
export const ofTeam = (process: string, pk: string): string => `team#${process}#${pk}`;
export const teamsOf = (sub: string): string => `member#${sub}`;

/** Of a record that was merged: into which. In its own partition, where there is nothing else of it. */
export const moved = 'm';

/** The texts of a document, in the same partition as the document: one by its language. */
export const textIn = (language: string): string => `t#${language}`;

/** Lists in date order. Those that are asked `from` and `to` have carried rows too. */
export const timeline = 'timeline';
export const timelineOf = (leading: 'party' | 'process' | 'issue', id: string): string => `timeline#${leading}#${id}`;
export const partyRounds = (id: string): string => `party#${id}#rounds`;
export const partyOutcomes = (id: string): string => `party#${id}#outcomes`;
export const partyDocuments = (id: string): string => `party#${id}#documents`;
export const processes = 'processes';
export const processRounds = (id: string): string => `process#${id}#rounds`;
export const processMatrix = (id: string): string => `process#${id}#matrix`;
export const rounds = 'rounds';
export const documents = 'documents';
export const documentsOf = (process: string): string => `documents#process#${process}`;
export const outcomes = 'outcomes';
export const outcomesOf = (issue: string): string => `outcomes#issue#${issue}`;

/** Caseloads by institution and period: `<institution>#<sort key>`. */
export const caseloads = 'caseloads';

/** Parties by name in a language's own order, and by the folded start of any name: `<folded>#<id>`. */
export const partiesIn = (language: string): string => `parties#${language}`;
export const partyNames = 'party-names';
export const listLanguages = ['en', 'ru', 'kk'] as const;
export type ListLanguage = (typeof listLanguages)[number];

/**
 * The days of the ledger by date, and the leaves of a day's tree, some in a row under the first of them, by the tree's root; in
 * the public view alone. The row with the roots of all others comes after every leaf.
 */
export const ledger = 'ledger';
export const ledgerLeaves = (root: string): string => `${ledger}#${root}`;
export const tops = '~';

/** Where a list keeps once more the rows that last past a month's end (design, section 6, overlap). */
export const carriedMonth = (list: string, month: string): string => `${list}#month#${month}`;
export const carriedYear = (list: string, year: string): string => `${list}#year#${year}`;
export const carriedOpen = (list: string): string => `${list}#open`;

/** The day that stands for a date of which nothing is known: before every day, so that such rows come first. */
export const unknownDay = '0000-00-00';

/** Order of a list: earliest day, then the date's text, type, id, and the place within the record. */
export const sortKey = (day: string, text: string, type: string, id: string, at = ''): string =>
  `${day}#${text}#${type}#${id}${at && `#${at}`}`;

/**
 * Snapshots, in the public view alone: those that stand by their day; each under its hash, with the records in it, some in a
 * row under the first of them; and those that were withdrawn and have no successor yet.
 */
export const snapshots = 'snapshots';
export const snapshot = (hash: string): string => `snapshot#${hash}`;
export const snapshotItself = 'manifest';
export const snapshotRecords = 'b#';
export const snapshotsAwaited = 'snapshots#awaited';

/** The log of what changed: its head, and the entries of a generation under their numbers. */
export const changes = 'changes';
export const changesHead = 'head';
export const changesOf = (generation: string): string => `${generation}#`;
export const changesNumber = (generation: string, number: number): string =>
  `${changesOf(generation)}${String(number).padStart(12, '0')}`;
