/**
 * MEND mediation events, from the published list of columns: an event is a round of kind consultation. Half of the events name no
 * process, so the talks about each conflict country are one, and that is said. Event ids change between releases.
 */
import type { Party } from '../domain/party.ts';
import type { Process } from '../domain/process.ts';
import type { Participation, Round } from '../domain/round.ts';
import { codeIn, lineIn, listIn, slugOf, slugOfName, textIn } from './cell.ts';
import { dateOf, spanOf } from './date-cell.ts';
import { type Context, type Format, originOf, rowsOf, sourceOf, type Tables } from './format.ts';
import { type PartyBook, partyBook } from './party-book.ts';
import { at, type Piece, type Row } from './row.ts';
import { byIso3, stateNamed } from './state.ts';

const dataset = 'Mediation Event and Negotiators Database (MEND)';
const own = 'mend-party-';
const semicolon = /;/;

const partyIn = (
  book: PartyBook,
  name: string,
  code: string | undefined,
): { id: string; note?: string } | undefined => {
  const state = stateNamed(lineIn(name).replace(/^government of (the )?/i, ''));
  if (state) return { id: book.state(state) };
  const slug = slugOfName(name);
  if (slug === '') return undefined;
  const party: Party = {
    id: `${own}${slug}`,
    type: 'party',
    kind: 'other',
    name: { en: lineIn(name) },
    ...(code !== undefined && { identifiers: { mend: [code] } }),
  };
  return book.find({ ...(code !== undefined && { scheme: 'mend', code }), party });
};

/** The parties of a cell. Numbers beside them count only where there are as many. */
const partiesIn = (
  book: PartyBook,
  names: string | undefined,
  codes: string | undefined,
  notes: string[],
): string[] => {
  const listed = listIn(names, semicolon);
  const numbers = listIn(codes, semicolon);
  const ids = listed.flatMap((name, index) => {
    const code = numbers.length === listed.length ? codeIn(numbers[index]) : undefined;
    const found = partyIn(book, name, code);
    if (!found) return [];
    if (found.note) notes.push(found.note);
    return [found.id];
  });
  return [...new Set(ids)];
};

const placeIn = ({ cells }: Row): Round['place'] => {
  const [name] = listIn(cells['med_location - MULTISELECT'], semicolon);
  if (name === undefined || /^virtual$/i.test(name)) return undefined;
  const country = stateNamed(lineIn(cells.med_loc_cty))?.iso3 ?? byIso3.get(lineIn(cells.med_loc_cty))?.iso3;
  const [longitude, latitude] = [codeIn(cells.med_loc_x), codeIn(cells.med_loc_y)].map(Number);
  const isPlaced =
    longitude !== undefined && latitude !== undefined && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  return {
    name: { en: name },
    ...(country !== undefined && { country }),
    ...(isPlaced && { coordinates: [longitude, latitude] as [number, number] }),
  };
};

type Event = { row: Row; country: string; round: Round; notes: string[] };

const eventOf = (row: Row, id: string, country: string, period: string, book: PartyBook, version: string): Event => {
  const { cells } = row;
  const notes: string[] = [];
  const third = partiesIn(book, cells.third_party, cells.third_party_id_MEND, notes);
  const local = partiesIn(book, cells.local_parties, cells.local_party_id, notes).filter(
    (party) => !third.includes(party),
  );
  const isVirtual = /virtual/i.test(lineIn(cells['med_location - MULTISELECT']));
  const place = placeIn(row);
  const participations: Participation[] = [
    ...third.map((party): Participation => ({ party, roles: ['third-party'], attendance: 'attended' })),
    ...local.map((party): Participation => ({ party, roles: ['party'], attendance: 'attended' })),
  ];
  const summary = textIn(cells.Summary);
  const agreement = codeIn(cells.agmt_id_PAX);
  const url = listIn(cells.source_urls, /[;\s]/).find((text) => /^https?:\/\/[^\s/]\S*$/.test(text));
  if (codeIn(cells.conflict_id) === undefined) {
    notes.push(`The row names no process: it stands in the one of all talks about ${country}`);
  }
  if (agreement !== undefined) notes.push(`It led to PA-X agreement ${agreement}`);
  const round: Round = {
    id: `mend-${slugOf(id, 60)}`,
    type: 'round',
    process: `mend-${slugOf(country, 60)}`,
    kind: 'consultation',
    label: { en: `Mediation event ${id}` },
    period,
    status: 'held',
    mode: isVirtual ? 'online' : 'unknown',
    ...(lineIn(cells.shuttle) === '1' && { contact: 'indirect' }),
    ...(place && { place }),
    ...(summary !== '' && { summary: { en: summary } }),
    ...(participations.length > 0 && { participations }),
    identifiers: { mend: [id], ...(agreement !== undefined && { pax: listIn(agreement, semicolon) }) },
    sources: [sourceOf(dataset, version, 'MEND', url)],
    origin: [originOf(dataset, version, id, row)],
  };
  return { row, country, round, notes };
};

const processOf = (country: string, events: readonly Event[], version: string): Process => {
  const state = stateNamed(country);
  return {
    id: `mend-${slugOf(country, 60)}`,
    type: 'process',
    name: { en: `Mediation events about ${country}` },
    level: 'international',
    method: ['mediation'],
    ...(state && { countries: [state.iso3] }),
    period: spanOf(events.map(({ round }) => round.period)),
    status: 'active',
    note: 'Made by the import, one for each conflict country: half of the events of the data set name no process.',
    sources: [sourceOf(dataset, version, 'MEND')],
    claims: [{ at: '/status', kind: 'unverified', remark: { en: 'The data set does not say whether talks go on.' } }],
  };
};

async function* read(tables: Tables, { parties, release }: Context): AsyncIterable<Piece> {
  const book = partyBook(parties, own);
  const version = release ?? 'version not stated';
  const countries = new Map<string, Event[]>();
  const seen = new Set<string>();
  for (const row of await rowsOf(tables.events)) {
    const { cells } = row;
    const id = lineIn(cells.med_event_ID);
    const country = lineIn(cells.conflict_country);
    const period = dateOf(cells.Year ?? '', cells.Month ?? '', cells.Day ?? '');
    const refuse = (column: string, reason: string): Piece => ({ refused: at(row), column, reason });
    if (slugOf(id) === '') yield refuse('med_event_ID', 'is no id');
    else if (seen.has(slugOf(id))) yield refuse('med_event_ID', 'is the id of another row');
    else if (slugOf(country) === '') yield refuse('conflict_country', 'is empty');
    else if ('fault' in period) yield refuse('Year', period.fault);
    else {
      seen.add(slugOf(id));
      const event = eventOf(row, id, country, 'date' in period ? period.date : '/', book, version);
      countries.set(country, [...(countries.get(country) ?? []), event]);
    }
  }
  for (const party of book.made()) yield { rows: [], records: [party] };
  for (const [country, events] of countries) yield { rows: [], records: [processOf(country, events, version)] };
  for (const { row, round, notes } of [...countries.values()].flat())
    yield { rows: [at(row)], records: [round], notes };
}

export const mend: Format = {
  name: 'mend',
  says: 'MEND mediation events; say which release with --release, for the files do not',
  files: [
    { name: 'events', headings: ['med_event_ID', 'conflict_country', 'third_party', 'Year', 'Month'], needed: true },
  ],
  read,
};
