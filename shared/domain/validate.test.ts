import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validate } from './validate.ts';
import { warnings } from './warnings.ts';

const round = {
  process: 'p',
  kind: 'main',
  label: { en: 'A round' },
  period: '2017-01-23/2017-01-24',
  status: 'held',
};
const faults = (type: Parameters<typeof validate>[0], sent: unknown) => {
  const verdict = validate(type, 'r-1', sent);
  return verdict.ok ? [] : verdict.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
};
const sources = [{ id: 's1', title: 'A source' }];

describe('what was sent', () => {
  it('is a record when it keeps to the contract, id and type taken from the address', () => {
    const verdict = validate('round', 'r-1', round);
    expect(verdict).toMatchObject({ ok: true, record: { id: 'r-1', type: 'round', ...round } });
  });
  it('loses its empty lists and keeps its empty objects', () => {
    const verdict = validate('round', 'r-1', {
      ...round,
      agenda: [],
      participations: [{ party: 'un', roles: [], attendance: 'attended', delegation: {} }],
    });
    expect(verdict.ok && verdict.record).toEqual({
      ...round,
      id: 'r-1',
      type: 'round',
      participations: [{ party: 'un', attendance: 'attended', delegation: {} }],
    });
  });
  it('is told all its faults at once, those of schema, rules and claims', () => {
    const found = faults('round', {
      ...round,
      kind: 'mian',
      period: '2017-02-30',
      label: {},
      extra: 1,
      participations: [
        { party: 'rus', roles: ['party', 'mediator'], attendance: 'came' },
        { party: 'rus', attendance: 'attended' },
        { roles: ['host'] },
      ],
      sources,
      claims: [
        { at: '/participations/un/roles', kind: 'supports', source: 's1' },
        { at: '/period', kind: 'differs', source: 's2' },
      ],
    });
    const places = found.map((text) => text.split(' ')[0]);
    for (const pointer of [
      '/kind',
      '/period',
      '/label',
      '/extra',
      '/participations/0/attendance',
      '/participations/0/roles/1',
      '/participations/1/party',
      '/participations/2/party',
      '/participations/2/attendance',
      '/claims/0/at',
      '/claims/1/value',
      '/claims/1/source',
    ]) {
      expect(places).toContain(pointer);
    }
  });
  it.each(['lone \ud800 surrogate', 'x'.repeat(20001), ' '])('cannot hold %j as a text', (text) => {
    expect(faults('round', { ...round, label: { en: text } })).toHaveLength(1);
  });
  it.each([1e17, 1e-200, Number.POSITIVE_INFINITY, 2 ** 53])('cannot hold the number %d', (value) => {
    const claim = { at: '/number', kind: 'differs', value, source: 's1' };
    expect(faults('round', { ...round, sources, claims: [claim] })[0]).toContain('/claims/0/value');
  });
  it('names what a pointer escapes', () => {
    expect(faults('round', { ...round, label: { 'a/b~c': 'x' } })).toEqual([
      '/label/a~1b~0c has a name that is not a BCP 47 language tag such as kk or kk-Latn',
    ]);
  });
  it('is never answered by an exception', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('round', 'party', 'outcome', 'document', 'process', 'caseload'),
        fc.object(),
        (type, sent) => {
          expect(validate(type, 'r-1', sent).ok).toBe(false);
        },
      ),
    );
  });
  it.each(['note', 'extra'])('is refused and never walked when %s is nested 6000 deep', (name) => {
    const list = JSON.parse('['.repeat(6000) + ']'.repeat(6000));
    const object = JSON.parse(`${'{"a":'.repeat(6000)}1${'}'.repeat(6000)}`);
    const claim = (value: unknown) => ({ at: '/period', kind: 'differs', value, source: 's1' });
    for (const deep of [list, object]) {
      expect(faults('round', { ...round, [name]: deep })).toHaveLength(1);
      expect(faults('round', { ...round, sources, claims: [claim(deep)] })).toHaveLength(1);
    }
  });
  it('may be 300 KB of one address, or 3 000 claims on 3 900 members', () => {
    const url = `https://${'a'.repeat(300_000)} `;
    expect(faults('round', { ...round, sources: [{ id: 's1', title: 'A source', url }] })[0]).toContain(
      '/sources/0/url',
    );
    const participations = Array.from({ length: 3900 }, (_, index) => ({ party: `p${index}`, attendance: 'absent' }));
    const claims = participations
      .slice(0, 3000)
      .map(({ party }) => ({ at: `/participations/${party}`, kind: 'supports', source: 's1' }));
    expect(faults('round', { ...round, participations, sources, claims })).toEqual([]);
  });
  it.each(['place', 'note', 'number', 'kind'])('has no list in place of its %s, an empty one neither', (name) => {
    expect(faults('round', { ...round, [name]: [] })).toHaveLength(1);
  });
  it.each([
    ['round', { ...round, number: '5' }, '/number is not of type number'],
    [
      'round',
      { ...round, place: { timeZone: 'Asia/Nowhere' } },
      '/place/timeZone is not an IANA time zone such as Asia/Almaty',
    ],
    ['round', { ...round, place: { coordinates: [71] } }, '/place/coordinates has fewer than 2 members'],
    ['round', { ...round, place: { coordinates: [71, 51, 0] } }, '/place/coordinates has more than 2 members'],
    ['round', { ...round, place: { coordinates: [51, 171] } }, '/place/coordinates/1 is more than 90'],
    [
      'round',
      { ...round, participations: [{ party: 'e3', attendance: 'attended', composition: ['fra', 'e3'] }] },
      '/participations/0/composition/1 names the party itself',
    ],
    [
      'caseload',
      { institution: 'i', period: '2019', measures: [{ measure: 'm', unit: 'x', value: '5' }] },
      '/measures/0/value is not of type number',
    ],
    [
      'document',
      {
        kind: 'treaty',
        title: { en: 'x' },
        status: 'signed',
        date: '2017',
        signatures: [{ party: 5, action: 'signed' }],
      },
      '/signatures/0/party is not of type string',
    ],
    [
      'round',
      { ...round, sources, claims: [{ at: '/period', kind: 'supports', source: 5 }] },
      '/claims/0/source is not of type string',
    ],
    [
      'round',
      { ...round, sources, claims: [{ at: '/period', kind: 'differs', value: '\ud800', source: 's1' }] },
      '/claims/0/value has a lone surrogate',
    ],
  ] as const)('is told one fault of one faulty value (%s %#)', (type, sent, fault) => {
    expect(faults(type, sent)).toEqual([fault]);
  });
  it.each(['Asia/Almaty', 'Europe/Istanbul', 'UTC'])('may lie in the time zone %s', (timeZone) => {
    expect(faults('round', { ...round, place: { timeZone } })).toEqual([]);
  });
  it.each(['de-1996', 'kk-Latn', 'pt-BR', 'sl-rozaj-biske', 'zh-Hant-TW'])('may be written in %s', (language) => {
    expect(faults('round', { ...round, label: { [language]: 'x' } })).toEqual([]);
  });
  it('keeps to the round of its faults: a member of a faulty list is still looked at', () => {
    const positions = [{ party: 'a', position: 'agrees', onBehalfOf: 'a' }, 7];
    const outcome = { process: 'p', kind: 'agreement', date: '2017', summary: { en: 'x' }, positions };
    expect(faults('outcome', outcome)).toEqual([
      '/positions/1 is not of type object',
      '/positions/0/onBehalfOf names the party itself',
    ]);
  });
});

