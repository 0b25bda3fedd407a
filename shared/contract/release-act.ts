/** What `PUT …/release` and `PUT …/consents/{party}` take: the four acts of release, and the consents that one needs. */
import { type Fault, isObject, token } from '../domain/json.ts';
import { type Form, forms } from '../domain/release.ts';

/** A release in a form; `embargoUntil`, where it is asked for, in UTC with milliseconds. */
export type ReleaseOut = { act: 'release'; form: Form; embargoUntil?: string };

/** `propose` and `return` are for every writer, `release` and `retract` for releasers. */
export type ReleaseAct = { act: 'propose' } | { act: 'return' } | ReleaseOut | { act: 'retract' };

type Parsed = { ok: true; act: ReleaseAct } | { ok: false; faults: Fault[] };

const fault = (pointer: string, detail: string): Fault => ({ pointer, detail });

const others = (sent: { [name: string]: unknown }, known: readonly string[]): Fault[] =>
  Object.keys(sent)
    .filter((name) => !known.includes(name))
    .map((name) => fault(`/${token(name)}`, 'does not belong here'));

const formIn = (sent: { [name: string]: unknown }, faults: Fault[]): Form | undefined => {
  const form = forms.find((one) => one === sent.form);
  if (!form) faults.push(fault('/form', sent.form === undefined ? 'is missing' : `is none of ${forms.join(', ')}`));
  return form;
};

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** A time of RFC 3339 in UTC with milliseconds; undefined where it is none, or on a day that the calendar lacks. */
const instantIn = (sent: unknown): string | undefined => {
  const [, year, month, day] = (typeof sent === 'string' && rfc3339.exec(sent)) || [];
  const time = typeof sent === 'string' && day !== undefined ? Date.parse(sent) : Number.NaN;
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (Number.isNaN(time) || !isDay) return undefined;
  const instant = new Date(time).toISOString();
  // The years before 0000 and after 9999 are written with a sign.
  return /^\d/.test(instant) ? instant : undefined;
};

const releasing = (sent: { [name: string]: unknown }): Parsed => {
  const faults = others(sent, ['public', 'form', 'embargoUntil']);
  const form = formIn(sent, faults);
  const embargoUntil = sent.embargoUntil === undefined ? undefined : instantIn(sent.embargoUntil);
  if (sent.embargoUntil !== undefined && embargoUntil === undefined) {
    faults.push(fault('/embargoUntil', 'is not a time such as 2026-03-21T09:00:00+05:00 (RFC 3339)'));
  }
  return form === undefined || faults.length > 0
    ? { ok: false, faults }
    : { ok: true, act: { act: 'release', form, ...(embargoUntil !== undefined && { embargoUntil }) } };
};

const plain = (act: ReleaseAct, faults: Fault[]): Parsed =>
  faults.length > 0 ? { ok: false, faults } : { ok: true, act };

/** The act that was sent, or every fault in it. */
export const releaseActOf = (sent: unknown): Parsed => {
  if (!isObject(sent)) return { ok: false, faults: [fault('', 'is not an object')] };
  if (sent.draft === 'proposed') return plain({ act: 'propose' }, others(sent, ['draft']));
  if (sent.draft === 'internal') return plain({ act: 'return' }, others(sent, ['draft']));
  if (sent.draft !== undefined) return { ok: false, faults: [fault('/draft', 'is none of proposed, internal')] };
  if (sent.public === 'released') return releasing(sent);
  if (sent.public === 'retracted') return plain({ act: 'retract' }, others(sent, ['public']));
  if (sent.public !== undefined) return { ok: false, faults: [fault('/public', 'is none of released, retracted')] };
  return { ok: false, faults: [fault('', 'says neither draft nor public')] };
};

/** A consent as it is given: to a form, of the content of a version or standing. */
export type ConsentAct = { form: Form; version?: number };

/** The consent that was sent, or every fault in it. */
export const consentActOf = (sent: unknown): { ok: true; consent: ConsentAct } | { ok: false; faults: Fault[] } => {
  if (!isObject(sent)) return { ok: false, faults: [fault('', 'is not an object')] };
  const faults = others(sent, ['form', 'version']);
  const form = formIn(sent, faults);
  const { version } = sent;
  if (version === undefined)
    return form && faults.length === 0 ? { ok: true, consent: { form } } : { ok: false, faults };
  const isVersion = typeof version === 'number' && Number.isSafeInteger(version) && version >= 1;
  if (!isVersion) return { ok: false, faults: [...faults, fault('/version', 'is not the number of a version')] };
  return form && faults.length === 0 ? { ok: true, consent: { form, version } } : { ok: false, faults };
};

/** Whether what was sent asks for an act of releasers, whatever faults it has. */
export const isForReleasers = (sent: unknown): boolean => isObject(sent) && sent.public !== undefined;
