/** One document: who acted in it and how, its texts, and how it stands to others. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { issues as vocabulary } from '../../shared/domain/issues.ts';
import type { Page } from '../page.ts';
import { Citation } from '../part/citation.tsx';
import { Columns } from '../part/columns.tsx';
import { Day } from '../part/day.tsx';
import { Disputes } from '../part/disputed.tsx';
import { EditLink } from '../part/edit-link.tsx';
import { Fact, Facts } from '../part/fact.tsx';
import { Identifiers } from '../part/identifiers.tsx';
import { PartyName, ProcessName, RecordName, RoundName } from '../part/name.tsx';
import { HowSure } from '../part/one-source.tsx';
import { Person } from '../part/person.tsx';
import { Section } from '../part/section.tsx';
import { Sources } from '../part/sources.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import { Texts } from '../part/texts.tsx';
import { useReply } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

type Document = ReplyAt<'public', '/documents/:id'>;

const isDisputed = ({ disputed }: Document, at: string): boolean => disputed.some((one) => one.at.startsWith(at));

const About = ({ of }: { of: Document }) => {
  const { say, language } = useSite();
  const { date, kind, status, stage, effect, process, round, issues = [] } = of;
  return (
    <Facts>
      <Fact id="date" label={say('field.date')} disputed={isDisputed(of, '/date')}>
        <Day edtf={date} within />
      </Fact>
      {kind && (
        <Fact id="kind" label={say('field.kind')} disputed={isDisputed(of, '/kind')}>
          {say(`document-kind.${kind}`)}
        </Fact>
      )}
      {status && (
        <Fact id="status" label={say('field.status')}>
          {say(`document-status.${status}`)}
        </Fact>
      )}
      {stage && (
        <Fact id="stage" label={say('field.stage')}>
          {say(`stage.${stage}`)}
        </Fact>
      )}
      {effect && (effect.from ?? effect.until) && (
        <Fact id="effect" label={say('field.in-force')} disputed={isDisputed(of, '/effect')}>
          {effect.from && (
            <span class="app-line">
              {say('field.in-force-from')}: <Day edtf={effect.from} />
            </span>
          )}
          {effect.until && (
            <span class="app-line">
              {say('field.in-force-until')}: <Day edtf={effect.until} />
            </span>
          )}
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
      {issues.length > 0 && (
        <Fact id="issues" label={say('field.issues')}>
          {issues.map((issue) => vocabulary[issue].name[language]).join(', ')}
        </Fact>
      )}
      <Identifiers of={of.identifiers} />
    </Facts>
  );
};

const Signatures = ({ of: { signatures = [], included } }: { of: Document }) => {
  const { say } = useSite();
  if (signatures.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <div class="app-scroll">
      <table class="govuk-table app-stack">
        <caption class="govuk-table__caption govuk-visually-hidden">{say('document.signatures')}</caption>
        <Columns of={['field.party', 'field.action', 'field.date']} />
        <tbody class="govuk-table__body">
          {signatures.map((one) => (
            <tr key={JSON.stringify(one)} class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                {one.party && <PartyName id={one.party} names={included} />}
                {one.signatory && (
                  <span class="app-note">
                    <Person of={one.signatory} />
                  </span>
                )}
                {one.onBehalfOf && (
                  <span class="app-note">
                    {say('field.on-behalf-of')}: <PartyName id={one.onBehalfOf} names={included} />
                  </span>
                )}
              </th>
              <td class="govuk-table__cell" data-column={say('field.action')}>
                {one.action && say(`action.${one.action}`)}
                {one.capacity && (
                  <span class="app-note">
                    <Text of={one.capacity} />
                  </span>
                )}
              </td>
              <td class="govuk-table__cell" data-column={say('field.date')}>
                {one.date && <Day edtf={one.date} within />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Relations = ({ of: { relations = [], included } }: { of: Document }) => {
  const { say } = useSite();
  if (relations.length === 0) return null;
  return (
    <Section id="relations" title={say('document.relations')}>
      <ul class="govuk-list govuk-list--bullet">
        {relations.map(({ type, document }) => (
          <li key={JSON.stringify([type, document])}>
            {type && say(`relation.${type}`)}:{' '}
            {document && <RecordName type="document" id={document} names={included} />}
          </li>
        ))}
      </ul>
    </Section>
  );
};

const DocumentPage = () => {
  const { say, language, place } = useSite();
  const document = useReply('/documents/:id', { id: place.id });
  const title = wordsOf(document?.title, language) || place.id;
  useTitle(title);
  if (!document) return null;
  const { thirdParties = [], included } = document;
  return (
    <article>
      <p class="govuk-caption-l">{say('type.document')}</p>
      <h1 class="govuk-heading-l">
        <Text of={document.title} or={document.id} />
      </h1>
      <EditLink type="document" id={document.id} />
      <About of={document} />
      <HowSure of={document} />
      <Disputes of={document} names={included} />
      <Texts of={document} />
      <Section id="signatures" title={say('document.signatures')}>
        <Signatures of={document} />
      </Section>
      {thirdParties.length > 0 && (
        <Section id="third-parties" title={say('document.third-parties')}>
          <ul class="govuk-list govuk-list--bullet">
            {thirdParties.map(({ party, roles = [] }) => (
              <li key={party}>
                {party && <PartyName id={party} names={included} />}
                {roles.length > 0 && ` – ${roles.map((role) => say(`role.${role}`)).join(', ')}`}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Relations of={document} />
      <Sources of={document} names={included} />
      <Citation title={title} />
    </article>
  );
};

export const document: Page = { needs: (ask, { id }) => [ask('/documents/:id', { id })], View: DocumentPage };
