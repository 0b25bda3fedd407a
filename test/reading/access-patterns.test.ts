/** Every question of docs/access-patterns.md is asked of DynamoDB, and costs what the table there says. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { treeOf } from '../../functions/sealing/close.ts';
import { leafOf } from '../../functions/sealing/tree.ts';
import { encodeRow, sizeOf } from '../../functions/store/row.ts';
import * as view from '../../functions/store/view.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import { baseOf } from '../../shared/projection/audience.ts';
import * as keys from '../../shared/projection/keys.ts';
import { type Filters, noNames, type Row } from '../../shared/projection/row.ts';
import { type Door, doorOver, listed, nobody, site } from './door.ts';

const shown = 5;
const inList = 12;

const two = (number: number): string => String(number).padStart(2, '0');
const days = Array.from({ length: inList }, (_, index) => `2017-06-${two(index + 1)}`);

/** A list of twelve rows of about 1 KB, every third of which the filters of a test find. */
const list = (pk: string, found: Filters = {}, start = ''): Row[] =>
  days.map((day, index) => ({
    pk,
    sk: `${start}${keys.sortKey(day, day, 'round', `r${two(index)}`)}`,
    body: { id: `r${two(index)}`, name: { en: `Name ${index}` }, text: 'x'.repeat(900 + index) },
    names: noNames,
    filters: { earliest: day, latest: day, ...(index % 3 === 0 && found) },
  }));

const logRow = (sk: string, body: JsonObject): Row => ({ pk: keys.changes, sk, body, names: noNames, filters: {} });
const item = { type: 'round', issues: ['ceasefire'], parties: [], partyCount: 0, disputed: [] };

const only = (pk: string, sk: string): Row => ({
  pk,
  sk,
  body: { id: sk, text: 'x'.repeat(9000) },
  names: noNames,
  filters: {},
});

const process = 'astana-syria';
const party = 'kaz';
const timelineOfParty = keys.timelineOf('party', party);
const carried = (pk: string, id: string): Row => ({
  pk,
  sk: keys.sortKey('2017-01-01', '2017', 'round', id),
  body: { id, text: 'x'.repeat(900) },
  names: noNames,
  filters: { earliest: '2017-01-01', latest: '2018-12-31' },
});
const carriedUnder = (list: string): Row[] => [
  carried(keys.carriedMonth(list, '2017-06'), 'm'),
  carried(keys.carriedYear(list, '2017'), 'y'),
  carried(keys.carriedOpen(list), 'z'),
];

const rowsBy = {
  text: [
    {
      ...only(keys.single('document', 'd1'), keys.textIn('kk')),
      file: { document: 'd1', sha256: '0'.repeat(64), mediaType: 'application/pdf' as const, fileName: 'a.pdf' },
    },
  ],
  record: [only(keys.single('outcome', 'o1'), keys.self), only(keys.single('party', 'silent'), keys.self)],
  mergedParty: [{ ...only(keys.single('party', 'old'), keys.moved), body: { type: 'party', id: 'kaz' } }],
  merged: ['old', 'r1'].map((id) => ({
    ...only(keys.single('outcome', id), keys.moved),
    body: { type: 'outcome', id: 'o1' },
  })),
  releasedForm: [
    only(keys.releasedForm('outcome', 'edited'), keys.self),
    only(keys.releasedForm('outcome', 'edited'), keys.inside),
    only(keys.single('outcome', 'edited'), keys.self),
  ],
  round: [
    only(keys.single('round', 'r1'), keys.self),
    only(keys.single('round', 'r1'), `${keys.inRound.outcome}2017`),
    only(keys.single('round', 'r1'), `${keys.inRound.document}2017`),
  ],
  largeRound: [
    only(keys.single('round', 'large'), keys.self),
    ...days.map((day) => ({
      ...only(keys.single('round', 'large'), `${keys.inRound.document}${day}`),
      body: { text: 'x'.repeat(99_000) },
    })),
    only(keys.single('round', 'large'), `${keys.inRound.outcome}2017`),
  ],
  roundOutcomes: list(keys.single('round', 'busy'), {}, keys.inRound.outcome),
  timeline: list(keys.timeline),
  feed: list(keys.timelineOf('issue', 'ceasefire')).map((row) => ({ ...row, body: { ...row.body, ...item } })),
  timelineOfParty: list(timelineOfParty, { kind: 'main' }),
  timelineOfProcess: list(keys.timelineOf('process', process)),
  timelineOnIssue: list(keys.timelineOf('issue', 'land')),
  timelineInRole: list(keys.timelineOf('issue', 'labour'), { roles: ['host'] }),
  carried: carriedUnder(timelineOfParty),
  changes: [
    logRow(keys.changesHead, { generation: '0'.repeat(16), number: inList }),
    ...days.map((day, index) =>
      logRow(keys.changesNumber('0'.repeat(16), index + 1), {
        number: index + 1,
        type: 'process',
        id: `changed-${index}`,
        became: 'changed',
        day,
        // The newest is a release of its day, and so a correction.
        ...(index === days.length - 1 && { release: { number: 2, at: `${day}T09:00:00.000Z` } }),
        text: 'x'.repeat(600),
      }),
    ),
  ],
  changed: days.map((_, index) => ({
    ...only(keys.single('process', `changed-${index}`), keys.self),
    body: { name: { en: `Process ${index}` } },
  })),
  corrected: days.map((_, index) => ({
    ...only(keys.correctionOf('process', `changed-${index}`), keys.correction),
    body: { release: 2, places: [], more: 1 },
  })),
  processes: list(keys.processes),
  processRounds: list(keys.processRounds(process)),
  processMatrix: list(keys.processMatrix(process)),
  rounds: list(keys.rounds),
  parties: list(keys.partiesIn('kk'), { kind: 'bloc' }),
  names: list(keys.partyNames, {}, 'kaz'),
  otherNames: list(keys.partyNames, {}, 'rus'),
  partyRounds: list(keys.partyRounds(party), { roles: ['host'] }),
  partyOutcomes: list(keys.partyOutcomes(party), { with: ['rus', 'kaz'], positions: ['agrees'], status: 'full' }),
  partyDocuments: list(keys.partyDocuments(party), { actions: ['signed'] }),
  outcomes: list(keys.outcomes, { dueBy: '2026-11-22' }),
  outcomesOnIssue: list(keys.outcomesOf('land')),
  carriedOutcomes: carriedUnder(keys.outcomesOf('land')),
  documents: list(keys.documents, { kind: 'treaty' }),
  documentsOfProcess: list(keys.documentsOf(process)),
  caseloads: list(keys.caseloads, { earliest: '2019-01-01', latest: '2019-12-31' }, 'kz-apk#'),
  otherCaseloads: list(keys.caseloads, {}, 'kz-courts#'),
};

