/** One outcome: each party's position, and what came of it over time. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { issues as vocabulary } from '../../shared/domain/issues.ts';
import type { Page } from '../page.ts';
import { Citation } from '../part/citation.tsx';
import { Day } from '../part/day.tsx';
import { Disputes } from '../part/disputed.tsx';
import { EditLink } from '../part/edit-link.tsx';
import { Fact, Facts } from '../part/fact.tsx';
import { Identifiers } from '../part/identifiers.tsx';
import { PartyName, ProcessName, RecordName, RecordNames, RoundName } from '../part/name.tsx';
import { HowSure } from '../part/one-source.tsx';
import { Positions } from '../part/positions.tsx';
import { Section } from '../part/section.tsx';
import { Sources } from '../part/sources.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import { useReply } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

type Outcome = ReplyAt<'public', '/outcomes/:id'>;

const isDisputed = ({ disputed }: Outcome, at: string): boolean => disputed.some((one) => one.at.startsWith(at));

const About = ({ of }: { of: Outcome }) => {
  const { say, language } = useSite();
  const { date, kind, due, keptBy, process, round, vote, issues = [], documents = [], restates = [] } = of;
  return (
    <Facts>
      <Fact id="date" label={say('field.date')} disputed={isDisputed(of, '/date')}>
        <Day edtf={date} within />
      </Fact>
      {kind && (
        <Fact id="kind" label={say('field.kind')} disputed={isDisputed(of, '/kind')}>
          {say(`outcome-kind.${kind}`)}
        </Fact>
      )}
      {due && (
        <Fact id="due" label={say('field.due')} disputed={isDisputed(of, '/due')}>
          <Day edtf={due} within />
        </Fact>
      )}
      {keptBy && (
        <Fact id="kept-by" label={say('field.kept-by')}>
          <RecordName type={of.included.rounds?.[keptBy] ? 'round' : 'outcome'} id={keptBy} names={of.included} />
        </Fact>
      )}
      {vote && (
        <Fact id="vote" label={say('field.vote')} disputed={isDisputed(of, '/vote')}>
          {say('outcome.vote', { yes: vote.yes ?? 0, no: vote.no ?? 0, abstain: vote.abstain ?? 0 })}
          {vote.absent !== undefined && `, ${say('outcome.vote-absent', { absent: vote.absent })}`}
          {vote.on && ` (${say(`vote-on.${vote.on}`)})`}
        </Fact>
      )}
      {process && (
        <Fact id="process" label={say('field.process')}>
          <ProcessName id={process} names={of.included} />
        </Fact>
      )}
      {round && (
        <Fact id="round" label={say('field.round')}>
          <RoundName id={round} names={of.included} />
        </Fact>
      )}
      {documents.length > 0 && (
        <Fact id="documents" label={say('outcome.documents')}>
          <RecordNames type="document" ids={documents} names={of.included} />
        </Fact>
      )}
      {restates.length > 0 && (
        <Fact id="restates" label={say('outcome.restates')}>
          <RecordNames type="outcome" ids={restates} names={of.included} />
        </Fact>
      )}
      {issues.length > 0 && (
        <Fact id="issues" label={say('field.issues')}>
          {issues.map((issue) => vocabulary[issue].name[language]).join(', ')}
        </Fact>
      )}
      <Identifiers of={of.identifiers} />
    </Facts>
  );
};

/** What came of it, report by report, each with who says so. */
const Implementation = ({ of: { implementation = [], sources = [] } }: { of: Outcome }) => {
  const { say } = useSite();
  if (implementation.length === 0) return <p class="govuk-body">{say('outcome.no-implementation')}</p>;
  return (
    <ol class="app-steps">
      {implementation.map(({ date, status, assessor, remark, source }) => (
        <li key={date} class={`app-step app-step--${status}`}>
          <p class="govuk-body app-tight">
            <Day edtf={date} within /> – <strong>{status && say(`implementation.${status}`)}</strong>
            {source && (
              <>
                {' '}
                <a href={`#${source}`}>[{sources.findIndex(({ id }) => id === source) + 1}]</a>
              </>
            )}
          </p>
          {assessor && (
            <p class="app-note">
              {say('field.assessor')}: {assessor}
            </p>
          )}
          {remark && (
            <p class="govuk-body-s">
              <Text of={remark} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
};

/** All that is said of an outcome under its heading, at whichever door it was read. */
export const WholeOutcome = ({ of: outcome }: { of: Outcome }) => {
  const { say } = useSite();
  const { positions = [], concerns = [], included } = outcome;
  return (
    <>
      <EditLink type="outcome" id={outcome.id} />
      <About of={outcome} />
      <HowSure of={outcome} />
      <Disputes of={outcome} names={included} />
      <Section id="positions" title={say('outcome.positions')}>
        {positions.length === 0 && <p class="govuk-body">{say('outcome.no-positions')}</p>}
        <Positions of={outcome} names={included} />
        {concerns.length > 0 && (
          <p class="govuk-body">
            {say('field.concerns')}:{' '}
            {concerns.map((party, index) => (
              <span key={party}>
                {index > 0 && ', '}
                <PartyName id={party} names={included} />
              </span>
            ))}
          </p>
        )}
      </Section>
      <Section id="implementation" title={say('outcome.implementation')}>
        <Implementation of={outcome} />
      </Section>
      <Sources of={outcome} names={included} />
    </>
  );
};

const OutcomePage = () => {
  const { say, language, place } = useSite();
  const outcome = useReply('/outcomes/:id', { id: place.id });
  const title = wordsOf(outcome?.summary, language) || place.id;
  useTitle(title);
  if (!outcome) return null;
  return (
    <article>
      <p class="govuk-caption-l">{say('type.outcome')}</p>
      <h1 class="govuk-heading-l">
        <Text of={outcome.summary} or={outcome.id} />
      </h1>
      <WholeOutcome of={outcome} />
      <Citation title={title} />
    </article>
  );
};

export const outcome: Page = { needs: (ask, { id }) => [ask('/outcomes/:id', { id })], View: OutcomePage };
