/** What is said of a party: what it is, its names, what else it is called, and what it belongs to. */
import { partyKinds } from '../../shared/domain/terms.ts';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { CommonFields } from './common-fields.tsx';
import { DateField, SelectField, TextField, TextsField } from './field.tsx';
import { ListField } from './list-field.tsx';
import { PartyField } from './party-field.tsx';
import type { FieldsOf } from './record-draft.ts';
import { type FormOf, RecordForm } from './record-form.tsx';

const PartyFields = ({ draft, change, door }: FieldsOf<'party'> & { door: ListDoor }) => {
  const { say } = useSite();
  return (
    <>
      <TextsField
        at="/name"
        label={say('field.name')}
        value={draft.name}
        onChange={(name) => change({ name: name ?? {} })}
      />
      <SelectField
        at="/kind"
        label={say('field.kind')}
        value={draft.kind}
        words={partyKinds}
        name={(one) => say(`party-kind.${one}`)}
        onChange={(kind) => kind && change({ kind })}
      />
      <ListField
        at="/aliases"
        label={say('field.aliases')}
        value={draft.aliases ?? []}
        empty={{ name: '' }}
        onChange={(aliases) => change({ aliases })}
      >
        {(alias, at, set) => (
          <>
            <TextField
              at={`${at}/name`}
              label={say('field.name')}
              value={alias.name}
              onChange={(name) => set({ name })}
            />
            <TextField
              at={`${at}/language`}
              label={say('alias.language')}
              value={alias.language ?? ''}
              onChange={(language) => set({ language: language || undefined })}
            />
            <DateField
              at={`${at}/validFrom`}
              label={say('field.in-force-from')}
              value={alias.validFrom ?? ''}
              onChange={(validFrom) => set({ validFrom: validFrom || undefined })}
            />
            <DateField
              at={`${at}/validTo`}
              label={say('field.in-force-until')}
              value={alias.validTo ?? ''}
              onChange={(validTo) => set({ validTo: validTo || undefined })}
            />
          </>
        )}
      </ListField>
      <ListField
        at="/memberships"
        label={say('field.memberships')}
        value={draft.memberships ?? []}
        empty={{ of: '' }}
        onChange={(memberships) => change({ memberships })}
      >
        {(membership, at, set) => (
          <>
            <PartyField
              at={`${at}/of`}
              label={say('field.party')}
              value={membership.of || undefined}
              door={door}
              onChange={(of = '') => set({ of })}
            />
            <DateField
              at={`${at}/period`}
              label={say('field.period')}
              value={membership.period ?? ''}
              onChange={(period) => set({ period: period || undefined })}
            />
            <TextsField
              at={`${at}/as`}
              label={say('field.capacity')}
              value={membership.as}
              onChange={(as) => set({ as })}
            />
          </>
        )}
      </ListField>
      <CommonFields of={draft} onChange={change} />
    </>
  );
};

export const PartyForm = ({ door, ...form }: FormOf<'party'>) => (
  <RecordForm type="party" {...form}>
    {(draft, change) => <PartyFields draft={draft} change={change} door={door} />}
  </RecordForm>
);
