/** One entry of a list of events: what, when, where (as the city was named then), who, and whether sources disagree. */
import type { ComponentChildren } from 'preact';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { addressOf } from '../address.ts';
import { useSite } from '../site.ts';
import { Day } from './day.tsx';
import { DisputedMark } from './disputed-mark.tsx';
import { type Names, PartyName, ProcessName } from './name.tsx';
import { Text } from './text.tsx';

export type Entry = ReplyAt<'public', '/timeline'>['items'][number];

/** What tells an entry from all others: reports on implementation have the id of their outcome. */
export const keyOf = (entry: Entry): string =>
  entry.type === 'implementation' ? `${entry.id}${entry.at}` : entry.href;

const kinds = {
  round: 'round-kind',
  document: 'document-kind',
  outcome: 'outcome-kind',
  implementation: 'outcome-kind',
} as const;
const statuses = {
  round: 'round-status',
  document: 'document-status',
  outcome: 'implementation',
  implementation: 'implementation',
} as const;

/** The address of what an entry is about: a report on implementation stands on the page of its outcome. */
export const hrefOf = (entry: Entry, language: Parameters<typeof addressOf>[0]): string =>
  entry.type === 'implementation'
    ? `${addressOf(language, 'outcome', entry.id)}#implementation`
    : addressOf(language, entry.type, entry.id);

/** The parties of an entry that a list shows, and how many more there are. */
const Parties = ({ of: { parties, partyCount }, names }: { of: Entry; names: Names }) => {
  const { say } = useSite();
  if (parties.length === 0) return null;
  const more = partyCount - parties.length;
  return (
    <p class="govuk-body-s app-entry__parties">
      {parties.map((party, index) => (
        <span key={party}>
          {index > 0 && ', '}
          <PartyName id={party} names={names} />
        </span>
      ))}
      {more > 0 && `, ${say('list.others', { count: more })}`}
    </p>
  );
};

/** An entry; `children` is what the list that it stands in says of it besides, `within` what can be opened below it. */
export const EntryCard = ({
  of,
  names,
  heading: Heading = 'h2',
  children,
  within,
}: {
  of: Entry;
  names: Names;
  heading?: 'h2' | 'h3';
  children?: ComponentChildren;
  within?: ComponentChildren;
}) => {
  const { say, term, language, base } = useSite();
  const { type, kind, date, title, process, status, disputed } = of;
  return (
    <article class={`app-entry app-entry--${type}`}>
      <p class="app-entry__date">
        <Day edtf={date} within={type !== 'round'} />
      </p>
      <div class="app-entry__what">
        <Heading class="govuk-heading-s app-entry__title">
          <a class="govuk-link" href={base + hrefOf(of, language)}>
            <Text of={title} or={of.id} />
          </a>
        </Heading>
        <p class="govuk-body-s app-entry__facts">
          <span class="app-kind">{say(`type.${type}`)}</span>
          {kind && <span>{term(kinds[type], kind)}</span>}
          {status && <span>{term(statuses[type], status)}</span>}
          {type === 'round' && of.place?.name && (
            <span>
              {say('field.place')}: <Text of={of.place.name} quiet />
            </span>
          )}
          {process && (
            <span>
              <ProcessName id={process} names={names} />
            </span>
          )}
          {disputed.length > 0 && (
            <>
              {' '}
              <DisputedMark />
            </>
          )}
        </p>
        {children && <p class="govuk-body-s app-entry__own">{children}</p>}
        <Parties of={of} names={names} />
        {within}
      </div>
    </article>
  );
};
