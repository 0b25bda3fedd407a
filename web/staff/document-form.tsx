/** What is said of a document: what it is, who acted in it and how, and how it stands to others. Its texts are filed apart. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import {
  documentKinds,
  documentStatuses,
  relationTypes,
  roles,
  signatureActions,
  stages,
} from '../../shared/domain/terms.ts';
import { wordsOf } from '../part/text.tsx';
import { type ListDoor, useDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { CommonFields } from './common-fields.tsx';
import { DateField, SelectField, TextField, TextsField } from './field.tsx';
import { type KnownPeople, useKnownPeople } from './known-person.ts';
import { ListField } from './list-field.tsx';
import { PartyField } from './party-field.tsx';
import { PersonField } from './person-field.tsx';
import { ProcessField } from './process-field.tsx';
import type { FieldsOf } from './record-draft.ts';
import { type FormOf, RecordForm } from './record-form.tsx';
import { IssuesField, TermsField } from './terms-field.tsx';

type InDoor = { readonly door: ListDoor };

/** The process and the round that a document is of. */
const Belongs = ({ draft, change, door }: FieldsOf<'document'> & InDoor) => (
  <div class="app-fields">
    <ProcessField
      at="/process"
      value={draft.process}
      door={door}
      onChange={(process) => change({ process, round: undefined })}
    />
    {draft.process !== undefined && <RoundOf draft={draft} change={change} door={door} process={draft.process} />}
  </div>
);

const RoundOf = ({ draft, change, door, process }: FieldsOf<'document'> & InDoor & { process: string }) => {
  const { say, language } = useSite();
  const rounds = useDoor(door, '/timeline', { process, type: 'round', order: 'desc', limit: 100 });
  const listed = rounds.is === 'read' ? rounds.reply.items : [];
  const ids = new Set([...listed.map(({ id }) => id), ...(draft.round === undefined ? [] : [draft.round])]);
  return (
    <SelectField
      at="/round"
      label={say('field.round')}
      value={draft.round}
      words={[...ids]}
      any={say('staff.unsaid')}
      name={(id) => wordsOf(listed.find((one) => one.id === id)?.title, language) || id}
      onChange={(round) => change({ round })}
    />
  );
};

type Relation = NonNullable<StaffBody<'document'>['relations']>[number];
const newRelation: Relation = { type: 'implements', document: '' };

type Signature = NonNullable<StaffBody<'document'>['signatures']>[number];

const SignatureFields = ({
  of,
  at,
  set,
  people,
  door,
}: InDoor & {
  of: Signature;
  at: string;
  set: (part: Partial<Signature>) => void;
  people: KnownPeople;
}) => {
  const { say } = useSite();
  return (
    <>
      <PartyField
        at={`${at}/party`}
        label={say('field.party')}
        value={of.party}
        door={door}
        onChange={(party) => set({ party })}
      />
      <SelectField
        at={`${at}/action`}
        label={say('field.action')}
        value={of.action}
        words={signatureActions}
        name={(one) => say(`action.${one}`)}
        onChange={(action) => action && set({ action })}
      />
      <DateField
        at={`${at}/date`}
        label={say('field.date')}
        value={of.date ?? ''}
        onChange={(date) => set({ date: date || undefined })}
      />
      <PersonField
        at={`${at}/signatory`}
        label={say('field.signatory')}
        value={of.signatory}
        known={people[of.party ?? ''] ?? []}
        onChange={(signatory) => set({ signatory })}
      />
      <PartyField
        at={`${at}/onBehalfOf`}
        label={say('field.on-behalf-of')}
        value={of.onBehalfOf}
        door={door}
        onChange={(onBehalfOf) => set({ onBehalfOf })}
      />
      <div class="app-whole-row">
        <TextsField
          at={`${at}/capacity`}
          label={say('field.capacity')}
          value={of.capacity}
          onChange={(capacity) => set({ capacity })}
        />
      </div>
    </>
  );
};

