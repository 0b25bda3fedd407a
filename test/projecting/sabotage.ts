/** The protocol broken on purpose, one step at a time, to see that the laws notice. */
import type { Ref } from '../../shared/domain/record-type.ts';
import type { Sabotage } from './play.ts';

/** Registers only when it writes: reads first, which leaves a gap in which a change finds nobody to tell. */
export const readsBeforeRegistering: Sabotage = (projections) => {
  const later: [Ref, readonly Ref[]][] = [];
  return {
    ...projections,
    register: async (reader, reads) => {
      later.push([reader, reads]);
    },
    write: async (...write) => {
      for (const [reader, reads] of later.splice(0)) await projections.register(reader, reads);
      return projections.write(...write);
    },
  };
};

/** Writes whoever has claimed since. */
export const ignoresTheCounter: Sabotage = (projections, memory) => ({
  ...projections,
  write: (audience, one, counter, writes) => {
    const now = memory.heads.get(`${audience}#${one}`)?.counter ?? counter;
    return projections.write(audience, one, now, writes);
  },
});

/** Takes the counter without raising it: two projectors then write under the same. */
export const claimsNothing: Sabotage = (projections, memory) => ({
  ...projections,
  claim: async (audience, one) => memory.heads.get(`${audience}#${one}`) ?? projections.claim(audience, one),
});

/** Projects what changed and forgets who read it. */
export const forgetsTheReaders: Sabotage = (projections) => ({ ...projections, readers: async () => [] });

/** Writes the head's keys after the rows, in a step of their own, as if the two were not one transaction. */
export const headAfterRows: Sabotage = (projections) => ({
  ...projections,
  write: async (audience, one, counter, { head, ...rows }) => {
    const done = await projections.write(audience, one, counter, rows);
    return done && (!head || projections.write(audience, one, counter, { head, puts: [], deletes: [] }));
  },
});

/** Leaves out step 5: the head names the new keys at the end, and nothing in between. */
export const forgetsOldKeys: Sabotage = (projections) => ({
  ...projections,
  write: (audience, one, counter, { head, ...rows }) => {
    const between = head && [...head.rows.values()].includes('');
    return projections.write(audience, one, counter, { ...rows, ...(head && !between && { head }) });
  },
});

/** Gives a file the same key again, as if its hash were its address: what somebody removes late is then somebody else's. */
export const oneKeyForAFile: Sabotage = (projections, memory) => {
  memory.newKey = () => 'texts/always';
  return projections;
};

/** Believes a head that forgets which files are in doubt. */
export const forgetsDoubts: Sabotage = (projections) => ({
  ...projections,
  write: (audience, one, counter, { head, ...rows }) => {
    const files = new Map([...(head?.files ?? [])].filter(([, digest]) => digest !== ''));
    return projections.write(audience, one, counter, { ...rows, ...(head && { head: { ...head, files } }) });
  },
});

/** Writes the entry of the log after the rows, in a step of its own, as if the two were not one transaction. */
export const logsLater: Sabotage = (projections) => ({
  ...projections,
  write: async (audience, one, counter, { change, ...rows }) => {
    const done = await projections.write(audience, one, counter, rows);
    return done && (!change || projections.write(audience, one, counter, { change, puts: [], deletes: [] }));
  },
});
