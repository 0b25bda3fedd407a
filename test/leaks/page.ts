/** The addresses of pages, made from the list of all pages: one that has no rule here fails to compile. */
import { embedPath } from '../../shared/contract/embed.ts';
import { type RecordType, recordTypes } from '../../shared/domain/record-type.ts';
import { addressOf, type PageName, pages } from '../../web/address.ts';
import { languages } from '../../web/language.ts';
import { secret } from '../any-claim.ts';
import { type Ids, inTurn } from './address.ts';

/** What each page is asked with, besides nothing. */
const queries: Readonly<Record<PageName, (ids: Ids, turn: number) => readonly string[]>> = {
  timeline: ({ party, process }, turn) => [
    `party=${inTurn(party, turn)}`,
    `process=${inTurn(process, turn)}&order=desc`,
    `party=${inTurn(party, turn)}&role=chair`,
    'role=host',
    'kind=vote&from=2017&to=2018',
    'zoom=day&from=2017-05&to=2018-06',
    'from=tomorrow',
  ],
  processes: () => ['cursor=AAAA'],
  process: () => ['cursor=AAAA'],
  round: () => [],
  parties: () => ['name=name+of', `name=${secret}`, 'kind=bloc', 'kind=none'],
  party: () => [],
  document: () => [],
  outcome: () => [],
  upcoming: () => [],
  changes: () => ['since=2017', 'since=tomorrow', 'cursor=AAAA'],
  snapshots: () => ['cursor=AAAA'],
  snapshot: () => [],
  licence: () => [],
  accessibility: () => [],
  account: () => ['refused=1'],
  explorer: () => ['party=fra&sort=kind', 'from=tomorrow'],
  'analyst-outcome': () => [],
  staff: () => ['state=proposed'],
  'next-round': () => [],
  'staff-round': () => [],
  'staff-record': ({ round }, turn) => [`of=round%23${inTurn(round, turn)}`],
  'staff-new': () => [],
  import: () => [],
};

const isPage = (name: string): name is PageName => Object.hasOwn(pages, name);
const typeOf = (name: string): RecordType | undefined => recordTypes.find((type) => type === name);

/** The addresses of a turn: every page of every id, each page in one language; over the turns, in each and with every query. */
export const pageAddressesOf = (ids: Ids, turn: number): string[] => {
  const all = Object.entries(pages).flatMap(([name, path], index): string[] => {
    if (!isPage(name)) return [];
    const language = inTurn(languages, turn + index) ?? 'en';
    const type = path.endsWith(':id') ? typeOf(name) : undefined;
    const about = name === 'snapshot' ? (ids.snapshots ?? []) : type ? ids[type] : [''];
    const shown = about.map((id) => addressOf(language, name, id));
    const query = inTurn(queries[name](ids, turn), turn);
    return query === undefined ? shown : [...shown, `${inTurn(shown, turn)}?${query}`];
  });
  const language = inTurn(languages, turn);
  const embedded = [
    ...(['process', 'party'] as const).map(
      (name) => `${embedPath(language ?? 'en')}?${name}=${inTurn(ids[name], turn)}`,
    ),
    `${embedPath('en')}?limit=100`,
    embedPath('de'),
  ];
  return [
    ...all,
    ...embedded,
    '/',
    `/${language}`,
    `/${language}/nothing`,
    `/${language}/rounds/Round-1`,
    '/de/timeline',
  ];
};
