/**
 * The outcomes of a round: what each says, the positions of those who sat there in one grid, and what became of the commitments that
 * were open until then.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { Names } from '../part/name.tsx';
import { RefusedLine } from '../part/read.tsx';
import { wordsOf } from '../part/text.tsx';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { CommitmentsField } from './commitments-field.tsx';
import { DraftBanner } from './draft-banner.tsx';
import { Faults, FaultsProvider } from './fault.tsx';
import { Form } from './form.tsx';
import type { OutcomeEntry } from './outcome-entry.ts';
import { OutcomeFields, OutcomeMore } from './outcome-fields.tsx';
import { useOutcomesWriting } from './outcomes-writing.ts';
import { PartyNamesProvider } from './party-names.tsx';
import { PositionsGrid } from './positions-grid.tsx';
import { Stale } from './stale.tsx';

export const OutcomesForm = ({
  round,
  there,
  open,
  names,
  door,
}: {
  round: StaffRecord<'round'>;
  there: readonly OutcomeEntry[];
  /** The commitments that were open before this round. */
  open: readonly OutcomeEntry[];
  names: Names | undefined;
  door: ListDoor;
}) => {
  const { say, language } = useSite();
  const writing = useOutcomesWriting(round, there, open);
  const { entries, commitments, kept, stale, state, change } = writing;
  const isAdded = useRef(false);
  const submit = useRef<HTMLButtonElement>(null);
  // What was added is written in next.
  useEffect(() => {
    if (isAdded.current) document.getElementById(`/outcomes/${entries.length - 1}/summary/${language}`)?.focus();
    isAdded.current = false;
  }, [entries.length]);
  const nameOf = (party: string): string => wordsOf(names?.parties[party]?.name, language) || party;
  const parties = [...new Set((round.participations ?? []).map(({ party }) => party))];
  return (
    <FaultsProvider value={writing.faults}>
      {kept && <DraftBanner of={kept} onTake={writing.takeDraft} onThrow={writing.throwDraft} />}
      <Faults />
      {stale.map((theirs) => {
        const entry = [...entries, ...commitments].find(({ id }) => id === theirs.id);
        return (
          entry?.base && (
            <Stale
              key={theirs.id}
              type="outcome"
              base={entry.base}
              mine={entry.draft}
              theirs={theirs}
              names={names}
              onSettle={(draft) => {
                writing.settle(theirs, draft);
                // What was pressed goes with what it was about; what is next is to save.
                submit.current?.focus();
              }}
            />
          )
        );
      })}
      <Form label={say('round.outcomes')} isSaving={state === 'saving'} onSave={() => void writing.save()}>
        <PartyNamesProvider names={names}>
          {entries.map(({ id, draft }, index) => {
            const fields = {
              at: `/outcomes/${index}`,
              of: draft,
              onChange: (part: Partial<typeof draft>) => change(index, part),
            };
            return (
              <fieldset key={id} class="govuk-fieldset" id={fields.at} tabIndex={-1}>
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
                  {say('outcomes.one', { number: index + 1 })}
                </legend>
                <OutcomeFields {...fields} />
                <OutcomeMore {...fields} door={door} />
              </fieldset>
            );
          })}
        </PartyNamesProvider>
        {entries.length > 0 && parties.length > 0 && (
          <PositionsGrid entries={entries} parties={parties} nameOf={nameOf} onChange={change} />
        )}
        {commitments.length > 0 && (
          <CommitmentsField round={round.id} open={commitments} entries={entries} onChange={writing.carry} />
        )}
        <div role="status">{state === 'saved' && <p class="govuk-body app-done">{say('outcomes.saved')}</p>}</div>
        {typeof state === 'object' && <RefusedLine of={state} />}
        <div class="govuk-button-group">
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => {
              isAdded.current = true;
              writing.add();
            }}
          >
            {say('outcomes.add')}
          </button>
          {(entries.length > 0 || commitments.length > 0) && (
            <button type="submit" class="govuk-button" ref={submit}>
              {say('outcomes.save')}
            </button>
          )}
        </div>
      </Form>
    </FaultsProvider>
  );
};
