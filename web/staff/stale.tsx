/** Somebody else saved meanwhile: both versions side by side, place by place, and which of them is to stand. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffBody, StaffRecord } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import { listOf } from '../../shared/domain/json.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { keysOf } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { Columns } from '../part/columns.tsx';
import type { Names } from '../part/name.tsx';
import { Scroll } from '../part/scroll.tsx';
import { PlaceName, Value } from '../part/value.tsx';
import { useSite } from '../site.ts';
import { LookingUp } from './look-up.tsx';
import { writtenIn } from './record-draft.ts';

/** A place that is chosen as a whole: a field of the record, or a member of the list that several people write in. */
type Unit = { readonly at: string; readonly mine: unknown; readonly theirs: unknown; readonly isMine: boolean };

/** The list of a record whose members are chosen one by one. */
const shared: { readonly [Type in RecordType]?: string } = { round: 'participations', outcome: 'positions' };

const fieldIn = (draft: object, field: string): unknown => Object.entries(draft).find(([name]) => name === field)?.[1];

/** The members of the shared list, by the keys that pointers call them by. */
const membersIn = (type: RecordType, draft: object): Map<string, unknown> => {
  const shape = shapes[type];
  const field = shared[type] ?? '';
  const list = shape.is === 'object' ? shape.fields[field]?.shape : undefined;
  const members = listOf(fieldIn(draft, field));
  const keys = list?.is === 'list' ? keysOf(list.keys, members) : [];
  return new Map(keys.map((key, index) => [key, members[index]]));
};

const memberAt = (type: RecordType, at: string): string | undefined => {
  const [, field, member] = at.split('/');
  return field === shared[type] ? member : undefined;
};

const unitOf = (type: RecordType, at: string): string => {
  const [, field = ''] = at.split('/');
  const member = memberAt(type, at);
  return member === undefined ? `/${field}` : `/${field}/${member}`;
};

const valueIn = (type: RecordType, draft: object, at: string): unknown => {
  const member = memberAt(type, at);
  return member === undefined ? fieldIn(draft, at.slice(1)) : membersIn(type, draft).get(member);
};

/** Where the two differ; who alone changed a place is taken to be right, and of what both changed mine. */
export const unitsOf = (type: RecordType, base: object, mine: object, theirs: object): Unit[] => {
  const between = (one: object, other: object) =>
    new Set(differences(type, one, other).map(({ at }) => unitOf(type, at)));
  const [byMe, apart] = [between(base, mine), between(theirs, mine)];
  return [...apart].map((at) => ({
    at,
    mine: valueIn(type, mine, at),
    theirs: valueIn(type, theirs, at),
    isMine: byMe.has(at),
  }));
};

/** Mine, with what is theirs in some places. */
export const merged = <Draft extends object>(
  type: RecordType,
  mine: Draft,
  theirs: Draft,
  places: readonly string[],
): Draft => {
  const taken = new Map(places.map((at) => [at, valueIn(type, theirs, at)]));
  const fields = [...taken]
    .filter(([at]) => memberAt(type, at) === undefined)
    .map(([at, value]) => [at.slice(1), value]);
  const list = shared[type];
  const members = membersIn(type, mine);
  for (const [at, value] of taken) {
    const key = memberAt(type, at);
    if (key !== undefined && value === undefined) members.delete(key);
    else if (key !== undefined) members.set(key, value);
  }
  const isTaken = places.some((at) => memberAt(type, at) !== undefined);
  return { ...mine, ...Object.fromEntries(fields), ...(list && isTaken && { [list]: [...members.values()] }) };
};

export const Stale = <Type extends RecordType>({
  type,
  base,
  mine,
  theirs,
  names,
  onSettle,
}: {
  type: Type;
  base: StaffBody<Type>;
  mine: StaffBody<Type>;
  theirs: StaffRecord<Type>;
  names: Names | undefined;
  onSettle: (draft: StaffBody<Type>) => void;
}) => {
  const { say } = useSite();
  const written = writtenIn<Type>(theirs);
  const box = useRef<HTMLElement>(null);
  // It comes above a long form, at whose end was saved.
  useEffect(() => box.current?.focus(), []);
  const units = unitsOf(type, base, mine, written);
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const isMine = (unit: Unit): boolean => chosen[unit.at] ?? unit.isMine;
  const settle = (): void => {
    const places = units.filter((unit) => !isMine(unit)).map(({ at }) => at);
    onSettle(merged(type, mine, written, places));
  };
  return (
    <section aria-labelledby="stale" class="govuk-inset-text" tabIndex={-1} ref={box}>
      <h2 class="govuk-heading-m" id="stale">
        {say('stale.title')}
      </h2>
      <p class="govuk-body">{say('stale.who', { name: theirs.updatedBy })}</p>
      <LookingUp>
        <Scroll label={say('stale.title')}>
          <table class="govuk-table">
            <Columns of={['stale.place', 'stale.mine', 'stale.theirs']} />
            <tbody class="govuk-table__body">
              {units.map((unit) => (
                <tr key={unit.at} class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    <PlaceName type={type} at={unit.at} names={names} />
                  </th>
                  {([true, false] as const).map((mineHere) => (
                    <td key={String(mineHere)} class="govuk-table__cell">
                      <label class="app-check">
                        <input
                          type="radio"
                          name={`${theirs.id}${unit.at}`}
                          checked={isMine(unit) === mineHere}
                          onChange={() => setChosen({ ...chosen, [unit.at]: mineHere })}
                        />{' '}
                        <Value type={type} at={unit.at} of={mineHere ? unit.mine : unit.theirs} names={names} />
                      </label>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </LookingUp>
      <button type="button" class="govuk-button" onClick={settle}>
        {say('stale.take')}
      </button>
    </section>
  );
};
