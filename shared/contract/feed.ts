/** The timeline as a feed: the forms in which calendars, readers, spreadsheets and pages take it, each at an address. */

/** Each form by the ending of its address: the media type, and what it is. */
export const feedForms = {
  ics: { mediaType: 'text/calendar', id: 'timelineCalendar', summary: 'The timeline as a calendar (iCalendar)' },
  atom: { mediaType: 'application/atom+xml', id: 'timelineAtom', summary: 'The timeline as an Atom feed' },
  json: { mediaType: 'application/feed+json', id: 'timelineJsonFeed', summary: 'The timeline as a JSON Feed 1.1' },
  csv: { mediaType: 'text/csv', id: 'timelineTable', summary: 'The timeline as a table for spreadsheets (CSV)' },
  jsonld: {
    mediaType: 'application/ld+json',
    id: 'timelineLinkedData',
    summary: 'Rounds and documents of the timeline as linked data (schema.org)',
  },
  'timelinejs.json': {
    mediaType: 'application/json',
    id: 'timelineJs',
    summary: 'The timeline as TimelineJS draws it',
  },
} as const satisfies Readonly<Record<string, { mediaType: string; id: string; summary: string }>>;
export type FeedForm = keyof typeof feedForms;

const isFeedForm = (form: string): form is FeedForm => Object.hasOwn(feedForms, form);
export const feedFormNames = Object.keys(feedForms).filter(isFeedForm);

/** The address of a form below the base of a door. */
export const feedPath = (form: FeedForm): string => `/timeline.${form}`;
