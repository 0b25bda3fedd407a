/** Any record as staff see it: what it says, its way to the public, what would change there, and its history with what differs in it. */
import { useQueryClient } from '@tanstack/preact-query';
import { useRef } from 'preact/hooks';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import { type RecordType, splitRef } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { type Names, nameIn } from '../part/name.tsx';
import { Read } from '../part/read.tsx';
import { Section } from '../part/section.tsx';
import { Text } from '../part/text.tsx';
import { type ListDoor, listDoorOf, useDoorSoon } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { type SignedIn, useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';
import { CaseloadForm } from '../staff/caseload-form.tsx';
import { Consents } from '../staff/consents.tsx';
import { Deleted } from '../staff/deleted.tsx';
import { Differences } from '../staff/differences.tsx';
import { DocumentForm } from '../staff/document-form.tsx';
import { Expunging } from '../staff/expunging.tsx';
import { History } from '../staff/history.tsx';
import { readings } from '../staff/look-up.tsx';
import { Merge, MergedInto } from '../staff/merge.tsx';
import { OutcomeForm } from '../staff/outcome-form.tsx';
import { PartyForm } from '../staff/party-form.tsx';
import { ProcessForm } from '../staff/process-form.tsx';
import { useRecord } from '../staff/question.ts';
import { writtenIn } from '../staff/record-draft.ts';
import { titleOf } from '../staff/record-title.ts';
import { ReleasePanel } from '../staff/release-panel.tsx';
import { TextDrop } from '../staff/text-drop.tsx';

/** The round on whose page a record is written: its own, or that of an outcome. */
const roundOf = (record: StaffRecord<RecordType>): string | undefined => {
  if (record.type === 'round') return record.id;
  return record.type === 'outcome' ? record.round : undefined;
};

/** Whether a record has its form here: rounds have a page of their own, with their outcomes. */
const hasForm = (record: StaffRecord<RecordType>): boolean => roundOf(record) === undefined;

/** The form of a record that has it here. */
const Form = ({
  of,
  door,
  names,
  onSaved,
}: {
  of: StaffRecord<RecordType>;
  door: ListDoor;
  names: Names | undefined;
  onSaved: (record: StaffRecord<RecordType>) => void;
}) => {
  const { say } = useSite();
  const { id, version } = of;
  const form = { names, door, action: say('staff.save'), onSaved };
  const begin = { name: `${of.type}:${id}`, id, version };
  if (of.type === 'process') return <ProcessForm {...form} beginning={{ ...begin, draft: writtenIn<'process'>(of) }} />;
  if (of.type === 'party') return <PartyForm {...form} beginning={{ ...begin, draft: writtenIn<'party'>(of) }} />;
  if (of.type === 'document')
    return <DocumentForm {...form} beginning={{ ...begin, draft: writtenIn<'document'>(of) }} />;
  if (of.type === 'outcome') return <OutcomeForm {...form} beginning={{ ...begin, draft: writtenIn<'outcome'>(of) }} />;
  if (of.type === 'caseload')
    return <CaseloadForm {...form} beginning={{ ...begin, draft: writtenIn<'caseload'>(of) }} />;
  return null;
};

/** The way to the round on whose page the record is written, by what the round is called. */
const ItsRound = ({ of, names }: { of: StaffRecord<RecordType>; names: Names | undefined }) => {
  const { say, language } = useSite();
  const round = roundOf(of);
  if (round === undefined) return null;
  return (
    <p class="govuk-body">
      {say('staff-round.title')}:{' '}
      <a class="govuk-link" href={addressOf(language, 'staff-round', round)}>
        <Text of={'label' in of ? of.label : nameIn(names, 'round', round)} or={round} quiet />
      </a>
    </p>
  );
};

const One = ({ type, id, signedIn }: { type: RecordType; id: string; signedIn: SignedIn }) => {
  const { say, place } = useSite();
  const record = useRecord(type, id);
  const door = listDoorOf(signedIn);
  const read = useDoorSoon(door, readings[type], { id });
  const names = read.is === 'read' ? read.reply.included : undefined;
  const cache = useQueryClient();
  const chosen = (name: string): { [Name in string]?: number } => {
    const version = Number(place.query.get(name));
    return Number.isInteger(version) && version > 0 ? { [name]: version } : {};
  };
  const between = { ...chosen('from'), ...chosen('to') };
  // What was deleted is not read any longer, but has its history, which stays while the record is asked for again.
  const isGone = useRef(false);
  if (record.is !== 'asked') isGone.current = record.is === 'refused' && record.refused.status === 404;
  if (isGone.current) return <Deleted type={type} id={id} signedIn={signedIn} />;
  return (
    <Read of={record}>
      {(reply) => (
        <>
          <p class="govuk-body-l">
            <Text of={titleOf(reply)} or={id} />
          </p>
          {reply.mergedInto !== undefined && (
            <p class="govuk-inset-text">
              <MergedInto type={type} survivor={reply.mergedInto} />
            </p>
          )}
          <ItsRound of={reply} names={names} />
          {hasForm(reply) && (
            <Section id="form" title={say('staff.form')}>
              <Form
                // What somebody else saves meanwhile does not take away what is typed here.
                key={id}
                of={reply}
                door={door}
                names={names}
                onSaved={(next) => cache.setQueryData(['staff', 'record', type, id], next)}
              />
            </Section>
          )}
          <Section id="release" title={say('release.title')}>
            <ReleasePanel type={type} id={id} record={reply} />
          </Section>
          {reply.type === 'document' && (
            <Section id="texts" title={say('document.texts')}>
              <TextDrop document={reply} />
            </Section>
          )}
          <Section id="consents" title={say('consent.title')}>
            <Consents type={type} record={reply} names={names} />
          </Section>
          <Section id="merge" title={say('merge.title')}>
            <Merge record={reply} signedIn={signedIn} />
          </Section>
          <Section id="differences" title={say('differences.title')}>
            <Differences type={type} id={id} version={reply.version} between={between} names={names} />
          </Section>
          {(reply.release.expunging || signedIn.groups.includes('releaser')) && (
            <Section id="expunging" title={say('expunge.title')}>
              <Expunging type={type} id={id} version={reply.version} release={reply.release} signedIn={signedIn} />
            </Section>
          )}
          <Section id="history" title={say('history.title')}>
            <History type={type} id={id} version={reply.version} between={between} />
          </Section>
        </>
      )}
    </Read>
  );
};

const RecordPage = () => {
  const { say, place } = useSite();
  const signedIn = useSignedIn();
  const of = splitRef(place.query.get('of') ?? '');
  useTitle(say('staff-record.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('staff-record.title')}</h1>
      <ForSignedIn groups={['staff']}>
        {() =>
          of && signedIn ? (
            <One key={place.query.get('of')} type={of.type} id={of.id} signedIn={signedIn} />
          ) : (
            <p class="govuk-body">{say('refused.not-found')}</p>
          )
        }
      </ForSignedIn>
    </>
  );
};

export const staffRecord: Page = { needs: () => [], View: RecordPage };
