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
import { headsIn } from '../staff/head.ts';
import { useRecord } from '../staff/question.ts';
import { firstOf, nextAfter, nextId } from '../staff/round-draft.ts';
import { RoundForm } from '../staff/round-form.tsx';

type Rounds = ReplyAt<ListDoor, '/timeline'>;

/** Begins from the last round as staff have it: what is not released of it is carried over too. */
const AfterRound = ({ last, door, names }: { last: string; door: ListDoor; names: Rounds['included'] }) => {
  const { say, language } = useSite();
  const record = useRecord('round', last);
  return (
    <Read of={record}>
      {(reply) => (
        <>
          <p class="govuk-body">
            {say('next-round.after')}: <Text of={reply.label} or={reply.id} />
          </p>
          <RoundForm
            beginning={{ name: `next:${reply.process}`, id: nextId(last) ?? '', version: 0, draft: nextAfter(reply) }}
            names={names}
            heads={headsIn(reply, language)}
            door={door}
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
      heads={{}}
      door={door}
      onSaved={({ id }) => navigate(addressOf(language, 'staff-round', id))}
    />
  );
};

const Next = ({ door }: { door: ListDoor }) => {
  const { place } = useSite();
  const rounds = useDoor(door, '/timeline', { process: place.id, type: 'round', order: 'desc', limit: 1 });
  return (
    <Read of={rounds}>
      {({ items: [last], included }) =>
        last ? (
          <AfterRound last={last.id} door={door} names={included} />
        ) : (
          <FirstRound process={place.id} door={door} />
        )
      }
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
