/**
 * PA-X agreements (University of Edinburgh), from the published list of columns: an agreement is a document, `PP` its process.
 * `AgtId` stays the same through releases; the form of `Dat` does not.
 */
import type { Document } from '../domain/document.ts';
import type { Party } from '../domain/party.ts';
import type { Process } from '../domain/process.ts';
import { codeIn, lineIn, listIn, slugOf, slugOfName, textIn } from './cell.ts';
import { dateIn, spanOf } from './date-cell.ts';
import { kindByTitle } from './document-kind.ts';
import { type Context, type Format, originOf, rowsOf, sourceOf, type Tables } from './format.ts';
import { type PartyBook, partyBook } from './party-book.ts';
import { at, type Piece, type Row } from './row.ts';
import { byGw, byIso3 } from './state.ts';
import { thirdPartiesIn } from './third-party.ts';

const dataset = 'PA-X Peace Agreements Database';
const own = 'pax-party-';

const stageOf: Readonly<Record<string, NonNullable<Document['stage']>>> = {
  Pre: 'pre-negotiation',
  SubPar: 'partial',
  SubComp: 'comprehensive',
  Imp: 'implementation',
  Ren: 'renewal',
  Cea: 'ceasefire',
};

const levelOf = (type: string): Process['level'] => {
  if (/local/i.test(type)) return 'subnational';
  return /^inter(?!nal)/i.test(type) ? 'international' : 'national';
};

/** The parts of a text about parties: one a line or between semicolons. Commas stand in names and titles. */
const partsOf = (cell: string | undefined): string[] =>
  listIn(cell, /[;\n]/).map((part) => part.replace(/,$/, '').trim());

/** A part such as `For the Government of X: A. B., Minister` is the party that it begins with; the rest stays in `origin`. */
const nameIn = (part: string): string =>
  lineIn(part.split(':')[0])
    .replace(/^(for|on behalf of) (the )?/i, '')
    .replace(/[.,]+$/, '');

const partyIn = (book: PartyBook, part: string): { id: string; note?: string } | undefined => {
  const name = nameIn(part);
  const named = book.namedIn(name);
  const [only] = named;
  if (only && named.length === 1 && /^(the )?(government of|republic of|kingdom of)?/i.test(name) && name.length < 60) {
    return { id: only.id };
  }
  const slug = slugOfName(name);
  if (slug === '') return undefined;
  const party: Party = { id: `${own}${slug}`, type: 'party', kind: 'other', name: { en: name } };
  const found = book.find({ party });
  return { id: found.id, note: found.note ?? `${name} is a party by the words of the row alone` };
};

const unsigned = /\b(not signed|no signatures?|agreed to by|unsigned)\b/i;

type Agreement = { row: Row; document: Document; notes: string[] };

const countriesIn = ({ cells }: Row): string[] => {
  const codes = [codeIn(cells.Loc1ISO), codeIn(cells.Loc2ISO)].flatMap((code) =>
    code !== undefined && byIso3.has(code) ? [code] : [],
  );
  const numbers = [codeIn(cells.Loc1GWNO), codeIn(cells.Loc2GWNO)].flatMap((code) => byGw.get(code ?? '')?.iso3 ?? []);
  return [...new Set([...codes, ...numbers])].sort();
};

const processName = ({ cells }: Row): string => lineIn(cells.PPName) || lineIn(cells.Con) || 'Process without a name';

