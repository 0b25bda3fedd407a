/** The table round–party: who was invited to which round, in which role, and who came. */
import type { Participation, Round } from '../domain/round.ts';
import { keysOfPlace } from '../domain/shapes.ts';
import { attendances, contacts, modes, ranks, roles, roundKinds, roundLevels, roundStatuses } from '../domain/terms.ts';
import {
  dateColumns,
  inEnglish,
  isDisputed,
  listed,
  type Named,
  partyColumns,
  processColumns,
  type Unit,
  unitOf,
} from './unit.ts';

type Head = NonNullable<NonNullable<Participation['delegation']>['head']>;
type ToldParticipation = Partial<Omit<Participation, 'delegation'>> & {
  readonly delegation?: { readonly head?: Partial<Head> | undefined; readonly size?: number | undefined } | undefined;
};

/** A round as the public is told of it. */
export type ToldRound = Partial<Omit<Round, 'id' | 'participations' | 'sources' | 'claims'>> & {
  readonly id: string;
  readonly participations?: readonly ToldParticipation[] | undefined;
  readonly disputed: readonly { readonly at: string }[];
};
type Row = { round: ToldRound; party: string; onBehalfOf: string | undefined; told: ToldParticipation; place: string };

const rowsOf = (round: ToldRound): Row[] => {
  const { participations = [] } = round;
  const keys = keysOfPlace('round', 'participations', participations);
  return participations.flatMap((told, index) => {
    const { party, onBehalfOf } = told;
    return party === undefined ? [] : [{ round, party, onBehalfOf, told, place: `/participations/${keys[index]}` }];
  });
};

/** The unit; a round of whose parties nothing is known has no row. */
export const roundParty = (named: Named): Unit<ToldRound> =>
  unitOf<ToldRound, Row>({
    name: 'round-party',
    says: 'One row is one party at one round, once for each party that it acts for.',
    rows: rowsOf,
    columns: [
      { name: 'round', says: 'The round', like: { mend: 'med_event_ID' }, cell: ({ round }) => round.id },
      { name: 'label', says: 'What it is called, in English', cell: ({ round }) => inEnglish(round.label) },
      ...processColumns<Row>(named, ({ round }) => round.process),
      {
        name: 'kind',
        says: 'What kind of meeting it was',
        values: roundKinds,
        like: { mend: 'med_type' },
        cell: ({ round }) => round.kind,
      },
      { name: 'level', says: 'On which level', values: roundLevels, cell: ({ round }) => round.level },
      {
        name: 'number',
        says: 'Its number, where the series has official ones',
        is: 'number',
        cell: ({ round }) => round.number,
      },
      ...dateColumns<Row>('period', 'How long it lasted', ({ round }) => round.period, { mend: 'Day, Month, Year' }),
      { name: 'status', says: 'Whether it was held', values: roundStatuses, cell: ({ round }) => round.status },
      { name: 'mode', says: 'How they met', values: modes, cell: ({ round }) => round.mode },
      {
        name: 'contact',
        says: 'Whether they spoke to each other directly',
        values: contacts,
        like: { mend: 'shuttle' },
        cell: ({ round }) => round.contact,
      },
      {
        name: 'place',
        says: 'Where, by the name of that day, in English',
        like: { mend: 'med_location' },
        cell: ({ round }) => inEnglish(round.place?.name),
      },
      {
        name: 'country',
        says: 'In which country (ISO 3166-1 alpha-3)',
        like: { mend: 'med_loc_cty' },
        cell: ({ round }) => round.place?.country,
      },
      ...partyColumns<Row>(named),
      {
        name: 'roles',
        says: 'In which roles, separated by spaces',
        values: roles,
        like: { pax: 'ThrdPart', ucdp: 'pa_3rd', mend: 'third_party, local_parties' },
        cell: ({ told }) => listed(told.roles),
      },
      { name: 'attendance', says: 'Whether it came', values: attendances, cell: ({ told }) => told.attendance },
      {
        name: 'composition',
        says: 'Who was in it that day, where it is a bloc',
        like: { mend: 'groupings_mechanisms' },
        cell: ({ told }) => listed(told.composition),
      },
      {
        name: 'head',
        says: 'Who led its delegation, in English',
        like: { mend: 'individual_med_named' },
        cell: ({ told }) => inEnglish(told.delegation?.head?.name),
      },
      { name: 'head_rank', says: 'Of which rank', values: ranks, cell: ({ told }) => told.delegation?.head?.rank },
      {
        name: 'delegation_size',
        says: 'How many were in its delegation',
        is: 'number',
        cell: ({ told }) => told.delegation?.size,
      },
      {
        name: 'disputed',
        says: 'TRUE where sources disagree on this participation',
        is: 'boolean',
        cell: ({ round, place }) => isDisputed(round.disputed, place),
      },
    ],
  });
