/** Any world of linked records, for property tests, with secrets wherever only staff may look. */
import fc, { type Arbitrary } from 'fast-check';
import { listOf } from '../shared/domain/json.ts';
import type { AnyRecord } from '../shared/domain/record.ts';
import type { RecordType } from '../shared/domain/record-type.ts';
import { shapes } from '../shared/domain/shapes.ts';
import { claimAt, type Draft, type Fields, oneOf, parties, placesOf, secret, some } from './any-claim.ts';
import { recordOf } from './world.ts';

/**
 * How records are written: `word` stands in every text, `dates` are those they may have. What nobody may read is written
 * with the secret as its word.
 */
export type Style = { readonly word?: string; readonly dates?: readonly string[] };

/** The team of every process that has one. */
export const team = {
  writer: `${secret}-writer`,
  releaser: `${secret}-releaser`,
  cleared: `${secret}-cleared`,
  // Who writes at the door of `test/writing/door.ts`.
  officer: 'aigul',
  colleague: 'bolat',
} as const;

const usualDates = ['2017', '2018-05', '2017-05-04', '2016/2018', '../2017', '/', '2017?', '2018/..'];
const party = fc.constantFrom(...parties);
const role = fc.constantFrom('chair', 'host', 'observer');
const issue = fc.constantFrom('ceasefire', 'land', 'sanctions');
const upTo = <T>(most: number, one: Arbitrary<T>) => fc.uniqueArray(one, { maxLength: most });

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

const hushed = fc.constant(secret);
const source = (id: string) =>
  fc
    .boolean()
    .map((open) =>
      open
        ? { id, title: `Source ${id}`, reliability: 'A', access: 'public' }
        : { id, title: secret, reliability: 'F', author: secret, url: `https://${secret}.example` },
    );

/** The texts and dates of a style. */
const wording = ({ word = '', dates = usualDates }: Style) => {
  const said = (text: string): string => (word === '' ? text : `${word} ${text}`);
  const texts = (en: string) => fc.constant({ en: said(en), ru: said(en) });
  return { said: (text: string) => fc.constant(said(text)), texts, date: fc.constantFrom(...dates) };
};

const commonOf = ({ texts, said }: ReturnType<typeof wording>): Fields => ({
  note: hushed,
  marking: hushed,
  origin: fc.constant([{ dataset: secret, version: '1', key: secret, values: { a: secret } }]),
  remark: texts('Remark'),
  identifiers: said('7').map((pax) => ({ pax: [pax] })),
});

