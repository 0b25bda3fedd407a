/**
 * The web component `<negotiation-timeline>`: a timeline of this site on any page, from the public door and nothing else. Its attributes are
 * `process`, `party`, `party-role`, `issue`, `type`, `kind`, `from`, `to`, `limit`, `lang` and `theme` (`light`, `dark`); what stands within
 * the element is shown until it is there, and where there is no script.
 */
import { render } from 'preact';
import { ask } from '../../shared/contract/client.ts';
import { embedParameters } from '../../shared/contract/embed.ts';
import { bases } from '../../shared/contract/operation.ts';
import { isLanguage, type Language } from '../language.ts';
import { SiteProvider, siteOf } from '../site.ts';
import { catalogues } from '../translate.ts';
import { embedAsked, wholeQuery } from './asked.ts';
import styles from './embed.scss?inline';
import { EmbeddedTimeline, type Entries } from './timeline.tsx';

/** The site that this file came from. */
const { origin } = new URL(import.meta.url);

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

/** The language that is asked for, else that of the page around it where it is one of ours. */
const languageOf = (element: Element): Language => {
  const [language = ''] = (element.closest('[lang]')?.getAttribute('lang') ?? '').toLowerCase().split('-');
  return isLanguage(language) ? language : 'en';
};

/** The attribute of a parameter: `role` says on every element what it is to a screen reader, and so is called otherwise. */
const attributeOf = (name: string): string => (name === 'role' ? 'party-role' : name);

class NegotiationTimeline extends HTMLElement {
  static readonly observedAttributes = [...embedParameters.map(attributeOf), 'limit', 'lang'];
  readonly #root = this.attachShadow({ mode: 'open' });
  #asked = '';

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [sheet];
    if (!this.#root.firstChild) this.#root.append(document.createElement('slot'));
    void this.#show();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#show();
  }

  /** Asks once for attributes that were set together, and shows the answer unless others were set meanwhile. */
  async #show(): Promise<void> {
    await Promise.resolve();
    const language = languageOf(this);
    const asked = embedAsked((name) => this.getAttribute(attributeOf(name)));
    const query = new URLSearchParams(asked).toString();
    const wanted = `${language} ${query}`;
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    const connection = { at: origin, fetch: (address: string, init: RequestInit) => fetch(address, init) };
    const answer = await ask<Entries>(connection, `${bases.public}/timeline?${query}`, { method: 'GET' });
    if (wanted !== this.#asked) return;
    const site = siteOf(await catalogues[language](), {
      place: { page: 'timeline', id: '', language, query: wholeQuery(asked) },
      path: '/',
      address: origin,
      today: new Date().toISOString().slice(0, 10),
      base: origin,
    });
    const shown = answer.ok ? <EmbeddedTimeline of={answer.reply} /> : <slot />;
    render(<SiteProvider value={site}>{shown}</SiteProvider>, this.#root);
    this.dispatchEvent(new CustomEvent(answer.ok ? 'load' : 'error'));
  }
}

if (!customElements.get('negotiation-timeline')) customElements.define('negotiation-timeline', NegotiationTimeline);
