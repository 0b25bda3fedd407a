/** Each audience sees what the one before it sees, and more: the public, the analysts, the cleared. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyWorld, type Fate } from '../../test/any-record.ts';
import { internal, open, rowsOf } from '../../test/world.ts';
import { isObject } from '../domain/json.ts';
import type { AnyRecord } from '../domain/record.ts';
import { type Ref, ref } from '../domain/record-type.ts';
import { mentions } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import type { Live } from '../domain/snapshot.ts';
import { type Audience, baseOf } from './audience.ts';
import { self, single } from './keys.ts';

const runs = { numRuns: 40 };
const restricted = (record: AnyRecord): AnyRecord => ({ ...record, classification: 'restricted' });
const refOf = ({ type, id }: AnyRecord): Ref => ref(type, id);

/** Some records are restricted, and with them, as the staff door has it, every record that names one of those. */
const asKept = (fates: readonly Fate[]): Live[] => {
  const secret = new Set(
    fates.filter(({ released, in: [there] }) => !released && there).map(({ record }) => refOf(record)),
  );
  let before = -1;
  while (secret.size > before) {
    before = secret.size;
    for (const { record } of fates) {
      const named = mentions(shapes[record.type], record).flatMap(({ refs }) => refs);
      if (named.some((one) => secret.has(one))) secret.add(refOf(record));
    }
  }
  return fates.map(({ record, in: [, out] }) => {
    const kept = secret.has(refOf(record)) ? restricted(record) : record;
    return out ? open(kept) : internal(kept);
  });
};

/** The single replies that an audience gets, by record. */
const replies = (audience: Audience, snapshots: readonly Live[]): Map<string, unknown> => {
  const rows = rowsOf(audience, snapshots);
  return new Map(
    snapshots.flatMap(({ type, id }) => {
      const row = rows.get(`${single(type, id)} ${self}`);
      return row ? [[`${type} ${id}`, row.body] as const] : [];
    }),
  );
};

/** Whether a value has nothing that another lacks: members of lists in their order, and every field. */
const isWithin = (less: unknown, more: unknown): boolean => {
  if (Array.isArray(less)) {
    if (!Array.isArray(more)) return false;
    let from = 0;
    return less.every((member) => {
      const at = more.findIndex((other, index) => index >= from && isWithin(member, other));
      from = at + 1;
      return at >= 0;
    });
  }
  if (!isObject(less)) return less === more;
  return isObject(more) && Object.entries(less).every(([name, value]) => isWithin(value, more[name]));
};

/** A reply without what is called differently at each door, and without who says so where that is renumbered. */
const bare = (value: unknown, without: readonly string[]): unknown => {
  if (Array.isArray(value)) return value.map((member) => bare(member, without));
  if (!isObject(value)) return value;
  const left = Object.entries(value).filter(([name]) => !without.includes(name));
  return Object.fromEntries(left.map(([name, member]) => [name, bare(member, without)]));
};

const expectWithin = (
  fewer: Map<string, unknown>,
  more: Map<string, unknown>,
  without: readonly string[] = ['href'],
): void => {
  for (const [name, reply] of fewer) {
    const [less, other] = [bare(reply, without), bare(more.get(name), without)];
    if (!isWithin(less, other)) expect(other, `${name} lacks something`).toEqual(less);
  }
};

it('every record that the public sees, and every field of it, the analysts see', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      const world = asKept(fates);
      // A warning is no field: it says what does not add up of what is seen.
      const without = ['href', 'salt', 'source', 'sources', 'claims', 'disputed', 'warnings'];
      expectWithin(replies('public', world), replies('analyst', world), without);
    }),
    runs,
  );
});

it('every record that analysts see, every field and every claim of it, the cleared see', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      const world = asKept(fates);
      expectWithin(replies('analyst', world), replies('cleared', world));
    }),
    runs,
  );
});

it('every line of every list that analysts have, the cleared have', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      const world = asKept(fates);
      const cleared = rowsOf('cleared', world);
      expect([...rowsOf('analyst', world).keys()].filter((key) => !cleared.has(key))).toEqual([]);
    }),
    runs,
  );
});

/** A world of which no process names a team. */
const withoutTeams = (fates: readonly Fate[]): Fate[] => {
  const open = (record: AnyRecord): AnyRecord => {
    if (record.type !== 'process') return record;
    const { team: _team, ...rest } = record;
    return rest;
  };
  return fates.map((fate) => ({
    ...fate,
    record: open(fate.record),
    edits: [open(fate.edits[0]), open(fate.edits[1])],
  }));
};

it('to the cleared nothing is missing, and a record says that it is restricted where it is', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      const world = asKept(withoutTeams(fates));
      const found = replies('cleared', world);
      for (const { type, id, classification } of world) {
        expect(found.get(`${type} ${id}`)).toMatchObject({
          href: `${baseOf.cleared}/${type === 'party' ? 'parties' : type === 'process' ? 'processes' : `${type}s`}/${id}`,
          ...(classification && { classification, released: false }),
        });
      }
    }),
    runs,
  );
});

it('without anything restricted the cleared have what analysts have, byte for byte but for the addresses', () => {
  fc.assert(
    fc.property(anyWorld, (fates) => {
      const world = withoutTeams(fates).map(({ record, released }) => (released ? open(record) : internal(record)));
      const text = (audience: Audience) =>
        JSON.stringify([...rowsOf(audience, world)]).replaceAll(baseOf[audience], '');
      expect(text('cleared')).toBe(text('analyst'));
    }),
    runs,
  );
});
