/** An outcome that was reached at no round, as a form of its own; those of a round are written with it. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import { positions } from '../../shared/domain/terms.ts';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { CommonFields } from './common-fields.tsx';
import { SelectField } from './field.tsx';
import { ListField } from './list-field.tsx';
import { OutcomeDetails, OutcomeFields } from './outcome-fields.tsx';
import { PartyField } from './party-field.tsx';
import { ProcessField } from './process-field.tsx';
import type { FieldsOf } from './record-draft.ts';
import { type FormOf, RecordForm } from './record-form.tsx';
import { IssuesField } from './terms-field.tsx';

type Position = NonNullable<StaffBody<'outcome'>['positions']>[number];
const newPosition: Position = { party: '', position: 'supports' };

const Fields = ({ draft, change, door }: FieldsOf<'outcome'> & { door: ListDoor }) => {
  const { say } = useSite();
  return (
    <>
      <OutcomeFields at="" of={draft} onChange={change} />
      <ProcessField
        at="/process"
        value={draft.process || undefined}
        door={door}
        onChange={(process = '') => change({ process })}
      />
      <IssuesField
        at="/issues"
        label={say('field.issues')}
        value={draft.issues ?? []}
        onChange={(issues) => change({ issues })}
      />
      <ListField
        at="/positions"
        label={say('outcome.positions')}
        value={draft.positions ?? []}
        empty={newPosition}
        onChange={(taken) => change({ positions: taken })}
      >
        {({ party, position, onBehalfOf }, at, set) => (
          <>
            <PartyField
              at={`${at}/party`}
              label={say('field.party')}
              value={party || undefined}
              door={door}
              onChange={(chosen = '') => set({ party: chosen })}
            />
            <SelectField
              at={`${at}/position`}
              label={say('field.position')}
              value={position}
              words={positions}
              name={(one) => say(`position.${one}`)}
              onChange={(one) => one && set({ position: one })}
            />
            <PartyField
              at={`${at}/onBehalfOf`}
              label={say('field.on-behalf-of')}
              value={onBehalfOf}
              door={door}
              onChange={(chosen) => set({ onBehalfOf: chosen })}
            />
          </>
        )}
      </ListField>
      <OutcomeDetails at="" of={draft} door={door} onChange={change} />
      <CommonFields of={draft} onChange={change} />
    </>
  );
};

export const OutcomeForm = ({ door, ...form }: FormOf<'outcome'>) => (
  <RecordForm type="outcome" {...form}>
    {(draft, change) => <Fields draft={draft} change={change} door={door} />}
  </RecordForm>
);
