/** What changed since a day, newest first: what is new, what was corrected, what was withdrawn. */

import { feedPath } from '../../shared/contract/feed.ts';
import { bases } from '../../shared/contract/operation.ts';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { addressOf, type RecordPage } from '../address.ts';
import { askedIn } from '../asked.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import type { Page } from '../page.ts';
import { Day } from '../part/day.tsx';
import { DateField, FaultSummary } from '../part/form.tsx';
import { type Names, ProcessName, ToRecord } from '../part/name.tsx';
import { Pager } from '../part/pager.tsx';
import { Text, Words } from '../part/text.tsx';
import { PlaceName, textAt, Value } from '../part/value.tsx';
import { type Ask, useAnswer } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

type Change = ReplyAt<'public', '/changes/newest'>['items'][number];

/** What the address asks; `faulty` where it is no day since which anything could change. */
const askedOf = (query: URLSearchParams) => {
  const { day, faults } = askedIn<'since'>(query);
  const asked = { from: day('since'), cursor: query.get('cursor') || undefined, limit: 50 };
  return { asked, faulty: faults.length > 0 };
};

const question = (ask: Ask, query: URLSearchParams) => ask('/changes/newest', askedOf(query).asked);

type Kind = 'new' | 'corrected' | 'changed' | 'withdrawn';
const words = {
  new: 'changes.new',
  corrected: 'changes.corrected',
  changed: 'changes.changed',
  withdrawn: 'changes.withdrawn',
} as const satisfies Record<Kind, MessageKey>;

/** A later release that was made on the day of the entry is a new text; without one, something changed that the record names. */
const kindOf = ({ became, day, release }: Change): Kind => {
  if (became !== 'changed') return became;
  return release && release.number > 1 && release.at.startsWith(day) ? 'corrected' : 'changed';
};

/** Records that have a page. */
const pageOf: { readonly [type in Change['type']]?: RecordPage } = {
  process: 'process',
  round: 'round',
  party: 'party',
  document: 'document',
  outcome: 'outcome',
};

/** What stood at each place before, and what stands there now. */
const Correction = ({ of: change, names }: { of: Change; names: Names }) => {
  const { say } = useSite();
  const { type, correction } = change;
  if (!correction) return null;
  const { places, more } = correction;
  return (
    <>
      {places.length > 0 && (
        <dl class="app-correction">
          {places.map(({ at, before, after }) => (
            <div key={at}>
              <dt>
                <PlaceName type={type} at={textAt(at)?.field ?? at} names={names} />
              </dt>
              <dd>
                {say('changes.before')}:{' '}
                <del>
                  <Value type={type} at={at} of={before} names={names} />
                </del>
              </dd>
              <dd>
                {say('changes.now')}:{' '}
                <ins>
                  <Value type={type} at={at} of={after} names={names} />
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {more > 0 && <span class="app-note">{say('changes.more', { count: more })}</span>}
    </>
  );
};

const Entry = ({ of: change, names }: { of: Change; names: Names }) => {
  const { say, term } = useSite();
  const { type, id, href, title, process, date, release } = change;
  const kind = kindOf(change);
  const page = href === undefined ? undefined : pageOf[type];
  return (
    <li>
      <strong class={`govuk-tag app-change app-change--${kind}`}>{say(words[kind])}</strong>{' '}
      <span class="app-quiet">{term('record', type)}: </span>
      {page ? <ToRecord page={page} id={id} name={title} /> : <Text of={title} or={id} />}
      {date !== undefined && (
        <>
          {' · '}
          <Day edtf={date} within={type !== 'round' && type !== 'process'} />
        </>
      )}
      {(process !== undefined || kind === 'corrected') && (
        <span class="app-note">
          {process !== undefined && <ProcessName id={process} names={names} />}
          {kind === 'corrected' && release && ` ${say('changes.release', { number: release.number })}`}
        </span>
      )}
      {kind === 'corrected' && <Correction of={change} names={names} />}
    </li>
  );
};

/** Entries by their days, the newest day first; within a day in the order in which they came. */
const byDay = (items: readonly Change[]): [string, Change[]][] =>
  [...Map.groupBy(items, ({ day }) => day)].sort(([one], [other]) => (one < other ? 1 : -1));

const Changes = () => {
  const { say, language, place } = useSite();
  const reply = useAnswer((ask) => question(ask, place.query));
  const { faulty } = askedOf(place.query);
  useTitle(say('changes.title'), say('changes.lead'));
  const fault = faulty ? say('form.date', { field: say('changes.since') }) : undefined;
  return (
    <>
      <FaultSummary faults={fault === undefined ? [] : [{ name: 'since', text: fault }]} />
      <h1 class="govuk-heading-l">{say('changes.title')}</h1>
      <p class="govuk-body-l">{say('changes.lead')}</p>
      <form
        class="app-filters"
        method="get"
        action={addressOf(language, 'changes')}
        aria-label={say('timeline.filters')}
      >
        <DateField name="since" fault={fault} label={say('changes.since')} value={place.query.get('since') ?? ''} />
        <p class="govuk-hint app-filters__hint" id="date-hint">
          <Words of={say('timeline.date-hint')} />
        </p>
        <div class="govuk-button-group app-filters__buttons">
          <button type="submit" class="govuk-button">
            {say('timeline.show')}
          </button>
          <a
            class="govuk-link"
            href={`${bases.public}${feedPath('atom')}?lang=${language}`}
            type="application/atom+xml"
          >
            {say('changes.follow')}
          </a>
        </div>
      </form>
      {!faulty && reply && (
        <>
          {reply.items.length === 0 && (
            <p class="govuk-body" role="status">
              {say(reply.next === null ? 'changes.none' : 'timeline.none-yet')}
            </p>
          )}
          {byDay(reply.items).map(([day, items]) => (
            <section key={day} aria-labelledby={`on-${day}`}>
              <h2 class="govuk-heading-m" id={`on-${day}`}>
                <Day edtf={day} />
              </h2>
              <ul class="govuk-list app-list">
                {items.map((item) => (
                  <Entry key={item.number} of={item} names={reply.included} />
                ))}
              </ul>
            </section>
          ))}
          <Pager next={reply.next} />
        </>
      )}
    </>
  );
};

export const changes: Page = {
  isFaulty: ({ query }) => askedOf(query).faulty,
  needs: (ask, { query }) => [question(ask, query)],
  View: Changes,
};
