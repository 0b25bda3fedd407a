/** Who is signed in, what for, and how to sign in and out. */
import type { Page } from '../page.ts';
import { Fact, Facts } from '../part/fact.tsx';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';

const Who = () => {
  const { say } = useSite();
  const signedIn = useSignedIn();
  if (!signedIn) return null;
  const { name, groups, signOut } = signedIn;
  return (
    <>
      <Facts>
        <Fact id="name" label={say('account.name')}>
          {name}
        </Fact>
        <Fact id="groups" label={say('account.groups')}>
          {groups.length > 0 ? groups.map((group) => say(`group.${group}`)).join(', ') : say('account.no-group')}
        </Fact>
      </Facts>
      <p class="govuk-body">{say('account.stays')}</p>
      <button type="button" class="govuk-button govuk-button--secondary" onClick={() => void signOut()}>
        {say('sign-in.out')}
      </button>
    </>
  );
};

const Account = () => {
  const { say, place } = useSite();
  const signedIn = useSignedIn();
  useTitle(say('account.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('account.title')}</h1>
      {!signedIn && place.query.has('refused') && (
        <p class="govuk-error-message" role="alert">
          {say('sign-in.refused')}
        </p>
      )}
      <ForSignedIn>{() => <Who />}</ForSignedIn>
    </>
  );
};

export const account: Page = { needs: () => [], View: Account };
