/** One party: what it sat at, agreed to and signed, itself or by way of a bloc. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { Citation } from '../part/citation.tsx';
import { Day } from '../part/day.tsx';
import { Disputes } from '../part/disputed.tsx';
import { EditLink } from '../part/edit-link.tsx';
import { EntryCard } from '../part/entry.tsx';
import { Fact, Facts } from '../part/fact.tsx';
import { Identifiers } from '../part/identifiers.tsx';
import { type Names, PartyName } from '../part/name.tsx';
import { HowSure } from '../part/one-source.tsx';
import { Section } from '../part/section.tsx';
import { Sources } from '../part/sources.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import { type Ask, useAnswer, useReply } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

type Party = ReplyAt<'public', '/parties/:id'>;
type By = { readonly via?: string | undefined; readonly possibly?: true | undefined };

// The newest are what people come for; the timeline has them all.
const shown = 25;
const rounds = (ask: Ask, id: string) => ask('/parties/:id/rounds', { id, limit: shown });
const outcomes = (ask: Ask, id: string) => ask('/parties/:id/outcomes', { id, limit: shown });
const documents = (ask: Ask, id: string) => ask('/parties/:id/documents', { id, limit: shown });

/** That the party was there by way of a bloc, and whether its membership on that date is certain. */
const Via = ({ of: { via, possibly }, names }: { of: By; names: Names }) => {
  const { say } = useSite();
  if (via === undefined) return null;
  return (
    <span>
      {say('party.by-way-of')}: <PartyName id={via} names={names} />
      {possibly && ` (${say('party.possibly')})`}
    </span>
  );
};

const More = ({ id, next }: { id: string; next: string | null | undefined }) => {
  const { say, language } = useSite();
  if (!next) return null;
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={addressOf(language, 'timeline', '', `party=${id}`)}>
        {say('party.all')}
      </a>
    </p>
  );
};

const Rounds = ({ id }: { id: string }) => {
  const { say } = useSite();
  const list = useAnswer((ask) => rounds(ask, id));
  if (!list || list.items.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <>
      {list.items.map((item) => (
        <EntryCard key={item.id} of={item} names={list.included} heading="h3">
          {item.roles &&
            item.roles.length > 0 &&
            `${say('field.roles')}: ${item.roles.map((role) => say(`role.${role}`)).join(', ')}`}
          {item.attendance && item.attendance !== 'attended' && ` · ${say(`attendance.${item.attendance}`)} `}
          <Via of={item} names={list.included} />
        </EntryCard>
      ))}
      <More id={id} next={list.next} />
    </>
  );
};

const Outcomes = ({ id }: { id: string }) => {
  const { say } = useSite();
  const list = useAnswer((ask) => outcomes(ask, id));
  if (!list || list.items.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <>
      {list.items.map((item) => (
        <EntryCard key={item.id} of={item} names={list.included} heading="h3">
          {item.positions && item.positions.length > 0
            ? item.positions.map(({ position, ...by }) => (
                <span key={position + by.via}>
                  {say(`position.${position}`)} <Via of={by} names={list.included} />{' '}
                </span>
              ))
            : say(`party.as.${item.as}`)}
        </EntryCard>
      ))}
      <More id={id} next={list.next} />
    </>
  );
};

const Documents = ({ id }: { id: string }) => {
  const { say } = useSite();
  const list = useAnswer((ask) => documents(ask, id));
  if (!list || list.items.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <>
      {list.items.map((item) => (
        <EntryCard key={item.id} of={item} names={list.included} heading="h3">
          {item.actions.map(({ action, via }) => (
            <span key={action + via}>
              {say(`action.${action}`)} <Via of={{ via }} names={list.included} />{' '}
            </span>
          ))}
        </EntryCard>
      ))}
      <More id={id} next={list.next} />
    </>
  );
};

const About = ({ of: { kind, aliases = [], memberships = [], identifiers, included } }: { of: Party }) => {
  const { say, term } = useSite();
  return (
    <Facts>
      {kind && (
        <Fact id="kind" label={say('field.kind')}>
          {term('party-kind', kind)}
        </Fact>
      )}
      {aliases.length > 0 && (
        <Fact id="aliases" label={say('field.aliases')}>
          <ul class="govuk-list">
            {aliases.map(({ name, language, validFrom, validTo }) => (
              <li key={JSON.stringify([name, language])}>
                <span lang={language} dir="auto">
                  {name}
                </span>
                {(validFrom ?? validTo) && (
                  <span class="app-note">
                    <Day edtf={`${validFrom ?? '..'}/${validTo ?? '..'}`} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {memberships.length > 0 && (
        <Fact id="memberships" label={say('field.memberships')}>
          <ul class="govuk-list">
            {memberships.map(({ of, period, as }) => (
              <li key={JSON.stringify([of, period])}>
                {of && <PartyName id={of} names={included} />}
                {as && (
                  <>
                    , <Text of={as} />
                  </>
                )}
                {period && period !== '../..' && (
                  <span class="app-note">
                    <Day edtf={period} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Identifiers of={identifiers} />
    </Facts>
  );
};

const PartyPage = () => {
  const { say, language, place } = useSite();
  const party = useReply('/parties/:id', { id: place.id });
  const title = wordsOf(party?.name, language) || place.id;
  useTitle(title, `${title}: ${say('party.rounds')}, ${say('party.outcomes')}, ${say('party.documents')}`);
  if (!party) return null;
  return (
    <article>
      <h1 class="govuk-heading-l">
        <Text of={party.name} or={party.id} />
      </h1>
      <EditLink type="party" id={party.id} />
      <About of={party} />
      <HowSure of={party} />
      <Disputes of={party} names={party.included} />
      <Section id="rounds" title={say('party.rounds')}>
        <Rounds id={place.id} />
      </Section>
      <Section id="outcomes" title={say('party.outcomes')}>
        <Outcomes id={place.id} />
      </Section>
      <Section id="documents" title={say('party.documents')}>
        <Documents id={place.id} />
      </Section>
      <Sources of={party} names={party.included} />
      <Citation title={title} />
    </article>
  );
};

export const party: Page = {
  needs: (ask, { id }) => [ask('/parties/:id', { id }), rounds(ask, id), outcomes(ask, id), documents(ask, id)],
  View: PartyPage,
};
