/** The overview of a timeline: its scale, how many entries begin when, and a brush over them to choose from when to when. */
import { useEffect, useState } from 'preact/hooks';
import { ask, pagesFrom, queryOf } from '../../shared/contract/client.ts';
import type { Counts } from '../../shared/contract/counts.ts';
import type { AskedAt } from '../../shared/contract/reading-client.ts';
import { connectionHere } from '../connection.ts';
import { barsOf, type Count, chosenOf, endsOf, finerThan, type Range, type Scale, scales, windowOf } from '../scale.ts';
import { useSite } from '../site.ts';
import { Brush } from './brush.tsx';
import { useTimelineAddress } from './timeline-address.ts';

/** What is chosen on a timeline, for which the entries are counted. */
type Chosen = AskedAt<'/timeline'>;

/** At which scale the timeline is seen, and the way to the others. */
const Zoom = ({ scale }: { scale: Scale }) => {
  const { say } = useSite();
  const at = useTimelineAddress();
  return (
    <nav class="app-zoom" id="zoom" aria-label={say('zoom.title')}>
      <ul class="app-states">
        {scales.map((one) => (
          <li key={one}>
            <a class="govuk-link" href={at({ zoom: one })} aria-current={one === scale ? 'true' : undefined}>
              {say(`zoom.${one}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** Counts are read on for at most so many pages; where there are more, that is said. */
const mostPages = 30;

type Found = { readonly counts: readonly Count[]; readonly isWhole: boolean };

/** The counts of what is chosen, in the browser alone; undefined until all of them are there, or where they cannot be had. */
const useCounts = (
  { party, process, role, issue, kind, type }: Chosen,
  scale: Scale,
  { from, to }: Range,
): Found | undefined => {
  const [found, setFound] = useState<Found>();
  const path: typeof import('../../shared/contract/reading.ts').countsPath = '/timeline/counts';
  const by = scale === 'decade' ? 'year' : scale;
  const query = queryOf({ party, process, role, issue, kind, type, from, to, by });
  useEffect(() => {
    let isAsked = true;
    const read = async (): Promise<void> => {
      const counts: Count[] = [];
      let pages = 0;
      const connection = connectionHere();
      for await (const page of pagesFrom((cursor) =>
        ask<Counts>(connection, `/public/v1${path}${query}${cursor === undefined ? '' : `&cursor=${cursor}`}`, {
          method: 'GET',
        }),
      )) {
        if (!page.ok || !isAsked) return;
        counts.push(...page.reply.items);
        pages += 1;
        if (pages === mostPages || page.reply.next === null) {
          setFound({ counts, isWhole: page.reply.next === null });
          return;
        }
      }
    };
    void read();
    return () => {
      isAsked = false;
    };
  }, [query]);
  return found;
};

/** What the bars show, as a table, with a way into each of them. */
const AsTable = ({ bars, scale }: { bars: readonly Count[]; scale: Scale }) => {
  const { say, dates } = useSite();
  const at = useTimelineAddress();
  const zoom = finerThan(scale) ?? scale;
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{say('overview.table')}</span>
      </summary>
      <table class="govuk-table app-counts">
        <caption class="govuk-visually-hidden">{say('overview.title')}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <th scope="col" class="govuk-table__header">
              {say('field.date')}
            </th>
            <th scope="col" class="govuk-table__header govuk-table__header--numeric">
              {say('overview.entries')}
            </th>
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {bars
            .filter(({ count }) => count > 0)
            .map(({ date, count }) => (
              <tr key={date} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  <a class="govuk-link" href={at({ ...endsOf(date), zoom })}>
                    {dates.word(date)}
                  </a>
                </th>
                <td class="govuk-table__cell govuk-table__cell--numeric">{say('overview.number', { count })}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
};

/** The bars, and what is chosen of them. */
const Picture = ({ found, scale, within, range }: { found: Found; scale: Scale; within: Range; range: Range }) => {
  const { say, dates } = useSite();
  const at = useTimelineAddress();
  const { bars, scale: drawn } = barsOf(found.counts, scale, within);
  const [[first, last], choose] = useState(() => chosenOf(bars, drawn, range));
  const [begin, end] = [bars[first], bars[last]];
  if (!begin || !end) return null;
  const isAll = first === 0 && last === bars.length - 1 && within.from === undefined && within.to === undefined;
  const { from } = endsOf(begin.date);
  const { to } = endsOf(end.date);
  const words = first === last ? dates.word(begin.date) : dates.word(`${begin.date}/${end.date}`);
  const count = bars.slice(first, last + 1).reduce((sum, bar) => sum + bar.count, 0);
  return (
    <>
      <Brush bars={bars} chosen={[first, last]} choose={choose} />
      <p class="govuk-body app-brush__said">
        {say('overview.chosen', { count, range: words })}{' '}
        <a class="govuk-link" href={at(isAll ? { from: undefined, to: undefined } : { from, to })}>
          {say('overview.show')}
        </a>
      </p>
      <p class="govuk-hint">
        {say(`overview.by-${drawn}`)} {say('overview.counts')}
        {!found.isWhole && ` ${say('overview.more', { date: dates.word(bars.at(-1)?.date) })}`}
      </p>
      <AsTable bars={bars} scale={drawn} />
    </>
  );
};

/** What is counted, and a picture of it once it is. */
const Counted = ({ of, scale }: { of: Chosen; scale: Scale }) => {
  const range = { from: of.from, to: of.to };
  const within = windowOf(scale, range);
  const found = useCounts(of, scale, within);
  return (
    <div class="app-overview__picture">
      {found && <Picture found={found} scale={scale} within={within} range={range} />}
    </div>
  );
};

/** Without a script there are the scales, and the form has the dates. What cannot be understood is not counted. */
export const Overview = ({ of, scale, isCounted }: { of: Chosen; scale: Scale; isCounted: boolean }) => {
  const { say } = useSite();
  return (
    <section class="app-overview" aria-label={say('overview.title')}>
      <Zoom scale={scale} />
      {isCounted && <Counted of={of} scale={scale} />}
    </section>
  );
};