/** A ledger over some records and many others: the rows that are read for one of them. */
const bare = { names: noNames, filters: {} };
const inLedger = ['first', 'second', 'third'].map((id) => ({ id, hash: leafOf({ id }) }));
const tree = treeOf(
  [...inLedger.map(({ hash }) => hash), ...Array.from({ length: 600 }, (_, index) => leafOf(index))].map((hash) => ({
    key: hash,
    hash,
    kept: hash,
  })),
);
const treeRow = ({ sk, body }: { sk: string; body: string }): Row => ({
  pk: keys.ledgerLeaves(tree.root),
  sk,
  body: JSON.parse(body),
  ...bare,
});
const ledgerDay: Row = {
  pk: keys.ledger,
  sk: '2026-11-23',
  body: { date: '2026-11-23', root: tree.root, size: 603 },
  ...bare,
};
const inclusionOf = (id: string): Row[] => [
  { pk: keys.single('caseload', id), sk: keys.self, body: { id }, ...bare },
  ledgerDay,
  ...tree.pages
    .filter(({ sk, body }) => sk === keys.tops || inLedger.some((one) => one.id === id && body.includes(one.hash)))
    .map(treeRow),
];

const hash = '5'.repeat(64);
const snapshotRows: Row[] = [
  { pk: keys.snapshots, sk: `2026-11-23#${hash}`, body: { hash }, ...bare },
  { ...rowsBy.text[0], pk: keys.snapshot(hash), sk: keys.snapshotItself, body: { date: '2026-11-23' }, ...bare },
];

