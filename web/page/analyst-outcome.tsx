/** One outcome as analysts read it, released or not: what the public page says, from the door that decides by the token. */
import type { RecordType } from '../../shared/domain/record-type.ts';
import { addressOf, type RecordPage } from '../address.ts';
import type { Language } from '../language.ts';
import type { Page } from '../page.ts';
import { staffAddressOf } from '../part/edit-link.tsx';
import { LeadingProvider } from '../part/name.tsx';
import { Read } from '../part/read.tsx';
import { Text } from '../part/text.tsx';
import { type ListDoor, listDoorOf, useDoor } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { type SignedIn, useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';
import { WholeOutcome } from './outcome.tsx';

/** The types of records beside outcomes, by the names of their pages. */
const typeOf: { readonly [page in RecordPage]?: RecordType } = {
  process: 'process',
  round: 'round',
  party: 'party',
  document: 'document',
};

/**
 * Where links of an outcome lead that the public may not know, nor what it names, and nobody asks the public door: outcomes are read
 * here, staff work on the rest, and analysts find what else a party took part in.
 */
const leadingIn =
  (language: Language, { groups }: SignedIn) =>
  (page: RecordPage, id: string): string | undefined => {
    const type = typeOf[page];
    if (type === undefined) return addressOf(language, 'analyst-outcome', id);
    if (groups.includes('staff')) return staffAddressOf(language, type, id);
    return type === 'party' ? addressOf(language, 'explorer', '', `party=${id}`) : undefined;
  };

const One = ({ door, signedIn }: { door: ListDoor; signedIn: SignedIn }) => {
  const { place, language } = useSite();
  const outcome = useDoor(door, '/outcomes/:id', { id: place.id });
  return (
    <Read of={outcome}>
      {(reply) => (
        <article>
          <p class="govuk-body-l">
            <Text of={reply.summary} or={reply.id} />
          </p>
          <LeadingProvider value={leadingIn(language, signedIn)}>
            <WholeOutcome of={reply} />
          </LeadingProvider>
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
        {() => signedIn && <One door={listDoorOf(signedIn)} signedIn={signedIn} />}
      </ForSignedIn>
    </>
  );
};

export const analystOutcome: Page = { needs: () => [], View: AnalystOutcome };
