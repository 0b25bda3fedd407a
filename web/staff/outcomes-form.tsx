/**
 * The outcomes of a round with the positions of those who sat there, in one grid: a column for each outcome, a row for each party;
 * and what became of the commitments that were open until then.
 */

import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refused } from '../../shared/contract/client.ts';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { outcomeKinds, positions } from '../../shared/domain/terms.ts';
import { useHold } from '../leaving.ts';
import type { Names } from '../part/name.tsx';
import { RefusedLine } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { wordsOf } from '../part/text.tsx';
import { useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { CommitmentsField } from './commitments-field.tsx';
import { DraftBanner } from './draft-banner.tsx';
import { Faults, FaultsProvider, faultsIn } from './fault.tsx';
import { DateField, SelectField, TextsField } from './field.tsx';
import { Form } from './form.tsx';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import {
  type Carried,
  isChanged,
  newAt,
  type OutcomeDraft,
  type OutcomeEntry,
  outcomeEntryOf,
  positionOf,
  restating,
  withNew,
  withPosition,
} from './outcome-entry.ts';
import { isRestricted } from './record-draft.ts';
import { saveOutcome } from './save-outcome.ts';
import { Stale } from './stale.tsx';

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

/** What is written here, as it is kept. */
type Written = { readonly entries: readonly OutcomeEntry[]; readonly commitments: readonly OutcomeEntry[] };

export const OutcomesForm = ({
  round,
  there,
  open,
  names,
}: {
  round: StaffRecord<'round'>;
  there: readonly OutcomeEntry[];
  /** The commitments that were open before this round. */
  open: readonly OutcomeEntry[];
  names: Names | undefined;
}) => {
  const { say, language } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const draftName = `outcomes:${round.id}`;
  const [{ entries, commitments }, setWritten] = useState<Written>({ entries: there, commitments: open });
  const [kept, setKept] = useState(() => keptDraft<Written>(draftName));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [stale, setStale] = useState<readonly StaffRecord<'outcome'>[]>([]);
  const [state, setState] = useState<'writing' | 'saving' | 'saved' | Refused>('writing');
  const all = [...entries, ...commitments];
  const isAdded = useRef(false);
  // What was added is written in next.
  useEffect(() => {
    if (isAdded.current) document.getElementById(`/outcomes/${entries.length - 1}/summary/${language}`)?.focus();
    isAdded.current = false;
  }, [entries.length]);
  const isSecretIn = (written: Written): boolean =>
    isRestricted(round) ||
    [...written.entries, ...written.commitments].some(
      ({ draft, base }) => isRestricted(draft) || (base !== undefined && isRestricted(base)),
    );
  const isSecret = isSecretIn({ entries, commitments });
  // It may have been raised since what is kept was written.
  useEffect(() => {
    if (isSecret) forgetDraft(draftName);
  }, [isSecret, draftName]);
  useHold(isSecret && all.some(isChanged), say('draft.leave'));

  /** A draft on top of what is there by now: others may have added outcomes since, under the ids that it meant to use. */
  const resumed = (before: Written): Written => ({
    entries: before.entries
      .filter(({ version }) => version === 0)
      .reduce<readonly OutcomeEntry[]>(
        (all, { draft }) => withNew(all, round.id, draft),
        there.map((one) => before.entries.find(({ id, version }) => version > 0 && id === one.id) ?? one),
      ),
    commitments: open.map((one) => before.commitments.find(({ id }) => id === one.id) ?? one),
  });
  const write = (next: Written): void => {
    setState('writing');
    setWritten(next);
    keepDraft(draftName, next, isSecretIn(next));
  };
  const withEntry = (before: readonly OutcomeEntry[], id: string, entry: OutcomeEntry): OutcomeEntry[] =>
    before.map((one) => (one.id === id ? entry : one));
  const carry = (commitment: OutcomeEntry, carried: Carried | undefined): void => {
    const { keptBy: _keptBy, ...unkept } = commitment.draft;
    const draft = carried === 'kept' ? { ...unkept, keptBy: round.id } : unkept;
    const isRestating = ({ version, draft: { restates = [] } }: OutcomeEntry): boolean =>
      version === 0 && restates.includes(commitment.id);
    const others = entries.filter((entry) => !isRestating(entry));
    write({
      entries: carried === 'restated' ? withNew(others, round.id, restating(round, commitment)) : others,
      commitments: withEntry(commitments, commitment.id, { ...commitment, draft }),
    });
  };
  /** One after another; what one is refused for leaves the others as they are, saved or still to be saved. */
  const save = async (): Promise<void> => {
    setState('saving');
    const found: Fault[] = [];
    const others: StaffRecord<'outcome'>[] = [];
    let next: Written = { entries, commitments };
    let refused: Refused | undefined;
    const places = [
      ...entries.map((entry, index) => ({ entry, at: `/outcomes/${index}` })),
      ...commitments.map((entry, index) => ({ entry, at: `/open/${index}` })),
    ];
    for (const { entry, at } of places) {
      if (!isChanged(entry)) continue;
      const answer = await saveOutcome(staff, round, entry, next.entries);
      if (answer.is === 'saved') {
        const saved = outcomeEntryOf(answer.record);
        next = {
          entries: withEntry(next.entries, entry.id, saved),
          commitments: withEntry(next.commitments, entry.id, saved),
        };
      } else if (answer.is === 'stale') others.push(answer.theirs);
      else {
        const own = faultsIn(answer.refused);
        found.push(...own.map(({ pointer, detail }) => ({ pointer: at + pointer, detail })));
        if (own.length === 0) refused = answer.refused;
      }
    }
    setWritten(next);
    setStale(others);
    setFaults(found);
    const isDone = found.length === 0 && others.length === 0;
    if (isDone && !refused) forgetDraft(draftName);
    setState(refused ?? (isDone ? 'saved' : 'writing'));
    await cache.invalidateQueries({ queryKey: ['staff', 'worklist'] });
  };
  const settle = (theirs: StaffRecord<'outcome'>, draft: OutcomeDraft): void => {
    const entry = outcomeEntryOf(theirs, draft);
    write({
      entries: withEntry(entries, theirs.id, entry),
      commitments: withEntry(commitments, theirs.id, entry),
    });
    setStale(stale.filter((one) => one !== theirs));
  };
  const nameOf = (party: string): string => wordsOf(names?.parties[party]?.name, language) || party;
  const parties = [...new Set((round.participations ?? []).map(({ party }) => party))];
  const change = (index: number, draft: OutcomeDraft): void =>
    write({ entries: entries.map((entry, place) => (place === index ? { ...entry, draft } : entry)), commitments });
  return (
    <FaultsProvider value={faults}>
      {kept && (
        <DraftBanner
          of={kept}
          onTake={() => {
            setWritten(resumed(kept.content));
            setKept(undefined);
          }}
          onThrow={() => {
            forgetDraft(draftName);
            setKept(undefined);
          }}
        />
      )}
      <Faults />
      {typeof state === 'object' && <RefusedLine of={state} />}
      {stale.map((theirs) => {
        const entry = all.find(({ id }) => id === theirs.id);
        return (
          entry?.base && (
            <Stale
              key={theirs.id}
              type="outcome"
              base={entry.base}
              mine={entry.draft}
              theirs={theirs}
              names={names}
              onSettle={(draft) => settle(theirs, draft)}
            />
          )
        );
      })}
      <div role="status">{state === 'saved' && <p class="govuk-body app-done">{say('outcomes.saved')}</p>}</div>
      <Form label={say('round.outcomes')} isSaving={state === 'saving'} onSave={() => void save()}>
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
          <CommitmentsField round={round.id} open={commitments} entries={entries} onChange={carry} />
        )}
        <div class="govuk-button-group">
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => {
              isAdded.current = true;
              write({ entries: withNew(entries, round.id, newAt(round)), commitments });
            }}
          >
            {say('outcomes.add')}
          </button>
          {(entries.length > 0 || commitments.length > 0) && (
            <button type="submit" class="govuk-button">
              {say('outcomes.save')}
            </button>
          )}
        </div>
      </Form>
    </FaultsProvider>
  );
};
