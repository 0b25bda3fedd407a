/**
 * Environmental treaties (IEADB, R. Mitchell): a treaty is a document, what a state did about it and when are signatures. The
 * ratification table of the UNFCCC, where it is given along, is a second source on that one treaty.
 */
import type { Document } from '../domain/document.ts';
import type { Party } from '../domain/party.ts';
import type { Claim, Source } from '../domain/source.ts';
import { codeIn, lineIn, slugOf, textIn } from './cell.ts';
import { dateIn, dateOr } from './date-cell.ts';
import { type Context, type Format, originOf, rowsOf, sourceOf, type Tables } from './format.ts';
import { type PartyBook, partyBook } from './party-book.ts';
import { at, type Piece, type Row } from './row.ts';
import { byIso3 } from './state.ts';

const dataset = 'International Environmental Agreements Database (IEADB)';
const climate = 'UNFCCC ratification status';
const own = 'ieadb-party-';
const convention = 'UNFCCC_1992A';

type Kind = Document['kind'];
type Signature = NonNullable<Document['signatures']>[number];

/** The document kind by the type that the file gives, looked for in this order. */
const kinds: readonly [words: RegExp, kind: Kind][] = [
  [/^Amendment|Modifying/i, 'amendment'],
  [/^Protocol/i, 'protocol'],
  [/Exchange of (notes|letters)/i, 'exchange-of-notes'],
  [/Memorandum/i, 'memorandum'],
  [/Declaration/i, 'declaration'],
];

const kindOf = (type: string): Kind => kinds.find(([words]) => words.test(type))?.[1] ?? 'treaty';

export const documentId = (treaty: string): string => `ieadb-${slugOf(treaty, 70)}`;

/** The party of a code of the file: a state, or a party of its own for the few codes that are none. */
const partyIn = (book: PartyBook, code: string): { id: string; note?: string } => {
  const state = byIso3.get(code);
  if (state) return { id: book.state(state) };
  const party: Party = {
    id: `${own}${slugOf(code)}`,
    type: 'party',
    kind: 'other',
    name: { en: code },
    identifiers: { ieadb: [code] },
    note: 'The data set has this code, and no name for it.',
  };
  const found = book.find({ scheme: 'ieadb', code, party });
  return { id: found.id, note: `${JSON.stringify(code)} is no code of a state: it stands as a party of its own` };
};

const dateColumns = ['stateSignature', 'Rat', 'Force', 'End'] as const;

const faultIn = ({ cells }: Row, columns: readonly string[]): { column: string; reason: string } | undefined => {
  for (const column of columns) {
    const read = dateIn(cells[column]);
    if ('fault' in read) return { column, reason: read.fault };
  }
  return undefined;
};

/** What a party did, each once; `inferred` are places that the file only lets one conclude. */
type Deeds = { signatures: Signature[]; inferred: string[] };

const deedsIn = (party: string, { cells }: Row, term: string | undefined): Deeds => {
  const made = (action: Signature['action'], cell: string | undefined): Signature[] => {
    const date = dateOr(cell);
    return date === undefined ? [] : [{ party, action, date }];
  };
  const end = dateOr(cells.End);
  // Where the treaty ended that day for all, nobody left it.
  const left = end !== undefined && end !== term;
  return {
    signatures: [
      ...made('signed', cells.stateSignature),
      ...made('ratified', cells.Rat),
      ...made('in-force', cells.Force),
      ...(left ? made('withdrew', cells.End) : []),
    ],
    inferred: left ? [`/signatures/${party}.withdrew`] : [],
  };
};

const actionOf: Readonly<Record<string, Signature['action']>> = {
  Ratification: 'ratified',
  Accession: 'acceded',
  Approval: 'approved',
  Acceptance: 'approved',
};
const became = 'Ratification-Acceptance-Accession-Approval-Succession';

