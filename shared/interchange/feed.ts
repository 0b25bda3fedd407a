/** A feed: some entries of a timeline in one language, as calendars, readers and spreadsheets are given them. */
import type { Localized } from '../domain/text.ts';

/** One entry. `days` are its first and last possible day, where its date has an end on both sides. */
export type Entry = {
  /** `round/astana-syria-04`, and of a report on an outcome its place in the outcome besides. */
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly status?: string;
  /** As written: EDTF. */
  readonly date?: string;
  readonly days?: { readonly first: string; readonly last: string };
  /** Nothing where the public is not told what it is called. */
  readonly title?: Text;
  readonly process?: Named;
  /** The name in use on the day, ISO 3166-1 alpha-3, and `[longitude, latitude]` in degrees. */
  readonly place?: {
    readonly name?: Text;
    readonly country?: string;
    readonly coordinates?: readonly [longitude: number, latitude: number];
  };
  /** Terms of the vocabulary, and what they are called. */
  readonly issues: readonly Named[];
  /** At most twelve of them; `partyCount` is how many there are. */
  readonly parties: readonly Named[];
  readonly partyCount: number;
  readonly disputed: boolean;
  /** Where a person reads more of it. */
  readonly address: string;
  readonly release?: { readonly number: number; readonly at: string };
};

/** A text and the language it is in, which need not be the one that was asked for. */
export type Text = { readonly text: string; readonly language: string };
export type Named = { readonly id: string; readonly name: string };

/** A page of a feed. `site` is the address of the site, `self` and `next` are those of this page and of the one after it. */
export type Feed = {
  readonly title: string;
  readonly language: string;
  readonly site: string;
  readonly home: string;
  readonly self: string;
  readonly next?: string;
  readonly entries: readonly Entry[];
};

/** Where nothing is released, times are the first there is: no time of an edit is ever told. */
export const noTime = '1970-01-01T00:00:00.000Z';

export const timeOf = ({ release }: Entry): string => release?.at ?? noTime;

/** What an entry is called, even where nobody is told. */
export const titleOf = ({ title, kind, type, date }: Entry): string =>
  title?.text ?? [kind ?? type, date].filter((part) => part !== undefined).join(', ');

/** An identifier for ever (RFC 4151), by the host of the site: `tag:kelissoz.example,2026:round/astana-syria-04`. */
export const tagOf = ({ site }: Pick<Feed, 'site'>, id: string): string => `tag:${hostOf(site)},2026:${id}`;

/** The host of an address, without its port. */
export const hostOf = (address: string): string => new URL(address).hostname;

/** A text in a language, else in English, else in the first that it has. */
export const inLanguage = (texts: Localized | undefined, language: string): Text | undefined => {
  const [first] = Object.keys(texts ?? {});
  const found = [language, 'en', first].find((one) => one !== undefined && texts?.[one] !== undefined);
  const text = found === undefined ? undefined : texts?.[found];
  return found === undefined || text === undefined ? undefined : { text, language: found };
};

/** An entry in a sentence or two: what, where, of which talks, with whom. */
export const summaryOf = ({ kind, type, date, place, process, parties, partyCount, status }: Entry): string => {
  const others = partyCount - parties.length;
  const with_ = [...parties.map(({ name }) => name), ...(others > 0 ? [`+${others}`] : [])].join(', ');
  const facts = [kind ?? type, status, date, place?.name?.text, process?.name, with_];
  return facts.filter((fact) => fact).join(' · ');
};
