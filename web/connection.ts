/** How the browser reaches the doors: at the site's own address, with a token where somebody is signed in. */
import type { Connection } from '../shared/contract/client.ts';

export const connectionHere = (token?: Connection['token']): Connection => ({
  at: window.location.origin,
  fetch: (address, init) => fetch(address, init),
  ...(token && { token }),
});
