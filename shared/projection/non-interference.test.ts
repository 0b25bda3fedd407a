/** What an audience may not see moves nothing that it sees: the law that every leak would break. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyWorld, type Fate } from '../../test/any-record.ts';
import { anyPair } from '../../test/leaks/any-pair.ts';
import { times } from '../../test/leaks/how-many.ts';
import { told } from '../../test/leaks/rows.ts';
import { internal, type Kept, open, rowsOf, worldOf } from '../../test/world.ts';
import type { AnyRecord } from '../domain/record.ts';
import { ref } from '../domain/record-type.ts';
import type { Live } from '../domain/snapshot.ts';
import type { Audience } from './audience.ts';
import { self, single } from './keys.ts';
import { project } from './project.ts';

type Snapshots = (Live | Kept)[];
type Which = 0 | 1;
const runs = { numRuns: 60 };

const restricted = (record: AnyRecord): AnyRecord => ({ ...record, classification: 'restricted' });

/** A world as the public could meet it: released records have been edited since, the others may not even be there. */
const drafted = (fates: Fate[], which: Which): Snapshots =>
  fates.flatMap(({ record, released, edits, in: there }): Snapshots => {
    if (!released) return there[which] ? [internal(edits[which])] : [];
    const out = open(record);
    return [{ current: { ...edits[which], release: { ...out.release, contentVersion: 7 + which } }, released: out }];
  });

/** A world as analysts could meet it: what is not released is restricted, and may not even be there. */
const classified = (fates: Fate[], which: Which): Snapshots =>
  fates.flatMap(({ record, released, edits, in: there }): Snapshots => {
    if (released) return [internal(record)];
    return there[which] ? [internal(restricted(edits[which]))] : [];
  });

/** What is released beside what is restricted, which may have been open to all before; and the first alone. */
const besideRestricted = (fates: Fate[]): { with: Snapshots; without: Snapshots } => {
  const without = fates.flatMap(({ record, released }) => (released ? [open(record)] : []));
  const hidden = fates.flatMap(({ released, edits: [one, other], in: [former] }): Snapshots => {
    if (released) return [];
    return [former ? { current: open(restricted(one)), released: open(other) } : internal(restricted(one))];
  });
  return { with: [...without, ...hidden], without };
};

const text = (audience: Audience, world: Snapshots): string => JSON.stringify([...rowsOf(audience, world)]);

/** Where the rows of a world hold the id of a record of which its audience has none. */
const leaks = (audience: Audience, fates: Fate[], snapshots: Snapshots): string[] => {
  const rows = rowsOf(audience, snapshots);
  const all = JSON.stringify([...rows]);
  return fates.flatMap(({ record: { type, id } }) => {
    const at = rows.has(`${single(type, id)} ${self}`) ? -1 : all.indexOf(id);
    return at < 0 ? [] : [all.slice(Math.max(0, at - 100), at + 50)];
  });
};

it('public rows are the same whatever is not released, and tell nothing of it', { timeout: times * 600_000 }, () => {
  fc.assert(
    fc.property(anyPair('unreleased'), (pair) => {
      expect(told(pair, 'public')).toEqual([]);
    }),
    { numRuns: 1000 * times, endOnFailure: true },
  );
});

it('public and analyst rows are the same whatever is restricted, and tell nothing of it', {
  timeout: times * 300_000,
}, () => {
  fc.assert(
    fc.property(anyPair('restricted'), (pair) => {
      expect(told(pair, 'public')).toEqual([]);
      expect(told(pair, 'analyst')).toEqual([]);
    }),
    { numRuns: 100 * times, endOnFailure: true },
  );
});

it('analyst rows are the same whatever is restricted, and hold no id of it', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      expect(text('analyst', classified(fates, 0))).toBe(text('analyst', classified(fates, 1)));
      expect(leaks('analyst', fates, classified(fates, 0))).toEqual([]);
    }),
    runs,
  );
});

it('to the public and to analysts a restricted record, whoever names it, is as though it had never been written', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      const world = besideRestricted(fates);
      for (const audience of ['public', 'analyst'] as const) {
        expect(text(audience, world.with)).toBe(text(audience, world.without));
      }
    }),
    runs,
  );
});

it('no two rows have the same key', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      const world = worldOf('public', drafted(fates, 0));
      const keys = fates.flatMap(({ record: { type, id } }) =>
        project(world, ref(type, id)).map(({ pk, sk }) => `${pk} ${sk}`),
      );
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }),
    runs,
  );
});