/** What a record of a type holds besides what all have: required, and optional. */
const fieldsOf = (type: RecordType, id: string, style: Style): [Fields, Fields] => {
  const words = wording(style);
  const { texts, said, date } = words;
  const name = texts(`Name of ${id}`);
  const linked = { process: oneOf('process') };
  const person = some({ name: texts('Person') }, { title: texts('Title'), rank: fc.constant('minister') });
  if (type === 'process') {
    const roles = fc.array(some({ party, role }, { appointedBy: party, period: date }), { maxLength: 2 });
    const hidden = { consentOf: fc.constant(parties.slice(0, 1)), team: fc.constant(Object.values(team)) };
    const told = {
      method: upTo(2, fc.constantFrom('mediation', 'other')),
      subject: texts('Subject'),
      issues: upTo(2, issue),
      countries: upTo(2, fc.constantFrom('KAZ', 'SYR')),
      numbering: fc.constant('none'),
      parent: oneOf('process').filter((process) => process !== id),
    };
    return [
      { name, level: fc.constant('national'), status: fc.constant('active') },
      { roles, related: fc.uniqueArray(oneOf('process')).map(others(id)), period: date, ...told, ...hidden },
    ];
  }
  if (type === 'party') {
    const of = fc.constantFrom('bloc-1', 'bloc-2').filter((bloc) => bloc !== id);
    const memberships = fc.array(some({ of }, { period: date, as: texts('Member') }), { maxLength: 2 });
    const alias = some({ name: said('a/b~c') }, { language: fc.constant('en'), validFrom: date, validTo: date });
    return [
      { name, kind: fc.constant(id.startsWith('bloc') ? 'bloc' : 'state') },
      { memberships, aliases: fc.array(alias, { minLength: 1, maxLength: 1 }) },
    ];
  }
  if (type === 'round') {
    const roles = upTo(2, role);
    const delegation = some({}, { head: person, members: fc.array(person, { maxLength: 1 }), size: fc.nat(9) });
    const seat = { roles, composition: upTo(2, party), delegation, remark: texts('Seat'), note: hushed };
    const participations = acts({ attendance: fc.constantFrom('attended', 'absent') }, seat, once);
    const partOf = oneOf('round').filter((round) => round !== id);
    const fixed = {
      kind: fc.constantFrom('main', 'technical'),
      status: fc.constant('held'),
      label: name,
      period: date,
    };
    const place = some(
      { country: fc.constantFrom('KAZ', 'SYR') },
      { name: texts('Place'), timeZone: fc.constant('Asia/Almaty'), coordinates: fc.constant([71, 51]) },
    );
    const told = {
      level: fc.constant('expert'),
      number: fc.nat(9),
      mode: fc.constant('hybrid'),
      contact: fc.constant('direct'),
      agenda: upTo(2, issue),
      summary: texts('Summary'),
    };
    return [
      { ...linked, ...fixed },
      { participations, partOf, place, ...told },
    ];
  }
  if (type === 'document') {
    const deed = { date, signatory: person, capacity: texts('Capacity') };
    const signatures = acts({ action: fc.constantFrom('signed', 'ratified') }, deed, several);
    const thirdParties = fc.array(some({ party }, { roles: upTo(1, role) }), { maxLength: 2 });
    const cited = oneOf('document').filter((document) => document !== id);
    const relations = fc.array(some({ type: fc.constantFrom('cites', 'amends'), document: cited }, {}), {
      maxLength: 2,
    });
    const fixed = { kind: fc.constantFrom('treaty', 'letter'), status: fc.constant('signed'), title: name, date };
    const told = {
      stage: fc.constant('partial'),
      effect: some({}, { from: date, until: date }),
      issues: upTo(2, issue),
    };
    return [fixed, { ...linked, round: oneOf('round'), signatures, thirdParties, relations, ...told }];
  }
  if (type === 'caseload') {
    const figure = (measure: string) =>
      fc.oneof(
        some({ measure: fc.constant(measure), value: fc.nat(9), unit: said('cases') }, { label: texts('Label') }),
        some(
          { measure: fc.constant(measure), low: fc.nat(3), high: fc.constant(5), unit: said('cases') },
          { approximate: fc.boolean() },
        ),
      );
    const part = some(
      { measure: fc.constant('settled'), of: fc.constant('all'), value: fc.nat(9), unit: said('cases') },
      { breakdown: fc.constant('result'), stated: fc.constant({ percent: 50 }) },
    );
    return [{ institution: party, period: date, measures: fc.tuple(figure('all'), figure('other'), part) }, {}];
  }
  const stance = { remark: texts('Stance'), note: hushed };
  const positions = acts({ position: fc.constantFrom('agrees', 'rejects') }, stance, several);
  const report = some(
    { date, status: fc.constantFrom('none', 'full'), source: fc.constantFrom('s1', 's2', 's3') },
    { note: hushed, remark: texts('Report'), assessor: said('Assessor') },
  );
  const lists = { concerns: upTo(2, party), documents: fc.uniqueArray(oneOf('document')), issues: upTo(2, issue) };
  const kept = { due: date, keptBy: fc.oneof(oneOf('round'), oneOf('outcome')).filter((by) => by !== id) };
  const restates = fc.uniqueArray(oneOf('outcome')).map(others(id));
  const fixed = { kind: fc.constantFrom('vote', 'decision'), summary: name, date };
  const count = { yes: fc.nat(9), no: fc.nat(9), abstain: fc.nat(9) };
  const vote = some({ on: fc.constant('whole'), ...count }, { result: said('Result'), absent: fc.nat(9) });
  const implementation = fc.array(report, { maxLength: 2 });
  return [
    { ...linked, ...fixed },
    { round: oneOf('round'), positions, implementation, restates, vote, ...lists, ...kept },
  ];
};

/** Any record of a type under an id, with claims at any of its places. */
export const anyRecord = (type: RecordType, id: string, style: Style = {}): Arbitrary<AnyRecord> => {
  const [required, optional] = fieldsOf(type, id, style);
  const sources = fc.tuple(source('s1'), source('s2'), source('s3'));
  return some({ sources, ...required }, { ...commonOf(wording(style)), ...optional }).chain((draft) => {
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

/** The ids of a world: five parties, two of each other noun, one caseload. */
export const anyIds: readonly [RecordType, string][] = [
  ...parties.map((id): [RecordType, string] => ['party', id]),
  ...(['process', 'round', 'outcome', 'document'] as const).flatMap((type): [RecordType, string][] => [
    [type, `${type}-1`],
    [type, `${type}-2`],
  ]),
  ['caseload', 'caseload-1'],
];

/** The fates of all records of a world. */
export const anyWorld: Arbitrary<Fate[]> = fc.tuple(...anyIds.map(([type, id]) => fate(type, id)));
