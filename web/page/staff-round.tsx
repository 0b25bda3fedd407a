/** A round as staff work on it: its form, and its way to the public. */
import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import type { Names } from '../part/name.tsx';
import { Read } from '../part/read.tsx';
import { Section } from '../part/section.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import { replyIn } from '../reading.ts';
import { type ListDoor, listDoorOf, useDoorSoon, useQuestion, useStaff } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { type SignedIn, useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';
import { useOpen } from '../staff/open-issue.ts';
import { OpenIssues } from '../staff/open-issues.tsx';
import { outcomeEntryOf } from '../staff/outcome-entry.ts';
import { OutcomesForm } from '../staff/outcomes-form.tsx';
import { useRecord } from '../staff/question.ts';
import { writtenIn } from '../staff/record-draft.ts';
import { ReleasePanel } from '../staff/release-panel.tsx';
import { RoundForm } from '../staff/round-form.tsx';

/**
 * The outcomes that a round is known to have, as staff have them, and the commitments that were open before it; what was added here
 * since is not asked for again.
 */
const Outcomes = ({
  round,
  known,
  door,
  names,
}: {
  round: StaffRecord<'round'>;
  known: readonly string[];
  door: ListDoor;
  names: Names | undefined;
}) => {
  const [first] = useState({ round, known });
  const open = useOpen(door, openBefore(first.round));
  return (
    <Read of={open}>
      {({ commitments }) => (
        <Entries round={round} known={first.known} open={commitments.map(({ id }) => id)} names={names} door={door} />
      )}
    </Read>
  );
};

const openBefore = ({ process, agenda, id, period }: StaffRecord<'round'>) => ({
  process,
  before: { id, period },
  ...(agenda && { agenda }),
});

const Entries = ({
  round,
  known,
  open,
  names,
  door,
}: {
  round: StaffRecord<'round'>;
  known: readonly string[];
  open: readonly string[];
  names: Names | undefined;
  door: ListDoor;
}) => {
  const staff = useStaff();
  const [ids] = useState({ known, open });
  const entries = useQuestion({
    queryKey: ['staff', 'outcomes', ids],
    queryFn: async () => {
      const read = async (id: string) => outcomeEntryOf(await replyIn(staff.read('outcome', id)));
      const [there, open] = await Promise.all([Promise.all(ids.known.map(read)), Promise.all(ids.open.map(read))]);
      const restated = new Set(there.flatMap(({ draft }) => draft.restates ?? []));
      return { there, open: open.filter(({ id }) => !restated.has(id)) };
    },
  });
  return <Read of={entries}>{(all) => <OutcomesForm round={round} {...all} names={names} door={door} />}</Read>;
};

const OpenThen = ({ round, door }: { round: StaffRecord<'round'>; door: ListDoor }) => (
  <OpenIssues of={useOpen(door, openBefore(round))} />
);

const Edit = ({ signedIn }: { signedIn: SignedIn }) => {
  const { say, language, place } = useSite();
  const cache = useQueryClient();
  const door = listDoorOf(signedIn);
  const record = useRecord('round', place.id);
  const read = useDoorSoon(door, '/rounds/:id', { id: place.id });
  const names = read.is === 'read' ? read.reply.included : undefined;
  return (
    <Read of={record}>
      {(reply) => (
        <>
          <p class="govuk-body">
            {wordsOf(reply.label, language)} ·{' '}
            <a class="govuk-link" href={addressOf(language, 'staff-record', '', `of=round%23${reply.id}`)}>
              {say('staff.history')}
            </a>{' '}
            ·{' '}
            <a
              class="govuk-link"
              href={addressOf(language, 'staff-new', '', `type=document&process=${reply.process}&round=${reply.id}`)}
            >
              {say('new.document')}
            </a>
          </p>
          <Section id="release" title={say('release.title')}>
            <ReleasePanel type="round" id={reply.id} record={reply} />
          </Section>
          {read.is === 'read' && read.reply.documents.length > 0 && (
            <Section id="documents" title={say('round.documents')}>
              <ul class="govuk-list">
                {read.reply.documents.map(({ id, title }) => (
                  <li key={id}>
                    <a class="govuk-link" href={addressOf(language, 'staff-record', '', `of=document%23${id}`)}>
                      <Text of={title} or={id} />
                    </a>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section id="form" title={say('staff.form')}>
            <RoundForm
              // What somebody else saves meanwhile does not take away what is typed here.
              key={reply.id}
              beginning={{
                name: `round:${reply.id}`,
                id: reply.id,
                version: reply.version,
                draft: writtenIn<'round'>(reply),
              }}
              names={names}
              door={door}
              besideAgenda={<OpenThen round={reply} door={door} />}
              onSaved={(next) => cache.setQueryData(['staff', 'record', 'round', next.id], next)}
            />
          </Section>
          <Section id="outcomes" title={say('round.outcomes')}>
            {read.is !== 'asked' && (
              <Outcomes
                round={reply}
                door={door}
                known={read.is === 'read' ? read.reply.outcomes.map(({ id }) => id) : []}
                names={names}
              />
            )}
          </Section>
        </>
      )}
    </Read>
  );
};

const StaffRound = () => {
  const { say } = useSite();
  const signedIn = useSignedIn();
  useTitle(say('staff-round.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('staff-round.title')}</h1>
      <ForSignedIn groups={['staff']}>{() => signedIn && <Edit signedIn={signedIn} />}</ForSignedIn>
    </>
  );
};

export const staffRound: Page = { needs: () => [], View: StaffRound };
