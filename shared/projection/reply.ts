/** The single reply: a record's form with its address, who says so, and the names of all it mentions. */
import type { Json, JsonObject } from '../domain/json.ts';
import type { AnyRecord } from '../domain/record.ts';
import { isRef, pathOf, type RecordType, type Ref, ref, splitRef } from '../domain/record-type.ts';
import { mentions } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import { baseOf } from './audience.ts';
import { type Disputed, said } from './claim.ts';
import { formOf, hiddenPlaces, type Part } from './form.ts';
import { type Names, noNames } from './row.ts';
import { seen, type World } from './world.ts';

/** A record as an audience sees it: its form, ready as a reply, and what its rows are made of. */
export type View<T extends AnyRecord> = {
  readonly id: string;
  readonly form: Part<T>;
  readonly href: string;
  readonly disputed: Disputed[];
  readonly reply: JsonObject;
  readonly names: Names;
};

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/** The address of a record for an audience. */
export const hrefOf = (world: World, type: RecordType, id: string): string =>
  `${baseOf[world.audience]}/${pathOf[type]}/${id}`;

/** The names of records that a row shows; of what is not a party or a process there are none. */
export const namesOf = (world: World, refs: Iterable<Ref>): Names => {
  const names: Names = { parties: {}, processes: {} };
  for (const one of new Set(refs)) {
    const to = splitRef(one);
    const record = to && (to.type === 'party' || to.type === 'process') ? seen(world, one)?.record : undefined;
    if (!to || !record || (record.type !== 'party' && record.type !== 'process')) continue;
    const hidden = hiddenPlaces(world, record);
    const name = hidden.has('/name') ? {} : record.name;
    if (record.type === 'process') names.processes[to.id] = { name };
    else names.parties[to.id] = { name, ...(!hidden.has('/kind') && { kind: record.kind }) };
  }
  return names;
};

/** The names of some parties, and of a process. */
export const namesOfParties = (world: World, parties: readonly string[], process?: string): Names =>
  namesOf(world, [
    ...parties.map((id) => ref('party', id)),
    ...(process === undefined ? [] : [ref('process', process)]),
  ]);

/**
 * A record as an audience sees it; undefined where it sees nothing. Analysts see besides whether the public has the record
 * (`released`), what imported rows said, and how the record is classified.
 */
export const viewOfRecord = <T extends AnyRecord>(
  world: World,
  record: T,
  released: boolean | 'older',
): View<T> | undefined => {
  const made = formOf(world, record);
  if (!made || !seen(world, ref(record.type, record.id))) return undefined;
  const { cut, form } = made;
  const { claims, sources, disputed, sourceId } = said(cut, record, form);
  const href = hrefOf(world, record.type, record.id);
  const reply: JsonObject = {
    id: record.id,
    type: record.type,
    href,
    ...(world.audience !== 'public' && { released }),
    ...renamed(json(form), sourceId),
    ...(world.audience !== 'public' && record.origin && { origin: json(record.origin) }),
    ...(claims.length > 0 && { claims: json(claims) }),
    ...(sources.length > 0 && { sources: json(sources) }),
    disputed: json(disputed),
  };
  const refs = mentions(shapes[record.type], form).flatMap((mention) => mention.refs);
  return { id: record.id, form, href, disputed, reply, names: refs.some(isRef) ? namesOf(world, refs) : noNames };
};

/** An implementation report names a source of its record: by the source's present id, or not at all. */
const renamed = (form: Json, sourceId: ReadonlyMap<string, string>): JsonObject => {
  if (typeof form !== 'object' || form === null || Array.isArray(form)) return {};
  if (!Array.isArray(form.implementation)) return form;
  return {
    ...form,
    implementation: form.implementation.map((report) => {
      if (typeof report !== 'object' || report === null || Array.isArray(report)) return report;
      const { source, ...rest } = report;
      const id = typeof source === 'string' ? sourceId.get(source) : undefined;
      return id === undefined ? rest : { ...rest, source: id };
    }),
  };
};
