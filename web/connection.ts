/** How the browser reaches the doors: at the site's own address, with a token where somebody is signed in. */
import type { Connection } from '../shared/contract/client.ts';

/** Milliseconds. A door answers within 30 s or never; what is sent to it may take as long as the line does. */
const longestReading = 45_000;

/** A reading that is not answered in time fails, as one that nobody answers does: whoever waits for it is told, and may ask again. */
export const connectionHere = (token?: Connection['token']): Connection => ({
  at: window.location.origin,
  fetch: (address, init) =>
    fetch(address, init.method === 'GET' ? { ...init, signal: AbortSignal.timeout(longestReading) } : init),
  ...(token && { token }),
});
