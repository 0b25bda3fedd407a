import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { recordTypes } from '../domain/record-type.ts';
import { isShown, type Shape } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import {
  PublicCaseload,
  PublicDocument,
  PublicOutcome,
  PublicParty,
  PublicProcess,
  PublicRound,
} from './public-reply.ts';

const replies = {
  process: PublicProcess,
  round: PublicRound,
  party: PublicParty,
  document: PublicDocument,
  outcome: PublicOutcome,
  caseload: PublicCaseload,
};

/** What a reply says besides the fields of its record. */
const besides = [
  '/id',
  '/type',
  '/href',
  '/sources',
  '/claims',
  '/disputed',
  '/included',
  '/documents',
  '/outcomes',
  '/warnings',
  '/salt',
];

type Def = { type: string; innerType?: Schema; element?: Schema; shape?: Record<string, Schema> };
type Schema = { _zod: { def: Def } };

const bare = (schema: Schema): Def => {
  const { def } = schema._zod;
  return def.type === 'optional' && def.innerType ? bare(def.innerType) : def;
};

type Place = { at: string; always: boolean };

/** The places of a schema, as deep as the shape tells places apart, and whether they are always there. */
const placesOf = (schema: Schema, shape: Shape | undefined, at = ''): Place[] => {
  const always = schema._zod.def.type !== 'optional';
  const def = bare(schema);
  if (def.type === 'array' && def.element && shape?.is === 'list') {
    const members = placesOf(def.element, shape.of, `${at}/*`);
    return shape.of.is === 'object' ? members : [{ at: `${at}/*`, always }];
  }
  if (def.type !== 'object' || !def.shape || (at !== '' && shape?.is !== 'object')) return [{ at, always }];
  return Object.entries(def.shape).flatMap(([name, field]) =>
    placesOf(field, shape?.is === 'object' ? shape.fields[name]?.shape : undefined, `${at}/${name}`),
  );
};

const shownIn = (shape: Shape, at = ''): string[] => {
  if (shape.is === 'list') return shownIn(shape.of, `${at}/*`);
  if (shape.is !== 'object') return [at];
  return Object.entries(shape.fields).flatMap(([name, field]) =>
    isShown(field) ? shownIn(field.shape, `${at}/${name}`) : [],
  );
};

describe.each(recordTypes)('the public reply of a %s', (type) => {
  const reply: z.ZodMiniObject = replies[type];
  const documented = placesOf(reply, shapes[type]);
  const ofRecord = ({ at }: Place): boolean => !besides.includes(at);

  test('has exactly the places that the pick list shows', () => {
    const shown = shownIn(shapes[type]).map((at) => ({ at, always: false }));
    const places = (all: Place[]): string[] => all.filter(ofRecord).map(({ at }) => at);
    expect(places(documented).sort()).toEqual(places(shown).sort());
  });

  test('may lack every place of the record but its id and type', () => {
    expect(documented.filter(({ always }) => always).filter(ofRecord)).toEqual([]);
    const always = Object.keys(reply.shape).filter((name) => reply.shape[name]?._zod.def.type !== 'optional');
    const ofRound = type === 'round' ? ['documents', 'outcomes'] : [];
    expect(always.sort()).toEqual([...ofRound, 'disputed', 'href', 'id', 'included', 'type'].sort());
  });
});
