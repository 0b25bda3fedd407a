/** A feed as JSON Feed 1.1. */
import { generateJsonFeed } from 'feedsmith';
import { type Feed, summaryOf, tagOf, titleOf } from './feed.ts';

/** The text of a JSON Feed. Times are those of releases; where nothing is released there are none. */
export const jsonFeedOf = (feed: Feed): string =>
  JSON.stringify(
    generateJsonFeed({
      title: feed.title,
      home_page_url: feed.home,
      feed_url: feed.self,
      ...(feed.next !== undefined && { next_url: feed.next }),
      language: feed.language,
      authors: [{ name: 'Kelissöz', url: feed.site }],
      items: feed.entries.map((entry) => ({
        id: tagOf(feed, entry.id),
        url: entry.address,
        title: titleOf(entry),
        content_text: summaryOf(entry),
        language: entry.title?.language ?? feed.language,
        tags: [entry.type, ...(entry.kind === undefined ? [] : [entry.kind]), ...entry.issues.map(({ id }) => id)],
        ...(entry.release && { date_modified: new Date(entry.release.at) }),
      })),
    }),
  );