/** Who signed, or acted otherwise, and who was there in another role. */
const Actors = ({ draft, change, door }: FieldsOf<'document'> & InDoor) => {
  const { say } = useSite();
  const people = useKnownPeople(door, draft.process);
  return (
    <>
      <ListField
        at="/signatures"
        label={say('document.signatures')}
        value={draft.signatures ?? []}
        empty={{ action: 'signed' }}
        onChange={(signatures) => change({ signatures })}
      >
        {(signature, at, set) => <SignatureFields of={signature} at={at} set={set} people={people} door={door} />}
      </ListField>
      <ListField
        at="/thirdParties"
        label={say('document.third-parties')}
        value={draft.thirdParties ?? []}
        empty={{ party: '' }}
        onChange={(thirdParties) => change({ thirdParties })}
      >
        {(third, at, set) => (
          <>
            <PartyField
              at={`${at}/party`}
              label={say('field.party')}
              value={third.party || undefined}
              door={door}
              onChange={(party = '') => set({ party })}
            />
            <TermsField
              at={`${at}/roles`}
              label={say('field.roles')}
              value={third.roles ?? []}
              words={roles}
              name={(one) => say(`role.${one}`)}
              onChange={(held) => set({ roles: held })}
            />
          </>
        )}
      </ListField>
    </>
  );
};

const DocumentFields = ({ draft, change, door }: FieldsOf<'document'> & InDoor) => {
  const { say } = useSite();
  const { effect = {} } = draft;
  return (
    <>
      <TextsField
        at="/title"
        label={say('sources.title')}
        value={draft.title}
        onChange={(title) => change({ title: title ?? {} })}
      />
      <DateField at="/date" label={say('field.date')} value={draft.date} onChange={(date) => change({ date })} />
      <div class="app-fields">
        <SelectField
          at="/kind"
          label={say('field.kind')}
          value={draft.kind}
          words={documentKinds}
          name={(one) => say(`document-kind.${one}`)}
          onChange={(kind) => kind && change({ kind })}
        />
        <SelectField
          at="/status"
          label={say('field.status')}
          value={draft.status}
          words={documentStatuses}
          name={(one) => say(`document-status.${one}`)}
          onChange={(status) => status && change({ status })}
        />
        <SelectField
          at="/stage"
          label={say('field.stage')}
          value={draft.stage}
          words={stages}
          any={say('staff.unsaid')}
          name={(one) => say(`stage.${one}`)}
          onChange={(stage) => change({ stage })}
        />
        <DateField
          at="/effect/from"
          label={say('document.in-force-from')}
          value={effect.from ?? ''}
          onChange={(from) => change({ effect: { ...effect, from: from || undefined } })}
        />
        <DateField
          at="/effect/until"
          label={say('document.in-force-until')}
          value={effect.until ?? ''}
          onChange={(until) => change({ effect: { ...effect, until: until || undefined } })}
        />
      </div>
      <Belongs draft={draft} change={change} door={door} />
      <IssuesField
        at="/issues"
        label={say('field.issues')}
        value={draft.issues ?? []}
        onChange={(issues) => change({ issues })}
      />
      <Actors draft={draft} change={change} door={door} />
      <ListField
        at="/relations"
        label={say('document.relations')}
        value={draft.relations ?? []}
        empty={newRelation}
        onChange={(relations) => change({ relations })}
      >
        {(relation, at, set) => (
          <>
            <SelectField
              at={`${at}/type`}
              label={say('field.kind')}
              value={relation.type}
              words={relationTypes}
              name={(one) => say(`relation.${one}`)}
              onChange={(type) => type && set({ type })}
            />
            <TextField
              at={`${at}/document`}
              label={say('document.id')}
              value={relation.document}
              onChange={(document) => set({ document })}
            />
          </>
        )}
      </ListField>
      <CommonFields of={draft} onChange={change} />
    </>
  );
};

export const DocumentForm = ({ door, ...form }: FormOf<'document'>) => (
  <RecordForm type="document" {...form}>
    {(draft, change) => <DocumentFields draft={draft} change={change} door={door} />}
  </RecordForm>
);
