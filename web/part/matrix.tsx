/** Who sat at which round of a process: a table of parties by rounds, with a shape and a colour for each role. */
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { type Role, roles } from '../../shared/domain/terms.ts';
import { addressOf } from '../address.ts';
import { byName } from '../language.ts';
import { useSite } from '../site.ts';
import { Day } from './day.tsx';
import { PartyName } from './name.tsx';
import { wordsOf } from './text.tsx';

type Rounds = ReplyAt<'public', '/processes/:id/matrix'>;
type Seat = Rounds['items'][number]['seats'][string];

/** A shape for each role: told apart without colour as well. */
const shapes: Readonly<Record<Role, string>> = {
  party: '●',
  mediator: '▲',
  moderator: '△',
  facilitator: '▽',
  chair: '★',
  coordinator: '☆',
  host: '■',
  guarantor: '◆',
  observer: '○',
  witness: '◇',
  secretariat: '□',
  expert: '◐',
  'third-party': '◌',
};
/** What stands where an invited party did not come. */
const absences: Readonly<Record<string, string>> = { declined: '✕', absent: '–', withdrew: '↩' };

/** One field: shapes to see, words to hear. It is one element, for a large matrix has thousands of them. */
const Sat = ({ of: { roles: held = [], attendance, via }, nameOf }: { of: Seat; nameOf: (id: string) => string }) => {
  const { say } = useSite();
  const missing = attendance === undefined ? undefined : absences[attendance];
  const words = [
    ...held.map((role) => say(`role.${role}`)),
    ...(attendance && attendance !== 'attended' ? [say(`attendance.${attendance}`)] : []),
    ...(via ? [`${say('party.by-way-of')}: ${nameOf(via)}`] : []),
  ];
  return (
    <span
      class={`app-seat app-seat--${missing ? 'missing' : (held[0] ?? 'other')}${via ? ' app-seat--via' : ''}`}
      role="img"
      aria-label={words.join(', ') || say('matrix.there')}
    >
      {missing ?? (held.length > 0 ? held.map((role) => shapes[role]).join('') : '•')}
    </span>
  );
};

const Legend = ({ shown }: { shown: readonly Role[] }) => {
  const { say } = useSite();
  return (
    <ul class="app-legend" aria-label={say('matrix.legend')}>
      {shown.map((role) => (
        <li key={role}>
          <span class={`app-seat app-seat--${role}`} aria-hidden="true">
            {shapes[role]}
          </span>{' '}
          {say(`role.${role}`)}
        </li>
      ))}
      {(['declined', 'absent', 'withdrew'] as const).map((one) => (
        <li key={one}>
          <span class="app-seat app-seat--missing" aria-hidden="true">
            {absences[one]}
          </span>{' '}
          {say(`attendance.${one}`)}
        </li>
      ))}
    </ul>
  );
};

export const Matrix = ({ of: { items, included } }: { of: Rounds }) => {
  const { say, language } = useSite();
  const compare = byName(language);
  const nameOf = (id: string): string => wordsOf(included.parties[id]?.name, language) || id;
  const parties = [...new Set(items.flatMap(({ seats }) => Object.keys(seats)))].sort((a, b) =>
    compare(nameOf(a), nameOf(b)),
  );
  const held = new Set(items.flatMap(({ seats }) => Object.values(seats).flatMap((seat) => seat.roles ?? [])));
  if (parties.length === 0) return <p class="govuk-body">{say('list.none')}</p>;
  return (
    <>
      <Legend shown={roles.filter((role) => held.has(role))} />
      <div class="app-scroll app-matrix">
        <table>
          <caption class="govuk-visually-hidden">{say('process.matrix-note')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('field.party')}</th>
              {items.map(({ id, number, date, title }) => (
                <th key={id} scope="col">
                  <a class="govuk-link" href={addressOf(language, 'round', id)} title={wordsOf(title, language)}>
                    {number === undefined ? <Day edtf={date?.slice(0, 4)} /> : number}
                    <span class="govuk-visually-hidden">: {wordsOf(title, language) || id}</span>
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parties.map((party) => (
              <tr key={party}>
                <th scope="row">
                  <PartyName id={party} names={included} />
                </th>
                {items.map(({ id, seats }) => (
                  <td key={id}>{seats[party] && <Sat of={seats[party]} nameOf={nameOf} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};