/** What is asked for each row of the table, and the rows that its cost is counted in. */
const scenarios: { [test: string]: { address: string; rows: Row[]; after?: true; at?: 'analyst'; status?: number } } = {
  'the text of a document': { address: '/documents/d1/texts/kk', rows: rowsBy.text, status: 303 },
  'a record': { address: '/outcomes/o1', rows: rowsBy.record.slice(0, 1) },
  oembed: {
    address: `/oembed?url=${encodeURIComponent(`${site}/en/outcomes/o1`)}`,
    rows: rowsBy.record.slice(0, 1),
  },
  'a list by what was merged': { address: '/timeline?party=old', rows: rowsBy.mergedParty, status: 308 },
  'oembed of a merged record': {
    address: `/oembed?url=${encodeURIComponent(`${site}/en/outcomes/r1`)}`,
    rows: [...rowsBy.merged.slice(1), ...rowsBy.record.slice(0, 1)],
  },
  'a merged record': { address: '/outcomes/old', rows: rowsBy.merged.slice(0, 1), status: 308 },
  'a released form': { address: '/outcomes/edited/released', rows: rowsBy.releasedForm, at: 'analyst' },
  'a round': { address: '/rounds/r1', rows: rowsBy.round },
  'a large round': { address: '/rounds/large', rows: rowsBy.largeRound },
  'outcomes of a round': { address: '/rounds/busy/outcomes', rows: rowsBy.roundOutcomes },
  timeline: { address: '/timeline', rows: rowsBy.timeline },
  'timeline as a feed': { address: '/timeline.json?issue=ceasefire&order=asc', rows: rowsBy.feed },
  'timeline of a party': { address: '/timeline?party=kaz', rows: rowsBy.timelineOfParty },
  'timeline of a process': { address: '/timeline?process=astana-syria', rows: rowsBy.timelineOfProcess },
  'timeline on an issue': { address: '/timeline?issue=land', rows: rowsBy.timelineOnIssue },
  'timeline up to a day': { address: '/timeline?party=kaz&to=2017-06-05', rows: rowsBy.timelineOfParty },
  'timeline from a month': {
    address: '/timeline?party=kaz&from=2017-06',
    rows: [...rowsBy.carried, ...rowsBy.timelineOfParty],
  },
  'timeline from a month, further on': {
    address: '/timeline?party=kaz&from=2017-06',
    rows: rowsBy.timelineOfParty.slice(2),
    after: true,
  },
  'timeline of a kind': { address: '/timeline?party=kaz&kind=main', rows: rowsBy.timelineOfParty },
  'timeline in a role': { address: '/timeline?issue=labour&role=host', rows: rowsBy.timelineInRole },
  'counts of a timeline': { address: '/timeline/counts?party=kaz', rows: rowsBy.timelineOfParty },
  changes: { address: '/changes', rows: rowsBy.changes },
  'newest changes': { address: '/changes/newest?from=2017-06', rows: rowsBy.changes.slice(1) },
  'newest changes, corrected': { address: '/changes/newest?from=2017-06', rows: rowsBy.changes.slice(1) },
  processes: { address: '/processes', rows: rowsBy.processes },
  'rounds of a process': { address: '/processes/astana-syria/rounds', rows: rowsBy.processRounds },
  'matrix of a process': { address: '/processes/astana-syria/matrix', rows: rowsBy.processMatrix },
  'an empty list': { address: '/parties/silent/rounds', rows: rowsBy.record.slice(1) },
  rounds: { address: '/rounds', rows: rowsBy.rounds },
  parties: { address: '/parties?lang=kk', rows: rowsBy.parties },
  'parties of a kind': { address: '/parties?lang=kk&kind=bloc', rows: rowsBy.parties },
  'parties by name': { address: '/parties?name=Kaz', rows: rowsBy.names },
  'rounds of a party': { address: '/parties/kaz/rounds', rows: rowsBy.partyRounds },
  'rounds of a party in a role': { address: '/parties/kaz/rounds?role=host', rows: rowsBy.partyRounds },
  'outcomes of a party': { address: '/parties/kaz/outcomes', rows: rowsBy.partyOutcomes },
  'outcomes of a party with another': {
    address: '/parties/kaz/outcomes?with=rus&position=agrees&status=full',
    rows: rowsBy.partyOutcomes,
  },
  'documents of a party': { address: '/parties/kaz/documents', rows: rowsBy.partyDocuments },
  'documents that a party signed': { address: '/parties/kaz/documents?action=signed', rows: rowsBy.partyDocuments },
  outcomes: { address: '/outcomes', rows: rowsBy.outcomes },
  'outcomes on an issue': { address: '/outcomes?issue=land', rows: rowsBy.outcomesOnIssue },
  'outcomes from a month': {
    address: '/outcomes?issue=land&from=2017-06',
    rows: [...rowsBy.carriedOutcomes, ...rowsBy.outcomesOnIssue],
  },
  'outcomes overdue': { address: '/outcomes?overdue=true', rows: rowsBy.outcomes },
  documents: { address: '/documents', rows: rowsBy.documents },
  'documents of a process': { address: '/documents?process=astana-syria', rows: rowsBy.documentsOfProcess },
  'documents of a kind': { address: '/documents?kind=treaty', rows: rowsBy.documents },
  caseloads: { address: '/caseloads', rows: rowsBy.caseloads },
  'caseloads of an institution': { address: '/caseloads?institution=kz-courts', rows: rowsBy.otherCaseloads },
  'days of the ledger': { address: '/ledger', rows: [ledgerDay] },
  'a day of the ledger': { address: '/ledger/2026-11-23', rows: [ledgerDay] },
  'an inclusion': { address: '/caseloads/first/inclusion', rows: inclusionOf('first') },
  'an inclusion among others': { address: '/caseloads/second/inclusion', rows: inclusionOf('second') },
  'an inclusion under many': { address: '/caseloads/third/inclusion', rows: inclusionOf('third') },
  snapshots: { address: '/snapshots', rows: snapshotRows.slice(0, 1) },
  'a snapshot': { address: `/snapshots/${hash}`, rows: snapshotRows.slice(1) },
  'caseloads of a year': { address: '/caseloads?institution=kz-apk&year=2019', rows: rowsBy.caseloads },
};

