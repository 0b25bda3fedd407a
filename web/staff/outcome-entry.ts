/** Outcomes as they are written at a round: each with the version that it was read at, and what becomes of commitments there. */
import type { StaffBody, StaffRecord } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import type { positions } from '../../shared/domain/terms.ts';
import { writtenIn } from './record-draft.ts';

export type OutcomeDraft = StaffBody<'outcome'>;
export type PositionWord = (typeof positions)[number];
/** An outcome in the form, and what it was begun from; `version` 0 is one that is not there yet, which has no `base`. */
export type OutcomeEntry = {
  readonly id: string;
  readonly version: number;
  readonly draft: OutcomeDraft;
  readonly base?: OutcomeDraft;
};

/** An outcome as staff have it; `draft` is what stands of it instead, where something was chosen. */
export const outcomeEntryOf = (
  record: StaffRecord<'outcome'>,
  draft: OutcomeDraft = writtenIn<'outcome'>(record),
): OutcomeEntry => ({ id: record.id, version: record.version, draft, base: writtenIn<'outcome'>(record) });

/** Whether an outcome is to be saved. */
export const isChanged = ({ base, draft }: OutcomeEntry): boolean =>
  base === undefined || differences('outcome', base, draft).length > 0;

export const positionOf = ({ positions: taken = [] }: OutcomeDraft, party: string): PositionWord | undefined =>
  taken.find((one) => one.party === party && one.onBehalfOf === undefined)?.position;

export const withPosition = (draft: OutcomeDraft, party: string, position: PositionWord | undefined): OutcomeDraft => {
  const taken = draft.positions ?? [];
  const isOwn = (one: (typeof taken)[number]): boolean => one.party === party && one.onBehalfOf === undefined;
  if (position === undefined) return { ...draft, positions: taken.filter((one) => !isOwn(one)) };
  if (!taken.some(isOwn)) return { ...draft, positions: [...taken, { party, position }] };
  return { ...draft, positions: taken.map((one) => (isOwn(one) ? { ...one, position } : one)) };
};

/** What became of an open commitment at a round: an outcome there says it again, or the round kept it. */
export const carriedWords = ['restated', 'kept'] as const;
export type Carried = (typeof carriedWords)[number];

export const carriedAt = (
  round: string,
  commitment: OutcomeEntry,
  entries: readonly OutcomeEntry[],
): Carried | undefined => {
  if (entries.some(({ draft }) => draft.restates?.includes(commitment.id))) return 'restated';
  return commitment.draft.keptBy === round ? 'kept' : undefined;
};

/** A draft with which an outcome of a round begins; it is dated by the round's last day. */
export const newAt = ({ process, id, period }: StaffRecord<'round'>): OutcomeDraft => {
  const [, last = period] = period.split('/');
  return { process, round: id, kind: 'agreement', date: last, summary: {} };
};

/** The same commitment once more, as what a round said again. */
export const restating = (round: StaffRecord<'round'>, { id, draft }: OutcomeEntry): OutcomeDraft => {
  const { kind, issues, summary, due } = draft;
  return {
    ...newAt(round),
    kind,
    summary,
    restates: [id],
    ...(issues && { issues }),
    ...(due !== undefined && { due }),
  };
};

/** The entries with one more under the next free id of the round; a restricted one is given its id when it is saved. */
export const withNew = (before: readonly OutcomeEntry[], round: string, draft: OutcomeDraft): OutcomeEntry[] => [
  ...before,
  { id: nextOutcomeId(round, before), version: 0, draft },
];

export const nextOutcomeId = (round: string, taken: readonly Pick<OutcomeEntry, 'id'>[]): string => {
  const ids = new Set(taken.map(({ id }) => id));
  for (let number = 1; ; number += 1) if (!ids.has(`${round}-o${number}`)) return `${round}-o${number}`;
};
