/** A timeline on somebody else's page: some entries, whose they are, under which licence, and the way to all of them. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { addressOf } from '../address.ts';
import { EntryCard, keyOf } from '../part/entry.tsx';
import { wordsOf } from '../part/text.tsx';
import { useSite } from '../site.ts';

export type Entries = ReplyAt<'public', '/timeline'>;

/** What it is called: the timeline, or that of the process, else the party, that was asked for. */
const Title = ({ of: { included } }: { of: Entries }) => {
  const { say, language, place } = useSite();
  const of = (names: Entries['included']['processes'], field: string): string =>
    wordsOf(names[place.query.get(field) ?? '']?.name, language);
  const process = of(included.processes, 'process') || of(included.parties, 'party');
  return <>{process === '' ? say('timeline.title') : say('timeline.of', { process })}</>;
};

/** The entries of a reply, in a page of their own (`whole`) or a part of one; all of them are at the page of the same choices. */
export const EmbeddedTimeline = ({ of, whole = false }: { of: Entries; whole?: boolean }) => {
  const { say, language, place, base } = useSite();
  const { items, included } = of;
  const Heading = whole ? 'h1' : 'h2';
  return (
    <section class="app-embed" lang={language} aria-labelledby="title">
      <Heading class="govuk-heading-m" id="title">
        <Title of={of} />
      </Heading>
      {items.length === 0 && <p class="govuk-body">{say('timeline.none')}</p>}
      {items.map((entry) => (
        <EntryCard key={keyOf(entry)} of={entry} names={included} heading={whole ? 'h2' : 'h3'} />
      ))}
      <p class="govuk-body-s app-embed__foot">
        <a class="govuk-link" href={base + addressOf(language, 'timeline', '', place.query.toString())}>
          {say('embed.all')}
        </a>
        <span>{say('site.name')}</span>
        <a class="govuk-link" href={base + addressOf(language, 'licence')}>
          {say('nav.licence')}
        </a>
      </p>
    </section>
  );
};
