/** One round: who sat there in which role, what was signed, what came of it, and who says so. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { issues } from '../../shared/domain/issues.ts';
import type { Page } from '../page.ts';
import { Citation } from '../part/citation.tsx';
import { Columns } from '../part/columns.tsx';
import { CountryName } from '../part/country.tsx';
import { Day } from '../part/day.tsx';
import { Disputes } from '../part/disputed.tsx';
import { DisputedMark } from '../part/disputed-mark.tsx';
import { EditLink } from '../part/edit-link.tsx';
import { Fact, Facts } from '../part/fact.tsx';
import { Identifiers } from '../part/identifiers.tsx';
import { PartyName, ProcessName, RoundName, ToRecord } from '../part/name.tsx';
import { HowSure } from '../part/one-source.tsx';
import { Person } from '../part/person.tsx';
import { Positions } from '../part/positions.tsx';
import { Roles } from '../part/roles.tsx';
import { Section } from '../part/section.tsx';
import { Sources } from '../part/sources.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import { useReply } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

type Round = ReplyAt<'public', '/rounds/:id'>;
type Participation = NonNullable<Round['participations']>[number];

const isDisputed = ({ disputed }: Round, at: string): boolean =>
  disputed.some((one) => one.at === at || one.at.startsWith(`${at}/`));

const Delegation = ({ of: { delegation, attendance } }: { of: Participation }) => {
  const { say } = useSite();
  if (!delegation) return null;
  const { head, members = [], size } = delegation;
  return (
    <>
      {head ? (
        <Person of={head} />
      ) : (
        attendance === 'attended' && <span class="app-quiet">{say('round.head-unknown')}</span>
      )}
      {members.length > 0 && (
        <ul class="govuk-list govuk-body-s" aria-label={say('field.members')}>
          {members.map((member) => (
            <li key={JSON.stringify(member)}>
              <Person of={member} />
            </li>
          ))}
        </ul>
      )}
      {size !== undefined && (
        <p class="govuk-body-s">
          {say('field.size')}: {size}
        </p>
      )}
    </>
  );
};

/** Who sat there. A table, for rows have two or three facts each, and people compare them. */
const Participants = ({ of: round }: { of: Round }) => {
  const { say } = useSite();
  const { participations = [], included } = round;
  if (participations.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <div class="app-scroll">
      <table class="govuk-table app-stack">
        <caption class="govuk-table__caption govuk-visually-hidden">{say('round.participants-note')}</caption>
        <Columns of={['field.party', 'field.roles', 'field.head']} />
        <tbody class="govuk-table__body">
          {participations.map((one) => (
            <tr key={`${one.party}${one.onBehalfOf}`} class="govuk-table__row" id={`party-${one.party}`}>
              <th scope="row" class="govuk-table__header">
                {one.party && <PartyName id={one.party} names={included} />}
                {one.onBehalfOf && (
                  <span class="app-note">
                    {say('field.on-behalf-of')}: <PartyName id={one.onBehalfOf} names={included} />
                  </span>
                )}
                {one.composition && (
                  <span class="app-note">
                    {say('field.composition')}:{' '}
                    {one.composition.map((party, index) => (
                      <span key={party}>
                        {index > 0 && ', '}
                        <PartyName id={party} names={included} />
                      </span>
                    ))}
                  </span>
                )}
              </th>
              <td class="govuk-table__cell">
                <Roles of={one} />
                {isDisputed(round, `/participations/${one.party}`) && (
                  <>
                    {' '}
                    <DisputedMark />
                  </>
                )}
                {one.remark && (
                  <span class="app-note">
                    <Text of={one.remark} />
                  </span>
                )}
              </td>
              <td class="govuk-table__cell" data-column={say('field.head')}>
                <Delegation of={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Documents = ({ of: { documents, included } }: { of: Round }) => {
  const { say } = useSite();
  if (documents.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <ul class="govuk-list govuk-list--spaced">
      {documents.map(({ id, title, kind, status, date, signatures = [], disputed }) => (
        <li key={id} id={id}>
          <ToRecord page="document" id={id} name={title} />
          <span class="app-note">
            {kind && say(`document-kind.${kind}`)}
            {status && ` · ${say(`document-status.${status}`)}`} · <Day edtf={date} within />
            {disputed.length > 0 && (
              <>
                {' '}
                <DisputedMark />
              </>
            )}
          </span>
          {signatures.length > 0 && (
            <span class="app-note">
              {signatures.map(({ party, action, signatory }, index) => (
                <span key={JSON.stringify([party, action, signatory])}>
                  {index > 0 && '; '}
                  {party && <PartyName id={party} names={included} />}
                  {!party && signatory && <Person of={signatory} />}
                  {action && ` – ${say(`action.${action}`)}`}
                </span>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};

const Outcomes = ({ of: { outcomes, included } }: { of: Round }) => {
  const { say } = useSite();
  if (outcomes.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <ol class="govuk-list app-outcomes">
      {outcomes.map((outcome) => (
        <li key={outcome.id} id={outcome.id}>
          <p class="govuk-body app-tight">
            <ToRecord page="outcome" id={outcome.id} name={outcome.summary} />
          </p>
          <p class="app-note">
            {outcome.kind && say(`outcome-kind.${outcome.kind}`)}
            {outcome.due && (
              <>
                {' '}
                · {say('field.due')}: <Day edtf={outcome.due} within />
              </>
            )}
            {outcome.disputed.length > 0 && (
              <>
                {' '}
                <DisputedMark />
              </>
            )}
          </p>
          <Positions of={outcome} names={included} />
        </li>
      ))}
    </ol>
  );
};

/** The place as it was named on the day, and the country that it is in, if only one of them is told. */
const Place = ({ of: { name, country } }: { of: NonNullable<Round['place']> }) => (
  <>
    <Text of={name} quiet />
    {name && country && ', '}
    {country && <CountryName code={country} />}
  </>
);

const RoundPage = () => {
  const { say, language, place, dates } = useSite();
  const round = useReply('/rounds/:id', { id: place.id });
  const title = wordsOf(round?.label, language) || place.id;
  useTitle(title, round && [dates.word(round.period), wordsOf(round.place?.name, language)].filter(Boolean).join('. '));
  if (!round) return null;
  const { process, number, period, status, kind, level, mode, contact, agenda = [], summary, included, partOf } = round;
  return (
    <article>
      <p class="govuk-caption-l">{process && <ProcessName id={process} names={included} />}</p>
      <h1 class="govuk-heading-l">
        <Text of={round.label} or={round.id} />
      </h1>
      <EditLink type="round" id={round.id} />
      {summary && (
        <p class="govuk-body-l" id="summary">
          <Text of={summary} />
        </p>
      )}
      <Facts>
        <Fact id="period" label={say('field.date')} disputed={isDisputed(round, '/period')}>
          <Day edtf={period} />
        </Fact>
        {(round.place?.name ?? round.place?.country) && (
          <Fact id="place" label={say('field.place')} disputed={isDisputed(round, '/place')}>
            <Place of={round.place} />
          </Fact>
        )}
        {number !== undefined && (
          <Fact id="number" label={say('field.number')}>
            {say('round.number', { number })}
          </Fact>
        )}
        {status && (
          <Fact id="status" label={say('field.status')}>
            {say(`round-status.${status}`)}
          </Fact>
        )}
        {kind && (
          <Fact id="kind" label={say('field.kind')} disputed={isDisputed(round, '/kind')}>
            {say(`round-kind.${kind}`)}
          </Fact>
        )}
        {level && (
          <Fact id="level" label={say('field.level')}>
            {say(`round-level.${level}`)}
          </Fact>
        )}
        {mode && mode !== 'unknown' && (
          <Fact id="mode" label={say('field.mode')}>
            {say(`mode.${mode}`)}
          </Fact>
        )}
        {contact && (
          <Fact id="contact" label={say('field.contact')}>
            {say(`contact.${contact}`)}
          </Fact>
        )}
        {agenda.length > 0 && (
          <Fact id="agenda" label={say('field.agenda')}>
            {agenda.map((issue) => issues[issue].name[language]).join(', ')}
          </Fact>
        )}
        {partOf && (
          <Fact id="part-of" label={say('field.part-of')}>
            <RoundName id={partOf} names={included} />
          </Fact>
        )}
        <Identifiers of={round.identifiers} />
      </Facts>
      <HowSure of={round} />
      <Disputes of={round} names={included} />
      <Section id="participants" title={say('round.participants')}>
        <Participants of={round} />
      </Section>
      <Section id="documents" title={say('round.documents')}>
        <Documents of={round} />
      </Section>
      <Section id="outcomes" title={say('round.outcomes')}>
        <Outcomes of={round} />
      </Section>
      <Sources of={round} names={included} />
      <Citation title={title} />
    </article>
  );
};

export const round: Page = { needs: (ask, { id }) => [ask('/rounds/:id', { id })], View: RoundPage };
