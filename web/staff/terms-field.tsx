/** Several words of a vocabulary: what is chosen is said in one line, and all of them open below it. */
import { issues, issueTerms } from '../../shared/domain/issues.ts';
import { byName } from '../language.ts';
import { useSite } from '../site.ts';
import { FieldFaults } from './fault.tsx';

type Field<Word extends string> = {
  readonly at: string;
  readonly label: string;
  readonly value: readonly Word[];
  readonly onChange: (value: Word[]) => void;
};

export const TermsField = <Word extends string>({
  at,
  label,
  value,
  words,
  name,
  onChange,
}: Field<Word> & { words: readonly Word[]; name: (word: Word) => string }) => {
  const { say } = useSite();
  return (
    <>
      <FieldFaults at={at} />
      <details class="govuk-details app-whole-row">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            {label}: {value.length > 0 ? value.map(name).join(', ') : say('agenda.none')}
          </span>
        </summary>
        <fieldset class="govuk-fieldset app-list--short" id={at} tabIndex={-1}>
          <legend class="govuk-visually-hidden">{label}</legend>
          {words.map((word) => (
            <label key={word} class="app-check">
              <input
                type="checkbox"
                checked={value.includes(word)}
                onChange={(event) =>
                  onChange(event.currentTarget.checked ? [...value, word] : value.filter((one) => one !== word))
                }
              />{' '}
              {name(word)}
            </label>
          ))}
        </fieldset>
      </details>
    </>
  );
};

/** The issues of a record, in the order of their names. */
export const IssuesField = (field: Field<(typeof issueTerms)[number]>) => {
  const { language } = useSite();
  const compare = byName(language);
  const name = (issue: (typeof issueTerms)[number]): string => issues[issue].name[language];
  return <TermsField {...field} words={[...issueTerms].sort((a, b) => compare(name(a), name(b)))} name={name} />;
};
