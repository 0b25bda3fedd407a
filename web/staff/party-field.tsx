/** Parties that a record names: one, or several, found by typing any name and taken away again. */

import { PartyPicker } from '../part/party-picker.tsx';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { FieldFaults } from './fault.tsx';
import { usePartyNames } from './party-names.tsx';

export const PartiesField = ({
  at,
  label,
  value,
  door,
  most = Number.POSITIVE_INFINITY,
  onChange,
}: {
  at: string;
  label: string;
  value: readonly string[];
  door: ListDoor;
  /** How many there may be; once they are there no more is asked for. */
  most?: number;
  onChange: (value: string[]) => void;
}) => {
  const { say } = useSite();
  const { nameOf, learn } = usePartyNames();
  // Where there is to be one alone, what it is asked as says it already.
  const isAsked = most === 1 && value.length === 0;
  return (
    <fieldset class="govuk-fieldset app-parties" id={at} tabIndex={-1}>
      <legend class={isAsked ? 'govuk-visually-hidden' : 'govuk-fieldset__legend'}>{label}</legend>
      <FieldFaults at={at} />
      {value.length > 0 && (
        <ul class="govuk-list">
          {value.map((party) => (
            <li key={party}>
              {nameOf(party)}{' '}
              <button
                type="button"
                class="app-link-button"
                onClick={() => onChange(value.filter((one) => one !== party))}
              >
                {say('participants.remove', { name: nameOf(party) })}
              </button>
            </li>
          ))}
        </ul>
      )}
      {value.length < most && (
        <PartyPicker
          id={`${at}-picker`}
          label={isAsked ? label : say('party.pick')}
          door={door}
          onChoose={(chosen) => {
            if (value.includes(chosen.id)) return;
            learn(chosen);
            onChange([...value, chosen.id]);
          }}
        />
      )}
    </fieldset>
  );
};

/** One party, or none. */
export const PartyField = ({
  value,
  onChange,
  ...field
}: {
  at: string;
  label: string;
  value: string | undefined;
  door: ListDoor;
  onChange: (value: string | undefined) => void;
}) => (
  <PartiesField
    {...field}
    most={1}
    value={value === undefined ? [] : [value]}
    onChange={([party]) => onChange(party)}
  />
);
