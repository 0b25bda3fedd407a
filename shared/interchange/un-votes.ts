/**
 * Roll calls of the UN General Assembly (the files of the package `unvotes`; data by E. Voeten): a session is a round, a roll
 * call an outcome of kind vote, each vote a position. A state without a row took no position, and none is invented.
 */
import { type Issue, issueTerms } from '../domain/issues.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Party } from '../domain/party.ts';
import type { Process } from '../domain/process.ts';
import type { Round } from '../domain/round.ts';
import type { Source } from '../domain/source.ts';
import { lineIn, slugOf } from './cell.ts';
import { dateIn, spanOf } from './date-cell.ts';
import { type Context, type Format, originOf, rowsOf, sourceOf, type Tables } from './format.ts';
import { type PartyBook, partyBook } from './party-book.ts';
import { at, type Piece, type Row, type RowAt } from './row.ts';
import { byIso2 } from './state.ts';

const dataset = 'UN General Assembly roll calls (unvotes)';
const own = 'un-member-';
const process = 'un-general-assembly';

const positionOf: Readonly<Record<string, 'supports' | 'opposes' | 'abstains'>> = {
  yes: 'supports',
  no: 'opposes',
  abstain: 'abstains',
};

const issueOf: Readonly<Record<string, Issue>> = {
  me: 'palestinian-question',
  nu: 'nuclear-weapons',
  di: 'disarmament',
  hr: 'human-rights',
  co: 'colonialism',
  ec: 'economic-development',
};

/** The session of a roll call: by its symbol where that names a special one, whatever the column says. */
type Session = { id: string; number: number; kind: 'regular' | 'special' | 'emergency' };

const sessionOf = (session: string, symbol: string): Session | undefined => {
  const emergency = /^(?:ESS\/|A\/RES\/ES-)(\d+)/.exec(symbol)?.[1];
  if (emergency) return { id: `un-ga-es-${emergency}`, number: Number(emergency), kind: 'emergency' };
  const special = /^(?:SS\/|A\/RES\/S-)(\d+)/.exec(symbol)?.[1];
  if (special) return { id: `un-ga-s-${special}`, number: Number(special), kind: 'special' };
  return /^[1-9]\d{0,3}$/.test(session)
    ? { id: `un-ga-${session}`, number: Number(session), kind: 'regular' }
    : undefined;
};

const ordinal = (n: number): string => {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
};

const labelOf = ({ number, kind }: Session): Round['label'] => {
  const words = {
    regular: ['session', 'сессия', 'сессия'],
    special: ['special session', 'специальная сессия', 'арнайы сессия'],
    emergency: ['emergency special session', 'чрезвычайная специальная сессия', 'төтенше арнайы сессия'],
  }[kind];
  return { en: `${ordinal(number)} ${words[0]}`, ru: `${number}-я ${words[1]}`, kk: `${number}-${words[2]}` };
};

type RollCall = {
  row: Row;
  rcid: string;
  session: Session;
  date: string;
  issues: Issue[];
  issueRows: RowAt[];
  notes: string[];
};

/**
 * How far the days of each session can be taken at their word. In the sessions up to 51 no day is above 7, in some later ones
 * hardly any: what stands there is no day of the month.
 */
const trustOf = (rows: readonly Row[]): ((session: string) => 'day' | 'doubt' | 'month') => {
  const days = new Map<string, { all: number; early: number }>();
  for (const { cells } of rows) {
    const count = days.get(cells.session ?? '') ?? { all: 0, early: 0 };
    count.all += 1;
    if (Number((cells.date ?? '').slice(8, 10)) <= 7) count.early += 1;
    days.set(cells.session ?? '', count);
  }
  return (session) => {
    const { all, early } = days.get(session) ?? { all: 0, early: 0 };
    if (all < 10) return 'day';
    if (early === all) return 'month';
    return early / all > 0.65 ? 'doubt' : 'day';
  };
};

const dated = (date: string, trust: 'day' | 'doubt' | 'month'): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || trust === 'day') return date;
  return trust === 'month' ? date.slice(0, 7) : `${date}?`;
};

const readRollCalls = (rows: readonly Row[]): { calls: Map<string, RollCall>; refused: Piece[] } => {
  const trust = trustOf(rows);
  const calls = new Map<string, RollCall>();
  const refused: Piece[] = [];
  for (const row of rows) {
    const { cells } = row;
    const refuse = (column: string, reason: string) => refused.push({ refused: at(row), column, reason });
    const rcid = lineIn(cells.rcid);
    const symbol = lineIn(cells.unres);
    const session = sessionOf(lineIn(cells.session), symbol);
    const date = dateIn(cells.date);
    if (!/^\d{1,9}$/.test(rcid)) refuse('rcid', 'is not the number of a roll call');
    else if (calls.has(rcid)) refuse('rcid', `is the number of another row: ${calls.get(rcid)?.row.row}`);
    else if (!session) refuse('session', 'is not the number of a session');
    else if ('fault' in date) refuse('date', date.fault);
    else {
      const known = 'date' in date ? date.date : '/';
      const read = dated(known, trust(cells.session ?? ''));
      const notes = [
        ...(read === known ? [] : [`The day ${known} is kept as ${read}: in this session hardly any day is above 7`]),
        ...(session.kind === 'regular'
          ? []
          : [
              `${symbol} belongs to the ${labelOf(session).en}, and not to session ${lineIn(cells.session)} as the file has it`,
            ]),
      ];
      calls.set(rcid, { row, rcid, session, date: read, issues: [], issueRows: [], notes });
    }
  }
  return { calls, refused };
};

