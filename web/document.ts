/** The HTML document around what is rendered: its head, the files of the site that it loads, and the state beside it. */
import { oembedAddress } from '../shared/contract/embed.ts';
import { addressOf, type PageName, type Place } from './address.ts';
import { type Language, languages } from './language.ts';

/** What the build made of the sources (Vite's manifest): each entry's file, style sheets and what it imports. */
export type Manifest = Readonly<
  Record<string, { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] }>
>;

/** The files of a page: scripts that are loaded ahead, the first of them run, and style sheets. */
export type Files = { readonly scripts: readonly string[]; readonly styles: readonly string[] };

/** The files that some entries of the manifest take, with all that these import. */
export const filesOf = (manifest: Manifest, entries: readonly string[]): Files => {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const add = (entry: string): void => {
    const { file, css = [], imports = [] } = manifest[entry] ?? {};
    if (file === undefined || scripts.has(file)) return;
    scripts.add(file);
    for (const one of css) styles.add(one);
    for (const one of imports) add(one);
  };
  for (const entry of entries) add(entry);
  return { scripts: [...scripts], styles: [...styles] };
};

/** Two heads over a table. In the document itself: one file less to ask for. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#00566b"/>' +
    '<circle cx="11" cy="13" r="4" fill="#fff"/><circle cx="21" cy="13" r="4" fill="#fff"/>' +
    '<path d="M5 24h22" stroke="#fff" stroke-width="3"/></svg>',
)}`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** JSON in a script element: nothing in it can end the element. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** A document. Without a place robots do not keep it; without a state it comes not alive: so are refusals. */
export type DocumentParts = {
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  readonly files: Files;
  readonly body: string;
  readonly address: string;
  readonly place: Place | undefined;
  readonly state?: unknown;
  /** It is shown in a frame: what it links to opens in another window. */
  readonly framed?: boolean;
};

/** Pages for which others are told what to show of them. */
const embedded: readonly PageName[] = ['timeline', 'process', 'round', 'party', 'document', 'outcome'];

const discovery = (address: string, { page, id, language, query }: Place): string[] => {
  if (!embedded.includes(page)) return [];
  const url = encodeURIComponent(address + addressOf(language, page, id, query.toString()));
  const href = escaped(`${address}${oembedAddress}?format=json&url=${url}`);
  return [`<link rel="alternate" type="application/json+oembed" href="${href}">`];
};

const alternates = (address: string, place: Place): string => {
  const { page, id, language, query } = place;
  const at = (one: Language) => escaped(address + addressOf(one, page, id, query.toString()));
  return [
    `<link rel="canonical" href="${at(language)}">`,
    ...languages.map((one) => `<link rel="alternate" hreflang="${one}" href="${at(one)}">`),
    `<link rel="alternate" hreflang="x-default" href="${at('en')}">`,
    ...discovery(address, place),
  ].join('\n');
};

export const documentOf = ({
  language,
  title,
  description,
  files,
  body,
  address,
  place,
  state,
  framed = false,
}: DocumentParts): string => {
  const [first, ...ahead] = files.scripts;
  return `<!doctype html>
<html lang="${language}" class="govuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(description)}">
<meta name="color-scheme" content="light dark">
${framed ? '<base target="_blank">' : ''}
${place ? alternates(address, place) : '<meta name="robots" content="noindex">'}
<link rel="icon" href="${icon}">
${files.styles.map((file) => `<link rel="stylesheet" href="/${file}">`).join('\n')}
${state === undefined || first === undefined ? '' : `<script type="module" src="/${first}"></script>`}
${state === undefined ? '' : ahead.map((file) => `<link rel="modulepreload" href="/${file}">`).join('\n')}
</head>
<body class="govuk-template__body">
<div id="site">${body}</div>
${state === undefined ? '' : `<script type="application/json" id="state">${inScript(state)}</script>`}
</body>
</html>
`;
};
