/** A feed as the JSON of TimelineJS, which shows texts as HTML. */
import { type Entry, type Feed, summaryOf, titleOf } from './feed.ts';

/** A text as HTML that says just that. */
const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const dateOf = (text: string) => {
  const [year, month, day] = text.split('-').map(Number);
  return { year, month, day };
};

const slideOf = (entry: Entry) => {
  if (!entry.days) return [];
  const { first, last } = entry.days;
  return [
    {
      unique_id: entry.id,
      start_date: dateOf(first),
      ...(last !== first && { end_date: dateOf(last) }),
      ...(entry.date !== undefined && { display_date: html(entry.date) }),
      text: {
        headline: html(titleOf(entry)),
        text: `<p>${html(summaryOf(entry))}</p><p><a href="${html(entry.address)}">${html(entry.address)}</a></p>`,
      },
      group: html(entry.process?.name ?? entry.type),
    },
  ];
};

/** The text of a TimelineJS timeline. What has no known beginning or end cannot be drawn there, and is left out. */
export const timelineJsOf = (feed: Feed): string =>
  JSON.stringify({
    scale: 'human',
    title: { text: { headline: html(feed.title) } },
    events: feed.entries.flatMap(slideOf),
  });
