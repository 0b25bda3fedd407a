/** What is said of a process: its names, what it is about, who stands in which role throughout, and whose consent and team it has. */
import { levels, methods, numberings, processRoles, processStatuses } from '../../shared/domain/terms.ts';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { CommonFields } from './common-fields.tsx';
import { DateField, SelectField, TextField, TextsField } from './field.tsx';
import { ListField } from './list-field.tsx';
import { PartiesField, PartyField } from './party-field.tsx';
import type { FieldsOf } from './record-draft.ts';
import { type FormOf, RecordForm } from './record-form.tsx';
import { IssuesField, TermsField } from './terms-field.tsx';
import { WordsField } from './words-field.tsx';

const ProcessFields = ({ draft, change, door }: FieldsOf<'process'> & { door: ListDoor }) => {
  const { say } = useSite();
  return (
    <>
      <TextsField
        at="/name"
        label={say('field.name')}
        value={draft.name}
        onChange={(name) => change({ name: name ?? {} })}
      />
      <div class="app-fields">
        <SelectField
          at="/level"
          label={say('field.level')}
          value={draft.level}
          words={levels}
          name={(one) => say(`level.${one}`)}
          onChange={(level) => level && change({ level })}
        />
        <SelectField
          at="/status"
          label={say('field.status')}
          value={draft.status}
          words={processStatuses}
          name={(one) => say(`process-status.${one}`)}
          onChange={(status) => status && change({ status })}
        />
        <DateField
          at="/period"
          label={say('field.period')}
          value={draft.period ?? ''}
          onChange={(period) => change({ period: period || undefined })}
        />
        <SelectField
          at="/numbering"
          label={say('process.numbering')}
          value={draft.numbering}
          words={numberings}
          any={say('staff.unsaid')}
          name={(one) => say(`numbering.${one}`)}
          onChange={(numbering) => change({ numbering })}
        />
        <WordsField
          at="/countries"
          label={say('field.countries')}
          value={draft.countries ?? []}
          onChange={(countries) => change({ countries })}
        />
      </div>
      <TermsField
        at="/method"
        label={say('field.method')}
        value={draft.method ?? []}
        words={methods}
        name={(one) => say(`method.${one}`)}
        onChange={(method) => change({ method })}
      />
      <TextsField
        at="/subject"
        label={say('process.subject')}
        value={draft.subject}
        long
        onChange={(subject) => change({ subject })}
      />
      <IssuesField
        at="/issues"
        label={say('field.issues')}
        value={draft.issues ?? []}
        onChange={(issues) => change({ issues })}
      />
      <ListField
        at="/roles"
        label={say('process.roles')}
        value={draft.roles ?? []}
        empty={{ party: '', role: 'guarantor' }}
        onChange={(roles) => change({ roles })}
      >
        {(standing, at, set) => (
          <>
            <PartyField
              at={`${at}/party`}
              label={say('field.party')}
              value={standing.party || undefined}
              door={door}
              onChange={(party = '') => set({ party })}
            />
            <SelectField
              at={`${at}/role`}
              label={say('field.role')}
              value={standing.role}
              words={processRoles}
              name={(one) => say(`role.${one}`)}
              onChange={(role) => role && set({ role })}
            />
            <DateField
              at={`${at}/period`}
              label={say('field.period')}
              value={standing.period ?? ''}
              onChange={(period) => set({ period: period || undefined })}
            />
            <PartyField
              at={`${at}/appointedBy`}
              label={say('field.appointed-by')}
              value={standing.appointedBy}
              door={door}
              onChange={(appointedBy) => set({ appointedBy })}
            />
          </>
        )}
      </ListField>
      <PartiesField
        at="/consentOf"
        label={say('process.consent-of')}
        value={draft.consentOf ?? []}
        door={door}
        onChange={(consentOf) => change({ consentOf })}
      />
      <div class="app-fields">
        <WordsField
          at="/team"
          label={say('process.team')}
          value={draft.team ?? []}
          onChange={(team) => change({ team })}
        />
        <TextField
          at="/parent"
          label={say('process.parent')}
          value={draft.parent ?? ''}
          onChange={(parent) => change({ parent: parent || undefined })}
        />
        <WordsField
          at="/related"
          label={say('process.related')}
          value={draft.related ?? []}
          onChange={(related) => change({ related })}
        />
      </div>
      <CommonFields of={draft} onChange={change} />
    </>
  );
};

export const ProcessForm = ({ door, ...form }: FormOf<'process'>) => (
  <RecordForm type="process" {...form}>
    {(draft, change) => <ProcessFields draft={draft} change={change} door={door} />}
  </RecordForm>
);
