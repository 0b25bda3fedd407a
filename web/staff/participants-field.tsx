/** Who sits at a round, a row each: roles, attendance, and who leads the delegation. */
import { useRef } from 'preact/hooks';
import { attendances, roles } from '../../shared/domain/terms.ts';
import { PartyPicker } from '../part/party-picker.tsx';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { FieldFaults } from './fault.tsx';
import { SelectField, TextField } from './field.tsx';
import type { ParticipationDraft } from './round-draft.ts';

/** Names that led a delegation of a party before, to be chosen again. */
export type Heads = Readonly<Record<string, readonly string[]>>;

const Row = ({
  at,
  name,
  value,
  heads,
  onChange,
  onRemove,
}: {
  at: string;
  name: string;
  value: ParticipationDraft;
  heads: readonly string[];
  onChange: (value: ParticipationDraft) => void;
  onRemove: () => void;
}) => {
  const { say, language } = useSite();
  const held = value.roles ?? [];
  const head = value.delegation?.head;
  const setRole = (index: number, role: (typeof roles)[number] | undefined): void => {
    const next = [...held];
    if (role) next[index] = role;
    else next.splice(index, 1);
    onChange({ ...value, roles: next });
  };
  const setHead = (text: string): void => {
    const { [language]: _before, ...others } = head?.name ?? {};
    const names = text === '' ? others : { ...others, [language]: text };
    const { head: _head, ...delegation } = value.delegation ?? {};
    const isNamed = Object.keys(names).length > 0;
    onChange({ ...value, delegation: isNamed ? { ...delegation, head: { ...head, name: names } } : delegation });
  };
  return (
    <fieldset class="govuk-fieldset app-row" id={at} tabIndex={-1}>
      <legend class="govuk-fieldset__legend app-row__name">{name}</legend>
      {[...held, undefined].map((role, index) => (
        <SelectField
          // A role has no name but its place in the list.
          key={index}
          at={`${at}/roles/${index}`}
          label={say(index === 0 ? 'field.role' : 'participants.further-role')}
          value={role}
          words={roles}
          any={say('participants.no-role')}
          name={(one) => say(`role.${one}`)}
          onChange={(one) => setRole(index, one)}
        />
      ))}
      <SelectField
        at={`${at}/attendance`}
        label={say('field.attendance')}
        value={value.attendance}
        words={attendances}
        name={(one) => say(`attendance.${one}`)}
        onChange={(attendance) => attendance && onChange({ ...value, attendance })}
      />
      <TextField
        at={`${at}/delegation/head/name`}
        label={say('field.head')}
        value={head?.name?.[language] ?? ''}
        onChange={setHead}
        list={heads}
      />
      <button type="button" class="app-link-button" onClick={onRemove}>
        {say('participants.remove', { name })}
      </button>
      <FieldFaults at={`${at}/party`} />
    </fieldset>
  );
};

export const ParticipantsField = ({
  value,
  names,
  heads,
  door,
  onChange,
}: {
  value: readonly ParticipationDraft[];
  names: (party: string) => string;
  heads: Heads;
  door: ListDoor;
  onChange: (value: ParticipationDraft[], chosen?: { id: string; text: string }) => void;
}) => {
  const { say } = useSite();
  const box = useRef<HTMLFieldSetElement>(null);
  const at = '/participations';
  return (
    <fieldset class="govuk-fieldset" id={at} tabIndex={-1} ref={box}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{say('round.participants')}</legend>
      {value.map((one, index) => (
        <Row
          key={`${one.party}.${one.onBehalfOf ?? ''}`}
          at={`${at}/${index}`}
          name={names(one.party)}
          value={one}
          heads={heads[one.party] ?? []}
          onChange={(next) => onChange(value.map((other, place) => (place === index ? next : other)))}
          onRemove={() => {
            onChange(value.filter((_other, place) => place !== index));
            box.current?.focus();
          }}
        />
      ))}
      <PartyPicker
        id="participant"
        label={say('participants.add')}
        door={door}
        onChoose={(chosen) => {
          if (value.some(({ party, onBehalfOf }) => party === chosen.id && onBehalfOf === undefined)) return;
          onChange([...value, { party: chosen.id, roles: ['party'], attendance: 'attended' }], chosen);
        }}
      />
    </fieldset>
  );
};
