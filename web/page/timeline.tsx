/** The timeline: everything that is public, by date; what is chosen stands in the address, and works without a script. */
import { useRef } from 'preact/hooks';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { issues, issueTerms } from '../../shared/domain/issues.ts';
import { documentKinds, outcomeKinds, roles, roundKinds } from '../../shared/domain/terms.ts';
import { addressOf } from '../address.ts';
import { byName, inLanguage, isOf } from '../language.ts';
import type { Page } from '../page.ts';
import { Entries } from '../part/entries.tsx';
import { keyOf } from '../part/entry.tsx';
import { Choice, DateField, FaultSummary } from '../part/form.tsx';
import { Further, useFurther } from '../part/further.tsx';
import { Overview } from '../part/overview.tsx';
import { Words, wordsOf } from '../part/text.tsx';
import { useAnswer, useAsk, useReply } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';
import { entryTypes, type FieldName, furtherFrom, type TimelineQuery, timelineQuery } from './timeline-query.ts';

const kinds = [
  ...roundKinds.map((kind) => ({ kind, vocabulary: 'round-kind' })),
  ...documentKinds.map((kind) => ({ kind, vocabulary: 'document-kind' })),
  ...outcomeKinds.map((kind) => ({ kind, vocabulary: 'outcome-kind' })),
];

/** The form by which is chosen what is shown: a GET form, whose values are the address. */
const Filters = ({ faultOf }: { faultOf: (name: FieldName) => string | undefined }) => {
  const { say, term, language, place } = useSite();
  const processes = useReply('/processes', { limit: 100 })?.items ?? [];
  const parties = useReply('/parties', { lang: language, limit: 100 })?.items ?? [];
  const compare = byName(language);
  const named = (items: readonly { id: string; name?: Readonly<Record<string, string>> | undefined }[]) =>
    items
      .map(({ id, name }) => {
        const { text, lang } = inLanguage(name, language) ?? { text: id, lang: language };
        return { value: id, text, lang: isOf(lang, language) ? undefined : lang };
      })
      .sort((a, b) => compare(a.text, b.text));
  const value = (name: string): string => place.query.get(name) ?? '';
  const seen = new Set<string>();
  return (
    <form
      class="app-filters"
      method="get"
      action={addressOf(language, 'timeline')}
      aria-label={say('timeline.filters')}
    >
      <Choice
        name="process"
        fault={faultOf('process')}
        label={say('field.process')}
        any={say('timeline.any-process')}
        value={value('process')}
        options={named(processes)}
      />
      <Choice
        name="party"
        fault={faultOf('party')}
        label={say('field.party')}
        any={say('timeline.any-party')}
        value={value('party')}
        options={named(parties)}
      />
      <Choice
        name="role"
        fault={faultOf('role')}
        label={say('field.role')}
        any={say('timeline.any-role')}
        value={value('role')}
        options={roles.map((role) => ({ value: role, text: say(`role.${role}`) }))}
      />
      <Choice
        name="issue"
        fault={faultOf('issue')}
        label={say('field.issue')}
        any={say('timeline.any-issue')}
        value={value('issue')}
        options={issueTerms
          .map((issue) => ({ value: issue, text: inLanguage(issues[issue].name, language)?.text ?? issue }))
          .sort((a, b) => compare(a.text, b.text))}
      />
      <Choice
        name="type"
        fault={faultOf('type')}
        label={say('field.type')}
        any={say('timeline.any-type')}
        value={value('type')}
        options={entryTypes.map((type) => ({ value: type, text: say(`type.${type}`) }))}
      />
      <Choice
        name="kind"
        fault={faultOf('kind')}
        label={say('field.kind')}
        any={say('timeline.any-kind')}
        value={value('kind')}
        options={kinds
          .filter(({ kind }) => !seen.has(kind) && seen.add(kind))
          .map(({ kind, vocabulary }) => ({ value: kind, text: term(vocabulary, kind) }))
          .sort((a, b) => compare(a.text, b.text))}
      />
      <DateField name="from" fault={faultOf('from')} label={say('timeline.from')} value={value('from')} />
      <DateField name="to" fault={faultOf('to')} label={say('timeline.to')} value={value('to')} />
      <Choice
        name="order"
        fault={faultOf('order')}
        label={say('timeline.order')}
        any={say('timeline.oldest')}
        value={value('order')}
        options={[{ value: 'desc', text: say('timeline.newest') }]}
      />
      {place.query.has('zoom') && <input type="hidden" name="zoom" value={value('zoom')} />}
      <p class="govuk-hint app-filters__hint" id="date-hint">
        <Words of={say('timeline.date-hint')} />
      </p>
      <div class="govuk-button-group app-filters__buttons">
        <button type="submit" class="govuk-button">
          {say('timeline.show')}
        </button>
        <a class="govuk-link" href={addressOf(language, 'timeline')}>
          {say('timeline.clear')}
        </a>
      </div>
    </form>
  );
};

