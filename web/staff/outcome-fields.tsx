/** What one outcome says beside its positions; what most do not say opens on demand. */
import type { ComponentChildren } from 'preact';
import { outcomeKinds } from '../../shared/domain/terms.ts';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { useFaults } from './fault.tsx';
import { DateField, SelectField, TextsField } from './field.tsx';
import type { OutcomeDraft } from './outcome-entry.ts';
import { PartiesField } from './party-field.tsx';
import { ReportsField } from './reports-field.tsx';
import { SourcesField } from './sources-field.tsx';
import { VoteField } from './vote-field.tsx';

type Fields = {
  /** The pointer of the outcome: empty where it is a form of its own. */
  readonly at: string;
  readonly of: OutcomeDraft;
  readonly onChange: (part: Partial<OutcomeDraft>) => void;
};

export const OutcomeFields = ({ at, of, onChange }: Fields) => {
  const { say } = useSite();
  return (
    <>
      <TextsField
        at={`${at}/summary`}
        label={say('outcomes.summary')}
        value={of.summary}
        onChange={(summary) => onChange({ summary: summary ?? {} })}
      />
      <div class="app-fields">
        <SelectField
          at={`${at}/kind`}
          label={say('field.kind')}
          value={of.kind}
          words={outcomeKinds}
          name={(one) => say(`outcome-kind.${one}`)}
          onChange={(kind) => kind && onChange({ kind })}
        />
        <DateField
          at={`${at}/date`}
          label={say('field.date')}
          value={of.date}
          onChange={(date) => onChange({ date })}
        />
        <DateField
          at={`${at}/due`}
          label={say('field.due')}
          value={of.due ?? ''}
          onChange={(due) => onChange({ due: due === '' ? undefined : due })}
        />
      </div>
    </>
  );
};

/** Whom it is about, the vote, and the reports on what came of it. */
export const OutcomeDetails = ({ at, of, door, onChange }: Fields & { door: ListDoor }) => {
  const { say } = useSite();
  return (
    <>
      <PartiesField
        at={`${at}/concerns`}
        label={say('outcomes.concerns')}
        value={of.concerns ?? []}
        door={door}
        onChange={(concerns) => onChange({ concerns })}
      />
      <VoteField at={`${at}/vote`} value={of.vote} onChange={(vote) => onChange({ vote })} />
      <ReportsField
        at={`${at}/implementation`}
        value={of.implementation ?? []}
        sources={of.sources ?? []}
        onChange={(implementation) => onChange({ implementation })}
      />
    </>
  );
};

const Opened = ({ at, said, children }: { at: string; said: string; children: ComponentChildren }) => {
  const { say } = useSite();
  const places = ['concerns', 'vote', 'implementation', 'sources'].map((field) => `${at}/${field}`);
  const isFaulty = useFaults(at).some(({ pointer }) => places.some((place) => pointer.startsWith(place)));
  return (
    // What is wrong is not looked for behind something closed.
    <details class="govuk-details" open={isFaulty || undefined}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {say('outcomes.more')}: {said}
        </span>
      </summary>
      {children}
    </details>
  );
};

/** The same beside other outcomes, with the sources, in one line until it is opened. */
export const OutcomeMore = (fields: Fields & { door: ListDoor }) => {
  const { say } = useSite();
  const { at, of, onChange } = fields;
  const { concerns = [], vote, sources = [], implementation = [] } = of;
  const said = [
    ...(concerns.length > 0 ? [`${say('field.concerns')} (${concerns.length})`] : []),
    ...(vote ? [say('field.vote')] : []),
    ...(sources.length > 0 ? [`${say('sources.all')} (${sources.length})`] : []),
    ...(implementation.length > 0 ? [`${say('outcome.implementation')} (${implementation.length})`] : []),
  ];
  return (
    <Opened at={at} said={said.join(', ') || say('agenda.none')}>
      <SourcesField at={`${at}/sources`} value={sources} onChange={(next) => onChange({ sources: next })} />
      <OutcomeDetails {...fields} />
    </Opened>
  );
};
