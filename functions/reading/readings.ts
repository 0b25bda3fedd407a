/** What each reading answers: from what was asked to the list, the record or the round that it is about. */

import type { Erratum } from '../../shared/contract/erratum.ts';
import type { ProblemName } from '../../shared/contract/problem.ts';
import { readings, textPath } from '../../shared/contract/reading.ts';
import type { RecordType, Ref } from '../../shared/domain/record-type.ts';
import { isLanguage } from '../../shared/domain/text.ts';
import { fold } from '../../shared/projection/fold.ts';
import { moved } from '../../shared/projection/keys.ts';
import * as ask from '../store/view.ts';
import { listBody, roundBody, singleBody } from './body.ts';
import { cursorOf, keyOf, type Reading } from './cursor.ts';
import { filtersGone, goneFrom, type Moved, movedBy, secretsIn } from './moved.ts';
import { readNames } from './names.ts';
import { isWithin, type Page, readPage, type Turn } from './page.ts';
import { type ParameterFault, type Parsed, parserOf } from './parameters.ts';
import { readRound } from './round.ts';

/** The restricted records that a reply shows, if any, and whether it is of one record or of a list. */
type Shown = { secrets?: readonly Ref[]; what?: 'record' | 'list' | 'text' };

/**
 * What a reading comes to: the body of a reply, JSON unless it says of which media type, and where it goes on if it is not
 * said in it, with the restricted records that it shows; the key of a file; what is to be asked for instead, for it was merged;
 * something that is not there; parameters at fault; or what it is refused for.
 */
export type Found =
  | ({ body: string; mediaType?: string; next?: string | undefined } & Shown)
  | ({ file: string } & Shown)
  | Moved
  | { absent: true }
  | { faults: ParameterFault[] }
  | { refused: ProblemName; erratum?: Erratum };

/** Where a reading looks, and when. */
export type Sight = { audience: string; view: ask.ViewReader; now: () => Date };

/** A reading: `:id` in its path is given as `id`, else it is empty; `part` is which text or file of it, where the path says. */
export type Answering = (sight: Sight, id: string, query: string, part?: string) => Promise<Found>;

type Paged = {
  limit: number;
  cursor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  order?: 'asc' | 'desc';
};

/** What is answered where there is nothing. */
export const absent: Found = { absent: true };
export const badCursor: Found = { faults: [{ parameter: 'cursor', detail: 'is not one that this reading gave' }] };

const single =
  (type: RecordType, parse: (query: string) => Parsed<unknown>): Answering =>
  async ({ view }, id, query) => {
    const parsed = parse(query);
    if (!parsed.ok) return parsed;
    const row = await view.one(ask.theRecord(type, id));
    if (!row) return (await goneFrom(view, type, id)) ?? absent;
    return { body: singleBody(row), secrets: secretsIn([row]), what: 'record' };
  };

const text: Answering = async ({ view }, id, query, language = '') => {
  const parsed = parserOf(readings['/documents/:id'])(query);
  if (!parsed.ok) return parsed;
  const row = isLanguage(language) ? await view.one(ask.theTextOfADocument(id, language)) : undefined;
  if (row?.object === undefined) return (await goneFrom(view, 'document', id)) ?? absent;
  return { file: row.object, secrets: secretsIn([row]), what: 'text' };
};

const round: Answering = async ({ view }, id, query) => {
  const parsed = parserOf(readings['/rounds/:id'])(query);
  if (!parsed.ok) return parsed;
  const rows = await readRound(view, id);
  const body = roundBody(rows);
  const gone = rows.find(({ sk }) => sk === moved);
  if (body === undefined) return (gone && movedBy(gone)) ?? absent;
  return { body, secrets: secretsIn(rows), what: 'record' };
};

/** How a list is read: which, by which way of turning pages, and of which record it is a part. */
type Listing<Asked> = {
  path: string;
  parse: (query: string) => Parsed<Asked>;
  list: (asked: Asked, id: string, today: string) => ask.List;
  page?: (view: ask.ViewReader, list: ask.List, turn: Turn, asked: Asked) => Promise<Page>;
  of?: RecordType;
};

