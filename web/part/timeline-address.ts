/** Addresses of the timeline that differ from that of the page in their dates or scale. */
import { addressOf } from '../address.ts';
import { useSite } from '../site.ts';

/** The address with other dates, or at another scale; what is undefined is taken away, and the list begins anew. */
export const useTimelineAddress = (): ((
  change: { readonly [name in 'from' | 'to' | 'zoom']?: string | undefined },
) => string) => {
  const { language, place } = useSite();
  return (change) => {
    const query = new URLSearchParams(place.query);
    query.delete('cursor');
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) query.delete(name);
      else query.set(name, value);
    }
    return addressOf(language, 'timeline', '', query.toString());
  };
};
