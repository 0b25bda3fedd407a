/** What can be said of every record: what others call it, who says so, and what only the ministry reads. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { useSite } from '../site.ts';
import { TextField } from './field.tsx';
import { SourcesField } from './sources-field.tsx';
import { WordsField } from './words-field.tsx';

/** The lists of others that the sample and the imports know; a record may name any. */
const usual = ['pax', 'ucdp', 'mend', 'ieadb', 'untc', 'unSymbol', 'wikidata', 'iso3166Alpha3'] as const;

type Common = Pick<StaffBody<RecordType>, 'identifiers' | 'sources' | 'note'>;

export const CommonFields = ({
  of: { identifiers = {}, sources = [], note = '' },
  onChange,
}: {
  of: Common;
  onChange: (part: Common) => void;
}) => {
  const { say } = useSite();
  const schemes = [...new Set([...usual, ...Object.keys(identifiers)])];
  const set = (scheme: string, ids: string[]): void => {
    const { [scheme]: _before, ...others } = identifiers;
    onChange({ identifiers: ids.length > 0 ? { ...others, [scheme]: ids } : others });
  };
  return (
    <>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            {say('field.identifiers')}: {Object.values(identifiers).flat().join(', ') || say('agenda.none')}
          </span>
        </summary>
        <fieldset class="govuk-fieldset app-fields" id="/identifiers" tabIndex={-1}>
          <legend class="govuk-visually-hidden">{say('field.identifiers')}</legend>
          {schemes.map((scheme) => (
            <WordsField
              key={scheme}
              at={`/identifiers/${scheme}`}
              label={scheme}
              value={identifiers[scheme] ?? []}
              onChange={(ids) => set(scheme, ids)}
            />
          ))}
        </fieldset>
      </details>
      <SourcesField value={sources} onChange={(next) => onChange({ sources: next })} />
      <TextField
        at="/note"
        label={say('field.note')}
        value={note}
        long
        onChange={(text) => onChange({ note: text === '' ? undefined : text })}
      />
    </>
  );
};
