/** MEND mediation events: rows made from the published list of columns. */
import { expect, test } from 'vitest';
import { mend } from '../../shared/interchange/mend.ts';
import { read, tableOf, unsound } from './reading.ts';

const row = (more: { [column: string]: string } = {}) => ({
  med_event_ID: 'LIB202311-3',
  conflict_country: 'Libya',
  conflict_id: '',
  'med_location - MULTISELECT': 'Benghazi',
  med_loc_cty: 'Libya',
  med_loc_x: '20.07',
  med_loc_y: '32.11',
  Day: '7',
  Month: '11',
  Year: '2023',
  third_party: 'United States; France; UNSMIL',
  third_party_id_MEND: '1; 2; 3',
  local_parties: 'Joint Military Commission (5+5)',
  local_party_id: '77',
  shuttle: '0',
  agmt_id_PAX: 'NA',
  Summary: 'A meeting.',
  source_urls: 'https://example.org/a; https://example.org/b',
  ...more,
});
const made = (...rows: { [column: string]: string }[]) => read(mend, { events: [tableOf('mend.csv', rows.map(row))] });

test('an event is a consultation with its third parties and local parties, in one process of its country', async () => {
  const { records, one, notesOn } = await made({});
  expect(unsound(records)).toEqual([]);
  expect(one('mend-lib202311-3')).toMatchObject({
    kind: 'consultation',
    process: 'mend-libya',
    period: '2023-11-07',
    place: { name: { en: 'Benghazi' }, country: 'LBY', coordinates: [20.07, 32.11] },
    participations: [
      { party: 'usa', roles: ['third-party'] },
      { party: 'fra', roles: ['third-party'] },
      { party: 'mend-party-unsmil', roles: ['third-party'] },
      { party: 'mend-party-joint-military-commission-5-5', roles: ['party'] },
    ],
  });
  expect(one('mend-libya')).toMatchObject({ countries: ['LBY'] });
  expect(notesOn('mend-lib202311-3').join()).toContain('names no process');
});

test('a virtual event by shuttle has no place, is online and indirect; without a day it has its month', async () => {
  const { one, records } = await made({ 'med_location - MULTISELECT': 'Virtual', shuttle: '1', Day: '' });
  expect(unsound(records)).toEqual([]);
  expect(one('mend-lib202311-3')).toMatchObject({ mode: 'online', contact: 'indirect', period: '2023-11' });
  expect(one('mend-lib202311-3')).not.toHaveProperty('place');
});

test('third parties may meet without any local party, 131 of them at once', async () => {
  const many = Array.from({ length: 131 }, (_, index) => `Group ${index}`).join(';');
  const { one, records } = await made({
    local_parties: '',
    local_party_id: '',
    third_party: many,
    third_party_id_MEND: '',
  });
  expect(unsound(records)).toEqual([]);
  const round = one('mend-lib202311-3');
  expect(round.type === 'round' && round.participations?.length).toBe(131);
});

test('a doubled event and a day that is none are refused with the cell', async () => {
  const { pieces } = await made({}, {}, { med_event_ID: 'x', Month: '13' });
  expect(pieces.flatMap((piece) => ('refused' in piece ? [[piece.refused.row, piece.column]] : []))).toEqual([
    [2, 'med_event_ID'],
    [3, 'Year'],
  ]);
});
