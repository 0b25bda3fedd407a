/** What only whoever is signed in sees, and only in some groups; everybody else is told how to. Shown in the browser alone. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Group } from '../../shared/contract/sign-in.ts';
import { useSite } from '../site.ts';
import { useSignedIn } from './signed-in.ts';

/** Leads to the issuer, and back to this address. What takes it there is loaded when it is needed. */
const SignInButton = () => {
  const { say, language } = useSite();
  const [state, setState] = useState<'rendered' | 'ready' | 'going' | 'failed'>('rendered');
  // Pressed before the script runs, it would do nothing.
  useEffect(() => setState('ready'), []);
  const go = async (): Promise<void> => {
    setState('going');
    const { pathname, search, hash } = window.location;
    try {
      const { beginSignIn } = await import('./issuer.ts');
      await beginSignIn({ back: pathname + search + hash, language });
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      {state === 'failed' && (
        <p class="govuk-error-message" role="alert">
          {say('sign-in.unreachable')}
        </p>
      )}
      <button type="button" class="govuk-button" onClick={go} disabled={state === 'rendered' || state === 'going'}>
        {say('sign-in.do')}
      </button>
      <noscript>
        <p class="govuk-body">{say('sign-in.needs-script')}</p>
      </noscript>
    </>
  );
};

/** `groups`: one of them is enough; without any, everybody who is signed in may see it. */
export const ForSignedIn = ({
  groups = [],
  children,
}: {
  groups?: readonly Group[];
  children: () => ComponentChildren;
}) => {
  const { say } = useSite();
  const signedIn = useSignedIn();
  if (!signedIn) {
    return (
      <>
        <p class="govuk-body">{say('sign-in.needed')}</p>
        <SignInButton />
      </>
    );
  }
  if (groups.length > 0 && !groups.some((group) => signedIn.groups.includes(group))) {
    return (
      <p class="govuk-body">
        {say('sign-in.other-group')}: {groups.map((group) => say(`group.${group}`)).join(', ')}
      </p>
    );
  }
  return <>{children()}</>;
};