/** The second source on the convention: it says how a state became a party, and may give other days. */
const refine = (
  book: PartyBook,
  row: Row,
  known: readonly Signature[],
): { signatures: Signature[]; claims: Claim[] } => {
  const { cells } = row;
  const code = lineIn(cells.Code);
  const eu: Party = { id: 'eu', type: 'party', kind: 'intergovernmental-organization', name: { en: 'European Union' } };
  const party = code === 'EUU' ? book.find({ party: eu }).id : partyIn(book, code).id;
  const action = actionOf[lineIn(cells.Kind)] ?? 'ratified';
  const date = dateOr(cells[became]);
  const signed = dateOr(cells.Signature);
  const mine = known.filter((one) => one.party === party);
  const differs = (of: Signature['action'], value: string | undefined): Claim[] => {
    const adopted = mine.filter((one) => one.action === of);
    return value === undefined || adopted.length === 0 || adopted.some((one) => one.date === value)
      ? []
      : [{ at: `/signatures/${party}.${of}/date`, kind: 'differs', value, source: 's2' }];
  };
  const all = mine.filter((one) => one.action === 'ratified');
  const ratified = all.find((one) => one.date === date) ?? all[0];
  const signatures = mine.map((one) => (one === ratified ? { ...one, action } : one));
  const added: Signature[] = [
    ...(signed !== undefined && !mine.some((one) => one.action === 'signed')
      ? [{ party, action: 'signed' as const, date: signed }]
      : []),
    ...(date !== undefined && !ratified ? [{ party, action, date }] : []),
  ];
  const claims = [
    ...differs('signed', signed),
    ...differs('ratified', date).map((claim) => ({ ...claim, at: `/signatures/${party}.${action}/date` })),
  ];
  return { signatures: [...known.filter((one) => one.party !== party), ...signatures, ...added], claims };
};

const stands: Readonly<Record<string, number>> = {
  signed: 0,
  approved: 1,
  ratified: 1,
  acceded: 1,
  'in-force': 2,
  withdrew: 3,
};

