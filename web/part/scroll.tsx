/** What may be wider than the window: it scrolls by itself, and is reached by keyboard to do so. */
import type { ComponentChildren } from 'preact';

export const Scroll = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and stands in a landmark of the same name.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached.
  <div class="app-scroll" role="group" tabIndex={0} aria-label={label}>
    {children}
  </div>
);
