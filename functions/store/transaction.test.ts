import { describe, expect, test } from 'vitest';
import type { Party } from '../../shared/domain/party.ts';
import { edited, proposed, type Release, released } from '../../shared/domain/release.ts';
import type { Live } from '../../shared/domain/snapshot.ts';
import { type Change, edgesOf, nextRevision, transactItems } from './transaction.ts';

const internal = edited(undefined, { by: 'aigul', version: 1 });
const open = released(proposed(internal, { by: 'aigul', at: '' }), { by: 'dana', at: '', form: 'full', salt: 'salt' });
if (typeof open === 'string') throw new Error(open);

const party = (blocs: string[], release: Release = internal): Live => {
  const record: Party = {
    id: 'kaz',
    type: 'party',
    kind: 'state',
    name: { en: 'K' },
    memberships: blocs.map((of) => ({ of })),
  };
  return { ...record, release };
};
const change = (snapshot: Live, more: Partial<Change> = {}): Change => ({
  record: 'party#kaz',
  before: undefined,
  snapshot,
  act: 'save',
  by: 'aigul',
  at: '2026-01-02T03:04:05.678Z',
  reason: null,
  checks: [],
  ...more,
});

describe('a transaction', () => {
  test('creates only what has no CURRENT, and a revision only where none is', () => {
    const first = change(party([]));
    const [current, revision, ...others] = transactItems('T', first, nextRevision(first));
    expect(current?.Put).toMatchObject({
      Item: { sk: 'CURRENT', version: 1 },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    expect(revision?.Put).toMatchObject({
      Item: { sk: 'REVISION#00000001', version: 1, previous: null },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    expect(others).toEqual([{ Put: { TableName: 'T', Item: { pk: 'WORK', sk: '0#party#kaz', ref: 'party#kaz' } } }]);
  });

  test('notes an embargo with its release, and the work that a state leaves only where that changes', () => {
    const state = (more: Partial<Release>) => nextRevision(change(party([], { ...internal, ...more })));
    const others = (more: Partial<Release>, act: Change['act'], from: Partial<Release>) => {
      const one = change(party([], { ...internal, ...more }), { act, before: state(from) });
      return transactItems('T', one, nextRevision(one)).slice(2);
    };
    const out = { form: 'full', number: 1, by: 'dana', at: '' } as const;
    const embargoed = { public: 'released', released: { ...out, version: 1, embargoUntil: '2030' } } as const;
    const key = { pk: 'WORK', sk: '0#party#kaz' };
    expect(others(embargoed, 'release', { draft: 'proposed' })).toEqual([
      { Put: { TableName: 'T', Item: { pk: 'DUE', sk: '2030#party#kaz' } } },
      { Delete: { TableName: 'T', Key: key } },
    ]);
    expect(others({ draft: 'proposed' }, 'propose', {})).toEqual([
      { Put: { TableName: 'T', Item: { ...key, ref: 'party#kaz', proposed: true } } },
    ]);
    expect(others({ contentVersion: 2 }, 'save', {})).toEqual([]);
    expect(others(embargoed, 'consent', embargoed)).toEqual([]);
  });

  test('replaces only the version and hash that it was made against, and is linked to it', () => {
    const before = nextRevision(change(party([])));
    const second = change(party(['b']), { before });
    const next = nextRevision(second);
    expect(next).toMatchObject({ version: 2, previous: before.hash });
    const [current] = transactItems('T', second, next);
    expect(current?.Put).toMatchObject({
      ConditionExpression: '#version = :version AND #hash = :hash',
      ExpressionAttributeValues: { ':version': 1, ':hash': before.hash },
    });
  });

  test('checks the records it names in their order, after the two items of the save', () => {
    const with3 = change(party([]), {
      checks: [
        { ref: 'process#a', must: 'be-unclassified' },
        { ref: 'round#b', must: 'exist' },
        { ref: 'process#c', must: 'be-version', version: 7 },
      ],
    });
    const conditions = transactItems('T', with3, nextRevision(with3))
      .slice(2, 5)
      .map(({ ConditionCheck: check }) => check);
    expect(conditions.map((check) => check?.Key)).toEqual(
      ['process#a', 'round#b', 'process#c'].map((pk) => ({ pk, sk: 'CURRENT' })),
    );
    expect(conditions[0]?.ExpressionAttributeValues).toEqual({ ':restricted': 'restricted' });
    expect(conditions[2]?.ExpressionAttributeValues).toEqual({ ':version': 7 });
  });

  test('is the same for the same change, and its hash another for each part of it', () => {
    const hashes = [
      change(party([])),
      change(party([]), { by: 'bolat' }),
      change(party([]), { at: '2026-01-02T03:04:05.679Z' }),
      change(party([]), { reason: 'x' }),
      change(party(['b'])),
      change(party([]), { record: 'party#uzb' }),
    ].map((one) => nextRevision(one).hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(nextRevision(change(party([]))).hash).toBe(hashes[0]);
  });
});

describe('edges', () => {
  const stateOf = (snapshot: Live) => nextRevision(change(snapshot));

  test('stand for the memberships of the current content and of the released', () => {
    const draft = { ...open, contentVersion: 5 };
    const released = party(['r'], open);
    expect(edgesOf(change(party(['a', 'b'])))).toEqual({ added: ['a', 'b'], removed: [] });
    const first = { before: stateOf(released), releasedBefore: released };
    expect(edgesOf(change(party(['a'], draft), first))).toEqual({ added: ['a'], removed: [] });
    const second = { before: stateOf(party(['a'], draft)), releasedBefore: released };
    expect(edgesOf(change(party(['b'], draft), second))).toEqual({ added: ['b'], removed: ['a'] });
    const now = { ...draft, released: { version: 5, form: 'full', number: 2, by: 'dana', at: '' } } as const;
    expect(edgesOf(change(party(['a'], now), second))).toEqual({ added: [], removed: ['r'] });
    expect(edgesOf(change(party(['a'], { ...draft, public: 'retracted' }), second))).toEqual({
      added: [],
      removed: ['r'],
    });
  });

  test('of a deleted party are all taken away', () => {
    const gone = { id: 'kaz', type: 'party', deleted: true, release: internal } as const;
    const last = { before: stateOf(party(['a'])), releasedBefore: party(['r'], open), snapshot: gone };
    expect(edgesOf({ ...change(party([])), ...last })).toEqual({ added: [], removed: ['a', 'r'] });
  });
});