const table = readFileSync(new URL('../../docs/access-patterns.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (---|Question)/.test(line))
  .map((line) => {
    const [question = '', , name = '', cost = '', title = ''] = line
      .split(' | ')
      .map((cell) => cell.replaceAll('|', '').trim());
    return { question, name: name.replaceAll('`', ''), cost, title };
  });

/** `1 Query, 1 GetItem: page` as commands and what is paid for. */
const costOf = (text: string): { commands: string[]; paid: string } => {
  const [calls = '', paid = ''] = text.split(': ');
  const commands = calls.split(', ').flatMap((call) => {
    const [times, what] = call.split(' ');
    const one = what === 'Queries' ? 'Query' : what?.replace(/s$/, '');
    return Array<string>(Number(times)).fill(`${one}Command`);
  });
  return { commands, paid };
};

// Eventually consistent: half a unit for every 4 KB begun, and for each call that found nothing, which DynamoDB Local omits.
const unitsOf = (rows: readonly Row[]): number =>
  Math.ceil(rows.reduce((sum, row) => sum + sizeOf(encodeRow(row, nobody)), 0) / 4096) / 2;

let door: Door;
let within: Door;
beforeAll(async () => {
  door = await doorOver('public');
  within = await doorOver('analyst');
  await within.put(rowsBy.releasedForm);
  await door.put(Object.values(rowsBy).flat());
  const inclusions = inLedger.flatMap(({ id }) => inclusionOf(id).slice(0, 1));
  await door.put([...inclusions, ledgerDay, ...snapshotRows, ...tree.pages.map(treeRow)]);
});

describe('the table of access patterns', () => {
  test('has a test for every row, and a row for every test', () => {
    expect(table.map(({ title }) => title).sort()).toEqual(Object.keys(scenarios).sort());
  });

  test('names every question that functions/store/view.ts can ask', () => {
    const { viewReader: _reader, ...questions } = view;
    expect([...new Set(table.map(({ name }) => name))].sort()).toEqual(Object.keys(questions).sort());
  });
});

describe('a reading costs what the table says', () => {
  test.each(table)('$title', async ({ title, cost }) => {
    const scenario = scenarios[title];
    if (!scenario) throw new Error(`${title} has no test`);
    const { address, rows, after, at: audience = 'public', status = 200 } = scenario;
    const asked = audience === 'public' ? door : within;
    const counts = address.startsWith('/timeline/counts');
    const paged =
      !counts &&
      /^\/\w+$|\/(rounds|matrix|outcomes|documents)$|\?/.test(address) &&
      !/\/[or]1$/.test(decodeURIComponent(address));
    const full = `${baseOf[audience]}${address}${paged ? `${address.includes('?') ? '&' : '?'}limit=${shown}` : ''}`;
    const first = await asked.app.request(full);
    const next = after && (await listed(first)).next;
    if (after) asked.calls();
    const response = next ? await asked.app.request(`${full}&cursor=${next}`) : first;
    expect(response.status).toBe(status);

    const { commands, paid } = costOf(cost);
    const calls = asked.calls();
    expect(calls.map(({ name }) => name)).toEqual(commands);
    const queries = calls.filter(({ name }) => name === 'QueryCommand');
    expect(queries.every(({ limit }) => typeof limit === 'number' && limit <= 1000)).toBe(true);

    const wanted = paid === 'page' ? rows.slice(0, shown) : rows;
    const examined = queries.reduce((sum, call) => sum + call.examined, 0);
    if (commands.includes('QueryCommand') && !commands.includes('GetItemCommand')) expect(examined).toBe(wanted.length);
    const capacity = calls.reduce((sum, call) => sum + call.capacity, 0);
    // Several calls begin a unit each.
    expect(capacity).toBeGreaterThanOrEqual(unitsOf(wanted));
    expect(capacity).toBeLessThanOrEqual(unitsOf(wanted) + (calls.length - 1) / 2);
  });

  test('a page that costs a page does not cost the list: the two are told apart here', () => {
    expect(unitsOf(rowsBy.timeline.slice(0, shown))).toBeLessThan(unitsOf(rowsBy.timeline));
  });
});
