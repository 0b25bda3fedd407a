/** A field in which a name is typed and one of those that begin so is chosen, by keyboard or mouse (ARIA: editable combobox). */
import { useId, useState } from 'preact/hooks';
import { useSite } from '../site.ts';
import { FaultLine, groupOf } from './form.tsx';

/** Something that can be chosen; `note` says more of it, such as the name by which it was found. */
export type Choosable = { readonly id: string; readonly text: string; readonly note?: string };

export const Picker = ({
  id,
  label,
  typed,
  onType,
  found,
  onChoose,
  fault,
  hint,
}: {
  id: string;
  label: string;
  typed: string;
  onType: (text: string) => void;
  /** What fits what is typed; undefined while it is looked for. */
  found: readonly Choosable[] | undefined;
  onChoose: (chosen: Choosable) => void;
  fault?: string | undefined;
  /** The id of what is said about it. */
  hint?: string;
}) => {
  const { say } = useSite();
  const list = useId();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const shown = isOpen && typed !== '' ? (found ?? []) : [];
  const current = shown[Math.min(at, shown.length - 1)];
  const choose = (chosen: Choosable | undefined): void => {
    if (!chosen) return;
    setOpen(false);
    onChoose(chosen);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setAt((at + 1) % Math.max(shown.length, 1)),
    ArrowUp: () => setAt((at + shown.length - 1) % Math.max(shown.length, 1)),
    Enter: () => choose(current),
    Escape: () => setOpen(false),
  };
  return (
    <div class={`${groupOf(fault)} app-picker`}>
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <FaultLine name={id} fault={fault} />
      <input
        class="govuk-input"
        id={id}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-describedby={fault === undefined ? hint : `${hint ?? ''} ${id}-fault`.trim()}
        aria-activedescendant={current && `${list}-${current.id}`}
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={(event) => {
          setOpen(true);
          setAt(0);
          onType(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          const act = shown.length > 0 ? keys[event.key] : undefined;
          // A name that is still looked for is not sent with the form.
          if (act || event.key === 'Enter') event.preventDefault();
          act?.();
        }}
        onBlur={() => setOpen(false)}
      />
      <div class="app-picker__list" role="listbox" id={list} aria-label={label} hidden={shown.length === 0}>
        {shown.map((one) => (
          <div
            key={one.id}
            id={`${list}-${one.id}`}
            role="option"
            aria-selected={one === current}
            // The field keeps the focus, and says which one is meant.
            tabIndex={-1}
            // Before the field loses the focus, with which the list would go.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(one);
            }}
          >
            {one.text}
            {one.note && <span class="app-note">{one.note}</span>}
          </div>
        ))}
      </div>
      <p class="govuk-visually-hidden" role="status">
        {isOpen && typed !== '' && found && say('picker.found', { count: found.length })}
      </p>
    </div>
  );
};
