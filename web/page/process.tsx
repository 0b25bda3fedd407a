/** One process: the talks as a whole, who stands in which role throughout, and all its rounds. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { issues as vocabulary } from '../../shared/domain/issues.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { Citation } from '../part/citation.tsx';
import { CountryName } from '../part/country.tsx';
import { Day } from '../part/day.tsx';
import { Disputes } from '../part/disputed.tsx';
import { EditLink } from '../part/edit-link.tsx';
import { EntryCard } from '../part/entry.tsx';
import { Fact, Facts } from '../part/fact.tsx';
import { Identifiers } from '../part/identifiers.tsx';
import { Matrix } from '../part/matrix.tsx';
import { PartyName, ProcessName } from '../part/name.tsx';
import { HowSure } from '../part/one-source.tsx';
import { Pager } from '../part/pager.tsx';
import { Section } from '../part/section.tsx';
import { Sources } from '../part/sources.tsx';
import { Standing } from '../part/standing.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import { type Ask, standing, useAnswer, useReply } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

type Process = ReplyAt<'public', '/processes/:id'>;

const rounds = (ask: Ask, id: string, query: URLSearchParams) =>
  ask('/processes/:id/rounds', { id, limit: 50, cursor: query.get('cursor') ?? undefined });

const matrix = (ask: Ask, id: string) => standing(ask('/processes/:id/matrix', { id, limit: 100 }));

const About = ({ of }: { of: Process }) => {
  const { say, language } = useSite();
  const { period, status, level, method = [], issues = [], countries = [], roles = [], parent, related = [] } = of;
  return (
    <Facts>
      <Fact id="period" label={say('field.period')}>
        <Day edtf={period} />
      </Fact>
      {status && (
        <Fact id="status" label={say('field.status')}>
          {say(`process-status.${status}`)}
        </Fact>
      )}
      {level && (
        <Fact id="level" label={say('field.level')}>
          {say(`level.${level}`)}
        </Fact>
      )}
      {method.length > 0 && (
        <Fact id="method" label={say('field.method')}>
          {method.map((one) => say(`method.${one}`)).join(', ')}
        </Fact>
      )}
      {issues.length > 0 && (
        <Fact id="issues" label={say('field.issues')}>
          {issues.map((issue) => vocabulary[issue].name[language]).join(', ')}
        </Fact>
      )}
      {countries.length > 0 && (
        <Fact id="countries" label={say('field.countries')}>
          {countries.map((code, index) => (
            <span key={code}>
              {index > 0 && ', '}
              <CountryName code={code} />
            </span>
          ))}
        </Fact>
      )}
      {roles.length > 0 && (
        <Fact id="roles" label={say('process.roles')}>
          <ul class="govuk-list">
            {roles.map(({ party, role, period: held, appointedBy }) => (
              <li key={JSON.stringify([party, role, held])}>
                {party && <PartyName id={party} names={of.included} />}
                {role && ` – ${say(`role.${role}`)}`}
                {held && (
                  <span class="app-note">
                    <Day edtf={held} />
                  </span>
                )}
                {appointedBy && (
                  <span class="app-note">
                    {say('field.appointed-by')}: <PartyName id={appointedBy} names={of.included} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {parent && (
        <Fact id="parent" label={say('field.parent')}>
          <ProcessName id={parent} names={of.included} />
        </Fact>
      )}
      {related.length > 0 && (
        <Fact id="related" label={say('field.related')}>
          <ul class="govuk-list">
            {related.map((one) => (
              <li key={one}>
                <ProcessName id={one} names={of.included} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Identifiers of={of.identifiers} />
    </Facts>
  );
};

const ProcessPage = () => {
  const { say, language, place } = useSite();
  const process = useReply('/processes/:id', { id: place.id });
  const list = useAnswer((ask) => rounds(ask, place.id, place.query));
  const seats = useAnswer((ask) => matrix(ask, place.id));
  const title = wordsOf(process?.name, language) || place.id;
  useTitle(title, wordsOf(process?.subject, language));
  if (!process) return null;
  return (
    <article>
      <h1 class="govuk-heading-l">
        <Text of={process.name} or={process.id} />
      </h1>
      <EditLink type="process" id={process.id} />
      {process.subject && (
        <p class="govuk-body-l" id="subject">
          <Text of={process.subject} />
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={addressOf(language, 'timeline', '', `process=${process.id}`)}>
          {say('timeline.of', { process: title })}
        </a>
      </p>
      <About of={process} />
      <HowSure of={process} />
      <Disputes of={process} names={process.included} />
      <Section id="matrix" title={say('process.matrix')}>
        <p class="govuk-body">{say('process.matrix-note')}</p>
        {seats !== undefined && <Standing of={seats}>{(reply) => <Matrix of={reply} />}</Standing>}
      </Section>
      <Section id="rounds" title={say('process.rounds')}>
        {list?.items.map((item) => (
          <EntryCard key={item.id} of={item} names={list.included} heading="h3" />
        ))}
        <Pager next={list?.next ?? null} />
      </Section>
      <Sources of={process} names={process.included} />
      <Citation title={title} />
    </article>
  );
};

export const process: Page = {
  needs: (ask, { id, query }) => [ask('/processes/:id', { id }), rounds(ask, id, query), matrix(ask, id)],
  View: ProcessPage,
};
