/** A section of a page under a heading, which names it and is its anchor. */
import type { ComponentChildren } from 'preact';

export const Section = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }) => (
  <section aria-labelledby={id}>
    <h2 class="govuk-heading-m" id={id}>
      {title}
    </h2>
    {children}
  </section>
);
