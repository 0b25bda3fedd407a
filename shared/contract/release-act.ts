/** What `PUT …/release` takes: the four acts of release. */
import { type Fault, isObject, token } from '../domain/json.ts';
import type { Form } from '../domain/release.ts';

/** `propose` and `return` are for every writer, `release` and `retract` for releasers. */
export type ReleaseAct = { act: 'propose' } | { act: 'return' } | { act: 'release'; form: Form } | { act: 'retract' };

type Parsed = { ok: true; act: ReleaseAct } | { ok: false; faults: Fault[] };

const fault = (pointer: string, detail: string): Fault => ({ pointer, detail });

const others = (sent: { [name: string]: unknown }, known: readonly string[]): Fault[] =>
  Object.keys(sent)
    .filter((name) => !known.includes(name))
    .map((name) => fault(`/${token(name)}`, 'does not belong to this act'));

const releasing = (sent: { [name: string]: unknown }): Parsed => {
  const faults = others(sent, ['public', 'form', 'embargoUntil']);
  if (sent.form === undefined) faults.push(fault('/form', 'is missing'));
  // Other forms and embargoes wait for the projection to honour them: to publish in full instead could not be taken back.
  else if (sent.form !== 'full') faults.push(fault('/form', 'can only be full for now'));
  if (sent.embargoUntil !== undefined) faults.push(fault('/embargoUntil', 'cannot be asked for yet'));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, act: { act: 'release', form: 'full' } };
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

/** Whether what was sent asks for an act of releasers, whatever faults it has. */
export const isForReleasers = (sent: unknown): boolean => isObject(sent) && sent.public !== undefined;