const listing =
  <Asked extends Paged>({ path, parse, list: listOf, page: read, of }: Listing<Asked>): Answering =>
  async ({ audience, view, now }, id, query) => {
    const parsed = parse(query);
    if (!parsed.ok) return parsed;
    const { asked } = parsed;
    const reading: Reading = { audience, path: path.replace(':id', id), filters: asked };
    const list = listOf(asked, id, now().toISOString().slice(0, 10));
    const after = asked.cursor === undefined ? undefined : keyOf(reading, asked.cursor);
    const { from, to, limit } = asked;
    const turn: Turn = { from, to, limit, after, descending: asked.order === 'desc' };
    if (asked.cursor !== undefined && (after === undefined || !isWithin(list, turn, after)))
      return (await filtersGone(view, asked)) ?? badCursor;
    const { rows, next } = read ? await read(view, list, turn, asked) : await readPage(view, list, turn);
    // Something without rows and something that is not there look alike in its list.
    if (of && rows.length === 0 && after === undefined && !(await view.one(ask.theRecord(of, id)))) {
      return (await goneFrom(view, of, id)) ?? absent;
    }
    const gone = rows.length === 0 ? await filtersGone(view, asked) : undefined;
    if (gone) return gone;
    const body = listBody(rows, next === undefined ? null : cursorOf(reading, next));
    return { body, secrets: secretsIn(rows), what: 'list' };
  };

const partyParameters = parserOf(readings['/parties']);

const parties = listing({
  path: '/parties',
  parse: (query) => {
    const parsed = partyParameters(query);
    if (!parsed.ok || parsed.asked.name === undefined || fold(parsed.asked.name) !== '') return parsed;
    return { ok: false, faults: [{ parameter: 'name', detail: 'has neither letter nor digit' }] };
  },
  list: (asked) => (asked.name === undefined ? ask.allParties(asked) : ask.thePartiesNamed(fold(asked.name), asked)),
  page: (view, list, turn, { name, lang }) =>
    name === undefined ? readPage(view, list, turn) : readNames(view, list, { ...turn, lang }),
});

/** A list and its path. */
export const listAt = <Asked extends Paged>(
  path: string,
  parse: (query: string) => Parsed<Asked>,
  list: Listing<Asked>['list'],
  of?: RecordType,
): [string, Answering] => [path, listing({ path, parse, list, ...(of && { of }) })];

/** Readings by their paths. */
export type Answers = readonly (readonly [path: string, answer: Answering])[];

/** Every reading that is answered in JSON of our own. */
export const answers: Answers = [
  listAt('/timeline', parserOf(readings['/timeline']), (asked) => ask.theTimeline(asked)),
  listAt('/processes', parserOf(readings['/processes']), ask.allProcesses),
  ['/processes/:id', single('process', parserOf(readings['/processes/:id']))],
  listAt(
    '/processes/:id/rounds',
    parserOf(readings['/processes/:id/rounds']),
    (_asked, id) => ask.theRoundsOfAProcess(id),
    'process',
  ),
  listAt(
    '/processes/:id/matrix',
    parserOf(readings['/processes/:id/matrix']),
    (_asked, id) => ask.theMatrixOfAProcess(id),
    'process',
  ),
  listAt('/rounds', parserOf(readings['/rounds']), ask.allRounds),
  ['/rounds/:id', round],
  listAt(
    '/rounds/:id/outcomes',
    parserOf(readings['/rounds/:id/outcomes']),
    (_asked, id) => ask.theOutcomesOfARound(id),
    'round',
  ),
  ['/parties', parties],
  ['/parties/:id', single('party', parserOf(readings['/parties/:id']))],
  listAt(
    '/parties/:id/rounds',
    parserOf(readings['/parties/:id/rounds']),
    (asked, id) => ask.theRoundsOfAParty(id, asked),
    'party',
  ),
  listAt(
    '/parties/:id/outcomes',
    parserOf(readings['/parties/:id/outcomes']),
    (asked, id) => ask.theOutcomesOfAParty(id, asked),
    'party',
  ),
  listAt(
    '/parties/:id/documents',
    parserOf(readings['/parties/:id/documents']),
    (asked, id) => ask.theDocumentsOfAParty(id, asked),
    'party',
  ),
  listAt('/outcomes', parserOf(readings['/outcomes']), (asked, _id, today) => ask.allOutcomes(asked, today)),
  ['/outcomes/:id', single('outcome', parserOf(readings['/outcomes/:id']))],
  listAt('/documents', parserOf(readings['/documents']), (asked) => ask.allDocuments(asked)),
  ['/documents/:id', single('document', parserOf(readings['/documents/:id']))],
  [textPath, text],
  listAt('/caseloads', parserOf(readings['/caseloads']), (asked) => ask.allCaseloads(asked)),
  ['/caseloads/:id', single('caseload', parserOf(readings['/caseloads/:id']))],
];
