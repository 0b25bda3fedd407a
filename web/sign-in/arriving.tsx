/** What is shown while whoever comes back from the issuer is signed in: no language is chosen at that address. */
import { languages } from '../language.ts';
import { en } from '../messages/en.ts';
import { kk } from '../messages/kk.ts';
import { ru } from '../messages/ru.ts';

const catalogues = { kk, ru, en };

export const Arriving = () => (
  <div class="govuk-width-container app-page">
    <main id="main" class="govuk-main-wrapper">
      <h1 class="govuk-heading-l">Kelissöz</h1>
      {languages.map((language) => (
        <p key={language} lang={language} class="govuk-body">
          {catalogues[language]['sign-in.arriving']}
        </p>
      ))}
    </main>
  </div>
);
