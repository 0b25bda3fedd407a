/** The story of a record: logged and proposed by one officer, released by another, with the hashes of its history. */
import { contentOf, hashOf } from '../../functions/store/hash.ts';
import type { Revision } from '../../functions/store/items.ts';
import type { LiveRevision } from '../../functions/writing/reading.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { ref } from '../../shared/domain/record-type.ts';
import { edited, proposed, type Release, released } from '../../shared/domain/release.ts';

/** The salt of every release in the examples. */
export const salt = '5f0c9d3e-8a41-4c57-9f2b-1d6e7a3b8c40';

const after = (minutes: number): string => new Date(Date.UTC(2026, 0, 5, 9, minutes)).toISOString();

/** The states of a record that is logged, proposed and released, and perhaps edited since, oldest first. */
export const story = (record: AnyRecord, since?: AnyRecord) => {
  const one = ref(record.type, record.id);
  const states: LiveRevision[] = [];
  let content = record;
  const add = (act: Revision['act'], by: string, release: Release, reason: string | null = null): Release => {
    const snapshot = { ...content, release };
    const link = {
      record: one,
      version: states.length + 1,
      at: after(states.length),
      by,
      reason,
      content: contentOf(snapshot),
      previous: states.at(-1)?.hash ?? null,
    };
    states.push({ ...link, act, hash: hashOf(link), snapshot, stored: snapshot });
    return release;
  };
  const saved = add('save', 'aigerim', edited(undefined, { by: 'aigerim', version: 1 }), 'From the press service');
  const ready = add('propose', 'aigerim', proposed(saved, { by: 'aigerim', at: after(1) }));
  const release = released(ready, { by: 'saule', at: after(2), form: 'full', salt });
  if (typeof release === 'string') throw new Error(release);
  add('release', 'saule', release);
  if (!since) return states;
  content = since;
  add('save', 'aigerim', edited(release, { by: 'aigerim', version: states.length + 1 }));
  return states;
};
