/** The keys by which somebody goes through the forms of a page: from part to part, and to saving; said at its top. */
import { useEffect } from 'preact/hooks';
import { useSite } from '../site.ts';

const reachable = 'input, select, textarea, button, summary, [tabindex="0"]';

/** What is reached first in each part of the forms; a part is what stands directly in a form's one box. */
const firstOfParts = (): HTMLElement[] =>
  [...document.querySelectorAll('main .app-form__parts > *')].flatMap((part) => {
    const first = [part, ...part.querySelectorAll(reachable)].find((one) => one.matches(reachable));
    return first instanceof HTMLElement && first.getClientRects().length > 0 ? [first] : [];
  });

/** To the part after, or before, the one that has the focus; after the last comes the first. */
const go = (step: 1 | -1): void => {
  const parts = firstOfParts();
  const { activeElement: at } = document;
  // Where the focus is in a part, beyond its beginning, or in none yet.
  const before = parts.filter(
    (part) => at && (part === at || (part.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0),
  );
  const index = Math.max(before.length - 1 + step, -1);
  parts.at(index >= parts.length ? 0 : index)?.focus();
};

const save = (): void => {
  const { activeElement: at } = document;
  const form = at?.closest('form.app-form') ?? document.querySelector('main form.app-form');
  if (form instanceof HTMLFormElement) form.requestSubmit();
};

const acts: Readonly<Record<string, () => void>> = {
  ArrowDown: () => go(1),
  ArrowUp: () => go(-1),
  Enter: save,
};

/** What stands on the keys, in every language. */
const keys = { next: 'Ctrl ↓', previous: 'Ctrl ↑', save: 'Ctrl Enter', mac: '⌘' };

export const FormKeys = () => {
  const { say } = useSite();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = event.ctrlKey || event.metaKey ? acts[event.key] : undefined;
      if (!act || event.altKey || event.shiftKey) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return (
    <p class="govuk-hint app-keys">
      {say('keys.title')}: <kbd>{keys.next}</kbd> {say('keys.next')}, <kbd>{keys.previous}</kbd> {say('keys.previous')},{' '}
      <kbd>{keys.save}</kbd> {say('keys.save')} (<kbd>{keys.mac}</kbd> {say('keys.mac')}).
    </p>
  );
};
