/** How a page is cited: in words, as BibTeX, and as CSL-JSON. */
import { addressOf } from '../address.ts';
import { useSite } from '../site.ts';

/** The key of an entry is made of the record's id, so that it stays. */
const bibtex = (key: string, title: string, address: string, today: string): string =>
  `@misc{kelissoz-${key},
  title = {{${title.replaceAll(/[{}]/g, '')}}},
  howpublished = {Kelissöz},
  url = {${address}},
  urldate = {${today}}
}`;

const cslJson = (key: string, title: string, address: string, language: string, today: string): string => {
  const accessed = { 'date-parts': [today.split('-').map(Number)] };
  const entry = {
    id: `kelissoz-${key}`,
    type: 'webpage',
    title,
    'container-title': 'Kelissöz',
    URL: address,
    language,
    accessed,
  };
  return JSON.stringify([entry], null, 2);
};

/** The citations of this page, of which `title` is what it is about; or of what stands under another `address`. */
export const Citation = ({ title, address }: { title: string; address?: string }) => {
  const { say, dates, language, place, address: site, today } = useSite();
  const own = address ?? site + addressOf(language, place.page, place.id);
  return (
    <details class="govuk-details app-cite">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{say('cite.title')}</span>
      </summary>
      <div class="govuk-details__text">
        <h3 class="govuk-heading-s">{say('cite.plain')}</h3>
        <p class="govuk-body">{say('cite.text', { title, address: own, day: dates.cited(today) })}</p>
        <h3 class="govuk-heading-s">{say('cite.bibtex')}</h3>
        <pre>{bibtex(place.id, title, own, today)}</pre>
        <h3 class="govuk-heading-s">{say('cite.csl')}</h3>
        <pre>{cslJson(place.id, title, own, language, today)}</pre>
      </div>
    </details>
  );
};
