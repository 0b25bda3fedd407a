/** The issues of a record: what is chosen is said in one line, and all of them open below it. */
import { issues, issueTerms } from '../../shared/domain/issues.ts';
import { byName } from '../language.ts';
import { useSite } from '../site.ts';

type Issue = (typeof issueTerms)[number];

export const AgendaField = ({
  at,
  label,
  value,
  onChange,
}: {
  at: string;
  label: string;
  value: readonly Issue[];
  onChange: (value: Issue[]) => void;
}) => {
  const { say, language } = useSite();
  const compare = byName(language);
  const nameOf = (issue: Issue): string => issues[issue].name[language];
  const ordered = [...issueTerms].sort((a, b) => compare(nameOf(a), nameOf(b)));
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {label}: {value.length > 0 ? value.map(nameOf).join(', ') : say('agenda.none')}
        </span>
      </summary>
      <fieldset class="govuk-fieldset app-list--short" id={at} tabIndex={-1}>
        <legend class="govuk-visually-hidden">{label}</legend>
        {ordered.map((issue) => (
          <label key={issue} class="app-check">
            <input
              type="checkbox"
              checked={value.includes(issue)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...value, issue] : value.filter((one) => one !== issue))
              }
            />{' '}
            {nameOf(issue)}
          </label>
        ))}
      </fieldset>
    </details>
  );
};