describe('a team', () => {
  it('is of people by whom rows can be found, and no more of them than there can be rows', () => {
    const led = (team: readonly string[]) =>
      validate('process', 'p', { name: { en: 'P' }, level: 'international', status: 'active', team });
    const people = Array.from({ length: 1000 }, (_, index) => String(index).padStart(200, 'x'));
    expect(led(people)).toMatchObject({ ok: true });
    expect(led(['x'.repeat(201), ' '])).toMatchObject({ faults: [{ pointer: '/team/0' }, { pointer: '/team/1' }] });
    expect(led([...people, 'one more'])).toMatchObject({ faults: [{ pointer: '/team' }] });
  });
});

describe('impartiality', () => {
  const sat = (...roles: string[]) =>
    faults('round', { ...round, participations: [{ party: 'un', roles, attendance: 'attended' }] });
  it.each(['mediator', 'moderator', 'facilitator'])('keeps a %s from being a party', (role) => {
    expect(sat('party', role)).toHaveLength(1);
  });
  it.each(['guarantor', 'host', 'chair'])('lets a %s be a party', (role) => {
    expect(sat('party', role)).toEqual([]);
  });
  it('never refuses a claimed role', () => {
    const participations = [{ party: 'kaz', roles: ['party'], attendance: 'attended' }];
    const claims = [{ at: '/participations/kaz/roles', kind: 'differs', value: ['party', 'mediator'], source: 's1' }];
    expect(faults('round', { ...round, participations, sources, claims })).toEqual([]);
  });
});

