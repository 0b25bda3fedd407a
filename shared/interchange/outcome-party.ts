/** The table outcome–party: who took which position in what was agreed, proposed, refused or voted, and whom it is about. */
import type { Outcome } from '../domain/outcome.ts';
import { keysOfPlace } from '../domain/shapes.ts';
import { implementationStatuses, outcomeKinds, positions, voteSubjects } from '../domain/terms.ts';
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

/** An outcome as the public is told of it. */
export type ToldOutcome = Partial<
  Omit<Outcome, 'id' | 'sources' | 'claims' | 'positions' | 'vote' | 'implementation'>
> & {
  readonly id: string;
  readonly positions?: readonly Partial<NonNullable<Outcome['positions']>[number]>[] | undefined;
  readonly vote?:
    | { readonly [name in keyof NonNullable<Outcome['vote']>]?: NonNullable<Outcome['vote']>[name] | undefined }
    | undefined;
  readonly implementation?: readonly { date?: string | undefined; status?: string | undefined }[] | undefined;
  readonly disputed: readonly { readonly at: string }[];
};
type Row = {
  outcome: ToldOutcome;
  party: string;
  onBehalfOf: string | undefined;
  as: 'position' | 'concern';
  position: string | undefined;
  place: string;
};

/** The status of the report with the latest date, as the timeline says it. */
const statusOf = ({ implementation = [] }: ToldOutcome): string => {
  const inOrder = [...implementation].sort((one, other) => ((one.date ?? '') < (other.date ?? '') ? -1 : 1));
  return inOrder.at(-1)?.status ?? 'none-reported';
};

const rowsOf = (outcome: ToldOutcome): Row[] => {
  const { positions: taken = [], concerns = [] } = outcome;
  const keys = keysOfPlace('outcome', 'positions', taken);
  return [
    ...taken.flatMap(({ party, onBehalfOf, position }, index): Row[] =>
      party === undefined
        ? []
        : [{ outcome, party, onBehalfOf, as: 'position', position, place: `/positions/${keys[index]}` }],
    ),
    ...concerns.map((party): Row => {
      const none = { onBehalfOf: undefined, position: undefined };
      return { outcome, party, as: 'concern', ...none, place: `/concerns/${party}` };
    }),
  ];
};

/** The unit; an outcome in which nobody is known to have a part has no row. */
export const outcomeParty = (named: Named): Unit<ToldOutcome> =>
  unitOf<ToldOutcome, Row>({
    name: 'outcome-party',
    says: 'One row is one party in one outcome, once for each party that it acts for.',
    rows: rowsOf,
    columns: [
      { name: 'outcome', says: 'The outcome', cell: ({ outcome }) => outcome.id },
      { name: 'summary', says: 'What it is, in English', cell: ({ outcome }) => inEnglish(outcome.summary) },
      ...processColumns<Row>(named, ({ outcome }) => outcome.process),
      { name: 'round', says: 'The round at which it was reached', cell: ({ outcome }) => outcome.round },
      {
        name: 'documents',
        says: 'The documents that hold it, separated by spaces',
        like: { mend: 'agmt' },
        cell: ({ outcome }) => listed(outcome.documents),
      },
      { name: 'kind', says: 'What kind of outcome it is', values: outcomeKinds, cell: ({ outcome }) => outcome.kind },
      ...dateColumns<Row>('date', 'Its date', ({ outcome }) => outcome.date),
      {
        name: 'issues',
        says: 'What it is about: terms of the issue vocabulary, separated by spaces',
        like: { pam: 'provision' },
        cell: ({ outcome }) => listed(outcome.issues),
      },
      ...dateColumns<Row>('due', 'By when it is to be done', ({ outcome }) => outcome.due),
      {
        name: 'implementation',
        says: 'What the latest report says of its implementation',
        values: ['none-reported', ...implementationStatuses],
        like: { pam: 'implementation (0 to 3)' },
        cell: ({ outcome }) => statusOf(outcome),
      },
      {
        name: 'vote_on',
        says: 'What was voted on, where it is a vote',
        values: voteSubjects,
        cell: ({ outcome }) => outcome.vote?.on,
      },
      { name: 'vote_yes', says: 'How many voted yes', is: 'number', cell: ({ outcome }) => outcome.vote?.yes },
      { name: 'vote_no', says: 'How many voted no', is: 'number', cell: ({ outcome }) => outcome.vote?.no },
      { name: 'vote_abstain', says: 'How many abstained', is: 'number', cell: ({ outcome }) => outcome.vote?.abstain },
      ...partyColumns<Row>(named),
      {
        name: 'as',
        says: 'Whether it took a position, or the outcome is about it',
        values: ['position', 'concern'],
        cell: ({ as }) => as,
      },
      { name: 'position', says: 'Which position it took', values: positions, cell: ({ position }) => position },
      {
        name: 'disputed',
        says: 'TRUE where sources disagree on its part in it',
        is: 'boolean',
        cell: ({ outcome, place }) => isDisputed(outcome.disputed, place),
      },
    ],
  });
