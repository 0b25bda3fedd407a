/** The form that staff write in: while it is saved nothing more is taken, so that nothing typed is lost with what comes back. */
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export const Form = ({
  label,
  isSaving,
  onSave,
  form,
  children,
}: {
  label: string;
  isSaving: boolean;
  onSave: () => void;
  form?: RefObject<HTMLFormElement>;
  children: ComponentChildren;
}) => {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    // What is disabled loses the focus; whoever wrote there goes on there, unless a fault took it.
    const { current: left } = before;
    if (!isSaving && left instanceof HTMLElement && document.activeElement === document.body) left.focus();
  }, [isSaving]);
  return (
    <form
      ref={form}
      class="app-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        // The keys reach it also while its buttons are disabled.
        if (isSaving) return;
        before.current = document.activeElement;
        onSave();
      }}
    >
      <fieldset class="app-form__parts" role="presentation" disabled={isSaving}>
        {children}
      </fieldset>
    </form>
  );
};
