/** Everything that is asked of a reading door: every operation in every way that it can be answered. */

import { exampleDay, exampleSite } from '../../local/openapi/sample-door.ts';
import { oembedPath } from '../../shared/contract/embed.ts';
import { filtersIn } from '../../shared/contract/filtering.ts';
import { bases, type DoorName, type Operation } from '../../shared/contract/operation.ts';
import { isObject } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { pathOf } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { type Doors, editedIn, tokenOf } from './doors.ts';

/** Judges a reply to an operation; throws where it has faults. Gives the reply's body. */
export type Submit = (door: DoorName, operation: Operation, reply: Response, asked: string) => Promise<unknown>;

/** Addresses of an operation that are answered with 200: every record that it can be about. */
export const addressesOf = (
  { path }: Operation,
  records: readonly AnyRecord[],
  snapshots: readonly string[] = [],
): string[] => {
  const [, plural] = path.split('/');
  if (path.includes(':hash')) {
    return snapshots.map((hash) => path.replace(':hash', hash).replace(':file', 'codebook.md'));
  }
  if (path.includes(':date')) return [path.replace(':date', exampleDay)];
  const about = (path.endsWith('/released') ? editedIn(records) : records).flatMap((record) => {
    if (pathOf[record.type] !== plural) return [];
    const one = path.replace(':id', record.id);
    const texts = record.type === 'document' ? (record.texts ?? []) : [];
    return path.includes(':language') ? texts.map(({ language }) => one.replace(':language', language)) : [one];
  });
  if (path.includes(':id')) return about;
  if (path === oembedPath) {
    // First one for which a view is asked, so that it fails where the view does.
    const pages = ['/kk/parties/fra', '/en/timeline?process=iran-e3plus3', '/ru/documents/ir-jpoa'];
    return pages.map((page) => `${path}?url=${encodeURIComponent(exampleSite + page)}`);
  }
  const filtered: Record<string, string[]> = {
    '/timeline': [
      '?order=desc',
      '?process=iran-e3plus3&type=implementation',
      '?party=fra',
      '?role=host',
      '?issue=nuclear-enrichment',
      '?from=2013&to=2014',
    ],
    '/timeline/counts': [
      '?by=day&process=iran-e3plus3&type=round',
      '?party=fra&by=month&from=2013&to=2014',
      '?role=host',
    ],
    '/parties': ['?name=fra', '?name=%D0%BA%D0%B0%D0%B7&lang=kk', '?kind=bloc', '?lang=ru'],
    '/outcomes': [
      '?overdue=true',
      '?overdue=false',
      '?status=none-reported',
      '?issue=nuclear-enrichment&from=2013&to=2014',
    ],
    '/documents': ['?kind=agreement', '?process=iran-e3plus3'],
    '/caseloads': ['?institution=kz-apk', '?year=2019'],
  };
  const feed = path.startsWith('/timeline.') ? ['?lang=kk&process=iran-e3plus3&limit=2', '?order=asc&from=2013'] : [];
  return [path, ...(filtered[path] ?? feed).map((query) => path + query)];
};

const headersFor = async (door: DoorName): Promise<Record<string, string>> =>
  door === 'public' ? {} : { Authorization: `Bearer ${await tokenOf(door === 'cleared' ? 'gulnara' : 'timur')}` };

/** Asks an operation of a reading door in every way that is documented. */
export const askReading = async (
  doors: Doors,
  door: Audience,
  operation: Operation,
  submit: Submit,
  records: readonly AnyRecord[],
) => {
  const base = bases[door];
  const headers = await headersFor(door);
  const ask = async (address: string, more: Record<string, string> = {}, app = doors.app): Promise<unknown> =>
    submit(door, operation, await app.request(base + address, { headers: { ...headers, ...more } }), base + address);

  const addresses = addressesOf(operation, records, doors.snapshots);
  for (const address of addresses) {
    let page = await ask(address);
    // To the end of every list.
    while (isObject(page) && typeof page.next === 'string') {
      page = await ask(`${address}${address.includes('?') ? '&' : '?'}limit=100&cursor=${page.next}`);
    }
  }
  const [first = ''] = addresses;
  const { headers: tagged } = await doors.app.request(base + first, { headers });
  if (tagged.has('ETag')) await ask(first, { 'If-None-Match': tagged.get('ETag') ?? '' });
  if (operation.problems.includes('log-restarted')) await ask(`${first}?since=${'0'.repeat(16)}.1`);
  const and = first.includes('?') ? '&' : '?';
  // As what a list is filtered by, one of each type that was merged.
  for (const { name, type } of operation.query ? filtersIn(operation.query) : [])
    await ask(`${first}${and}${name}=old-${type}`);
  if (operation.problems.includes('format-not-offered')) await ask(`${first}${and}format=xml`);
  if (operation.path === oembedPath) await ask(`${oembedPath}?url=https%3A%2F%2Felsewhere.example`);
  await ask(`${first}${and}colour=red`);
  if (/:(id|date|hash)/.test(operation.path)) {
    const nowhere = operation.path.replace(/:(id|date|hash)/, 'nobody-at-all');
    await ask(nowhere.replace(':language', 'kk').replace(':file', 'codebook.md'));
  }
  await ask(first, {}, doors.broken);
  if (door === 'public') return;
  await ask(first, { Authorization: 'Bearer a.b.c' });
  await ask(first, { Authorization: `Bearer ${await tokenOf('nobody')}` });
  await ask(first, {}, doors.cutOff);
};
