/** What came of an outcome: a report for each time that somebody judged it, with the source that says so. */
import { implementationStatuses } from '../../shared/domain/terms.ts';
import { useSite } from '../site.ts';
import { DateField, SelectField, TextField, TextsField } from './field.tsx';
import { ListField } from './list-field.tsx';
import type { OutcomeDraft } from './outcome-entry.ts';

type Report = NonNullable<OutcomeDraft['implementation']>[number];

export const ReportsField = ({
  at,
  value,
  sources,
  onChange,
}: {
  at: string;
  value: readonly Report[];
  /** The sources of the outcome, one of which each report rests on. */
  sources: NonNullable<OutcomeDraft['sources']>;
  onChange: (value: Report[]) => void;
}) => {
  const { say } = useSite();
  const titleOf = (id: string): string => sources.find((one) => one.id === id)?.title || id;
  return (
    <ListField
      at={at}
      label={say('outcome.implementation')}
      value={value}
      empty={{ date: '', status: 'none', source: sources.at(-1)?.id ?? '' }}
      onChange={onChange}
    >
      {({ date, status, source, assessor = '', remark, note = '' }, place, set) => (
        <>
          <DateField
            at={`${place}/date`}
            label={say('field.date')}
            value={date}
            onChange={(next) => set({ date: next })}
          />
          <SelectField
            at={`${place}/status`}
            label={say('field.status')}
            value={status}
            words={implementationStatuses}
            name={(one) => say(`implementation.${one}`)}
            onChange={(one) => one && set({ status: one })}
          />
          <SelectField
            at={`${place}/source`}
            label={say('report.source')}
            value={source || undefined}
            // One that was taken away since stays until another is chosen.
            words={[...new Set([...sources.map(({ id }) => id), ...(source === '' ? [] : [source])])]}
            any={say('staff.unsaid')}
            name={titleOf}
            onChange={(one = '') => set({ source: one })}
          />
          <TextField
            at={`${place}/assessor`}
            label={say('field.assessor')}
            value={assessor}
            onChange={(text) => set({ assessor: text || undefined })}
          />
          <div class="app-whole-row">
            <TextsField
              at={`${place}/remark`}
              label={say('report.remark')}
              value={remark}
              onChange={(next) => set({ remark: next })}
            />
          </div>
          <TextField
            at={`${place}/note`}
            label={say('field.note')}
            value={note}
            onChange={(text) => set({ note: text || undefined })}
          />
        </>
      )}
    </ListField>
  );
};
