/** The start of whoever comes back from the issuer: the code is redeemed, and the site goes on where signing in was begun. */
import { render } from 'preact';
import { addressOf } from '../address.ts';
import { connectionHere } from '../connection.ts';
import { askOver, newCache } from '../reading.ts';
import { takeAttempt } from './attempt.ts';
import { completeSignIn } from './issuer.ts';
import { Visit } from './visit.tsx';

export const arrive = async (root: HTMLElement): Promise<void> => {
  const attempt = takeAttempt();
  if (!attempt) return window.location.replace('/');
  try {
    const signedIn = await completeSignIn(attempt, new URL(window.location.href));
    // The code is spent: neither it nor the way here is in the history.
    window.history.replaceState(null, '', attempt.back);
    const ask = askOver('public', connectionHere());
    root.replaceChildren();
    render(<Visit signedIn={signedIn} cache={newCache()} ask={ask} />, root);
  } catch {
    window.location.replace(addressOf(attempt.language, 'account', '', 'refused=1'));
  }
};
