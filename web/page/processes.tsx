/** The processes: talks as a whole, by when they began. */
import type { Page } from '../page.ts';
import { Day } from '../part/day.tsx';
import { ToRecord } from '../part/name.tsx';
import { Pager } from '../part/pager.tsx';
import { Text } from '../part/text.tsx';
import type { Ask } from '../reading.ts';
import { useAnswer } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

const question = (ask: Ask, query: URLSearchParams) => ask('/processes', { cursor: query.get('cursor') ?? undefined });

const Processes = () => {
  const { say, place } = useSite();
  const list = useAnswer((ask) => question(ask, place.query));
  useTitle(say('process.list'), say('process.list-lead'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('process.list')}</h1>
      <p class="govuk-body-l">{say('process.list-lead')}</p>
      <ul class="govuk-list app-list">
        {list?.items.map(({ id, name, subject, period, status }) => (
          <li key={id}>
            <h2 class="govuk-heading-s app-tight">
              <ToRecord page="process" id={id} name={name} />
            </h2>
            {subject && (
              <p class="govuk-body app-tight">
                <Text of={subject} />
              </p>
            )}
            <p class="app-note">
              <Day edtf={period} />
              {status && ` · ${say(`process-status.${status}`)}`}
            </p>
          </li>
        ))}
      </ul>
      <Pager next={list?.next ?? null} />
    </>
  );
};

export const processes: Page = { needs: (ask, { query }) => [question(ask, query)], View: Processes };
