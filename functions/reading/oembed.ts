/** oEmbed: what whoever pastes an address of ours into a page of theirs is given to show for it. */
import { embedParameters, embedPath, type Oembed, OembedQuery, oembedPath } from '../../shared/contract/embed.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, type RecordType, recordTypes } from '../../shared/domain/record-type.ts';
import { slugPattern } from '../../shared/domain/text.ts';
import { inLanguage } from '../../shared/interchange/feed.ts';
import { theRecordCalled, theSurvivorCalled, type ViewReader } from '../store/view.ts';
import { survivorIn } from './moved.ts';
import { parserOf } from './parameters.ts';
import { type Answering, type Answers, absent } from './readings.ts';
import { textsOf, titleIn } from './title.ts';

const parse = parserOf(OembedQuery);

/** A frame is at most so large; in a narrower one a timeline can be read as well. */
const largest = { width: 640, height: 480 };

/** For as long as the edge keeps what is public. */
const cacheAge = 30;

/** A page of ours: the timeline, or a record. */
type Page = { readonly language: string; readonly query: URLSearchParams } & (
  | { readonly record: undefined }
  | { readonly record: { readonly type: RecordType; readonly id: string } }
);

/** The page that an address means; undefined where it is not ours, or of nothing that is shown elsewhere. */
const pageAt = (url: string, site: string): Page | undefined => {
  const { protocol = '', host, pathname, searchParams: query } = URL.parse(url) ?? {};
  // Whoever leaves out the s means us as well.
  if (host !== new URL(site).host || !['https:', 'http:'].includes(protocol)) return undefined;
  const [, language = '', plural = '', id] = /^\/(kk|ru|en)\/([a-z]+)(?:\/([^/]+))?$/.exec(pathname ?? '') ?? [];
  if (query === undefined || language === '') return undefined;
  if (plural === 'timeline' && id === undefined) return { language, query, record: undefined };
  const type = recordTypes.find((one) => pathOf[one] === plural);
  const isRecord = type !== undefined && type !== 'caseload' && id !== undefined && id.length <= 80;
  return isRecord && slugPattern.test(id) ? { language, query, record: { type, id } } : undefined;
};

/** What is asked of the timeline that stands for a page; undefined where none does. */
const timelineOf = ({ query, record }: Page): URLSearchParams | undefined => {
  if (record?.type === 'process' || record?.type === 'party') return new URLSearchParams({ [record.type]: record.id });
  if (record) return undefined;
  const asked = new URLSearchParams();
  for (const name of embedParameters) if (query.get(name)) asked.set(name, query.get(name) ?? '');
  return asked;
};

/** A page that is there, with its title. One of a record that was merged is that of the other. */
type Called = { readonly page: Page; readonly title: string };

const called = async (view: ViewReader, page: Page): Promise<Called | undefined> => {
  const { record, language } = page;
  if (!record) return { page, title: titles[language] ?? '' };
  const { type, id } = record;
  const { rows } = await view.some(theRecordCalled(type, id));
  const [row] = rows;
  if (!row) return calledBySurvivor(view, page, type, id);
  const body: unknown = JSON.parse(row.body);
  const name = inLanguage(textsOf(isObject(body) ? titleIn(type, body) : undefined), language);
  return { page, title: name?.text ?? id };
};

/** The row of a merge names the last survivor, which was merged into none. */
const calledBySurvivor = async (view: ViewReader, page: Page, type: RecordType, id: string) => {
  const { rows } = await view.some(theSurvivorCalled(type, id));
  const into = rows[0] && survivorIn(rows[0]);
  return into === undefined ? undefined : called(view, { ...page, record: { type, id: into } });
};

/** How the timeline is called, where it is that of nobody. */
const titles: Readonly<Record<string, string>> = { en: 'Timeline', ru: 'Хронология', kk: 'Хронология' };

const inAttribute = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** A frame that runs nothing: it may open what it links to in another window, and that is all. */
const frame = (src: string, title: string, { width, height }: typeof largest): string =>
  `<iframe src="${inAttribute(src)}" title="${inAttribute(title)}" width="${width}" height="${height}" loading="lazy" ` +
  'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>';

const oembed =
  (site: string): Answering =>
  async ({ view }, _id, query) => {
    const parsed = parse(query);
    if (!parsed.ok) return parsed;
    const { url, format, maxwidth = largest.width, maxheight = largest.height } = parsed.asked;
    if (format === 'xml') return { refused: 'format-not-offered' };
    const meant = pageAt(url, site);
    const found = meant && (await called(view, meant));
    if (!found) return absent;
    const { page } = found;
    const title = `${found.title} – Kelissöz`;
    const asked = timelineOf(page);
    const size = { width: Math.min(maxwidth, largest.width), height: Math.min(maxheight, largest.height) };
    const said = {
      version: '1.0',
      title,
      provider_name: 'Kelissöz',
      provider_url: `${site}/`,
      cache_age: cacheAge,
    } as const;
    const src = `${site}${embedPath(page.language)}${asked && asked.size > 0 ? `?${asked}` : ''}`;
    const body: Oembed = asked
      ? { type: 'rich', ...said, html: frame(src, title, size), ...size }
      : { type: 'link', ...said };
    return { body: JSON.stringify(body) };
  };

/** The reading by its path, for the site at an address. */
export const oembedAnswers = (site: string): Answers => [[oembedPath, oembed(site)]];
