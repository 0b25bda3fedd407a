/** A law of writing: whatever acts come in whatever order, the history verifies, has no gap, and ends with the record. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCurrent, readRevision } from '../../functions/store/record.ts';
import { verifyOne } from '../../functions/store/verify.ts';
import { type Door, party, staffDoor } from './door.ts';

const who = fc.constantFrom('aigul', 'bolat', 'dana', 'erlan');
/** How far the version that is named lies behind the newest. */
const behind = fc.constantFrom(0, 0, 0, 0, 1, 2);
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('put'), by: who, behind, note: fc.constantFrom('a', 'b', 'c') }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('create'), by: who, note: fc.constantFrom('a', 'b') }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('delete'), by: who, behind }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('propose'), by: who, behind }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('release'), by: who, behind }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('retract'), by: who, behind }) },
);
type Move = { does: string; by: string; behind?: number; note?: string };

const bodies: Record<string, unknown> = {
  propose: { draft: 'proposed' },
  release: { public: 'released', form: 'full' },
  retract: { public: 'retracted' },
};

const play = async (door: Door, id: string, { does, by, behind: back = 0, note }: Move): Promise<number> => {
  const path = `parties/${id}`;
  const version = ((await readCurrent(door.store, `party#${id}`))?.version ?? 0) - back;
  const headers = { 'If-Match': `"${version}"` };
  if (does === 'put') return (await door.put(path, { ...party, note }, version, by)).status;
  if (does === 'create') return (await door.put(path, { ...party, note }, null, by)).status;
  if (does === 'delete') return (await door.knock('DELETE', path, { by, headers })).status;
  return (await door.act(path, bodies[does], version, by)).status;
};

test('any acts, one after another or two at once, leave a history that verifies and replays to the record', async () => {
  const door = await staffDoor();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(act, fc.option(act)), { minLength: 1, maxLength: 8 }), async (moves) => {
      runs += 1;
      const id = `p${runs}`;
      await door.put(`parties/${id}`, party);
      for (const [one, other] of moves) {
        const statuses = await Promise.all([one, ...(other ? [other] : [])].map((move) => play(door, id, move)));
        for (const status of statuses) expect([200, 201, 204, 403, 409, 412]).toContain(status);
      }
      const current = await readCurrent(door.store, `party#${id}`);
      const { revisions, finding } = await verifyOne(door.store, `party#${id}`);
      expect(finding).toBeUndefined();
      expect(revisions).toBe(current?.version);
      // Replaying a history is reading its last revision: each is whole.
      expect(await readRevision(door.store, `party#${id}`, revisions)).toEqual(current);
      let released: number | undefined;
      for (let version = 1; version <= revisions; version += 1) {
        const { act: did, by, snapshot } = (await readRevision(door.store, `party#${id}`, version)) ?? {};
        if (did === 'release') {
          expect(snapshot?.release.released?.by).toBe(by);
          released = snapshot?.release.released?.version;
        }
        if (snapshot?.release.public === 'released') expect(snapshot.release.released?.version).toBe(released);
      }
    }),
    { numRuns: 20 },
  );
});
