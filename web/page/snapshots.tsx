/** The snapshots that stand, newest first: what was public on a day, for whoever cites it. */
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { Pager } from '../part/pager.tsx';
import { type Ask, useAnswer } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

const question = (ask: Ask, query: URLSearchParams) => ask('/snapshots', { cursor: query.get('cursor') ?? undefined });

const Snapshots = () => {
  const { say, dates, language, place } = useSite();
  const list = useAnswer((ask) => question(ask, place.query));
  useTitle(say('snapshot.list'), say('snapshot.lead'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('snapshot.list')}</h1>
      <p class="govuk-body-l">{say('snapshot.lead')}</p>
      <p class="govuk-body">{say('snapshot.frozen')}</p>
      {list?.items.length === 0 && <p class="govuk-body">{say('snapshot.none')}</p>}
      <ul class="govuk-list app-list">
        {list?.items.map(({ hash, date, records }) => (
          <li key={hash} class="app-text">
            <h2 class="govuk-heading-s app-tight">
              <a class="govuk-link" href={addressOf(language, 'snapshot', hash)}>
                {say('snapshot.of', { day: dates.word(date) })}
              </a>
            </h2>
            <p class="app-note">{say('snapshot.records', { count: records })}</p>
            <code class="app-note">{say('snapshot.hash', { hash })}</code>
          </li>
        ))}
      </ul>
      <Pager next={list?.next ?? null} />
    </>
  );
};

export const snapshots: Page = { needs: (ask, { query }) => [question(ask, query)], View: Snapshots };
