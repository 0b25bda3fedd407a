/** What was voted on, and how many voted how; a vote may lack its tally. */
import { useRef } from 'preact/hooks';
import { voteSubjects } from '../../shared/domain/terms.ts';
import { useSite } from '../site.ts';
import { NumberField, SelectField, TextField } from './field.tsx';
import type { OutcomeDraft } from './outcome-entry.ts';

type Vote = NonNullable<OutcomeDraft['vote']>;

const counts = ['yes', 'no', 'abstain', 'absent'] as const;

export const VoteField = ({
  at,
  value,
  onChange,
}: {
  at: string;
  value: Vote | undefined;
  onChange: (value: Vote | undefined) => void;
}) => {
  const { say } = useSite();
  const box = useRef<HTMLFieldSetElement>(null);
  const change = (next: Vote | undefined): void => {
    onChange(next);
    // What was pressed is gone with it, or has come to stand elsewhere.
    box.current?.focus();
  };
  return (
    <fieldset class="govuk-fieldset" id={at} tabIndex={-1} ref={box}>
      <legend class="govuk-fieldset__legend">{say('field.vote')}</legend>
      {value ? (
        <div class="app-fields">
          <SelectField
            at={`${at}/on`}
            label={say('vote.on')}
            value={value.on}
            words={voteSubjects}
            name={(one) => say(`vote-on.${one}`)}
            onChange={(on) => on && onChange({ ...value, on })}
          />
          {counts.map((count) => (
            <NumberField
              key={count}
              at={`${at}/${count}`}
              label={say(`vote.${count}`)}
              value={value[count]}
              onChange={(number) => onChange({ ...value, [count]: number })}
            />
          ))}
          <TextField
            at={`${at}/result`}
            label={say('vote.result')}
            value={value.result ?? ''}
            onChange={(result) => onChange({ ...value, result: result || undefined })}
          />
          <button type="button" class="app-link-button" onClick={() => change(undefined)}>
            {say('participants.remove', { name: say('field.vote') })}
          </button>
        </div>
      ) : (
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => change({ on: 'whole' })}>
          {say('list.add', { list: say('field.vote') })}
        </button>
      )}
    </fieldset>
  );
};
