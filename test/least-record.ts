/** The least record of each noun, all of one process, for tests that add the one thing they are about. */
import type { JsonObject } from '../shared/domain/json.ts';
import type { AnyRecord } from '../shared/domain/record.ts';
import type { Row } from '../shared/projection/row.ts';
import { open, partition, recordOf, rowsOf } from './world.ts';

export const process = recordOf({
  id: 'talks',
  type: 'process',
  name: { en: 'Talks' },
  level: 'international',
  status: 'active',
});
export const state = (id: string, more: object = {}) =>
  recordOf({ id, type: 'party', kind: 'state', name: { en: id }, ...more });
export const bloc = (id: string, more: object = {}) => state(id, { kind: 'bloc', ...more });
export const round = (more: object, id = 'round') =>
  recordOf({
    id,
    type: 'round',
    process: 'talks',
    kind: 'main',
    label: { en: 'Round' },
    period: '2017-05-03/2017-05-04',
    status: 'held',
    ...more,
  });
export const outcome = (more: object) =>
  recordOf({
    id: 'outcome',
    type: 'outcome',
    process: 'talks',
    kind: 'vote',
    date: '2017-05-04',
    summary: { en: 'Outcome' },
    ...more,
  });
export const document = (more: object) =>
  recordOf({
    id: 'document',
    type: 'document',
    process: 'talks',
    kind: 'treaty',
    title: { en: 'Document' },
    date: '2017-05-04',
    status: 'signed',
    ...more,
  });
export const published = (id: string) => ({ id, title: `Source ${id}`, access: 'public' });
export const kept = (id: string) => ({ id, title: `Cable ${id}` });
export const differs = (at: string, value: unknown, source = 's1') => ({ at, kind: 'differs', value, source });
export const unverified = (at: string) => ({ at, kind: 'unverified' });

/** All public rows once the process and these records are released. */
export const publicRows = (...records: AnyRecord[]): Map<string, Row> =>
  rowsOf('public', [process, ...records].map(open));

/** The answers in a partition of the public view once the process and these records are released. */
export const listed = (pk: string, ...records: AnyRecord[]): JsonObject[] =>
  partition(publicRows(...records), pk).map(({ body }) => body);

/** The public reply to the first of some released records. */
export const reply = (first: AnyRecord, ...others: AnyRecord[]): JsonObject | undefined =>
  listed(`${first.type}#${first.id}`, first, ...others)[0];
