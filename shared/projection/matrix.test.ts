/** A round's row in the matrix of its process: who sat there in which role, as far as the audience may know. */
import { expect, it } from 'vitest';
import { bloc, process, round, state } from '../../test/least-record.ts';
import { internal, open, openAs, partition, recordOf, rowsOf } from '../../test/world.ts';
import type { Live } from '../domain/snapshot.ts';

const rowsIn = (snapshots: readonly Live[]) =>
  partition(rowsOf('public', [open(process), ...snapshots]), 'process#talks#matrix');
const matrix = (...snapshots: Live[]) => rowsIn(snapshots).map(({ body }) => body);

const member = (id: string) =>
  recordOf({ id, type: 'party', kind: 'state', name: { en: id }, memberships: [{ of: 'six', period: '../..' }] });
const talks = round({
  participations: [
    { party: 'kaz', roles: ['host', 'guarantor'], attendance: 'attended' },
    { party: 'syr', roles: ['party'], attendance: 'declined' },
    { party: 'six', roles: ['party'], attendance: 'attended' },
    { party: 'chn', roles: ['chair'], attendance: 'attended', onBehalfOf: 'six' },
  ],
});
const everybody = [state('kaz'), state('syr'), bloc('six'), member('fra'), member('chn')].map(open);

it('has everybody who stands there, with the roles and attendance of each, members by way of their bloc', () => {
  const { seats } = matrix(open(talks), ...everybody)[0] ?? {};
  expect(seats).toEqual({
    kaz: { roles: ['host', 'guarantor'], attendance: 'attended' },
    syr: { roles: ['party'], attendance: 'declined' },
    six: { roles: ['party'], attendance: 'attended', through: ['chn'] },
    chn: { roles: ['chair', 'party'], attendance: 'attended' },
    fra: { roles: ['party'], attendance: 'attended', via: 'six' },
  });
});

it('names everybody in it, however many, and is kept packed', () => {
  const many = Array.from({ length: 40 }, (_, index) => state(`s${index}`));
  const participations = many.map(({ id }) => ({ party: id, roles: ['party'], attendance: 'attended' }));
  const [row] = rowsIn([open(round({ participations })), ...many.map(open)]);
  expect(row?.packed).toBe(true);
  expect(Object.keys(row?.names.parties ?? {})).toEqual(many.map(({ id }) => id));
});

it('has no seat of a party that is not released, nor of one that sits there only by way of it', () => {
  const hidden = everybody.map((one) => (one.id === 'six' ? internal(bloc('six')) : one));
  const [row] = matrix(open(talks), ...hidden);
  expect(Object.keys(row?.seats ?? {})).toEqual(['kaz', 'syr']);
  expect(JSON.stringify(row)).not.toContain('six');
});

it('of an existence says that a round met that year and nothing of who came; of a summary it has the seats', () => {
  expect(matrix(openAs('existence', talks), ...everybody)).toEqual([
    {
      type: 'round',
      kind: 'main',
      id: 'round',
      href: '/public/v1/rounds/round',
      date: '2017',
      seats: {},
      disputed: [],
    },
  ]);
  expect(matrix(openAs('summary', talks), ...everybody)).toEqual(matrix(open(talks), ...everybody));
});

it('is there only while the round is released', () => {
  expect(matrix(internal(talks), ...everybody)).toEqual([]);
});
