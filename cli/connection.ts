/** How the command reaches the tracker: over HTTP, with the token that it was given, or as everybody does. */
import type { Connection } from '../shared/contract/client.ts';

export const connectionTo = (api: string, token?: string): Connection => ({
  at: api,
  fetch,
  ...(token !== undefined && { token: () => token }),
});
