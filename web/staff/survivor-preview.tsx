/** What merging a record into another comes to, before it is done: what each of the two says, and what stands where afterwards. */
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { Columns } from '../part/columns.tsx';
import { Read } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { Text } from '../part/text.tsx';
import { PlaceName, Value } from '../part/value.tsx';
import { type ListDoor, useDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { LookingUp } from './look-up.tsx';
import { useRecord } from './question.ts';
import { writtenIn } from './record-draft.ts';

/** The fields of a type that staff write, in the order of its shape. */
const fieldsOf = (type: RecordType): string[] => {
  const shape = shapes[type];
  const fields = shape.is === 'object' ? Object.keys(shape.fields) : [];
  return [...fields.filter((field) => field !== 'mergedInto'), 'sources'];
};

/** What a record says, its sources by their titles alone. */
const saidIn = (record: StaffRecord<RecordType>): object => {
  const { sources, ...written } = writtenIn(record);
  return { ...written, ...(sources && { sources: sources.map(({ title }) => title) }) };
};

const valueIn = (draft: object, field: string): unknown => Object.entries(draft).find(([name]) => name === field)?.[1];

const SideBySide = ({ of, survivor }: { of: StaffRecord<RecordType>; survivor: StaffRecord<RecordType> }) => {
  const { say } = useSite();
  const { type } = of;
  const [here, there] = [saidIn(of), saidIn(survivor)];
  const said = fieldsOf(type).filter((field) => (valueIn(here, field) ?? valueIn(there, field)) !== undefined);
  const differing = new Set(differences(type, writtenIn(survivor), writtenIn(of)).map(({ at }) => at.split('/')[1]));
  const left = said.filter((field) => differing.has(field) && valueIn(here, field) !== undefined);
  return (
    <>
      <Scroll label={say('merge.compare')}>
        <table class="govuk-table">
          <caption class="govuk-table__caption">{say('merge.compare')}</caption>
          <Columns of={['stale.place', 'merge.this', 'merge.survivor']} />
          <tbody class="govuk-table__body">
            {said.map((field) => (
              <tr key={field} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  <PlaceName type={type} at={`/${field}`} names={undefined} />
                </th>
                {[here, there].map((draft, index) => (
                  <td key={index} class="govuk-table__cell">
                    <Value type={type} at={`/${field}`} of={valueIn(draft, field)} names={undefined} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {left.length > 0 && (
        <p class="govuk-body">
          {say('merge.left')}:{' '}
          {left.map((field, index) => (
            <span key={field}>
              {index > 0 && ', '}
              <PlaceName type={type} at={`/${field}`} names={undefined} />
            </span>
          ))}
        </p>
      )}
    </>
  );
};

type Entry = {
  readonly type: string;
  readonly id: string;
  readonly title: Readonly<Record<string, string>> | undefined;
};

/** What stands under the record in the lists, counted by its type; `more` where there is more of it. */
const Standing = ({ of, more = false }: { of: readonly Entry[]; more?: boolean }) => {
  const { say, term } = useSite();
  if (of.length === 0) return <p class="govuk-body">{say('merge.nothing-stands')}</p>;
  const types = [...new Set(of.map(({ type }) => type))];
  const counts = types.map((type) => `${term('type', type)}: ${of.filter((one) => one.type === type).length}`);
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {say('merge.stands')}: {[...counts, ...(more ? ['…'] : [])].join(' · ')}
        </span>
      </summary>
      <ul class="govuk-list govuk-list--bullet">
        {of.map(({ type, id, title }, index) => (
          // Reports have the id of their outcome.
          <li key={index}>
            {term('type', type)}: <Text of={title} or={id} />
          </li>
        ))}
      </ul>
    </details>
  );
};

const Listed = ({ of: { type, id }, door }: { of: StaffRecord<'party' | 'process'>; door: ListDoor }) => {
  const entries = useDoor(door, '/timeline', { [type]: id, order: 'desc', limit: 100 });
  return (
    <Read of={entries}>
      {({ items, next }) => <Standing of={items.map((item) => ({ title: undefined, ...item }))} more={next !== null} />}
    </Read>
  );
};

const OfRound = ({ id, door }: { id: string; door: ListDoor }) => {
  const round = useDoor(door, '/rounds/:id', { id });
  return (
    <Read of={round}>
      {({ documents, outcomes }) => (
        <Standing
          of={[
            ...documents.map(({ id: of, title }) => ({ type: 'document', id: of, title })),
            ...outcomes.map(({ id: of, summary }) => ({ type: 'outcome', id: of, title: summary })),
          ]}
        />
      )}
    </Read>
  );
};

const Follows = ({ of, survivor }: { of: StaffRecord<RecordType>; survivor: StaffRecord<RecordType> }) => {
  const { say, term } = useSite();
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>{say('merge.follows-references')}</li>
      <li>{say('merge.follows-content')}</li>
      {of.type === 'party' && <li>{say('merge.follows-names')}</li>}
      <li>{say('merge.follows-address')}</li>
      <li>{say('merge.follows-public')}</li>
      {survivor.release.public !== 'released' && (
        <li>
          <strong>{say('release.needs')}</strong> {term('problem', 'survivor-not-released')}
        </li>
      )}
      <li>{say('merge.follows-undo')}</li>
    </ul>
  );
};

export const SurvivorPreview = ({
  of,
  survivor,
  door,
}: {
  of: StaffRecord<RecordType>;
  survivor: string;
  door: ListDoor;
}) => {
  const { say } = useSite();
  const other = useRecord(of.type, survivor);
  return (
    <Read of={other}>
      {(reply) => (
        <>
          <LookingUp>
            <SideBySide of={of} survivor={reply} />
          </LookingUp>
          {(of.type === 'party' || of.type === 'process') && <Listed of={of} door={door} />}
          {of.type === 'round' && <OfRound id={of.id} door={door} />}
          <h3 class="govuk-heading-s">{say('merge.follows')}</h3>
          <Follows of={of} survivor={reply} />
        </>
      )}
    </Read>
  );
};
