/** The reserved forms: what a summary and an existence show, and that nothing they withhold moves anything that is shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWorld, type Fate } from '../../test/any-record.ts';
import {
  differs,
  document,
  kept,
  outcome,
  process,
  published,
  round,
  state,
  unverified,
} from '../../test/least-record.ts';
import { open, openAs, partition, recordOf, rowsOf } from '../../test/world.ts';
import type { Consent, Form } from '../domain/release.ts';
import type { Live } from '../domain/snapshot.ts';

/** The bodies of a partition of the public view, over what is released in the forms it is in. */
const shownIn = (snapshots: Live[], pk: string): object[] =>
  partition(rowsOf('public', snapshots), pk).map(({ body }) => body);
const replyTo = (one: Live, ...others: Live[]): object | undefined =>
  shownIn([one, open(process), ...others], `${one.type}#${one.id}`)[0];
const keysOfRows = (snapshots: Live[]): string[] => [...rowsOf('public', snapshots).keys()];

const fra = state('fra');
const deu = state('deu');
const delegation = { head: { name: { en: 'Head' } }, size: 7 };
const talksOf = (more: object) =>
  round({
    place: { name: { en: 'Astana' }, country: 'KAZ' },
    agenda: ['ceasefire'],
    participations: [{ party: 'fra', roles: ['host'], attendance: 'attended', delegation }],
    ...more,
  });

describe('a summary', () => {
  it('of a round has no delegations, nor claims and sources on them; the rest is renumbered', () => {
    const one = talksOf({
      sources: [published('s1'), published('s2'), published('s3'), published('s4')],
      claims: [
        differs('/participations/fra/delegation/size', 9, 's1'),
        differs('/period', '2017-05-03', 's2'),
        differs('/participations/fra', { party: 'fra', roles: ['chair'], delegation }, 's4'),
      ],
    });
    const reply = replyTo(openAs('summary', one), open(fra));
    expect(reply).toMatchObject({
      label: { en: 'Round' },
      participations: [{ party: 'fra', roles: ['host'], attendance: 'attended' }],
      sources: [
        { id: 's1', title: 'Source s2' },
        { id: 's2', title: 'Source s4' },
      ],
      claims: [
        { at: '/period', source: 's1' },
        { at: '/participations/fra', value: { party: 'fra', roles: ['chair'] }, source: 's2' },
      ],
    });
    expect(JSON.stringify(reply)).not.toMatch(/delegation|Head|Source s[13]/);
    expect(shownIn([open(process), open(fra), openAs('summary', one)], 'party#fra#rounds')).toHaveLength(1);
  });

  it('of an outcome stands under nobody for a position, and has no vote; under who is concerned or came it stands', () => {
    const usa = state('usa');
    const one = outcome({
      round: 'round',
      positions: [
        { party: 'deu', position: 'agrees' },
        { party: 'fra', position: 'rejects' },
      ],
      concerns: ['usa'],
      vote: { on: 'whole', yes: 1, no: 1, abstain: 0 },
      sources: [published('s1'), kept('s2')],
      claims: [differs('/vote/yes', 2), { ...differs('/summary', { en: 'Other' }, 's2') }],
    });
    const all = [open(process), open(talksOf({})), open(fra), open(deu), open(usa), openAs('summary', one)];
    const [reply] = shownIn(all, 'outcome#outcome');
    expect(reply).toMatchObject({ summary: { en: 'Outcome' }, concerns: ['usa'], sources: [{ access: 'internal' }] });
    expect(JSON.stringify([...rowsOf('public', all)])).not.toMatch(/agrees|rejects|"yes"|positionCounts|"positions"/);
    expect(shownIn(all, 'party#deu#outcomes')).toEqual([]);
    expect(shownIn(all, 'timeline#party#deu')).toEqual([]);
    expect(shownIn(all, 'party#fra#outcomes')).toMatchObject([{ as: 'round', roles: ['host'] }]);
    expect(shownIn(all, 'party#usa#outcomes')).toMatchObject([{ as: 'concern', parties: ['usa', 'fra'] }]);
    const within = partition(rowsOf('public', all), 'round#round').filter(({ sk }) => sk.startsWith('c#'));
    expect(within.map(({ body }) => body)).toEqual([reply]);
  });

  it('of a document has the signatures without the persons', () => {
    const signatory = { name: { en: 'Head' } };
    const one = document({ signatures: [{ party: 'fra', action: 'signed', signatory }] });
    expect(replyTo(openAs('summary', one), open(fra))).toMatchObject({
      signatures: [{ party: 'fra', action: 'signed' }],
    });
    expect(JSON.stringify([...rowsOf('public', [open(process), open(fra), openAs('summary', one)])])).not.toContain(
      'Head',
    );
  });
});

