/** A matrix of 200 parties and 100 rounds is one page: one call, one Query, and all the names in it. */
import { expect, test } from 'vitest';
import { isObject } from '../../shared/domain/json.ts';
import { ref } from '../../shared/domain/record-type.ts';
import { processMatrix } from '../../shared/projection/keys.ts';
import { project } from '../../shared/projection/project.ts';
import { process, round } from '../least-record.ts';
import { open, recordOf, worldOf } from '../world.ts';
import { doorOver, json } from './door.ts';

const three = (number: number): string => String(number).padStart(3, '0');
const parties = Array.from({ length: 200 }, (_, index) => {
  const id = `party-${three(index)}`;
  const name = { en: `The Republic of ${id}`, ru: `Республика ${id}`, kk: `${id} Республикасы` };
  return recordOf({ id, type: 'party', kind: 'state', name });
});
const attendances = ['attended', 'absent', 'declined', 'confirmed'];
const rounds = Array.from({ length: 100 }, (_, at) =>
  recordOf({
    ...round({}),
    id: `round-${three(at)}`,
    participations: parties.map(({ id }, index) => ({
      party: id,
      roles: index % 9 === 0 ? ['guarantor', 'host'] : ['party'],
      attendance: attendances[(at * 7 + index * index) % attendances.length],
    })),
  }),
);

test('200 parties and 100 rounds are read in one call by one Query, and everybody is named', async () => {
  const door = await doorOver('public');
  const world = worldOf('public', [process, ...parties, ...rounds].map(open));
  const rows = rounds.flatMap(({ id }) => project(world, ref('round', id)));
  await door.put(rows.filter(({ pk }) => pk === processMatrix('talks')));
  door.calls();
  const response = await door.app.request('/public/v1/processes/talks/matrix?limit=100');
  const { items, included } = await json(response);
  expect(door.calls().map(({ name }) => name)).toEqual(['QueryCommand']);
  const seats = Array.isArray(items) ? items.map((item) => Object.keys(item.seats).length) : [];
  expect(seats).toEqual(rounds.map(() => 200));
  expect(isObject(included) && Object.keys(included.parties ?? {})).toHaveLength(200);
});
