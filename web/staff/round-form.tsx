/** The form of a round: everything that can be said of it in one place, by keyboard alone. */
import type { ComponentChildren } from 'preact';
import { contacts, modes, roundKinds, roundLevels, roundStatuses } from '../../shared/domain/terms.ts';
import { useSite } from '../site.ts';
import { Completeness } from './completeness.tsx';
import { DateField, NumberField, SelectField, TextsField } from './field.tsx';
import { useKnownPeople } from './known-person.ts';
import { ParticipantsField } from './participants-field.tsx';
import { type FormOf, RecordForm } from './record-form.tsx';
import { SourcesField } from './sources-field.tsx';
import { IssuesField } from './terms-field.tsx';

export const RoundForm = ({
  beginning,
  names,
  door,
  besideAgenda,
  onSaved,
}: Omit<FormOf<'round'>, 'action'> & { besideAgenda: ComponentChildren }) => {
  const { say } = useSite();
  const people = useKnownPeople(door, beginning.draft.process);
  return (
    <RecordForm
      type="round"
      beginning={beginning}
      names={names}
      action={say(beginning.version === 0 ? 'staff.log' : 'staff.save')}
      onSaved={onSaved}
    >
      {(draft, change) => (
        <>
          <DateField
            at="/period"
            label={say('field.date')}
            value={draft.period}
            onChange={(period) => change({ period })}
          />
          <TextsField
            at="/label"
            label={say('round.label')}
            value={draft.label}
            onChange={(label) => change({ label: label ?? {} })}
          />
          <div class="app-fields">
            <SelectField
              at="/status"
              label={say('field.status')}
              value={draft.status}
              words={roundStatuses}
              name={(one) => say(`round-status.${one}`)}
              onChange={(status) => status && change({ status })}
            />
            <SelectField
              at="/kind"
              label={say('field.kind')}
              value={draft.kind}
              words={roundKinds}
              name={(one) => say(`round-kind.${one}`)}
              onChange={(kind) => kind && change({ kind })}
            />
            <SelectField
              at="/level"
              label={say('field.level')}
              value={draft.level}
              words={roundLevels}
              any={say('staff.unsaid')}
              name={(one) => say(`round-level.${one}`)}
              onChange={(one) => change({ level: one })}
            />
            <NumberField
              at="/number"
              label={say('field.number')}
              value={draft.number}
              onChange={(number) => change({ number })}
            />
            <SelectField
              at="/mode"
              label={say('field.mode')}
              value={draft.mode}
              words={modes}
              any={say('staff.unsaid')}
              name={(one) => say(`mode.${one}`)}
              onChange={(one) => change({ mode: one })}
            />
            <SelectField
              at="/contact"
              label={say('field.contact')}
              value={draft.contact}
              words={contacts}
              any={say('staff.unsaid')}
              name={(one) => say(`contact.${one}`)}
              onChange={(one) => change({ contact: one })}
            />
          </div>
          <TextsField
            at="/place/name"
            label={say('field.place')}
            value={draft.place?.name}
            onChange={(name) => change({ place: { ...draft.place, name } })}
          />
          <ParticipantsField
            value={draft.participations ?? []}
            people={people}
            door={door}
            onChange={(participations) => change({ participations })}
          />
          <IssuesField
            at="/agenda"
            label={say('field.agenda')}
            value={draft.agenda ?? []}
            onChange={(agenda) => change({ agenda })}
          />
          {besideAgenda}
          <TextsField
            at="/summary"
            label={say('round.summary')}
            value={draft.summary}
            long
            onChange={(summary) => change({ summary })}
          />
          <SourcesField value={draft.sources ?? []} onChange={(sources) => change({ sources })} />
          <Completeness of={draft} />
        </>
      )}
    </RecordForm>
  );
};
