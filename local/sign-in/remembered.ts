/** What the issuer of a desk remembers: sessions, codes and refresh tokens, in memory, until the desk ends or their time is over. */
import type { AdapterFactory, AdapterPayload } from 'oidc-provider';

type Kept = { readonly payload: AdapterPayload; readonly until: number };

/** A store for one issuer, its clock in milliseconds. Nothing in it outlives the desk: whoever was signed in signs in again. */
export const remembered = (now: () => number = Date.now): AdapterFactory => {
  const kept = new Map<string, Kept>();
  const find = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key);
    return found && found.until > now() ? found.payload : undefined;
  };
  const forget = (isGone: (one: Kept) => boolean): void => {
    for (const [key, one] of kept) if (isGone(one)) kept.delete(key);
  };
  return (model) => {
    const keyOf = (id: string): string => `${model} ${id}`;
    return {
      upsert: async (id, payload, seconds = Number.POSITIVE_INFINITY) => {
        forget(({ until }) => until <= now());
        kept.set(keyOf(id), { payload, until: now() + seconds * 1000 });
      },
      find: async (id) => find(keyOf(id)),
      findByUid: async (uid) => {
        const [key] =
          [...kept].find(([name, { payload }]) => name.startsWith(`${model} `) && payload.uid === uid) ?? [];
        return key === undefined ? undefined : find(key);
      },
      // Of the flow for devices, which a desk does not have.
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const payload = find(keyOf(id));
        if (payload) payload.consumed = Math.floor(now() / 1000);
      },
      destroy: async (id) => {
        kept.delete(keyOf(id));
      },
      revokeByGrantId: async (grantId) => forget(({ payload }) => payload.grantId === grantId),
    };
  };
};
