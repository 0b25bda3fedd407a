/** What is said of a caseload: the body, the period, and its figures as they were published, each a value or a range. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { CommonFields } from './common-fields.tsx';
import { DateField, NumberField, TextField, TextsField } from './field.tsx';
import { ListField } from './list-field.tsx';
import { PartyField } from './party-field.tsx';
import type { FieldsOf } from './record-draft.ts';
import { type FormOf, RecordForm } from './record-form.tsx';

type Measure = StaffBody<'caseload'>['measures'][number];

const MeasureFields = ({ of, at, set }: { of: Measure; at: string; set: (part: Partial<Measure>) => void }) => {
  const { say } = useSite();
  return (
    <>
      <TextField
        at={`${at}/measure`}
        label={say('caseload.measure')}
        value={of.measure}
        onChange={(measure) => set({ measure })}
      />
      <TextField at={`${at}/unit`} label={say('caseload.unit')} value={of.unit} onChange={(unit) => set({ unit })} />
      <NumberField
        at={`${at}/value`}
        label={say('caseload.value')}
        value={of.value}
        onChange={(value) => set({ value })}
      />
      <NumberField at={`${at}/low`} label={say('caseload.low')} value={of.low} onChange={(low) => set({ low })} />
      <NumberField at={`${at}/high`} label={say('caseload.high')} value={of.high} onChange={(high) => set({ high })} />
      <label class="app-check">
        <input
          type="checkbox"
          checked={of.approximate ?? false}
          onChange={(event) => set({ approximate: event.currentTarget.checked || undefined })}
        />{' '}
        {say('caseload.approximate')}
      </label>
      <TextField
        at={`${at}/of`}
        label={say('caseload.of')}
        value={of.of ?? ''}
        onChange={(whole) => set({ of: whole || undefined })}
      />
      <TextField
        at={`${at}/breakdown`}
        label={say('caseload.breakdown')}
        value={of.breakdown ?? ''}
        onChange={(breakdown) => set({ breakdown: breakdown || undefined })}
      />
      <NumberField
        at={`${at}/stated/percent`}
        label={say('caseload.stated-percent')}
        value={of.stated?.percent}
        onChange={(percent) => set({ stated: percent === undefined ? undefined : { percent } })}
      />
      <div class="app-whole-row">
        <TextsField
          at={`${at}/label`}
          label={say('caseload.label')}
          value={of.label}
          onChange={(label) => set({ label })}
        />
      </div>
    </>
  );
};

const CaseloadFields = ({ draft, change, door }: FieldsOf<'caseload'> & { door: ListDoor }) => {
  const { say } = useSite();
  return (
    <>
      <PartyField
        at="/institution"
        label={say('caseload.institution')}
        value={draft.institution || undefined}
        door={door}
        onChange={(institution = '') => change({ institution })}
      />
      <DateField
        at="/period"
        label={say('field.period')}
        value={draft.period}
        onChange={(period) => change({ period })}
      />
      <ListField
        at="/measures"
        label={say('caseload.measures')}
        value={draft.measures}
        empty={{ measure: '', unit: '' }}
        onChange={(measures) => change({ measures })}
      >
        {(measure, at, set) => <MeasureFields of={measure} at={at} set={set} />}
      </ListField>
      <CommonFields of={draft} onChange={change} />
    </>
  );
};

export const CaseloadForm = ({ door, ...form }: FormOf<'caseload'>) => (
  <RecordForm type="caseload" {...form}>
    {(draft, change) => <CaseloadFields draft={draft} change={change} door={door} />}
  </RecordForm>
);
