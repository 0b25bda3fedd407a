/** Who says so: the sources of a record, a row each. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { accesses } from '../../shared/domain/terms.ts';
import { useSite } from '../site.ts';
import { SelectField, TextField } from './field.tsx';
import { ListField } from './list-field.tsx';

type Source = NonNullable<StaffBody<RecordType>['sources']>[number];

const nextSource = (sources: readonly Source[]): Source => {
  const last = Math.max(0, ...sources.map(({ id }) => Number(id.slice(1))));
  return { id: `s${last + 1}`, title: '', access: 'public' };
};

export const SourcesField = ({
  at: place = '/sources',
  value,
  onChange,
}: {
  at?: string;
  value: readonly Source[];
  onChange: (value: Source[]) => void;
}) => {
  const { say } = useSite();
  return (
    <ListField at={place} label={say('sources.all')} value={value} empty={nextSource(value)} onChange={onChange}>
      {({ title, publisher = '', url = '', access = 'internal' }, at, set) => (
        <>
          <TextField
            at={`${at}/title`}
            label={say('sources.title')}
            value={title}
            onChange={(text) => set({ title: text })}
          />
          <TextField
            at={`${at}/publisher`}
            label={say('sources.publisher')}
            value={publisher}
            onChange={(text) => set({ publisher: text || undefined })}
          />
          <TextField
            at={`${at}/url`}
            label={say('sources.address')}
            value={url}
            onChange={(text) => set({ url: text || undefined })}
          />
          <SelectField
            at={`${at}/access`}
            label={say('sources.access')}
            value={access}
            words={accesses}
            name={(one) => say(`access.${one}`)}
            onChange={(one) => one && set({ access: one })}
          />
        </>
      )}
    </ListField>
  );
};
