/** A feed as Atom (RFC 4287), its pages linked (RFC 5005). */
import { generateAtomFeed } from 'feedsmith';
import { type Feed, noTime, summaryOf, tagOf, timeOf, titleOf } from './feed.ts';

/** The text of an Atom feed. `updated` is the time of a release, never that of an edit. */
export const atomOf = (feed: Feed): string => {
  const times = feed.entries.map(timeOf);
  return generateAtomFeed({
    id: tagOf(feed, new URL(feed.self).pathname.slice(1)),
    title: { value: feed.title },
    updated: new Date(times.reduce((one, other) => (other > one ? other : one), noTime)),
    authors: [{ name: 'Kelissöz', uri: feed.site }],
    links: [
      { rel: 'self', type: 'application/atom+xml', href: feed.self },
      { rel: 'alternate', type: 'text/html', href: feed.home },
      ...(feed.next === undefined ? [] : [{ rel: 'next', type: 'application/atom+xml', href: feed.next }]),
    ],
    xml: { lang: feed.language },
    entries: feed.entries.map((entry) => ({
      id: tagOf(feed, entry.id),
      title: { value: titleOf(entry), ...(entry.title && { xml: { lang: entry.title.language } }) },
      updated: new Date(timeOf(entry)),
      links: [{ rel: 'alternate', href: entry.address }],
      summary: { value: summaryOf(entry) },
      categories: [
        { term: entry.type },
        ...(entry.kind === undefined ? [] : [{ term: entry.kind }]),
        ...entry.issues.map(({ id, name }) => ({ term: id, label: name })),
      ],
    })),
  });
};
