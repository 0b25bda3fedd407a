/**
 * UCDP: a peace process is a process, an agreement a document with an outcome, an actor a party. A dyad's or conflict's year is
 * no negotiation: its row brings the parties of the two sides, and nothing else.
 */
import type { Document } from '../domain/document.ts';
import type { Issue } from '../domain/issues.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Process } from '../domain/process.ts';
import type { Source } from '../domain/source.ts';
import { fold } from '../projection/fold.ts';
import { lineIn, listIn, textIn } from './cell.ts';
import { dateIn, dateOr, spanOf } from './date-cell.ts';
import { kindByTitle } from './document-kind.ts';
import { type Context, type Format, originOf, rowsOf, sourceOf, type Tables } from './format.ts';
import { type PartyBook, partyBook } from './party-book.ts';
import { at, type Piece, type Row } from './row.ts';
import { byGw } from './state.ts';
import { thirdPartiesIn } from './third-party.ts';
import { actorIn, isOutsider, ownActors, ownParty } from './ucdp-actor.ts';

const agreementSet = 'UCDP Peace Agreement Dataset';
const actorSet = 'UCDP Actor Dataset';
const publisher = 'Uppsala Conflict Data Program';
const comma = /,/;

const issueColumns: readonly [column: string, issue: Issue][] = [
  ['cease', 'ceasefire'],
  ['pris', 'detainees'],
  ['return', 'refugees'],
  ['pol_prov', 'political-process'],
];

const stageOf: Readonly<Record<string, NonNullable<Document['stage']>>> = {
  1: 'comprehensive',
  2: 'partial',
  3: 'pre-negotiation',
};

const versionIn = (rows: readonly Row[], release: string | undefined): string =>
  release ?? (lineIn(rows[0]?.cells.version ?? rows[0]?.cells.Version) || 'version not stated');

/** The actors of an agreement with their names. Names have commas too: they are paired only where their number fits. */
const actorsIn = (
  { cells }: Row,
  names: ReadonlyMap<string, string>,
): { code: string; name: string; sure: boolean }[] => {
  const codes = listIn(cells.actor_id, comma);
  const written = listIn(cells.actor_name, comma);
  // What is left of the cell when the names that are known are taken out is the name of the one that is not.
  const unknown = codes.filter((code) => !names.has(code));
  const left = codes
    .flatMap((code) => names.get(code) ?? [])
    .sort((one, other) => other.length - one.length)
    .reduce((text, name) => text.replace(name, ''), lineIn(cells.actor_name))
    .replace(/^[\s,]+|[\s,]+$/g, '');
  return codes.map((code, index) => {
    const paired = codes.length === written.length ? written[index] : undefined;
    const name = names.get(code) ?? paired ?? (unknown.length === 1 && left !== '' ? left : undefined);
    return { code, name: name ?? `UCDP actor ${code}`, sure: name !== undefined };
  });
};

/** A text of any length folded word by word, so that a name is found in it as a whole. */
const folded = (text: string | undefined): string =>
  ` ${(text ?? '')
    .split(/\s+/)
    .map(fold)
    .filter((word) => word !== '')
    .join(' ')} `;

type Agreement = { row: Row; document: Document; outcome: Outcome; states: number; notes: string[] };

const unsigned = /\b(no signatures?|not signed|has no signatures)\b/i;