describe('a claim', () => {
  const memo = {
    kind: 'memorandum',
    title: { en: 'Memorandum' },
    status: 'signed',
    date: '2017-05-04',
    effect: {},
    signatures: [
      { party: 'rus', action: 'signed' },
      { party: 'rus', action: 'signed', date: '2017' },
    ],
    sources,
  };
  const at = (pointer: string) =>
    faults('document', { ...memo, claims: [{ at: pointer, kind: 'differs', value: '2017', source: 's1' }] });

  it.each([
    '/effect/from',
    '/signatures/rus.signed/date',
    '/signatures/rus.signed~2/date',
    '/signatures/tur.signed',
    '/title/ru',
  ])('may stand at %s', (pointer) => expect(at(pointer)).toEqual([]));
  it.each([
    '/effect/form',
    '/signatures/0/date',
    '/signatures/tur.signed/date',
    '/claims/0',
    '/sources/s1',
    'date',
    '/',
  ])('may not stand at %s', (pointer) => expect(at(pointer)).toHaveLength(1));

  const made = (more: object) => faults('round', { ...round, sources, ...more });
  const outcome = { process: 'p', kind: 'agreement', date: '2017', summary: { en: 'x' }, sources };

  it('may add a position to an outcome that has none', () => {
    const claims = [
      { at: '/positions/irn', kind: 'differs', value: { party: 'irn', position: 'agrees' }, source: 's1' },
    ];
    expect(faults('outcome', { ...outcome, claims })).toEqual([]);
    expect(faults('outcome', { ...outcome, positions: [], claims })).toEqual([]);
  });
  it('may add to a composition where none is adopted', () => {
    const participations = [{ party: 'syr-armed-opposition', attendance: 'attended' }];
    const at = '/participations/syr-armed-opposition/composition/southern-front';
    expect(made({ participations, claims: [{ at, kind: 'differs', value: true, source: 's1' }] })).toEqual([]);
  });
  it.each(['announced', 'misprint', 'counting'])('that is %s may say no value', (kind) => {
    expect(made({ claims: [{ at: '/period', kind, source: 's1' }] })).toEqual([]);
  });
  it.each(['/place', '/number', '/label/ru', '/participations/fra.e3', '/signatures'])(
    'cannot keep back %s, which the record has not',
    (at) => {
      const participations = [{ party: 'fra', attendance: 'attended', onBehalfOf: 'e3' }];
      const found = made({ participations, claims: [{ at, kind: 'unverified' }] });
      expect(found).toHaveLength(1);
      expect(found[0]).toContain('/claims/0/at');
    },
  );
  it('keeps back what is there, by the key it has', () => {
    const participations = [{ party: 'fra', attendance: 'attended', onBehalfOf: 'e3' }];
    const places = ['/period', '/label/en', '/participations', '/participations/fra', '/participations/fra/onBehalfOf'];
    expect(made({ participations, claims: places.map((at) => ({ at, kind: 'unverified' })) })).toEqual([]);
  });
});

describe('a caseload', () => {
  const measures = [
    { measure: 'applications', value: 31000, unit: 'applications', approximate: true },
    {
      measure: 'agreed',
      value: 19053,
      unit: 'applications',
      of: 'applications',
      breakdown: 'result',
      stated: { percent: 61 },
    },
    {
      measure: 'advised',
      value: 12375,
      unit: 'applications',
      of: 'applications',
      breakdown: 'result',
      stated: { percent: 38 },
    },
  ];
  const warned = (all: object[]) => {
    const verdict = validate('caseload', 'r-1', { institution: 'kz-apk', period: '2019', measures: all });
    return verdict.ok ? warnings(verdict.record).map(({ detail }) => detail) : verdict.faults;
  };

  it('says what does not add up, and lets half a unit of a percentage pass', () => {
    expect(warned(measures)).toEqual([
      'agreed + advised = 31428 > applications = 31000 (result)',
      '12375 / 31000 = 39.9 %, stated 38 %',
    ]);
  });
  it('does not sum parts that are not said to make up the whole', () => {
    expect(warned(measures.map(({ breakdown: _none, stated: _percent, ...measure }) => measure))).toEqual([]);
  });
  it('always says that a part is greater than its whole', () => {
    expect(
      warned([
        { measure: 'all', value: 5, unit: 'x' },
        { measure: 'some', value: 6, unit: 'x', of: 'all' },
      ]),
    ).toEqual(['some = 6 > all = 5']);
  });
  it.each([{ value: 1, low: 1, high: 2 }, { low: 1 }, {}, { low: 3, high: 2 }])('refuses the figure %j', (figure) => {
    expect(
      faults('caseload', { institution: 'i', period: '2019', measures: [{ measure: 'm', unit: 'x', ...figure }] }),
    ).toHaveLength(1);
  });
});
