/** A world for tests of the projection: records in memory, released or not, as an audience may see them. */
import type { AnyRecord } from '../shared/domain/record.ts';
import { type Ref, ref } from '../shared/domain/record-type.ts';
import { type Consent, edited, type Form, proposed, type Release, released } from '../shared/domain/release.ts';
import type { Live } from '../shared/domain/snapshot.ts';
import { validate } from '../shared/domain/validate.ts';
import type { Audience } from '../shared/projection/audience.ts';
import { project } from '../shared/projection/project.ts';
import type { Row } from '../shared/projection/row.ts';
import { sight } from '../shared/projection/sight.ts';
import type { World } from '../shared/projection/world.ts';

const at = '2026-01-02T03:04:05.678Z';
const now = new Date(at);

/** What was sent as a record, which must be one: a test with a faulty record says so at once. */
export const recordOf = (sent: { id: string; type: AnyRecord['type'] } & { [field: string]: unknown }): AnyRecord => {
  const verdict = validate(sent.type, sent.id, sent);
  if (!verdict.ok) throw new Error(`${sent.type} ${sent.id}: ${JSON.stringify(verdict.faults)}`);
  return verdict.record;
};

const draft = edited(undefined, { by: 'writer', version: 1 });

/** A record that nobody has released. */
export const internal = (record: AnyRecord): Live => ({ ...record, release: draft });

/** A record of which the public has the newest content in a form; a process with the consents that it asks for. */
export const openAs = (form: Form, record: AnyRecord): Live => {
  const asked = record.type === 'process' ? (record.consentOf ?? []) : [];
  const consents = asked.map((party): Consent => ({ party, form: 'full', by: 'writer', at }));
  const ready = proposed({ ...draft, consents }, { by: 'writer', at });
  const release: Release | string = released(ready, { by: 'releaser', at, form, salt: `salt of ${record.id}` });
  if (typeof release === 'string') throw new Error(release);
  return { ...record, release };
};

/** A record of which the public has the newest content, all of it. */
export const open = (record: AnyRecord): Live => openAs('full', record);

/** A released record whose current content is another, not released one; `replaced` is what was released before. */
export type Kept = { current: Live; released?: Live; replaced?: Live };

/** The world of an audience over some snapshots. An edge stands for each membership and merge, of the current content or the released. */
export const worldOf = (audience: Audience, snapshots: readonly (Live | Kept)[]): World => {
  const kept = snapshots.map((one): Kept => ('current' in one ? one : { current: one, released: one }));
  const byRef = new Map<Ref, Kept>(kept.map((one) => [ref(one.current.type, one.current.id), one]));
  const blocsOf = (record: Live | undefined): (string | undefined)[] =>
    record?.type === 'party' ? [...(record.memberships ?? []).map(({ of }) => of), record.mergedInto] : [];
  return {
    audience,
    ...(audience !== 'public' && { publicly: worldOf('public', snapshots) }),
    look: (one) => {
      const found = byRef.get(one);
      return found && sight(audience, found.current, found.released, now, found.replaced);
    },
    members: (bloc) =>
      kept
        .filter(({ current, released: out }) => [...blocsOf(current), ...blocsOf(out)].includes(bloc))
        .map(({ current }) => current.id)
        .sort(),
  };
};

/** All rows of an audience over some snapshots, by key. */
export const rowsOf = (audience: Audience, snapshots: readonly (Live | Kept)[]): Map<string, Row> => {
  const world = worldOf(audience, snapshots);
  const refs = snapshots.map((one) => ('current' in one ? one.current : one)).map(({ type, id }) => ref(type, id));
  return new Map(refs.flatMap((one) => project(world, one)).map((row) => [`${row.pk} ${row.sk}`, row]));
};

/** The rows of one partition, in order. */
export const partition = (rows: Map<string, Row>, pk: string): Row[] =>
  [...rows.values()].filter((row) => row.pk === pk).sort((a, b) => (a.sk < b.sk ? -1 : 1));