const agreementOf = (row: Row, date: string, book: PartyBook, release: string | undefined): Agreement => {
  const { cells } = row;
  const id = lineIn(cells.AgtId);
  const title = lineIn(cells.Agt);
  const version = release ?? (lineIn(cells.Ver) || 'version not stated');
  const url = [cells.PAX_Hyperlink, cells.PDF_Hyperlink]
    .map(textIn)
    .find((text) => /^https?:\/\/[^\s/]\S*$/.test(text));
  const notes: string[] = [];
  const parties = partsOf(cells.Part).flatMap((part) => {
    const found = partyIn(book, part);
    if (!found) return [];
    if (found.note) notes.push(found.note);
    return [found.id];
  });
  const isAgreed = unsigned.test(textIn(cells.Part));
  const thirdParties = thirdPartiesIn(book, [], textIn(cells.ThrdPart), []).filter(
    ({ party }) => !parties.includes(party),
  );
  if (textIn(cells.ThrdPart) !== '' && thirdParties.length === 0) {
    notes.push(`Third parties are named in words that no party was found by: ${lineIn(cells.ThrdPart).slice(0, 120)}`);
  }
  const stage = stageOf[lineIn(cells.Stage)];
  const ucdp = listIn(cells.UcdpAgr, /[;,]/).filter((code) => codeIn(code) !== undefined);
  const pam = listIn(cells.PamAgr, /[;,]/).filter((code) => codeIn(code) !== undefined);
  const document: Document = {
    id: `pax-${id}`,
    type: 'document',
    process: `pax-process-${lineIn(cells.PP)}`,
    kind: kindByTitle(title, 'agreement'),
    ...(stage && { stage }),
    title: { en: title },
    date,
    status: isAgreed ? 'adopted' : 'signed',
    signatures: [...new Set(parties)].map((party) => ({ party, action: isAgreed ? 'agreed' : 'signed', date })),
    ...(thirdParties.length > 0 && { thirdParties }),
    identifiers: { pax: [id], ...(ucdp.length > 0 && { ucdp }), ...(pam.length > 0 && { pam }) },
    sources: [sourceOf(dataset, version, 'peaceagreements.org', url)],
    claims: [
      ...(parties.length > 0
        ? [
            {
              at: '/signatures',
              kind: 'inferred' as const,
              source: 's1',
              remark: { en: 'Parties are taken from running text, which stands in the words of the source.' },
            },
          ]
        : []),
    ],
    origin: [originOf(dataset, version, id, row)],
  };
  return { row, document, notes };
};

const processOf = (id: string, agreements: readonly Agreement[], release: string | undefined): Process | undefined => {
  const [first] = agreements;
  if (!first) return undefined;
  const { cells } = first.row;
  const version = release ?? (lineIn(cells.Ver) || 'version not stated');
  const countries = [...new Set(agreements.flatMap(({ row }) => countriesIn(row)))].sort();
  return {
    id,
    type: 'process',
    name: { en: processName(first.row) },
    level: levelOf(lineIn(cells.Agtp)),
    ...(countries.length > 0 && { countries }),
    period: spanOf(agreements.map(({ document }) => document.date)),
    status: 'concluded',
    identifiers: { pax: [lineIn(cells.PP)] },
    sources: [sourceOf(dataset, version, 'peaceagreements.org')],
    claims: [
      { at: '/status', kind: 'unverified', remark: { en: 'The data set does not say whether the process goes on.' } },
    ],
  };
};

async function* read(tables: Tables, { parties, release }: Context): AsyncIterable<Piece> {
  const book = partyBook(parties, own);
  const processes = new Map<string, Agreement[]>();
  const seen = new Set<string>();
  for (const row of await rowsOf(tables.agreements)) {
    const { cells } = row;
    const id = lineIn(cells.AgtId);
    const date = dateIn(cells.Dat, 'day-first');
    const refuse = (column: string, reason: string): Piece => ({ refused: at(row), column, reason });
    if (!/^\d{1,9}$/.test(id)) yield refuse('AgtId', 'is not the number of an agreement');
    else if (seen.has(id)) yield refuse('AgtId', 'is the number of another row');
    else if (slugOf(lineIn(cells.PP)) === '') yield refuse('PP', 'names no process');
    else if (lineIn(cells.Agt) === '') yield refuse('Agt', 'is empty');
    else if ('fault' in date) yield refuse('Dat', date.fault);
    else {
      seen.add(id);
      const made = agreementOf(row, 'date' in date ? date.date : '/', book, release);
      const process = `pax-process-${slugOf(lineIn(cells.PP))}`;
      const document = { ...made.document, process };
      processes.set(process, [...(processes.get(process) ?? []), { ...made, document }]);
    }
  }
  for (const party of book.made()) yield { rows: [], records: [party] };
  for (const [id, agreements] of processes) {
    const process = processOf(id, agreements, release);
    if (process) yield { rows: [], records: [process] };
  }
  for (const { row, document, notes } of [...processes.values()].flat()) {
    yield { rows: [at(row)], records: [document], notes };
  }
}

export const pax: Format = {
  name: 'pax',
  says: 'PA-X peace agreements',
  files: [{ name: 'agreements', headings: ['PP', 'PPName', 'AgtId', 'Agt', 'Dat', 'Part', 'ThrdPart'], needed: true }],
  read,
};
