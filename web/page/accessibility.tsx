/** How accessible the site is, as far as we know. */
import type { Page } from '../page.ts';
import { useSite, useTitle } from '../site.ts';

const Accessibility = () => {
  const { say } = useSite();
  useTitle(say('accessibility.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('accessibility.title')}</h1>
      <p class="govuk-body">{say('accessibility.how')}</p>
      <p class="govuk-body">{say('accessibility.aim')}</p>
      <p class="govuk-body">{say('accessibility.picture')}</p>
      <p class="govuk-body">{say('accessibility.report')}</p>
    </>
  );
};

export const accessibility: Page = { needs: () => [], View: Accessibility };
