/** How others show a timeline of ours: the one page that may be framed, and what oEmbed (oembed.com, version 1.0) asks and answers. */
import * as z from 'zod/mini';

/** What a framed timeline can be asked for, besides its language: as `/timeline`. */
export const embedParameters = ['process', 'party', 'role', 'issue', 'type', 'kind', 'from', 'to'] as const;

/** The page that may be framed, in a language. */
export const embedPath = (language: string): string => `/embed/${language}/timeline`;

/** The web component, at an address that stays: others link to it. */
export const componentPath = '/embed/negotiation-timeline.js';

export const oembedPath = '/oembed';
/** The same as pages name it. */
export const oembedAddress = `/public/v1${oembedPath}`;

const Pixels = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,4}$/, 'is not a number of pixels from 1 to 99999')),
  z.coerce.number<string>(),
);

/** The parameters of oEmbed. `dnt`: some ask besides that nobody be tracked, and nobody is. */
export const OembedQuery = z.object({
  url: z.string().check(z.maxLength(2000, 'is longer than 2000 characters')),
  format: z._default(z.enum(['json', 'xml'], 'is none of json, xml'), 'json'),
  maxwidth: z.optional(Pixels),
  maxheight: z.optional(Pixels),
  dnt: z.optional(z.string()),
});

const said = {
  version: z.literal('1.0'),
  title: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  cache_age: z.int(),
};

/** A timeline, or that of a process or a party, to be shown in a frame; of every other record its title, to be linked to. */
export const Oembed = z.discriminatedUnion('type', [
  z.strictObject({ ...said, type: z.literal('rich'), html: z.string(), width: z.int(), height: z.int() }),
  z.strictObject({ ...said, type: z.literal('link') }),
]);
export type Oembed = z.infer<typeof Oembed>;
