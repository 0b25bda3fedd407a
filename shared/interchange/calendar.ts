/** A feed as a calendar (iCalendar, RFC 5545): all-day events, in the calendar of the place where they were. */
import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { type Entry, type Feed, hostOf, summaryOf, timeOf, titleOf } from './feed.ts';

const day = 24 * 60 * 60 * 1000;

/** `postponed`: its date is not kept, and no other is known. */
const statuses: Readonly<Record<string, ICalEventStatus>> = {
  planned: ICalEventStatus.TENTATIVE,
  postponed: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  held: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
  lapsed: ICalEventStatus.CANCELLED,
};

const statusOf = ({ type, status }: Entry): ICalEventStatus | null =>
  type === 'round' ? (statuses[status ?? ''] ?? null) : ICalEventStatus.CONFIRMED;

const locationOf = ({ place }: Entry) => {
  const title = [place?.name?.text, place?.country].filter((part) => part !== undefined).join(', ');
  const [lon, lat] = place?.coordinates ?? [];
  if (title === '') return null;
  return { title, ...(lat !== undefined && lon !== undefined && { geo: { lat, lon } }) };
};

/**
 * The text of a calendar. Of a date that is not known to the day the event is as long as the date may have been; an entry
 * whose date has no known beginning or end is left out, for it would fill the calendar. A correction raises `SEQUENCE`, which
 * counts releases, as all times are of releases: what changes within is not told.
 */
export const calendarOf = (feed: Feed): string => {
  const calendar = ical({
    name: feed.title,
    prodId: { company: 'Kelissoz', product: 'timeline', language: feed.language.toUpperCase() },
    url: feed.home,
    ttl: 60 * 60,
  });
  for (const entry of feed.entries) {
    const { days, release } = entry;
    if (!days) continue;
    const time = new Date(timeOf(entry));
    calendar.createEvent({
      id: `${entry.id}@${hostOf(feed.site)}`,
      sequence: release ? release.number - 1 : 0,
      stamp: time,
      lastModified: time,
      allDay: true,
      start: new Date(days.first),
      // The day after the last, which it does not take any more.
      end: new Date(Date.parse(days.last) + day),
      timezone: 'UTC',
      status: statusOf(entry),
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: titleOf(entry),
      description: summaryOf(entry),
      location: locationOf(entry),
      url: entry.address,
      categories: [entry.type, entry.kind, ...entry.issues.map(({ name }) => name)].flatMap((name) =>
        name === undefined ? [] : [{ name }],
      ),
    });
  }
  return calendar.toString();
};
