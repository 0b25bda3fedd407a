/** By which release the public has a record, and since when: what feeds count and date by. */
import { describe, expect, it } from 'vitest';
import { process, round } from '../../test/least-record.ts';
import { internal, open, rowsOf } from '../../test/world.ts';
import type { Live } from '../domain/snapshot.ts';
import type { Audience } from './audience.ts';

describe('by which release the public has a record', () => {
  const after = '2026-01-02T03:04:05.000Z';
  const embargoed = (live: Live): Live => ({
    ...live,
    release: {
      ...live.release,
      ...(live.release.released && { released: { ...live.release.released, embargoUntil: after } }),
    },
  });
  const releaseIn = (audience: Audience, ...snapshots: Live[]) =>
    rowsOf(audience, snapshots).get('round#round a')?.release;

  it('is told with the end of its embargo, or of one on its process, and not with the time of what was done before', () => {
    const early = (live: Live): Live => ({
      ...live,
      release: {
        ...live.release,
        ...(live.release.released && { released: { ...live.release.released, at: '2025-01-01T00:00:00.000Z' } }),
      },
    });
    const one = early(open(round({})));
    expect(releaseIn('public', open(process), one)).toEqual({ number: 1, at: '2025-01-01T00:00:00.000Z' });
    expect(releaseIn('public', open(process), embargoed(one))).toEqual({ number: 1, at: after });
    expect(releaseIn('public', embargoed(open(process)), one)).toEqual({ number: 1, at: after });
  });

  it('is nothing where it has none, and for analysts what it is for the public', () => {
    expect(releaseIn('analyst', open(process), internal(round({})))).toBeUndefined();
    expect(releaseIn('analyst', internal(process), open(round({})))).toBeUndefined();
    expect(releaseIn('analyst', open(process), open(round({})))).toEqual(
      releaseIn('public', open(process), open(round({}))),
    );
  });
});