const agreementOf = (
  row: Row,
  book: PartyBook,
  names: ReadonlyMap<string, string>,
  version: string,
  source: Source,
): Agreement => {
  const { cells } = row;
  const paid = lineIn(cells.paid);
  const title = lineIn(cells.pa_name);
  const date = dateOr(cells.pa_date) ?? '/';
  const notes: string[] = [];
  const dyads = folded(cells.dyad_name);
  const actors = actorsIn(row, names).map(({ code, name, sure }) => {
    const { id, note } = actorIn(book, code, name);
    if (note) notes.push(note);
    if (!sure) notes.push(`Actor ${code} has no name in these files`);
    return { id, name, isSide: dyads.includes(folded(name)) || !isOutsider(name) };
  });
  const found = actors.filter(({ isSide }) => isSide);
  if (found.length === 0) notes.push('No actor stands in dyad_name: all are taken for parties to the agreement');
  const sides = [...new Set((found.length > 0 ? found : actors).map(({ id }) => id))];
  const others = [...new Set(actors.map(({ id }) => id))].filter((id) => !sides.includes(id));
  const thirdParties = thirdPartiesIn(book, others, cells.pa_3rd ?? '', [
    cells.c_3rd ?? '',
    cells.pa_sign ?? '',
  ]).filter(({ party }) => !sides.includes(party));
  if (textIn(cells.pa_3rd) !== '' && book.namedIn(textIn(cells.pa_3rd)).length === 0) {
    notes.push(`Third parties are named in words that no party was found by: ${lineIn(cells.pa_3rd).slice(0, 120)}`);
  }
  const signed = textIn(cells.pa_sign);
  const isAgreed = signed === '' || unsigned.test(signed);
  const until = lineIn(cells.ended) === 'True' ? dateOr(cells.duration) : undefined;
  const issues = issueColumns.filter(([column]) => lineIn(cells[column]) === '1').map(([, issue]) => issue);
  const url = textIn(cells.linktofulltextagreement).split(/\s/)[0] ?? '';
  const stage = stageOf[lineIn(cells.pa_type)];
  const sources = [/^https?:\/\/[^\s/]\S*$/.test(url) ? { ...source, url } : source];
  const process = `ucdp-${lineIn(cells.procID)}`;
  const document: Document = {
    id: `ucdp-pa-${paid}`,
    type: 'document',
    process,
    kind: kindByTitle(title, 'agreement'),
    ...(stage && { stage }),
    title: { en: title },
    date,
    status: until !== undefined ? 'terminated' : isAgreed ? 'adopted' : 'signed',
    ...(until !== undefined && { effect: { until } }),
    signatures: sides.map((party) => ({ party, action: isAgreed ? 'agreed' : 'signed', date })),
    ...(thirdParties.length > 0 && { thirdParties }),
    ...(issues.length > 0 && { issues }),
    identifiers: { ucdp: [paid] },
    sources,
    claims: [
      {
        at: '/signatures',
        kind: 'inferred',
        source: 's1',
        remark: { en: 'Taken from the actors of the row; the persons stand in the words of the source.' },
      },
      ...(thirdParties.length > 0
        ? [
            {
              at: '/thirdParties',
              kind: 'inferred' as const,
              source: 's1',
              remark: { en: 'Taken from the actors of the row and from the words in which it names third parties.' },
            },
          ]
        : []),
    ],
    origin: [originOf(agreementSet, version, paid, row)],
  };
  const outcome: Outcome = {
    id: `ucdp-pa-${paid}-outcome`,
    type: 'outcome',
    process,
    kind: 'agreement',
    ...(issues.length > 0 && { issues }),
    date,
    summary: { en: title },
    documents: [document.id],
    positions: sides.map((party) => ({ party, position: 'agrees' })),
    identifiers: { ucdp: [paid] },
    sources,
    origin: [
      { dataset: agreementSet, version, file: row.file, key: paid, values: { pa_name: cells.pa_name ?? title } },
    ],
  };
  return { row, document, outcome, states: actors.filter(({ name }) => /^Government of/i.test(name)).length, notes };
};

const processOf = (procId: string, agreements: readonly Agreement[], source: Source): Process => {
  const cells = agreements.map(({ row }) => row.cells);
  const conflicts = [...new Set(cells.map((one) => lineIn(one.conflict_name)))];
  const countries = cells.flatMap((one) => listIn(one.gwno, comma).flatMap((gw) => byGw.get(gw)?.iso3 ?? []));
  return {
    id: `ucdp-${procId}`,
    type: 'process',
    name: { en: `${conflicts.join('; ')} (UCDP peace process ${procId})` },
    level: agreements.some(({ states }) => states > 1) ? 'international' : 'national',
    countries: [...new Set(countries)].sort(),
    period: spanOf(agreements.map(({ document }) => document.date)),
    status: 'concluded',
    identifiers: { ucdp: [procId] },
    sources: [source],
    claims: [
      { at: '/status', kind: 'unverified', remark: { en: 'The data set does not say whether the process goes on.' } },
      {
        at: '/period',
        kind: 'inferred',
        source: 's1',
        remark: { en: 'From the first to the last agreement in the data set.' },
      },
    ],
  };
};

/** A row that only says who the two sides were. */
const sidesPiece = (book: PartyBook, row: Row, sides: readonly { code: string; name: string }[]): Piece => {
  const found = sides.map(({ code, name }) => actorIn(book, code, name));
  const made = book.made();
  const notes = found.flatMap(({ note }) => note ?? []);
  if (made.length > 0) return { rows: [at(row)], records: made, notes };
  return { known: at(row), record: `party#${found.at(-1)?.id}`, reason: [...notes, 'is a party already'].join('; ') };
};

/** An actor's row: its own party with the row as origin, or the party that stands for it already. */
const actorPiece = (book: PartyBook, row: Row, code: string, name: string, version: string): Piece => {
  const { id, note } = actorIn(book, code, name, row.cells);
  const made = book.made();
  const notes = note === undefined ? [] : [note];
  const own = ownParty(code, name, row.cells);
  if (id === own.id) {
    const source = sourceOf(actorSet, version, publisher, 'https://ucdp.uu.se/downloads/');
    const record = { ...own, sources: [source], origin: [originOf(actorSet, version, code, row)] };
    return { rows: [at(row)], records: [record], notes };
  }
  if (made.length > 0) return { rows: [at(row)], records: made, notes };
  return { known: at(row), record: `party#${id}`, reason: [...notes, 'is a party already'].join('; ') };
};