/** The last words of some descriptions are those of another column: they begin at a tab. */
const described = (cell: string | undefined): string =>
  lineIn((cell ?? '').split('\t')[0])
    .replace(/[\\"]+$/, '')
    .trim();

type Ballot = { row: Row; party: string; vote: 'supports' | 'opposes' | 'abstains' };

const outcomeOf = (call: RollCall, version: string, source: Source, ballots: readonly Ballot[]): Outcome => {
  const { row, rcid, session, date, issues } = call;
  const { cells } = row;
  const long = described(cells.descr);
  const title = described(cells.short) || long || `Roll call ${rcid}`;
  const count = (vote: Ballot['vote']) => ballots.filter((ballot) => ballot.vote === vote).length;
  const tally = { yes: count('supports'), no: count('opposes'), abstain: count('abstains') };
  const symbol = lineIn(cells.unres);
  const subject = cells.amend === '1' ? 'amendment' : cells.para === '1' ? 'paragraph' : 'whole';
  const first = ballots[0]?.row;
  return {
    id: `un-rc-${rcid}`,
    type: 'outcome',
    process,
    round: session.id,
    kind: 'vote',
    ...(issues.length > 0 && { issues: issueTerms.filter((term) => issues.includes(term)) }),
    date,
    summary: { en: title },
    ...(long !== '' && long !== title && { remark: { en: long } }),
    ...(ballots.length > 0 && { positions: ballots.map(({ party, vote }) => ({ party, position: vote })) }),
    vote: { on: subject, ...(ballots.length > 0 && tally) },
    identifiers: { unvotes: [rcid], ...(symbol.startsWith('A/') && { unSymbol: [symbol] }) },
    sources: [source],
    origin: [
      originOf(dataset, version, rcid, row),
      ...(first
        ? [
            {
              dataset,
              version,
              file: first.file,
              key: rcid,
              values: Object.fromEntries(
                ballots.map(({ row: { cells: vote } }) => [vote.country ?? '', vote.vote ?? '']),
              ),
            },
          ]
        : []),
    ],
  };
};

/** States that are no more, and those of the file that have no code: parties of their own. */
const former = (name: string, code: string): Party => ({
  id: `${own}${slugOf(name)}`,
  type: 'party',
  kind: 'state',
  name: { en: name },
  ...(code !== '' && { identifiers: { unvotes: [code] } }),
});

const formerStates: ReadonlyMap<string, string> = new Map([
  ['CS', 'Czechoslovakia'],
  ['YU', 'Yugoslavia'],
  ['YD', "Yemen People's Republic"],
  ['DD', 'German Democratic Republic'],
]);
/** Since June 2006 the number that the file has as Yugoslavia is that of Serbia. */
const serbiaSince = '2006-06-05';

type Voter = { id: string; note?: string };

/** The party that a country code of the votes means on a day; undefined for no code of ours. NA is Namibia. */
const voterOf = (book: PartyBook, code: string, date: string): Voter | undefined => {
  const state = byIso2.get(code);
  if (state) return { id: book.state(state) };
  const serbia = byIso2.get('RS');
  if (code === 'YU' && serbia && date >= serbiaSince) {
    return { id: book.state(serbia), note: 'YU is read as Serbia: there is no Yugoslavia on that day' };
  }
  const name = formerStates.get(code);
  return name === undefined ? undefined : book.find({ scheme: 'unvotes', code, party: former(name, code) });
};

const countryPiece = (book: PartyBook, row: Row): Piece => {
  const name = lineIn(row.cells.country);
  const code = lineIn(row.cells.country_code);
  if (name === '') return { refused: at(row), column: 'country', reason: 'is empty' };
  const state = byIso2.get(code);
  const id = state ? book.state(state) : book.find({ scheme: 'unvotes', code, party: former(name, code) }).id;
  const made = book.made();
  if (made.length > 0) return { rows: [at(row)], records: made };
  return { known: at(row), record: `party#${id}`, reason: 'is a party already' };
};

const processRecord = (period: string, source: Source): Process => ({
  id: process,
  type: 'process',
  name: {
    en: 'United Nations General Assembly',
    ru: 'Генеральная Ассамблея Организации Объединённых Наций',
    kk: 'Біріккен Ұлттар Ұйымының Бас Ассамблеясы',
  },
  level: 'international',
  numbering: 'official',
  status: 'active',
  period: `${period.split('/')[0]}/..`,
  sources: [source],
});

const roundRecord = (session: Session, period: string, source: Source): Round => ({
  id: session.id,
  type: 'round',
  process,
  kind: 'session',
  number: session.number,
  label: labelOf(session),
  period,
  status: 'held',
  note: 'The period is that of its first and last roll call in the data set.',
  sources: [source],
});

async function* read(tables: Tables, { parties, release }: Context): AsyncIterable<Piece> {
  const book = partyBook(parties, own);
  const rows = await rowsOf(tables.rollCalls);
  const { calls, refused } = readRollCalls(rows);
  yield* refused;
  const newest = [...calls.values()].map(({ row }) => row.cells.date ?? '').reduce((a, b) => (a > b ? a : b), '');
  const version = release ?? `to ${newest}`;
  const source = sourceOf(dataset, version, 'E. Voeten, Harvard Dataverse', 'https://doi.org/10.7910/DVN/LEJUQZ');

  for (const row of await rowsOf(tables.issues)) {
    const call = calls.get(lineIn(row.cells.rcid));
    const issue = issueOf[lineIn(row.cells.short_name)];
    if (!call) yield { refused: at(row), column: 'rcid', reason: 'is the number of no roll call' };
    else if (!issue) yield { refused: at(row), column: 'short_name', reason: 'is no issue of this data set' };
    else {
      if (!call.issues.includes(issue)) call.issues.push(issue);
      call.issueRows.push(at(row));
    }
  }
  for (const table of tables.countries ?? []) for await (const row of table.rows()) yield countryPiece(book, row);

  const periods = new Map<string, { session: Session; dates: string[] }>();
  for (const { session, date } of calls.values()) {
    const known = periods.get(session.id) ?? { session, dates: [] };
    known.dates.push(date);
    periods.set(session.id, known);
  }
  const all = spanOf([...calls.values()].map(({ date }) => date));
  yield { rows: [], records: [processRecord(all, source)] };
  for (const { session, dates } of periods.values()) {
    yield { rows: [], records: [roundRecord(session, spanOf(dates), source)] };
  }

  const voted = new Set<string>();
  const made = (call: RollCall, ballots: readonly Ballot[], notes: readonly string[]): Piece => ({
    rows: [at(call.row), ...call.issueRows, ...ballots.map(({ row }) => at(row))],
    records: [outcomeOf(call, version, source, ballots)],
    notes: [...call.notes, ...new Set(notes)],
    ...(ballots.length === 0 && { unlessThere: 'positions' }),
  });
  let call: RollCall | undefined;
  let ballots = new Map<string, Ballot>();
  let notes: string[] = [];
  for (const table of tables.votes ?? []) {
    for await (const row of table.rows()) {
      const rcid = lineIn(row.cells.rcid);
      if (rcid !== call?.rcid) {
        yield { rows: [], records: book.made() };
        if (call && ballots.size > 0) yield made(call, [...ballots.values()], notes);
        call = calls.get(rcid);
        ballots = new Map();
        notes = [];
      }
      if (!call) {
        yield { refused: at(row), column: 'rcid', reason: 'is the number of no roll call' };
        continue;
      }
      if (voted.has(rcid) && ballots.size === 0) {
        yield {
          refused: at(row),
          column: 'rcid',
          reason: 'stood further up too: the votes of a roll call stand together',
        };
        continue;
      }
      const voter = voterOf(book, lineIn(row.cells.country), call.row.cells.date ?? '');
      const vote = positionOf[lineIn(row.cells.vote)];
      if (!voter) yield { refused: at(row), column: 'country', reason: 'is the code of no state' };
      else if (!vote) yield { refused: at(row), column: 'vote', reason: 'is none of yes, no, abstain' };
      else if (ballots.has(voter.id))
        yield { refused: at(row), column: 'country', reason: 'has voted in this roll call' };
      else {
        voted.add(rcid);
        ballots.set(voter.id, { row, party: voter.id, vote });
        if (voter.note) notes.push(voter.note);
      }
    }
  }
  yield { rows: [], records: book.made() };
  if (call && ballots.size > 0) yield made(call, [...ballots.values()], notes);
  for (const other of calls.values()) if (!voted.has(other.rcid)) yield made(other, [], []);
}

export const unVotes: Format = {
  name: 'un-votes',
  says: 'roll calls of the UN General Assembly: roll calls, and with them their issues, countries and votes',
  files: [
    {
      name: 'rollCalls',
      headings: ['rcid', 'session', 'date', 'unres', 'amend', 'para', 'short', 'descr'],
      needed: true,
    },
    { name: 'issues', headings: ['rcid', 'short_name', 'issue'] },
    { name: 'countries', headings: ['country', 'country_code'] },
    { name: 'votes', headings: ['rcid', 'country', 'vote'] },
  ],
  read,
};
