/** Any world of linked records, for property tests, with secrets wherever only staff may look. */
import fc, { type Arbitrary } from 'fast-check';
import { listOf } from '../shared/domain/json.ts';
import type { AnyRecord } from '../shared/domain/record.ts';
import type { RecordType } from '../shared/domain/record-type.ts';
import { shapes } from '../shared/domain/shapes.ts';
import { claimAt, type Draft, type Fields, oneOf, parties, placesOf, secret, some } from './any-claim.ts';
import { recordOf } from './world.ts';

const party = fc.constantFrom(...parties);
const date = fc.constantFrom('2017', '2018-05', '2017-05-04', '2016/2018', '../2017', '/', '2017?', '2018/..');
const role = fc.constantFrom('chair', 'host', 'observer');
const hushed = fc.constant(secret);
const texts = (en: string) => fc.constant({ en, ru: en });

const others = (id: string) => (all: string[]) => all.filter((one) => one !== id);

/** Up to four entries of a record in which parties act, nobody for itself; `key` tells which are the same. */
const acts = (required: Fields, optional: Fields, key: (one: Draft) => unknown) =>
  fc.uniqueArray(
    some({ party, ...required }, { onBehalfOf: party, ...optional }).filter(
      (one) => one.party !== one.onBehalfOf && !listOf(one.composition).includes(one.party),
    ),
    { maxLength: 4, selector: key },
  );
const once = (one: Draft) => `${one.party}.${one.onBehalfOf}`;
const several = (one: Draft) => JSON.stringify(one);

const source = (id: string) =>
  fc
    .boolean()
    .map((open) =>
      open
        ? { id, title: `Source ${id}`, reliability: 'A', access: 'public' }
        : { id, title: secret, reliability: 'F', url: `https://${secret}.example` },
    );
const common: Fields = {
  note: hushed,
  marking: hushed,
  origin: fc.constant([{ dataset: secret, version: '1', key: secret, values: { a: secret } }]),
  remark: texts('Remark'),
};

/** What a record of a type holds besides what all have: required, and optional. */
const fieldsOf = (type: RecordType, id: string): [Fields, Fields] => {
  const name = texts(`Name of ${id}`);
  const linked = { process: oneOf('process') };
  if (type === 'process') {
    const roles = fc.array(some({ party, role }, { appointedBy: party }), { maxLength: 2 });
    const hidden = { consentOf: fc.constant(parties.slice(0, 1)), team: fc.constant([secret]) };
    return [
      { name, level: fc.constant('national'), status: fc.constant('active') },
      { roles, related: fc.uniqueArray(oneOf('process')).map(others(id)), ...hidden },
    ];
  }
  if (type === 'party') {
    const of = fc.constantFrom('bloc-1', 'bloc-2').filter((bloc) => bloc !== id);
    const memberships = fc.array(some({ of }, { period: date }), { maxLength: 2 });
    return [
      { name, kind: fc.constant(id.startsWith('bloc') ? 'bloc' : 'state') },
      { memberships, identifiers: fc.constant({ pax: ['7'] }), aliases: fc.constant([{ name: 'a/b~c' }]) },
    ];
  }
  if (type === 'round') {
    const roles = fc.uniqueArray(role, { maxLength: 2 });
    const seat = { roles, composition: fc.uniqueArray(party, { maxLength: 2 }), note: hushed };
    const participations = acts({ attendance: fc.constantFrom('attended', 'absent') }, seat, once);
    const partOf = oneOf('round').filter((round) => round !== id);
    const fixed = { kind: fc.constant('main'), status: fc.constant('held'), label: name, period: date };
    return [
      { ...linked, ...fixed },
      { participations, partOf },
    ];
  }
  if (type === 'document') {
    const signatures = acts({ action: fc.constantFrom('signed', 'ratified') }, { date }, several);
    const thirdParties = fc.array(some({ party }, { roles: fc.uniqueArray(role, { maxLength: 1 }) }), { maxLength: 2 });
    const cited = oneOf('document').filter((document) => document !== id);
    const relations = fc.array(some({ type: fc.constantFrom('cites', 'amends'), document: cited }, {}), {
      maxLength: 2,
    });
    const fixed = { kind: fc.constant('treaty'), status: fc.constant('signed'), title: name, date };
    return [fixed, { ...linked, round: oneOf('round'), signatures, thirdParties, relations }];
  }
  const positions = acts({ position: fc.constantFrom('agrees', 'rejects') }, { note: hushed }, several);
  const report = some(
    { date, status: fc.constantFrom('none', 'full'), source: fc.constantFrom('s1', 's2', 's3') },
    common,
  );
  const implementation = fc.array(
    report.map(({ marking: _marking, origin: _origin, ...one }) => one),
    { maxLength: 2 },
  );
  const lists = { concerns: fc.uniqueArray(party, { maxLength: 2 }), documents: fc.uniqueArray(oneOf('document')) };
  const kept = { due: date, keptBy: fc.oneof(oneOf('round'), oneOf('outcome')).filter((by) => by !== id) };
  const restates = fc.uniqueArray(oneOf('outcome')).map(others(id));
  const fixed = { kind: fc.constant('vote'), summary: name, date };
  return [
    { ...linked, ...fixed },
    { round: oneOf('round'), positions, implementation, restates, ...lists, ...kept },
  ];
};

const anyRecord = (type: RecordType, id: string): Arbitrary<AnyRecord> => {
  const [required, optional] = fieldsOf(type, id);
  const sources = fc.tuple(source('s1'), source('s2'), source('s3'));
  return some({ sources, ...required }, { ...common, ...optional }).chain((draft) => {
    const claims = fc.constantFrom(...placesOf(shapes[type], draft)).chain(claimAt);
    return fc.array(claims, { maxLength: 5 }).map((all) => recordOf({ ...draft, id, type, claims: all }));
  });
};

/** A record, whether it is released, two edits of it that are not, and in which of two worlds it is if it is not. */
export type Fate = { record: AnyRecord; released: boolean; edits: [AnyRecord, AnyRecord]; in: [boolean, boolean] };

const fate = (type: RecordType, id: string): Arbitrary<Fate> =>
  fc.record({
    record: anyRecord(type, id),
    released: fc.integer({ min: 0, max: 4 }).map((chance) => chance > 0),
    edits: fc.tuple(anyRecord(type, id), anyRecord(type, id)),
    in: fc.tuple(fc.boolean(), fc.boolean()),
  });

/** Two of each noun, five parties: the fates of all records of a world. */
export const anyWorld: Arbitrary<Fate[]> = fc.tuple(
  ...parties.map((id) => fate('party', id)),
  ...(['process', 'round', 'outcome', 'document'] as const).flatMap((type) => [
    fate(type, `${type}-1`),
    fate(type, `${type}-2`),
  ]),
);
