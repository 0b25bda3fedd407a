/** The form by which is chosen what the explorer asks: its values are the address, and how the answer is shown stays. */
import { issues, issueTerms } from '../../shared/domain/issues.ts';
import { outcomeKinds, outcomeStatuses, positions, roles } from '../../shared/domain/terms.ts';
import { addressOf } from '../address.ts';
import { byName, inLanguage } from '../language.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import { Choice, DateField } from '../part/form.tsx';
import { Words } from '../part/text.tsx';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { PartyField } from './party-field.tsx';
import { type FieldName, shapeNames } from './query.ts';

/** What the fields are called. */
export const fieldLabels = {
  party: 'explorer.party',
  with: 'explorer.with',
  role: 'field.role',
  position: 'field.position',
  issue: 'field.issue',
  kind: 'field.kind',
  status: 'field.status',
  from: 'timeline.from',
  to: 'timeline.to',
} as const satisfies Record<FieldName, MessageKey>;

/** Fields with one of some terms, and what stands for none of them. */
const choices = [
  { name: 'role', any: 'timeline.any-role', terms: roles, vocabulary: 'role' },
  { name: 'position', any: 'explorer.any-position', terms: positions, vocabulary: 'position' },
  { name: 'issue', any: 'timeline.any-issue', terms: issueTerms, vocabulary: 'issue' },
  { name: 'kind', any: 'timeline.any-kind', terms: outcomeKinds, vocabulary: 'outcome-kind' },
  { name: 'status', any: 'explorer.any-status', terms: outcomeStatuses, vocabulary: 'implementation' },
] as const;

const isIssue = (term: string): term is keyof typeof issues => Object.hasOwn(issues, term);

export const Filters = ({ door, faultOf }: { door: ListDoor; faultOf: (name: FieldName) => string | undefined }) => {
  const { say, term, language, place } = useSite();
  const { query } = place;
  const value = (name: FieldName): string => query.get(name) ?? '';
  const compare = byName(language);
  const nameOf = (vocabulary: string, word: string): string =>
    isIssue(word) && vocabulary === 'issue'
      ? (inLanguage(issues[word].name, language)?.text ?? word)
      : term(vocabulary, word);
  return (
    <form
      class="app-filters"
      method="get"
      action={addressOf(language, 'explorer')}
      aria-label={say('timeline.filters')}
    >
      {(['party', 'with'] as const).map((name) => (
        <PartyField
          key={`${name}=${value(name)}`}
          name={name}
          label={say(fieldLabels[name])}
          asked={value(name)}
          door={door}
          fault={faultOf(name)}
        />
      ))}
      {choices.map(({ name, any, terms, vocabulary }) => (
        <Choice
          key={name}
          name={name}
          label={say(fieldLabels[name])}
          any={say(any)}
          value={value(name)}
          fault={faultOf(name)}
          options={terms
            .map((word) => ({ value: word, text: nameOf(vocabulary, word) }))
            .sort((a, b) => compare(a.text, b.text))}
        />
      ))}
      <DateField name="from" label={say('timeline.from')} value={value('from')} fault={faultOf('from')} />
      <DateField name="to" label={say('timeline.to')} value={value('to')} fault={faultOf('to')} />
      {shapeNames.flatMap((name) =>
        query.getAll(name).map((one) => <input key={`${name}=${one}`} type="hidden" name={name} value={one} />),
      )}
      <p class="govuk-hint app-filters__hint" id="name-hint">
        {say('explorer.name-hint')}
      </p>
      <p class="govuk-hint app-filters__hint" id="date-hint">
        <Words of={say('timeline.date-hint')} />
      </p>
      <div class="govuk-button-group app-filters__buttons">
        <button type="submit" class="govuk-button">
          {say('timeline.show')}
        </button>
        <a class="govuk-link" href={addressOf(language, 'explorer')}>
          {say('explorer.clear')}
        </a>
      </div>
    </form>
  );
};
