/** Who says so: the sources of a record, a row each. */

import { accesses } from '../../shared/domain/terms.ts';
import { useSite } from '../site.ts';
import { SelectField, TextField } from './field.tsx';
import type { RoundDraft } from './round-draft.ts';

type Source = NonNullable<RoundDraft['sources']>[number];

const nextSource = (sources: readonly Source[]): Source => {
  const last = Math.max(0, ...sources.map(({ id }) => Number(id.slice(1))));
  return { id: `s${last + 1}`, title: '', access: 'public' };
};

const Row = ({ at, value, onChange }: { at: string; value: Source; onChange: (value: Source | undefined) => void }) => {
  const { say } = useSite();
  const optional = (name: 'publisher' | 'url') => (text: string) => {
    const { [name]: _before, ...others } = value;
    onChange(text === '' ? others : { ...others, [name]: text });
  };
  return (
    <fieldset class="govuk-fieldset app-row" id={at} tabIndex={-1}>
      <legend class="govuk-fieldset__legend app-row__name">{say('sources.one', { id: value.id })}</legend>
      <TextField
        at={`${at}/title`}
        label={say('sources.title')}
        value={value.title}
        onChange={(title) => onChange({ ...value, title })}
      />
      <TextField
        at={`${at}/publisher`}
        label={say('sources.publisher')}
        value={value.publisher ?? ''}
        onChange={optional('publisher')}
      />
      <TextField at={`${at}/url`} label={say('sources.address')} value={value.url ?? ''} onChange={optional('url')} />
      <SelectField
        at={`${at}/access`}
        label={say('sources.access')}
        value={value.access ?? 'internal'}
        words={accesses}
        name={(one) => say(`access.${one}`)}
        onChange={(access) => access && onChange({ ...value, access })}
      />
      <button type="button" class="app-link-button" onClick={() => onChange(undefined)}>
        {say('participants.remove', { name: value.title || value.id })}
      </button>
    </fieldset>
  );
};

export const SourcesField = ({
  value,
  onChange,
}: {
  value: readonly Source[];
  onChange: (value: Source[]) => void;
}) => {
  const { say } = useSite();
  const at = '/sources';
  return (
    <fieldset class="govuk-fieldset" id={at} tabIndex={-1}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{say('sources.all')}</legend>
      {value.map((one, index) => (
        <Row
          key={one.id}
          at={`${at}/${index}`}
          value={one}
          onChange={(next) =>
            onChange(value.flatMap((other, place) => (place !== index ? [other] : next ? [next] : [])))
          }
        />
      ))}
      <button
        type="button"
        class="govuk-button govuk-button--secondary"
        onClick={() => onChange([...value, nextSource(value)])}
      >
        {say('sources.add')}
      </button>
    </fieldset>
  );
};
