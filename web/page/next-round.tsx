/** The next round of a process, begun from the last one: who sat there, in which roles, and where. */
import { navigate } from 'wouter-preact/use-browser-location';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { Read } from '../part/read.tsx';
import { Text } from '../part/text.tsx';
import { type ListDoor, listDoorOf, useDoor } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';
import { useOpen } from '../staff/open-issue.ts';
import { OpenIssues } from '../staff/open-issues.tsx';
import { useRecord } from '../staff/question.ts';
import { firstOf, nextAfter, nextId, type RoundDraft } from '../staff/round-draft.ts';
import { RoundForm } from '../staff/round-form.tsx';

type Rounds = ReplyAt<ListDoor, '/timeline'>;

/** What the next round finds open, on the issues of the last one and on all that is committed. */
const OpenNow = ({ door, ...of }: { process: string; agenda: RoundDraft['agenda']; door: ListDoor }) => (
  <OpenIssues of={useOpen(door, of)} />
);

type Round = Extract<Rounds['items'][number], { type: 'round' }>;

/**
 * Begins from the last round that was held, as staff have it: what is not released of it is carried over too. It is counted on from
 * the newest, which may be one that was announced alone.
 */
const AfterRound = ({
  last,
  newest,
  door,
  names,
}: {
  last: Round;
  newest: Round;
  door: ListDoor;
  names: Rounds['included'];
}) => {
  const { say, language } = useSite();
  const record = useRecord('round', last.id);
  return (
    <Read of={record}>
      {(reply) => (
        <>
          <p class="govuk-body">
            {say('next-round.after')}: <Text of={reply.label} or={reply.id} />
          </p>
          {newest.id !== last.id && (
            <p class="govuk-body">
              {say('next-round.announced')}:{' '}
              <a class="govuk-link" href={addressOf(language, 'staff-round', newest.id)}>
                <Text of={newest.title} or={newest.id} quiet />
              </a>
            </p>
          )}
          <RoundForm
            beginning={{
              name: `next:${reply.process}`,
              id: nextId(newest.id) ?? '',
              version: 0,
              draft: nextAfter(reply, newest.number),
            }}
            names={names}
            door={door}
            besideAgenda={<OpenNow process={reply.process} agenda={reply.agenda} door={door} />}
            onSaved={({ id }) => navigate(addressOf(language, 'staff-round', id))}
          />
        </>
      )}
    </Read>
  );
};

const FirstRound = ({ process, door }: { process: string; door: ListDoor }) => {
  const { language } = useSite();
  return (
    <RoundForm
      beginning={{ name: `next:${process}`, id: `${process}-01`, version: 0, draft: firstOf(process) }}
      names={undefined}
      door={door}
      besideAgenda={null}
      onSaved={({ id }) => navigate(addressOf(language, 'staff-round', id))}
    />
  );
};

const Next = ({ door }: { door: ListDoor }) => {
  const { place } = useSite();
  const rounds = useDoor(door, '/timeline', { process: place.id, type: 'round', order: 'desc', limit: 25 });
  return (
    <Read of={rounds}>
      {({ items, included }) => {
        const [newest, ...earlier] = items.filter((item) => item.type === 'round');
        if (!newest) return <FirstRound process={place.id} door={door} />;
        const last = [newest, ...earlier].find(({ status }) => status === 'held') ?? newest;
        return <AfterRound last={last} newest={newest} door={door} names={included} />;
      }}
    </Read>
  );
};

const NextRound = () => {
  const { say } = useSite();
  const signedIn = useSignedIn();
  useTitle(say('next-round.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('next-round.title')}</h1>
      <ForSignedIn groups={['staff']}>{() => signedIn && <Next door={listDoorOf(signedIn)} />}</ForSignedIn>
    </>
  );
};

export const nextRound: Page = { needs: () => [], View: NextRound };
