/** A round as it is being written: from nothing, from the round before it, or from the record as it stands. */
import type { StaffBody, StaffRecord } from '../../shared/contract/staff-client.ts';

/** What the form holds: a round as the staff door takes it, which may still have faults. */
export type RoundDraft = StaffBody<'round'>;
export type ParticipationDraft = NonNullable<RoundDraft['participations']>[number];

const ordinalEndings = { zero: 'th', one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th' } as const;
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** `4th`, and `4` where no ending stands, with another number: labels name their number in all languages by its digits. */
const withNumber = (label: string, number: number, next: number): string =>
  label
    .replace(new RegExp(`\\b${number}(st|nd|rd|th)\\b`), `${next}${ordinalEndings[ordinals.select(next)]}`)
    .replace(new RegExp(`(?<!\\d)${number}(?!\\d|st|nd|rd|th)`), String(next));

/** The address of the round after this one: its last number and one, at the same length; undefined where it has none. */
export const nextId = (id: string): string | undefined => {
  const [, begin = '', digits] = /^(.*?)(\d+)$/.exec(id) ?? [];
  return digits === undefined ? undefined : begin + String(Number(digits) + 1).padStart(digits.length, '0');
};

/**
 * The next round of a process: what was so at the last one, but for the day and what came of it. It is counted on from `newest`,
 * which is the number of a later one that was announced, where there is one.
 */
export const nextAfter = (last: StaffRecord<'round'>, newest = last.number): RoundDraft => {
  const { process, kind, level, number, label, mode, contact, place, agenda, participations, classification, marking } =
    last;
  return {
    process,
    kind,
    status: 'held',
    period: '',
    label:
      number === undefined || newest === undefined
        ? label
        : Object.fromEntries(
            Object.entries(label).map(([language, text]) => [language, withNumber(text, number, newest + 1)]),
          ),
    ...(level && { level }),
    ...(newest !== undefined && { number: newest + 1 }),
    ...(mode && { mode }),
    ...(contact && { contact }),
    ...(place && { place }),
    ...(agenda && { agenda }),
    ...(classification && { classification }),
    ...(marking !== undefined && { marking }),
    participations: (participations ?? []).map(({ party, roles, attendance, onBehalfOf, composition }) => ({
      party,
      attendance,
      ...(roles && { roles }),
      ...(onBehalfOf !== undefined && { onBehalfOf }),
      ...(composition && { composition }),
    })),
  };
};

/** The first round of a process. */
export const firstOf = (process: string): RoundDraft => ({
  process,
  kind: 'main',
  status: 'held',
  period: '',
  label: {},
  participations: [],
});
