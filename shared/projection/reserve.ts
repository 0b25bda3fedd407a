/** A record in the form in which it is released: what a reserved form withholds is taken out of it before anything is made of it. */
import { extent, firstDay, lastDay } from '../domain/edtf.ts';
import { isObject } from '../domain/json.ts';
import { fieldNamed, segmentsOf } from '../domain/pointer.ts';
import type { AnyRecord } from '../domain/record.ts';
import type { Form } from '../domain/release.ts';
import { type Field, isShown, type Shape, sourcesNamed } from '../domain/shape.ts';
import { shapes } from '../domain/shapes.ts';
import type { Claim } from '../domain/source.ts';

const keeps = (form: Form, field: Field): boolean => field.forms.includes(form);

/** A value as a form keeps it. An object of which the form keeps only a part is gone where nothing of that part is there. */
const keptOf = (shape: Shape, value: unknown, form: Form): unknown => {
  if (shape.is === 'list' && Array.isArray(value)) {
    return value.map((one) => keptOf(shape.of, one, form)).filter((one) => one !== undefined);
  }
  if (shape.is !== 'object' || !isObject(value)) return value;
  const fields = Object.entries(shape.fields);
  const kept = fields.flatMap(([name, field]) => {
    const part = keeps(form, field) ? keptOf(field.shape, value[name], form) : undefined;
    return part === undefined ? [] : [[name, part]];
  });
  const whole = fields.every(([, field]) => !isShown(field) || keeps(form, field));
  return kept.length > 0 || whole ? Object.fromEntries(kept) : undefined;
};

/** The shape of the place that a pointer names; undefined where the form withholds the place. */
const keptPlace = (type: AnyRecord['type'], at: string, form: Form): Shape | undefined => {
  let shape: Shape = shapes[type];
  for (const segment of segmentsOf(at)) {
    if (shape.is === 'list') shape = shape.of;
    else if (shape.is === 'object') {
      const field: Field | undefined = shape.fields[fieldNamed(segment)];
      if (!field || !keeps(form, field)) return undefined;
      shape = field.shape;
    }
  }
  return shape;
};

/** A date as the years in which it lies: `2017-05-03/2017-05-04` as `2017`, `2017-12/..` as `2017/..`. */
const yearsOf = (text: string): string => {
  const { earliest, latest, unknown } = extent(text);
  if (unknown) return '/';
  const from = earliest === firstDay ? '..' : earliest.slice(0, 4);
  const until = latest === lastDay ? '..' : latest.slice(0, 4);
  return from === until ? from : `${from}/${until}`;
};

/** The dates of a whole record, of which an existence tells the year. */
const dates = ['period', 'date'];

/** The claims on places that a form keeps, with what it keeps of their values. */
const keptClaims = ({ type, claims = [] }: AnyRecord, form: Form): { claim: Claim; shape: Shape }[] =>
  claims.flatMap((claim) => {
    const shape = keptPlace(type, claim.at, form);
    if (!shape) return [];
    if (claim.value === undefined) return [{ claim, shape }];
    const value = keptOf(shape, claim.value, form);
    return value === undefined ? [] : [{ claim: { ...claim, value: JSON.parse(JSON.stringify(value)) }, shape }];
  });

/**
 * A record of which only that is left what a form keeps, so that everything made of it is a function of that alone.
 *
 * A summary keeps the claims on what it keeps, and of the sources those that such a claim or such a place names: of any other
 * nobody can say that it does not speak of what is withheld. An existence tells of no source, whose title may say what the
 * record's own may not; it keeps in mind which places nobody has verified.
 */
export const inForm = (record: AnyRecord, form: Form): AnyRecord => {
  if (form === 'full') return record;
  const { id, type, sources = [] } = record;
  const kept = keptOf(shapes[type], record, form);
  const content = isObject(kept) ? kept : {};
  const claims = keptClaims(record, form).filter(({ claim }) => form === 'summary' || claim.kind === 'unverified');
  const named = new Set([
    ...sourcesNamed(shapes[type], content),
    ...claims.flatMap(({ claim, shape }) => [claim.source, ...sourcesNamed(shape, claim.value)]),
  ]);
  const years = dates.flatMap((name) => {
    const date = content[name];
    return form === 'existence' && typeof date === 'string' ? [[name, yearsOf(date)]] : [];
  });
  const rest = {
    claims: claims.map(({ claim }) => claim),
    sources: form === 'summary' ? sources.filter((source) => named.has(source.id)) : [],
  };
  // A part of the same record: of what may be missing in it, everything that is made of a record asks by shape.
  return { ...content, ...Object.fromEntries(years), id, type, ...rest } as AnyRecord;
};
