/** A person: a name that is typed or chosen among those who came before, and on demand its other languages, title and rank. */
import type { StaffBody } from '../../shared/contract/staff-client.ts';
import { ranks } from '../../shared/domain/terms.ts';
import { inLanguage } from '../language.ts';
import { useSite } from '../site.ts';
import { SelectField, TextField, TextsField } from './field.tsx';

type Participation = NonNullable<StaffBody<'round'>['participations']>[number];
export type PersonDraft = NonNullable<NonNullable<Participation['delegation']>['head']>;

export const PersonField = ({
  at,
  label,
  value,
  known,
  onChange,
}: {
  at: string;
  label: string;
  value: PersonDraft | undefined;
  /** Who came before; whoever is chosen comes with all that is known of them. */
  known: readonly PersonDraft[];
  onChange: (value: PersonDraft | undefined) => void;
}) => {
  const { say, language } = useSite();
  const wordsFor = ({ name }: PersonDraft): string => inLanguage(name, language)?.text ?? '';
  const named = value ? wordsFor(value) : '';
  const setName = (text: string): void => {
    const chosen = known.find((one) => wordsFor(one) === text);
    // What begins anew is somebody else: their name in other languages, title and rank are not those that stood here.
    const isSame = text.length > 1 && text.slice(0, 2) === named.slice(0, 2);
    const typed = { [language]: text };
    const said = value && isSame ? { ...value, name: { ...value.name, ...typed } } : { name: typed };
    onChange(text === '' ? undefined : (chosen ?? said));
  };
  return (
    <>
      <TextField at={`${at}/name`} label={label} value={named} onChange={setName} list={known.map(wordsFor)} />
      {value && (
        <details class="govuk-details app-whole-row">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{say('person.more', { name: named })}</span>
          </summary>
          <TextsField
            at={`${at}/names`}
            label={say('field.name')}
            value={value.name}
            onChange={(name) => onChange(name && { ...value, name })}
          />
          <TextsField
            at={`${at}/title`}
            label={say('person.title')}
            value={value.title}
            onChange={(title) => onChange({ ...value, title })}
          />
          <SelectField
            at={`${at}/rank`}
            label={say('person.rank')}
            value={value.rank}
            words={ranks}
            any={say('staff.unsaid')}
            name={(one) => say(`rank.${one}`)}
            onChange={(rank) => onChange({ ...value, rank })}
          />
        </details>
      )}
    </>
  );
};