describe('an existence', () => {
  it('of a round has its process, kind, year and country, and stands under nobody and no issue', () => {
    const one = talksOf({
      sources: [published('s1')],
      claims: [differs('/kind', 'summit'), unverified('/label')],
      identifiers: { pax: ['7'] },
      remark: { en: 'Remark' },
    });
    const all = [open(process), open(fra), openAs('existence', one)];
    expect(shownIn(all, 'round#round')).toEqual([
      {
        id: 'round',
        type: 'round',
        href: '/public/v1/rounds/round',
        salt: 'salt of round',
        process: 'talks',
        kind: 'main',
        period: '2017',
        place: { country: 'KAZ' },
        disputed: [],
      },
    ]);
    expect(keysOfRows(all).filter((key) => /fra#rounds|party#fra.*round|issue/.test(key))).toEqual([]);
    expect(JSON.stringify(shownIn(all, 'rounds'))).not.toMatch(/2017-|Round|Astana|fra|ceasefire/);
  });

  it('of an outcome does not stand in its round, and says nothing of its status', () => {
    const source = published('s1');
    const implementation = [{ date: '2018', status: 'full', source: 's1' }];
    const one = outcome({ round: 'round', implementation, due: '2018', issues: ['land'], sources: [source] });
    const all = [open(process), open(talksOf({})), open(fra), openAs('existence', one)];
    expect(shownIn(all, 'outcomes')).toEqual([
      {
        type: 'outcome',
        id: 'outcome',
        href: '/public/v1/outcomes/outcome',
        kind: 'vote',
        date: '2017',
        process: 'talks',
        issues: [],
        parties: [],
        partyCount: 0,
        disputed: [],
      },
    ]);
    expect(shownIn(all, 'round#round')).toHaveLength(1);
    expect(shownIn(all, 'outcomes#issue#land')).toEqual([]);
    expect(keysOfRows(all).filter((key) => key.includes('implementation'))).toEqual([]);
    const row = [...rowsOf('public', all).values()].find(({ pk }) => pk === 'outcomes');
    expect(row?.filters).not.toHaveProperty('dueBy');
    expect(row?.filters).not.toHaveProperty('status');
  });

  it('goes with its round all the same', () => {
    const one = openAs('existence', outcome({ round: 'round' }));
    expect(shownIn([open(process), one], 'outcome#outcome')).toEqual([]);
    expect(shownIn([open(process), open(talksOf({})), one], 'outcome#outcome')).toHaveLength(1);
  });

  it('of a party has no name: it is called by its id, wherever it is named', () => {
    const named = state('fra', {
      name: { en: 'Secret' },
      aliases: [{ name: 'Secret too' }],
      identifiers: { pax: ['7'] },
    });
    const all = [open(process), open(talksOf({})), openAs('existence', named)];
    expect(JSON.stringify([...rowsOf('public', all)])).not.toMatch(/Secret|"7"/);
    expect(shownIn(all, 'party-names')).toMatchObject([{ id: 'fra', matched: 'fra' }]);
  });

  it.each([
    ['2017-05-04?', '2017'],
    ['2016-12/2017-02', '2016/2017'],
    ['2017-05-04/..', '2017/..'],
    ['../2017-05', '../2017'],
    ['/', '/'],
  ])('tells of %s the year: %s', (date, year) => {
    expect(replyTo(openAs('existence', outcome({ date })))).toMatchObject({ date: year });
  });

  it('keeps back what nobody has verified, as every form does', () => {
    const one = outcome({ claims: [unverified('/kind'), unverified('/date')] });
    const reply = replyTo(openAs('existence', one));
    expect(reply).not.toHaveProperty('kind');
    expect(reply).not.toHaveProperty('date');
  });
});

it('a document and an outcome under a round of a reserved form are shown in their own', () => {
  const positions = [{ party: 'deu', position: 'agrees' }];
  const all = [
    open(process),
    open(fra),
    open(deu),
    openAs('existence', talksOf({})),
    open(outcome({ round: 'round', positions })),
    open(document({ round: 'round' })),
  ];
  expect(shownIn(all, 'round#round')).toMatchObject([{ period: '2017' }, { type: 'document' }, { positions }]);
  expect(shownIn(all, 'party#deu#outcomes')).toMatchObject([{ as: 'position' }]);
  // That it came to the round is withheld, and so is that the outcome has to do with it.
  expect(shownIn(all, 'party#fra#outcomes')).toEqual([]);
});

describe('the consents that stand', () => {
  const asks = (consents: Partial<Consent>[]): Live => {
    const live = open(recordOf({ ...process, consentOf: ['fra', 'deu'] }));
    const given = consents.map((one): Consent => ({ party: 'fra', form: 'full', by: 'writer', at: '', ...one }));
    return { ...live, release: { ...live.release, consents: given } };
  };
  const under = (consents: Partial<Consent>[], own: Partial<Consent>[] = []): object | undefined => {
    const live = open(talksOf({}));
    const given = own.map((one): Consent => ({ party: 'fra', form: 'full', version: 1, by: 'writer', at: '', ...one }));
    const one = { ...live, release: { ...live.release, consents: given } };
    return shownIn([asks(consents), open(fra), open(deu), one], 'round#round')[0];
  };
  const both: Partial<Consent>[] = [{ party: 'fra' }, { party: 'deu' }];

  it('decide whether a record of a process is public, whatever it was released with', () => {
    expect(under(both)).toHaveProperty('participations.0.delegation');
    expect(under([{ party: 'fra' }])).toBeUndefined();
    expect(under([{ party: 'fra' }, { party: 'deu', version: 1 }], [])).toBeUndefined();
    expect(under([{ party: 'fra' }, { party: 'deu', version: 1 }], [{ party: 'deu' }])).toHaveProperty('label');
    expect(under([{ party: 'fra' }, { party: 'deu', version: 1 }], [{ party: 'deu', version: 2 }])).toBeUndefined();
  });
  it('make the form the most reserved that any of the parties agreed to', () => {
    const summary = under([{ party: 'fra' }, { party: 'deu', form: 'summary' }]);
    expect(summary).toHaveProperty('label');
    expect(summary).not.toHaveProperty('participations.0.delegation');
    expect(under(both, [{ form: 'existence' }])).not.toHaveProperty('label');
    expect(under([{ party: 'fra', form: 'existence' }, { party: 'deu' }], [{ form: 'full' }])).not.toHaveProperty(
      'label',
    );
  });
  it('tell analysts as well whether the public has the record', () => {
    const rows = (consents: Partial<Consent>[]) =>
      partition(rowsOf('analyst', [asks(consents), open(talksOf({})), open(fra), open(deu)]), 'round#round')[0]?.body;
    expect(rows(both)).toMatchObject({ released: true });
    expect(rows([{ party: 'deu' }])).toMatchObject({ released: false, participations: [{ delegation }] });
  });
});

/** Another date of the same years. */
const sameYears: Readonly<Record<string, string>> = {
  '2017': '2017-05-04',
  '2017-05-04': '2017?',
  '2018-05': '2018-07-01',
  '2016/2018': '2016-03/2018-01',
  '../2017': '../2017-02',
  '/': '/',
  '2017?': '2017',
  '2018/..': '2018-03/..',
};
type Loose = { [name: string]: unknown };
const list = (value: unknown): Loose[] => (Array.isArray(value) ? value : []);
const isWithheldInSummary = (at: string): boolean =>
  /^\/(positions|vote)(\/|$)|^\/participations\/[^/]+\/delegation|^\/signatures\/[^/]+\/signatory/.test(at);
const isKeptInExistence = (at: string): boolean =>
  /^\/(process|kind|period|date|countries|place\/country)(\/|$)/.test(at);

/**
 * A record with all that a form withholds taken from another, by this page's own account of the forms. `secret` stands in
 * what the generated records lack.
 */
const withWithheld = (form: Form, one: Loose, other: Loose, secret: string): Loose => {
  const claims = (all: unknown, which: (claim: Loose) => boolean) => list(all).filter(which);
  const at = (claim: Loose) => String(claim.at);
  if (form === 'full') return one;
  if (form === 'summary') {
    const withDelegation = (seat: Loose) => ({ ...seat, delegation: { head: { name: { en: secret } } } });
    const withSignatory = (seat: Loose) => ({ ...seat, signatory: { name: { en: secret } } });
    return {
      ...one,
      positions: other.positions,
      ...(one.type === 'outcome' && { vote: { on: 'whole', result: secret, yes: secret.length, no: 0, abstain: 0 } }),
      ...(one.participations !== undefined && { participations: list(one.participations).map(withDelegation) }),
      ...(one.signatures !== undefined && { signatures: list(one.signatures).map(withSignatory) }),
      claims: [
        ...claims(one.claims, (claim) => !isWithheldInSummary(at(claim))),
        ...claims(other.claims, (claim) => isWithheldInSummary(at(claim))),
      ],
    };
  }
  const { id, type, process: of, kind, countries, consentOf } = one;
  const year = (name: string) => ({ [name]: typeof one[name] === 'string' ? sameYears[one[name]] : undefined });
  return {
    ...other,
    ...{ id, type, process: of, kind, countries, consentOf },
    ...year('date'),
    ...year('period'),
    ...(type === 'round' && { place: { name: { en: secret } } }),
    claims: [
      ...claims(one.claims, (claim) => claim.kind === 'unverified' && isKeptInExistence(at(claim))),
      ...claims(other.claims, (claim) => claim.kind !== 'unverified' || !isKeptInExistence(at(claim))),
    ],
  };
};

it.each(['summary', 'existence'] as const)(
  'not a byte of what is public moves with what a form withholds: %s',
  (form) => {
    const worldOf = (fates: Fate[], which: 0 | 1): Live[] =>
      fates.map(({ record, released, edits }) => {
        if (!released) return open(record);
        const changed = withWithheld(form, { ...record }, { ...edits[which] }, ['one', 'another'][which] ?? '');
        return openAs(form, JSON.parse(JSON.stringify(changed)));
      });
    fc.assert(
      fc.property(anyWorld, (fates) => {
        const [one, other] = [rowsOf('public', worldOf(fates, 0)), rowsOf('public', worldOf(fates, 1))];
        expect(JSON.stringify([...one])).toBe(JSON.stringify([...other]));
      }),
      { numRuns: 60 },
    );
  },
);
