/** Somebody else saved meanwhile: both versions side by side, place by place, and which of them is to stand. */

import { useState } from 'preact/hooks';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import { listOf } from '../../shared/domain/json.ts';
import { Columns } from '../part/columns.tsx';
import type { Names } from '../part/name.tsx';
import { Scroll } from '../part/scroll.tsx';
import { PlaceName, Value } from '../part/value.tsx';
import { useSite } from '../site.ts';
import { type ParticipationDraft, type RoundDraft, writtenIn } from './round-draft.ts';

/** A place that is chosen as a whole: a field of the record, or a participation. */
type Unit = { readonly at: string; readonly mine: unknown; readonly theirs: unknown; readonly isMine: boolean };

const keyOf = ({ party, onBehalfOf }: ParticipationDraft): string =>
  onBehalfOf === undefined ? party : `${party}.${onBehalfOf}`;
const participationIn = ({ participations = [] }: RoundDraft, key: string): ParticipationDraft | undefined =>
  participations.find((one) => keyOf(one) === key);

const unitOf = (at: string): string => {
  const [, field = '', member] = at.split('/');
  return field === 'participations' && member !== undefined ? `/participations/${member}` : `/${field}`;
};

const valueIn = (draft: RoundDraft, at: string): unknown => {
  const [, field = '', member] = at.split('/');
  if (member !== undefined) return participationIn(draft, member);
  return Object.entries(draft).find(([name]) => name === field)?.[1];
};

/** Where the two differ; who alone changed a place is taken to be right, and of what both changed mine. */
export const unitsOf = (base: RoundDraft, mine: RoundDraft, theirs: RoundDraft): Unit[] => {
  const changedBy = (draft: RoundDraft) => new Set(differences('round', base, draft).map(({ at }) => unitOf(at)));
  const [byMe, apart] = [changedBy(mine), new Set(differences('round', theirs, mine).map(({ at }) => unitOf(at)))];
  return [...apart].map((at) => ({
    at,
    mine: valueIn(mine, at),
    theirs: valueIn(theirs, at),
    isMine: byMe.has(at),
  }));
};

/** Mine, with what is theirs in some places. */
export const merged = (mine: RoundDraft, theirs: RoundDraft, places: readonly string[]): RoundDraft => {
  const isMember = (at: string): boolean => at.startsWith('/participations/');
  const members = new Set(places.filter(isMember).map((at) => at.slice('/participations/'.length)));
  const fields = places.filter((at) => !isMember(at)).map((at) => [at.slice(1), valueIn(theirs, at)]);
  const had = mine.participations ?? [];
  const participations = [
    ...had.flatMap((one) => (members.has(keyOf(one)) ? (participationIn(theirs, keyOf(one)) ?? []) : [one])),
    ...(theirs.participations ?? []).filter(
      (one) => members.has(keyOf(one)) && participationIn(mine, keyOf(one)) === undefined,
    ),
  ];
  return { ...mine, ...Object.fromEntries(fields), ...(members.size > 0 && { participations }) };
};

const Shown = ({ at, of }: { at: string; of: unknown }) => {
  const { term } = useSite();
  if (at.startsWith('/participations/') && of !== undefined) {
    const { roles, attendance } = Object(of);
    const said = listOf(roles).map((role) => term('role', String(role)));
    return <>{[...said, term('attendance', String(attendance))].join(', ')}</>;
  }
  return <Value type="round" at={at} of={of} />;
};

export const Stale = ({
  base,
  mine,
  theirs,
  names,
  onSettle,
}: {
  base: RoundDraft;
  mine: RoundDraft;
  theirs: StaffRecord<'round'>;
  names: Names | undefined;
  onSettle: (draft: RoundDraft) => void;
}) => {
  const { say } = useSite();
  const written = writtenIn(theirs);
  const units = unitsOf(base, mine, written);
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const isMine = (unit: Unit): boolean => chosen[unit.at] ?? unit.isMine;
  return (
    <section aria-labelledby="stale" class="govuk-inset-text" tabIndex={-1}>
      <h2 class="govuk-heading-m" id="stale">
        {say('stale.title')}
      </h2>
      <p class="govuk-body">{say('stale.who', { name: theirs.updatedBy })}</p>
      <Scroll label={say('stale.title')}>
        <table class="govuk-table">
          <Columns of={['stale.place', 'stale.mine', 'stale.theirs']} />
          <tbody class="govuk-table__body">
            {units.map((unit) => (
              <tr key={unit.at} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  <PlaceName at={unit.at} names={names} />
                </th>
                {([true, false] as const).map((mineHere) => (
                  <td key={String(mineHere)} class="govuk-table__cell">
                    <label class="app-check">
                      <input
                        type="radio"
                        name={unit.at}
                        checked={isMine(unit) === mineHere}
                        onChange={() => setChosen({ ...chosen, [unit.at]: mineHere })}
                      />{' '}
                      <Shown at={unit.at} of={mineHere ? unit.mine : unit.theirs} />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <button
        type="button"
        class="govuk-button"
        onClick={() =>
          onSettle(
            merged(
              mine,
              written,
              units.filter((unit) => !isMine(unit)).map(({ at }) => at),
            ),
          )
        }
      >
        {say('stale.take')}
      </button>
    </section>
  );
};