/** The same signatures once each, party by party, in the order of what a state does. */
const inOrder = (signatures: readonly Signature[]): Signature[] => {
  const once = new Map(signatures.map((one) => [`${one.party} ${one.action} ${one.date}`, one]));
  const key = ({ party = '', action, date = '' }: Signature) => `${party} ${stands[action] ?? 9} ${date}`;
  return [...once.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
};

type Treaty = { id: string; row: Row | undefined; parties: Row[]; climate: Row[] };

const documentOf = (
  treaty: Treaty,
  book: PartyBook,
  version: string,
  sources: { first: Source; second: Source },
): { document: Document; notes: string[] } => {
  const { id, row, parties, climate: ratifications } = treaty;
  const cells = row?.cells ?? {};
  const term = dateOr(cells.Term);
  const inferred = new Set<string>();
  const notes = new Set<string>();
  let signatures: Signature[] = [];
  for (const one of parties) {
    const party = partyIn(book, lineIn(one.cells.stateID));
    if (party.note) notes.add(party.note);
    const deeds = deedsIn(party.id, one, term);
    signatures.push(...deeds.signatures);
    for (const place of deeds.inferred) inferred.add(place);
  }
  signatures = inOrder(signatures);
  const claims: Claim[] = [];
  for (const one of ratifications) {
    const refined = refine(book, one, signatures);
    signatures = refined.signatures;
    claims.push(...refined.claims);
  }
  // Without a row of its own a treaty has the day on which its parties' rows say that it was signed.
  const signed = dateOr(cells.Signature) ?? dateOr(parties[0]?.cells.Signature);
  const begin = signed ?? dateOr(cells.Begin) ?? '/';
  const from = dateOr(cells.Force);
  const title = lineIn(cells.Title);
  if (title === '') notes.add(`No row of the agreements is ${id}: it has no title but its id`);
  const url = textIn(cells.TextURL).split(/\s/)[0] ?? '';
  const document: Document = {
    id: documentId(id),
    type: 'document',
    kind: kindOf(lineIn(cells.TypeAgree)),
    title: { en: title === '' ? id : title },
    date: begin,
    status: term !== undefined ? 'terminated' : from !== undefined ? 'in-force' : 'signed',
    ...((from !== undefined || term !== undefined) && {
      effect: { ...(from !== undefined && { from }), ...(term !== undefined && { until: term }) },
    }),
    issues: ['environment'],
    signatures: inOrder(signatures),
    identifiers: { ieadb: [id] },
    sources: [
      /^https?:\/\/[^\s/]\S*$/.test(url) ? { ...sources.first, url } : sources.first,
      ...(ratifications.length > 0 ? [sources.second] : []),
    ],
    claims: [
      ...[...inferred].map((place) => ({
        at: place,
        kind: 'inferred' as const,
        source: 's1',
        remark: { en: 'The data set has an end for this party, and not how it came.' },
      })),
      ...claims,
    ],
    origin: [
      ...(row ? [originOf(dataset, version, id, row)] : []),
      ...parties.map((one) => originOf(dataset, version, `${id} ${lineIn(one.cells.stateID)}`, one)),
      ...ratifications.map((one) => originOf(climate, 'version not stated', `${id} ${lineIn(one.cells.Code)}`, one)),
    ],
  };
  return { document, notes: [...notes] };
};

const newestOf = (rows: readonly Row[]): string =>
  rows.map(({ cells }) => codeIn(cells.Version) ?? '').reduce((a, b) => (a > b ? a : b), '') || 'version not stated';

async function* read(tables: Tables, { parties, release }: Context): AsyncIterable<Piece> {
  const book = partyBook(parties, own);
  const agreements = await rowsOf(tables.agreements);
  const version = release ?? newestOf(agreements);
  const sources = {
    first: sourceOf(dataset, version, 'iea.uoregon.edu'),
    second: { ...sourceOf(climate, 'version not stated', 'unfccc.int'), id: 's2' },
  };
  const treaties = new Map<string, Treaty>();
  const treatyOf = (id: string): Treaty => {
    const found = treaties.get(id) ?? { id, row: undefined, parties: [], climate: [] };
    treaties.set(id, found);
    return found;
  };
  for (const row of agreements) {
    const id = lineIn(row.cells.treatyID);
    const fault = faultIn(row, ['Begin', 'Signature', 'Force', 'Term']);
    if (documentId(id) === 'ieadb-') yield { refused: at(row), column: 'treatyID', reason: 'is no id' };
    else if (treaties.has(id)) {
      yield { refused: at(row), column: 'treatyID', reason: `is the id of another row: ${treaties.get(id)?.row?.row}` };
    } else if (fault) yield { refused: at(row), ...fault };
    else treatyOf(id).row = row;
  }
  for (const row of await rowsOf(tables.parties)) {
    const id = lineIn(row.cells.treatyID);
    const fault = faultIn(row, [...dateColumns, 'Signature']);
    if (documentId(id) === 'ieadb-') yield { refused: at(row), column: 'treatyID', reason: 'is no id' };
    else if (lineIn(row.cells.stateID) === '') yield { refused: at(row), column: 'stateID', reason: 'is empty' };
    else if (fault) yield { refused: at(row), ...fault };
    else treatyOf(id).parties.push(row);
  }
  const parent = treaties.get(convention);
  for (const row of await rowsOf(tables.ratifications)) {
    const fault = faultIn(row, ['Signature', became]);
    if (!parent)
      yield { refused: at(row), column: 'Code', reason: `stands for ${convention}, which the other files have not` };
    else if (fault) yield { refused: at(row), ...fault };
    else parent.climate.push(row);
  }
  for (const treaty of treaties.values()) {
    const { document, notes } = documentOf(treaty, book, version, sources);
    yield { rows: [], records: book.made() };
    const rows = [...(treaty.row ? [treaty.row] : []), ...treaty.parties, ...treaty.climate];
    yield { rows: rows.map(at), records: [document], notes };
  }
}

export const ieadb: Format = {
  name: 'ieadb',
  says: 'environmental treaties: agreements, their parties, and with them the ratifications of the UNFCCC',
  files: [
    { name: 'agreements', headings: ['treatyID', 'Title', 'Signature', 'Force', 'TypeAgree'], needed: true },
    { name: 'parties', headings: ['stateID', 'treatyID', 'stateSignature', 'Rat', 'Force', 'End'], needed: true },
    { name: 'ratifications', headings: ['Code', 'Name', 'Signature', became, 'Kind'] },
  ],
  read,
};
