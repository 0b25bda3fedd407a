/** Entries of a timeline in their order, under the spans of time in which they begin, each with a way into it. */
import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { endsOf, finerThan, type Scale, spanOf } from '../scale.ts';
import { useSite } from '../site.ts';
import { type Entry, EntryCard, keyOf } from './entry.tsx';
import { useTimelineAddress } from './timeline-address.ts';
import { Within } from './within.tsx';

type Page = Pick<ReplyAt<'public', '/timeline'>, 'items' | 'included'>;

const Heading = ({ span, scale }: { span: string | undefined; scale: Scale }) => {
  const { say, dates } = useSite();
  const at = useTimelineAddress();
  const zoom = finerThan(scale);
  const words = span === undefined ? say('timeline.undated') : dates.word(span);
  return (
    <h2 class="govuk-heading-m app-span">
      {span === undefined || zoom === undefined ? (
        words
      ) : (
        <a class="govuk-link" href={at({ ...endsOf(span), zoom })}>
          {words}
        </a>
      )}
    </h2>
  );
};

/** A page of entries. `before` is the last entry of the page before it, whose heading these entries may still stand under. */
export const Entries = ({ of, scale, before }: { of: Page; scale: Scale; before: Entry | undefined }) =>
  // Of a page that is there nothing is rendered again: there may be a hundred of them.
  useMemo(
    () => (
      <div class="app-timeline__part">
        {of.items.map((entry, index) => {
          const previous = of.items[index - 1] ?? before;
          const span = spanOf(entry.date, scale);
          return (
            <Fragment key={keyOf(entry)}>
              {(!previous || spanOf(previous.date, scale) !== span) && <Heading span={span} scale={scale} />}
              <EntryCard of={entry} names={of.included} heading="h3" within={<Within of={entry} />} />
            </Fragment>
          );
        })}
      </div>
    ),
    [of, scale, before],
  );
