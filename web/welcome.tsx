/** The first page of the site: it says in each language what the site is, and leads on. */
import { addressOf } from './address.ts';
import { autonyms, languages } from './language.ts';
import { en } from './messages/en.ts';
import { kk } from './messages/kk.ts';
import { ru } from './messages/ru.ts';

const taglines = { kk, ru, en };

export const Welcome = () => (
  <div class="govuk-width-container app-page">
    <main id="main" class="govuk-main-wrapper">
      <h1 class="govuk-heading-xl">Kelissöz</h1>
      <ul class="govuk-list app-welcome">
        {languages.map((language) => (
          <li key={language} lang={language}>
            <a class="govuk-link govuk-!-font-size-24" hreflang={language} href={addressOf(language, 'timeline')}>
              {autonyms[language]}
            </a>
            <p class="govuk-body">{taglines[language]['site.tagline']}</p>
          </li>
        ))}
      </ul>
    </main>
  </div>
);
