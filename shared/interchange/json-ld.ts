/** A feed as linked data (JSON-LD) in the words of schema.org: what met, an `Event`; what was written, a `CreativeWork`. */
import { type Entry, type Feed, summaryOf, titleOf } from './feed.ts';

const statuses: Readonly<Record<string, string>> = {
  planned: 'EventScheduled',
  confirmed: 'EventScheduled',
  held: 'EventScheduled',
  postponed: 'EventPostponed',
  cancelled: 'EventCancelled',
  lapsed: 'EventCancelled',
};

const placeOf = ({ place }: Entry) => {
  if (!place?.name && !place?.country) return {};
  const [longitude, latitude] = place.coordinates ?? [];
  const location = {
    '@type': 'Place',
    name: place.name?.text ?? place.country,
    ...(place.country !== undefined && { address: { '@type': 'PostalAddress', addressCountry: place.country } }),
    ...(latitude !== undefined && { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
  };
  return { location };
};

const common = (entry: Entry) => ({
  '@id': entry.address,
  identifier: entry.id,
  url: entry.address,
  name: titleOf(entry),
  description: summaryOf(entry),
  ...(entry.title && { inLanguage: entry.title.language }),
  ...(entry.issues.length > 0 && { about: entry.issues.map(({ name }) => ({ '@type': 'Thing', name })) }),
});

const partsOf = ({ parties }: Entry) => parties.map(({ name }) => ({ '@type': 'Organization', name }));

const thingOf = (entry: Entry): object[] => {
  const { type, days, status = '' } = entry;
  if (type === 'document') {
    const parts = partsOf(entry);
    return [
      {
        '@type': 'CreativeWork',
        ...common(entry),
        ...(days && days.first === days.last && { dateCreated: days.first }),
        ...(parts.length > 0 && { contributor: parts }),
      },
    ];
  }
  // An event of schema.org has a beginning.
  if (type !== 'round' || !days) return [];
  const parts = partsOf(entry);
  return [
    {
      '@type': 'Event',
      ...common(entry),
      startDate: days.first,
      endDate: days.last,
      ...(statuses[status] && { eventStatus: `https://schema.org/${statuses[status]}` }),
      ...placeOf(entry),
      ...(parts.length > 0 && { attendee: parts }),
    },
  ];
};

/** The text of the linked data: rounds and documents. An outcome has no word there that says what it is. */
export const jsonLdOf = (feed: Feed): string =>
  JSON.stringify({ '@context': 'https://schema.org', '@graph': feed.entries.flatMap(thingOf) });