const labels = {
  process: 'field.process',
  party: 'field.party',
  role: 'field.role',
  issue: 'field.issue',
  type: 'field.type',
  kind: 'field.kind',
  from: 'timeline.from',
  to: 'timeline.to',
  order: 'timeline.order',
  zoom: 'zoom.title',
} as const satisfies Record<FieldName, string>;

/** What was found, and more of it as it is read. It alone is rendered again when more comes: the form and the overview are not. */
const List = ({ of: query, first }: { of: TimelineQuery; first: ReplyAt<'public', '/timeline'> | undefined }) => {
  const { say } = useSite();
  const ask = useAsk();
  const { pages, further } = useFurther(first, (cursor) => ask('/timeline', furtherFrom(query, cursor)).queryFn());
  // Said anew once all that was asked for is there, not with every few entries of it.
  const counted = useRef(0);
  if (further.state !== 'asks') counted.current = pages.reduce((sum, { items }) => sum + items.length, 0);
  const count = counted.current;
  return (
    <>
      <p class="govuk-body" role="status">
        {count > 0 ? say('timeline.count', { count }) : say(first?.next ? 'timeline.none-yet' : 'timeline.none')}
      </p>
      <Further of={further}>
        {pages.map((page, index) => (
          <Entries
            key={page.items[0] ? keyOf(page.items[0]) : 'none'}
            of={page}
            scale={query.scale}
            before={pages[index - 1]?.items.at(-1)}
          />
        ))}
      </Further>
    </>
  );
};

const Timeline = () => {
  const { say, language, place } = useSite();
  const query = timelineQuery(place.query);
  const list = useAnswer((ask) => ask('/timeline', query.asked));
  const process = place.query.get('process');
  const name = process === null ? '' : wordsOf(list?.included.processes[process]?.name, language);
  const title = name === '' ? say('timeline.title') : say('timeline.of', { process: name });
  useTitle(title, say('timeline.lead'));
  const textOf = (fault: FieldName): string =>
    say(fault === 'from' || fault === 'to' ? 'form.date' : 'form.unknown', { field: say(labels[fault]) });
  const faultOf = (fault: FieldName) => (query.faults.includes(fault) ? textOf(fault) : undefined);
  return (
    <>
      <FaultSummary faults={query.faults.map((fault) => ({ name: fault, text: textOf(fault) }))} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body-l">{say('timeline.lead')}</p>
      <Filters faultOf={faultOf} />
      <Overview of={query.asked} scale={query.scale} isCounted={query.faults.length === 0} />
      {query.faults.length === 0 && <List key={place.query.toString()} of={query} first={list} />}
    </>
  );
};

export const timeline: Page = {
  isFaulty: ({ query }) => timelineQuery(query).faults.length > 0,
  needs: (ask, { query, language }) => [
    ask('/timeline', timelineQuery(query).asked),
    ask('/processes', { limit: 100 }),
    ask('/parties', { lang: language, limit: 100 }),
  ],
  View: Timeline,
};
