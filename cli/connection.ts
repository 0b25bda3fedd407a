/** How the command reaches the tracker: over HTTP, with the token that it was given, or as everybody does. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, Fetch } from '../shared/contract/client.ts';
import { isPassing, pauses } from './patience.ts';

/** A reading is made again while the tracker is busy; whoever writes sees to that itself, for it has to know what was told twice. */
const patient: Fetch = async (address, init) => {
  for (const pause of init.method === 'GET' ? pauses : []) {
    const answer = await fetch(address, init);
    if (!isPassing(answer.status)) return answer;
    await answer.body?.cancel();
    await wait(pause);
  }
  return fetch(address, init);
};

export const connectionTo = (api: string, token?: string): Connection => ({
  at: api,
  fetch: patient,
  ...(token !== undefined && { token: () => token }),
});
