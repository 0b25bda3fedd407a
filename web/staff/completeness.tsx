/** What a round does not say yet: nothing that would be refused, but what readers will look for. */
import { languages } from '../language.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import { useSite } from '../site.ts';
import type { RoundDraft } from './round-draft.ts';

/** What is missing, most needed first. */
export const lacking = ({
  label,
  period,
  place,
  agenda,
  summary,
  participations = [],
  sources = [],
}: RoundDraft): MessageKey[] => {
  const all: readonly (readonly [MessageKey, boolean])[] = [
    ['lacks.date', period === '' || period === '/'],
    ['lacks.languages', languages.some((language) => !label[language])],
    ['lacks.participants', participations.length === 0],
    [
      'lacks.roles',
      participations.some(({ roles = [], attendance }) => roles.length === 0 && attendance === 'attended'),
    ],
    [
      'lacks.heads',
      participations.some(({ delegation, attendance }) => !delegation?.head && attendance === 'attended'),
    ],
    ['lacks.place', !place?.name],
    ['lacks.agenda', !agenda?.length],
    ['lacks.summary', !summary],
    ['lacks.source', !sources.some(({ access }) => access === 'public')],
  ];
  return all.filter(([, isMissing]) => isMissing).map(([key]) => key);
};

export const Completeness = ({ of }: { of: RoundDraft }) => {
  const { say } = useSite();
  const missing = lacking(of);
  return (
    <section aria-labelledby="completeness">
      <h2 class="govuk-heading-s" id="completeness">
        {say(missing.length > 0 ? 'lacks.title' : 'lacks.nothing')}
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {missing.map((key) => (
          <li key={key}>{say(key)}</li>
        ))}
      </ul>
    </section>
  );
};
