/** Under which terms what is shown may be used. */
import type { Page } from '../page.ts';
import { useSite, useTitle } from '../site.ts';

const Licence = () => {
  const { say } = useSite();
  useTitle(say('licence.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('licence.title')}</h1>
      <p class="govuk-body">{say('licence.facts')}</p>
      <p class="govuk-body">{say('licence.sources')}</p>
      <p class="govuk-body">{say('licence.software')}</p>
    </>
  );
};

export const licence: Page = { needs: () => [], View: Licence };
