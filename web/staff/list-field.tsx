/** A list of members of one kind, a row each, to which others are added and from which any is taken away. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { memberWords } from '../part/field-word.ts';
import { useSite } from '../site.ts';
import { FieldFaults, useFaults } from './fault.tsx';

export const ListField = <Member,>({
  at,
  label,
  value,
  empty,
  onChange,
  children,
}: {
  at: string;
  label: string;
  value: readonly Member[];
  /** What a new member begins with. */
  empty: Member;
  onChange: (value: Member[]) => void;
  /** The fields of a member, at its place. */
  children: (member: Member, at: string, change: (part: Partial<Member>) => void) => ComponentChildren;
}) => {
  const { say } = useSite();
  const box = useRef<HTMLFieldSetElement>(null);
  const isAdded = useRef(false);
  // What was added is written in next.
  useEffect(() => {
    if (isAdded.current) box.current?.querySelector<HTMLElement>('.app-row:last-of-type :is(input, select)')?.focus();
    isAdded.current = false;
  }, [value.length]);
  const nth = memberWords[at.slice(at.lastIndexOf('/') + 1)];
  const isFaulty = useFaults(at).some(({ pointer }) => pointer === at);
  return (
    <fieldset class="govuk-fieldset" id={at} tabIndex={-1} ref={box}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{label}</legend>
      {isFaulty && <FieldFaults at={at} />}
      {value.map((member, index) => {
        const name = nth ? say(nth, { number: index + 1 }) : label;
        const place = `${at}/${index}`;
        return (
          // A member has no name but its place in the list.
          <fieldset key={index} class="govuk-fieldset app-row" id={place} tabIndex={-1}>
            <legend class="govuk-fieldset__legend app-row__name">{name}</legend>
            {children(member, place, (part) =>
              onChange(value.map((one, other) => (other === index ? { ...one, ...part } : one))),
            )}
            <button
              type="button"
              class="app-link-button"
              onClick={() => {
                onChange(value.filter((_one, other) => other !== index));
                box.current?.focus();
              }}
            >
              {say('participants.remove', { name })}
            </button>
          </fieldset>
        );
      })}
      <button
        type="button"
        class="govuk-button govuk-button--secondary"
        onClick={() => {
          isAdded.current = true;
          onChange([...value, empty]);
        }}
      >
        {say('list.add', { list: label })}
      </button>
    </fieldset>
  );
};
