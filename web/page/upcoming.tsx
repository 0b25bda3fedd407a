/** What is announced, and what should have been done by now. */
import type { Page } from '../page.ts';
import { Day } from '../part/day.tsx';
import { EntryCard } from '../part/entry.tsx';
import { Section } from '../part/section.tsx';
import { type Ask, useAnswer } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

const rounds = (ask: Ask, today: string) => ask('/timeline', { from: today, type: 'round', limit: 50 });
const overdue = (ask: Ask) => ask('/outcomes', { overdue: 'true', limit: 50 });

const Upcoming = () => {
  const { say, today } = useSite();
  const announced = useAnswer((ask) => rounds(ask, today));
  const late = useAnswer(overdue);
  useTitle(say('upcoming.title'), say('upcoming.lead'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('upcoming.title')}</h1>
      <p class="govuk-body-l">{say('upcoming.lead')}</p>
      <Section id="rounds" title={say('upcoming.rounds')}>
        {announced?.items.length === 0 && <p class="govuk-body">{say('upcoming.no-rounds')}</p>}
        {announced?.items.map((item) => (
          <EntryCard key={item.id} of={item} names={announced.included} heading="h3" />
        ))}
      </Section>
      <Section id="overdue" title={say('upcoming.outcomes')}>
        {late?.items.length === 0 && <p class="govuk-body">{say('upcoming.no-outcomes')}</p>}
        {late?.items.map((item) => (
          <EntryCard key={item.id} of={item} names={late.included} heading="h3">
            {say('field.due')}: <Day edtf={item.due} within /> · <strong>{say('outcome.overdue')}</strong>
          </EntryCard>
        ))}
      </Section>
    </>
  );
};

export const upcoming: Page = { needs: (ask, _place, today) => [rounds(ask, today), overdue(ask)], View: Upcoming };
