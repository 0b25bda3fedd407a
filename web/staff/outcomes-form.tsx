/**
 * The outcomes of a round with the positions of those who sat there, in one grid: a column for each outcome, a row for each party;
 * and what became of the commitments that were open until then.
 */

import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import type { Refused } from '../../shared/contract/client.ts';
import type { StaffBody, StaffRecord } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { outcomeKinds, positions } from '../../shared/domain/terms.ts';
import { Columns } from '../part/columns.tsx';
import { Day } from '../part/day.tsx';
import { RefusedLine } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { Text } from '../part/text.tsx';
import { useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { Faults, FaultsProvider, faultsIn } from './fault.tsx';
import { DateField, SelectField, TextsField } from './field.tsx';

type OutcomeDraft = StaffBody<'outcome'>;
type PositionWord = (typeof positions)[number];
/** An outcome in the form; `version` 0 is one that is not there yet. */
export type OutcomeEntry = { readonly id: string; readonly version: number; readonly draft: OutcomeDraft };

/** An outcome as it is sent back: without what the server owns. */
export const outcomeEntryOf = (record: StaffRecord<'outcome'>): OutcomeEntry => {
  const { version, updatedAt, updatedBy, release, warnings, hash, ...draft } = record;
  return { id: record.id, version, draft };
};

const positionOf = ({ positions: taken = [] }: OutcomeDraft, party: string): PositionWord | undefined =>
  taken.find((one) => one.party === party && one.onBehalfOf === undefined)?.position;

const withPosition = (draft: OutcomeDraft, party: string, position: PositionWord | undefined): OutcomeDraft => {
  const taken = draft.positions ?? [];
  const isOwn = (one: (typeof taken)[number]): boolean => one.party === party && one.onBehalfOf === undefined;
  if (position === undefined) return { ...draft, positions: taken.filter((one) => !isOwn(one)) };
  if (!taken.some(isOwn)) return { ...draft, positions: [...taken, { party, position }] };
  return { ...draft, positions: taken.map((one) => (isOwn(one) ? { ...one, position } : one)) };
};

/** What became of an open commitment at a round: an outcome there says it again, or the round kept it. */
const carriedWords = ['restated', 'kept'] as const;
type Carried = (typeof carriedWords)[number];

const carriedAt = (round: string, commitment: OutcomeEntry, entries: readonly OutcomeEntry[]): Carried | undefined => {
  if (entries.some(({ draft }) => draft.restates?.includes(commitment.id))) return 'restated';
  return commitment.draft.keptBy === round ? 'kept' : undefined;
};

const Commitments = ({
  round,
  open,
  entries,
  onChange,
}: {
  round: string;
  open: readonly OutcomeEntry[];
  entries: readonly OutcomeEntry[];
  onChange: (commitment: OutcomeEntry, carried: Carried | undefined) => void;
}) => {
  const { say } = useSite();
  return (
    <Scroll label={say('carried.title')}>
      <table class="govuk-table">
        <caption class="govuk-table__caption govuk-table__caption--m">{say('carried.title')}</caption>
        <Columns of={['open.commitments', 'field.date', 'field.due', 'carried.here']} />
        <tbody class="govuk-table__body">
          {open.map((commitment, index) => (
            <tr key={commitment.id} class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <Text of={commitment.draft.summary} />
              </th>
              <td class="govuk-table__cell">
                <Day edtf={commitment.draft.date} />
              </td>
              <td class="govuk-table__cell">
                {commitment.draft.due !== undefined && <Day edtf={commitment.draft.due} within />}
              </td>
              <td class="govuk-table__cell">
                <SelectField
                  at={`/open/${index}`}
                  label={say('carried.at', { number: index + 1 })}
                  quiet
                  value={carriedAt(round, commitment, entries)}
                  words={carriedWords}
                  any={say('carried.open')}
                  name={(one) => say(`carried.${one}`)}
                  onChange={(carried) => onChange(commitment, carried)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

/** What one outcome says beside its positions. */
const Fields = ({ at, of, onChange }: { at: string; of: OutcomeDraft; onChange: (draft: OutcomeDraft) => void }) => {
  const { say } = useSite();
  return (
    <>
      <TextsField
        at={`${at}/summary`}
        label={say('outcomes.summary')}
        value={of.summary}
        onChange={(summary) => onChange({ ...of, summary: summary ?? {} })}
      />
      <div class="app-fields">
        <SelectField
          at={`${at}/kind`}
          label={say('field.kind')}
          value={of.kind}
          words={outcomeKinds}
          name={(one) => say(`outcome-kind.${one}`)}
          onChange={(kind) => kind && onChange({ ...of, kind })}
        />
        <DateField
          at={`${at}/date`}
          label={say('field.date')}
          value={of.date}
          onChange={(date) => onChange({ ...of, date })}
        />
        <DateField
          at={`${at}/due`}
          label={say('field.due')}
          value={of.due ?? ''}
          onChange={(due) => onChange({ ...of, due: due === '' ? undefined : due })}
        />
      </div>
    </>
  );
};

const Grid = ({
  entries,
  parties,
  nameOf,
  onChange,
}: {
  entries: readonly OutcomeEntry[];
  parties: readonly string[];
  nameOf: (party: string) => string;
  onChange: (index: number, draft: OutcomeDraft) => void;
}) => {
  const { say } = useSite();
  const numbered = entries.map((entry, index) => ({ entry, index, name: say('outcomes.one', { number: index + 1 }) }));
  return (
    <Scroll label={say('outcome.positions')}>
      <table class="govuk-table">
        <caption class="govuk-table__caption">{say('outcome.positions')}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <th scope="col" class="govuk-table__header">
              {say('field.party')}
            </th>
            {numbered.map(({ entry, name }) => (
              <th key={entry.id} scope="col" class="govuk-table__header">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {parties.map((party) => (
            <tr key={party} class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                {nameOf(party)}
              </th>
              {numbered.map(({ entry, index, name }) => (
                <td key={entry.id} class="govuk-table__cell">
                  <SelectField
                    at={`/outcomes/${index}/positions/${party}`}
                    label={`${name}: ${nameOf(party)}`}
                    quiet
                    value={positionOf(entry.draft, party)}
                    words={positions}
                    any={say('outcomes.no-position')}
                    name={(one) => say(`position.${one}`)}
                    onChange={(position) => onChange(index, withPosition(entry.draft, party, position))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

/** A draft with which an outcome of a round begins; it is dated by the round's last day. */
const newAt = ({ process, id, period }: StaffRecord<'round'>): OutcomeDraft => {
  const [, last = period] = period.split('/');
  return { process, round: id, kind: 'agreement', date: last, summary: {} };
};

/** The same commitment once more, as what a round said again. */
const restating = (round: StaffRecord<'round'>, { id, draft }: OutcomeEntry): OutcomeDraft => {
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

export const OutcomesForm = ({
  round,
  there,
  open,
  nameOf,
}: {
  round: StaffRecord<'round'>;
  there: readonly OutcomeEntry[];
  /** The commitments that were open before this round. */
  open: readonly OutcomeEntry[];
  nameOf: (party: string) => string;
}) => {
  const { say } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const [saved, setSaved] = useState([...there, ...open]);
  const [entries, setEntries] = useState(there);
  const [commitments, setCommitments] = useState(open);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [state, setState] = useState<'writing' | 'saving' | 'saved' | Refused>('writing');
  const change = (index: number, draft: OutcomeDraft): void => {
    setState('writing');
    setEntries(entries.map((entry, place) => (place === index ? { ...entry, draft } : entry)));
  };
  const withNew = (before: readonly OutcomeEntry[], draft: OutcomeDraft): OutcomeEntry[] => {
    const taken = new Set(before.map(({ id }) => id));
    const number = [...Array(before.length + 1).keys()].find((one) => !taken.has(`${round.id}-o${one + 1}`)) ?? 0;
    return [...before, { id: `${round.id}-o${number + 1}`, version: 0, draft }];
  };
  const carry = (commitment: OutcomeEntry, carried: Carried | undefined): void => {
    setState('writing');
    const { keptBy: _keptBy, ...open } = commitment.draft;
    const draft = carried === 'kept' ? { ...open, keptBy: round.id } : open;
    setCommitments(commitments.map((one) => (one.id === commitment.id ? { ...one, draft } : one)));
    const isRestating = ({ version, draft }: OutcomeEntry): boolean =>
      version === 0 && draft.restates?.includes(commitment.id) === true;
    const others = entries.filter((entry) => !isRestating(entry));
    setEntries(carried === 'restated' ? withNew(others, restating(round, commitment)) : others);
  };
  /** One after another; what one is refused for leaves the others as they are, saved or still to be saved. */
  const save = async (): Promise<void> => {
    setState('saving');
    const found: Fault[] = [];
    const next = new Map<string, OutcomeEntry>();
    let refused: Refused | undefined;
    const all = [
      ...entries.map((entry, index) => ({ entry, at: `/outcomes/${index}` })),
      ...commitments.map((entry, index) => ({ entry, at: `/open/${index}` })),
    ];
    for (const { entry, at } of all) {
      const { id, version, draft } = entry;
      if (saved.some((one) => one.id === id && differences('outcome', one.draft, draft).length === 0)) continue;
      const answer = await staff.save('outcome', id, draft, version === 0 ? 'nothing' : { etag: `"${version}"` });
      if (answer.ok) next.set(id, outcomeEntryOf(answer.reply));
      else {
        const own = faultsIn(answer);
        found.push(...own.map(({ pointer, detail }) => ({ pointer: at + pointer, detail })));
        if (own.length === 0) refused = answer;
      }
    }
    const asSaved = (entry: OutcomeEntry): OutcomeEntry => next.get(entry.id) ?? entry;
    setEntries(entries.map(asSaved));
    setCommitments(commitments.map(asSaved));
    setSaved([...saved, ...next.values()]);
    setFaults(found);
    setState(refused ?? (found.length > 0 ? 'writing' : 'saved'));
    await cache.invalidateQueries({ queryKey: ['staff', 'worklist'] });
  };
  const parties = [...new Set((round.participations ?? []).map(({ party }) => party))];
  return (
    <FaultsProvider value={faults}>
      <Faults />
      {typeof state === 'object' && <RefusedLine of={state} />}
      <div role="status">{state === 'saved' && <p class="govuk-body app-done">{say('outcomes.saved')}</p>}</div>
      <form
        class="app-form"
        aria-label={say('round.outcomes')}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {entries.map(({ id, draft }, index) => (
          <fieldset key={id} class="govuk-fieldset" id={`/outcomes/${index}`} tabIndex={-1}>
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
              {say('outcomes.one', { number: index + 1 })}
            </legend>
            <Fields at={`/outcomes/${index}`} of={draft} onChange={(next) => change(index, next)} />
          </fieldset>
        ))}
        {entries.length > 0 && parties.length > 0 && (
          <Grid entries={entries} parties={parties} nameOf={nameOf} onChange={change} />
        )}
        {commitments.length > 0 && (
          <Commitments round={round.id} open={commitments} entries={entries} onChange={carry} />
        )}
        <div class="govuk-button-group">
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => {
              setState('writing');
              setEntries(withNew(entries, newAt(round)));
            }}
          >
            {say('outcomes.add')}
          </button>
          {(entries.length > 0 || commitments.length > 0) && (
            <button type="submit" class="govuk-button" disabled={state === 'saving'}>
              {say('outcomes.save')}
            </button>
          )}
        </div>
      </form>
    </FaultsProvider>
  );
};
