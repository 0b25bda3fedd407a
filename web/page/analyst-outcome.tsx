/** One outcome as analysts read it, released or not: what the public page says, from the door that decides by the token. */
import type { Page } from '../page.ts';
import { Read } from '../part/read.tsx';
import { Text } from '../part/text.tsx';
import { type ListDoor, listDoorOf, useDoor } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';
import { WholeOutcome } from './outcome.tsx';

const One = ({ door }: { door: ListDoor }) => {
  const { place } = useSite();
  const outcome = useDoor(door, '/outcomes/:id', { id: place.id });
  return (
    <Read of={outcome}>
      {(reply) => (
        <article>
          <p class="govuk-body-l">
            <Text of={reply.summary} or={reply.id} />
          </p>
          <WholeOutcome of={reply} />
        </article>
      )}
    </Read>
  );
};

const AnalystOutcome = () => {
  const { say } = useSite();
  const signedIn = useSignedIn();
  // The browser keeps titles in its history: nothing of what may not be released stands in one.
  useTitle(say('type.outcome'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('type.outcome')}</h1>
      <ForSignedIn groups={['analyst', 'staff', 'cleared']}>
        {() => signedIn && <One door={listDoorOf(signedIn)} />}
      </ForSignedIn>
    </>
  );
};

export const analystOutcome: Page = { needs: () => [], View: AnalystOutcome };
