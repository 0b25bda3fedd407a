/** A projection like the real one in what it reads, and quick: names, blocs and their members, what a record stands on. */
import type { Project } from '../../functions/projecting/port.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { textIn } from '../../shared/projection/keys.ts';
import { noNames, type Row } from '../../shared/projection/row.ts';
import { seen, type World } from '../../shared/projection/world.ts';

const nameOf = (world: World, party: string): string | undefined => {
  const found = seen(world, ref('party', party))?.record;
  return found?.type === 'party' ? JSON.stringify(found.name) : undefined;
};

/** A party and, if it is a bloc, whoever has an edge to it and still says so. */
const actors = (world: World, party: string): string[] => {
  const found = seen(world, ref('party', party))?.record;
  if (found?.type !== 'party') return [];
  if (found.kind !== 'bloc') return [party];
  const members = world.members(party).filter((member) => {
    const record = seen(world, ref('party', member))?.record;
    return record?.type === 'party' && record.memberships?.some(({ of }) => of === party);
  });
  return [party, ...members];
};

/** The rows of a record: its own, one under each party that acted in it, with that party's name, and one for each text. */
export const smallProject: Project = (world, one: Ref) => {
  const sight = seen(world, one);
  if (!sight) return [];
  const { record, released } = sight;
  const sent =
    record.type === 'round'
      ? record.participations
      : record.type === 'outcome'
        ? record.positions
        : record.type === 'document'
          ? record.signatures
          : [];
  const parties = [...new Set((sent ?? []).flatMap(({ party }) => (party ? actors(world, party) : [])))];
  const rows = parties.map((party): Row => {
    const body = { type: record.type, id: record.id, name: nameOf(world, party) ?? '' };
    return { pk: `party#${party}`, sk: one, body, names: noNames, filters: {} };
  });
  const own = { released, name: record.type === 'party' ? nameOf(world, record.id) : undefined, parties };
  const texts = (record.type === 'document' ? (record.texts ?? []) : []).map(({ language, ...text }): Row => {
    const file = { document: record.id, ...text };
    return { pk: one, sk: textIn(language), body: {}, names: noNames, filters: {}, file };
  });
  return [{ pk: one, sk: 'a', body: JSON.parse(JSON.stringify(own)), names: noNames, filters: {} }, ...rows, ...texts];
};
