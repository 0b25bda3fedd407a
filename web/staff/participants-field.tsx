/** Who sits at a round, a row each: roles, attendance, who leads the delegation; on demand all of it, and on whose behalf. */
import { useRef } from 'preact/hooks';
import { attendances, roles } from '../../shared/domain/terms.ts';
import { PartyPicker } from '../part/party-picker.tsx';
import type { ListDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { FieldFaults } from './fault.tsx';
import { NumberField, SelectField } from './field.tsx';
import type { KnownPeople } from './known-person.ts';
import { PartiesField, PartyField } from './party-field.tsx';
import { usePartyNames } from './party-names.tsx';
import { type PersonDraft, PersonField } from './person-field.tsx';
import type { ParticipationDraft } from './round-draft.ts';

type RowField = {
  readonly at: string;
  readonly value: ParticipationDraft;
  readonly people: readonly PersonDraft[];
  readonly door: ListDoor;
  readonly onChange: (value: ParticipationDraft) => void;
};
type Delegation = NonNullable<ParticipationDraft['delegation']>;

/** The rest of a delegation, and for whom the party came: what most rows do not say. */
const More = ({ at, name, value, people, door, onChange }: RowField & { name: string }) => {
  const { say } = useSite();
  const { delegation = {}, onBehalfOf, composition = [] } = value;
  const { members = [], size } = delegation;
  const change = (part: Partial<Delegation>): void => onChange({ ...value, delegation: { ...delegation, ...part } });
  return (
    <details class="govuk-details app-whole-row">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{say('participants.more', { name })}</span>
      </summary>
      <div class="app-fields">
        {[...members, undefined].map((member, index) => (
          <PersonField
            // A member has no name but the place in the list.
            key={index}
            at={`${at}/delegation/members/${index}`}
            label={say('participants.member', { number: index + 1 })}
            value={member}
            known={people}
            onChange={(next) => {
              const others = members.filter((_one, place) => place !== index);
              change({ members: next ? others.toSpliced(index, 0, next) : others });
            }}
          />
        ))}
        <NumberField
          at={`${at}/delegation/size`}
          label={say('field.size')}
          value={size}
          onChange={(next) => change({ size: next })}
        />
      </div>
      <PartyField
        at={`${at}/onBehalfOf`}
        label={say('field.on-behalf-of')}
        value={onBehalfOf}
        door={door}
        onChange={(party) => onChange({ ...value, onBehalfOf: party })}
      />
      <PartiesField
        at={`${at}/composition`}
        label={say('field.composition')}
        value={composition}
        door={door}
        onChange={(parties) => onChange({ ...value, composition: parties })}
      />
    </details>
  );
};

const Row = ({ onRemove, ...row }: RowField & { onRemove: () => void }) => {
  const { at, value, people, onChange } = row;
  const { say } = useSite();
  const { nameOf } = usePartyNames();
  const name = nameOf(value.party);
  const held = value.roles ?? [];
  const setRole = (index: number, role: (typeof roles)[number] | undefined): void => {
    const next = [...held];
    if (role) next[index] = role;
    else next.splice(index, 1);
    onChange({ ...value, roles: next });
  };
  const setHead = (head: PersonDraft | undefined): void => {
    const { head: _head, ...delegation } = value.delegation ?? {};
    onChange({ ...value, delegation: head ? { ...delegation, head } : delegation });
  };
  return (
    <fieldset class="govuk-fieldset app-row" id={at} tabIndex={-1}>
      <legend class="govuk-fieldset__legend app-row__name">
        {name}
        {value.onBehalfOf !== undefined && ` (${say('field.on-behalf-of')}: ${nameOf(value.onBehalfOf)})`}
      </legend>
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
      <PersonField
        at={`${at}/delegation/head`}
        label={say('field.head')}
        value={value.delegation?.head}
        known={people}
        onChange={setHead}
      />
      <More {...row} name={name} />
      <button type="button" class="app-link-button" onClick={onRemove}>
        {say('participants.remove', { name })}
      </button>
      <FieldFaults at={`${at}/party`} />
    </fieldset>
  );
};

export const ParticipantsField = ({
  value,
  people,
  door,
  onChange,
}: {
  value: readonly ParticipationDraft[];
  people: KnownPeople;
  door: ListDoor;
  onChange: (value: ParticipationDraft[]) => void;
}) => {
  const { say } = useSite();
  const { learn } = usePartyNames();
  const box = useRef<HTMLFieldSetElement>(null);
  const at = '/participations';
  return (
    <fieldset class="govuk-fieldset" id={at} tabIndex={-1} ref={box}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{say('round.participants')}</legend>
      <PartyPicker
        id="participant"
        label={say('participants.add')}
        door={door}
        onChoose={(chosen) => {
          const there = value.findIndex(({ party, onBehalfOf }) => party === chosen.id && onBehalfOf === undefined);
          // Whoever is there already is gone to, which is shorter than through all the rows before.
          if (there >= 0) return document.getElementById(`${at}/${there}`)?.focus();
          learn(chosen);
          onChange([...value, { party: chosen.id, roles: ['party'], attendance: 'attended' }]);
        }}
      />
      {value.map((one, index) => (
        <Row
          // Somebody may come twice, on whose behalf is chosen later: the place in the list is what stays.
          key={index}
          at={`${at}/${index}`}
          value={one}
          people={people[one.party] ?? []}
          door={door}
          onChange={(next) => onChange(value.map((other, place) => (place === index ? next : other)))}
          onRemove={() => {
            onChange(value.filter((_other, place) => place !== index));
            box.current?.focus();
          }}
        />
      ))}
    </fieldset>
  );
};