const sidesIn = ({ cells }: Row, named: ReadonlyMap<string, string>): { code: string; name: string }[] =>
  (['a', 'b'] as const).flatMap((side) => {
    const codes = listIn(cells[`side_${side}_id`], comma);
    const names = listIn(cells[`side_${side}`], comma);
    const [only] = codes;
    if (codes.length === 1 && only !== undefined) return [{ code: only, name: lineIn(cells[`side_${side}`]) }];
    return codes.map((code, index) => ({
      code,
      name: named.get(code) ?? (names.length === codes.length ? names[index] : undefined) ?? `UCDP actor ${code}`,
    }));
  });

const isNumber = (text: string): boolean => /^\d{1,9}$/.test(text);

async function* read(tables: Tables, { parties, release }: Context): AsyncIterable<Piece> {
  const book = partyBook(parties, ownActors);
  const names = new Map<string, string>();
  const actors = await rowsOf(tables.actors);
  for (const row of actors) {
    const code = lineIn(row.cells.ActorId);
    const name = lineIn(row.cells.NameData);
    if (!isNumber(code)) yield { refused: at(row), column: 'ActorId', reason: 'is not the number of an actor' };
    else if (names.has(code)) yield { refused: at(row), column: 'ActorId', reason: 'is the number of another row' };
    else if (name === '') yield { refused: at(row), column: 'NameData', reason: 'is empty' };
    else {
      names.set(code, name);
      yield actorPiece(book, row, code, name, versionIn(actors, release));
    }
  }

  const rows = await rowsOf(tables.agreements);
  const version = versionIn(rows, release);
  const source = sourceOf(agreementSet, version, publisher, 'https://ucdp.uu.se/downloads/');
  // An actor that one row names is the same in a row that does not: else who it is would depend on which row came first.
  for (const row of rows) {
    for (const { code, name, sure } of actorsIn(row, names)) if (sure && !names.has(code)) names.set(code, name);
  }
  const processes = new Map<string, Agreement[]>();
  const seen = new Set<string>();
  for (const row of rows) {
    const { cells } = row;
    const date = dateIn(cells.pa_date);
    const paid = lineIn(cells.paid);
    const procId = lineIn(cells.procID);
    if (!isNumber(paid)) yield { refused: at(row), column: 'paid', reason: 'is not the number of an agreement' };
    else if (seen.has(paid)) yield { refused: at(row), column: 'paid', reason: 'is the number of another row' };
    else if (!isNumber(procId)) yield { refused: at(row), column: 'procID', reason: 'is not the number of a process' };
    else if ('fault' in date) yield { refused: at(row), column: 'pa_date', reason: date.fault };
    else if (lineIn(cells.pa_name) === '') yield { refused: at(row), column: 'pa_name', reason: 'is empty' };
    else {
      seen.add(paid);
      processes.set(procId, [...(processes.get(procId) ?? []), agreementOf(row, book, names, version, source)]);
    }
  }
  for (const party of book.made()) yield { rows: [], records: [party] };
  for (const table of [...(tables.dyads ?? []), ...(tables.conflicts ?? [])]) {
    for await (const row of table.rows()) {
      const sides = sidesIn(row, names);
      if (sides.length === 0 || sides.some(({ code }) => !isNumber(code))) {
        yield { refused: at(row), column: 'side_a_id', reason: 'names no actor by its number' };
      } else yield sidesPiece(book, row, sides);
    }
  }
  for (const [procId, agreements] of processes) {
    yield { rows: [], records: [processOf(procId, agreements, source)] };
  }
  for (const { row, document, outcome, notes } of [...processes.values()].flat()) {
    yield { rows: [at(row)], records: [document, outcome], notes };
  }
}

export const ucdp: Format = {
  name: 'ucdp',
  says: 'UCDP peace agreements, actors, dyads and conflicts, any of them',
  files: [
    { name: 'agreements', headings: ['paid', 'actor_id', 'pa_name', 'pa_date', 'pa_sign', 'pa_3rd', 'procID'] },
    { name: 'actors', headings: ['ActorId', 'NameData', 'NameOrig', 'Org'] },
    { name: 'dyads', headings: ['dyad_id', 'conflict_id', 'side_a_id', 'side_b_id', 'year'] },
    { name: 'conflicts', headings: ['conflict_id', 'side_a_id', 'side_b_id', 'year', 'cumulative_intensity'] },
  ],
  read,
};
