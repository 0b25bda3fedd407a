/** Any two histories with the same releases, that differ in all that nobody outside may know. */
import fc, { type Arbitrary } from 'fast-check';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type RecordType, type Ref, recordTypes, ref, splitRef } from '../../shared/domain/record-type.ts';
import { type Form, forms, mostReserved } from '../../shared/domain/release.ts';
import { mentions } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import { validate } from '../../shared/domain/validate.ts';
import { secret } from '../any-claim.ts';
import { anyIds, anyRecord } from '../any-record.ts';
import { classified } from './canary.ts';
import { twinsOf, type Withheld } from './twin.ts';

/** What is done to a record, in the order in which it is done. */
export type Act =
  | { readonly does: 'save'; readonly record: AnyRecord }
  | { readonly does: 'file'; readonly of: Ref; readonly language: string; readonly content: string }
  | { readonly does: 'propose' | 'retract' | 'delete'; readonly of: Ref }
  | { readonly does: 'merge'; readonly of: Ref; readonly into: string }
  | { readonly does: 'release'; readonly of: Ref; readonly form: Form; readonly embargoUntil?: string }
  | { readonly does: 'consent'; readonly of: Ref; readonly party: string; readonly form: Form };

/** Chapters, one after the other: both histories of a pair have the same number of them. */
export type History = readonly (readonly Act[])[];

/** What the two histories of a pair differ in: anything that is not released, or what is restricted alone. */
export type Difference = 'unreleased' | 'restricted';

/** What becomes of a record in secret. */
const ends = [
  'nothing',
  'internal',
  'edited',
  'proposed',
  'embargoed',
  'consented',
  'deleted',
  'restricted',
  'absent',
] as const;
type End = (typeof ends)[number];

/** `embargoed`: released, and retracted before anybody saw it. `rewritten`: it was something else for a while. */
const beginnings = ['none', 'none', 'embargoed', 'rewritten'] as const;
type Beginning = (typeof beginnings)[number];

type Fate = {
  readonly open: AnyRecord;
  /** What the public had of it, in which form, and whether that was retracted; undefined where it never had any. */
  readonly out: { form: Form; gone: boolean } | undefined;
  /** What each store withholds of it, taken from the drafts that each has of it besides. */
  readonly withheld: Withheld;
  readonly ends: readonly [End, End];
  /** What was done to it in secret before it was first released. */
  readonly beginnings: readonly [Beginning, Beginning];
  /** Of a document: whether its text was released with it, and in which language each store files one in secret, if in any. */
  readonly texts: { readonly told: boolean; readonly kept: readonly [string | null, string | null] };
};

/** One record is merged into another of its type. */
type Merge = { readonly of: Ref; readonly into: string };

/**
 * All that a pair is made of; `agreed` is the form to which the parties of every process consent. `merged` is what is merged in
 * both stores, and so released, where both records are out; and what each merges in secret.
 */
export type Pair = {
  readonly fates: readonly Fate[];
  readonly agreed: Form;
  readonly difference: Difference;
  readonly merged: { readonly openly: Merge | undefined; readonly inSecret: readonly [Merge[], Merge[]] };
};

/** Short ones, so that few rows are carried. */
const dates = ['2018-05', '2017-05-04', '2017-05/2017-06', '/', '2018-11/..', '2019-12/2020-01'];
const parties = ['party-1', 'party-2'];
/** After every time at which anybody reads. */
const farAway = '2190-01-01T00:00:00.000Z';

/** Records that no other names, so that there may really be none in one of two stores. */
export const apart: readonly [RecordType, string][] = recordTypes.map((type) => [type, `${type}-9`]);
const isApart = ({ id }: AnyRecord): boolean => id.endsWith('-9');

const anyForm = fc.constantFrom<Form[]>('full', 'full', 'full', ...forms);
const both = <T>(one: Arbitrary<T>) => fc.tuple(one, one);
const draft = (type: RecordType, id: string, which: 0 | 1) =>
  anyRecord(type, id, { word: `${id.endsWith('-9') ? classified : secret}-${which}`, dates });

/** Places at the top that may be doubted; the texts of a document are not among what a PUT brings. */
const doubtable = (type: RecordType): string[] => {
  const shape = shapes[type];
  return shape.is === 'object'
    ? Object.entries(shape.fields).flatMap(([name, { forms: shown }]) =>
        shown.length > 0 && name !== 'texts' ? [name] : [],
      )
    : [];
};

const anyFate = (type: RecordType, id: string): Arbitrary<Fate> =>
  fc.record({
    open: anyRecord(type, id, { dates }),
    out: id.endsWith('-9')
      ? fc.constant(undefined)
      : fc.option(fc.record({ form: anyForm, gone: fc.integer({ min: 0, max: 5 }).map((one) => one === 0) }), {
          nil: undefined,
          freq: type === 'process' ? 12 : 6,
        }),
    withheld: fc.record({
      others: fc.tuple(draft(type, id, 0), draft(type, id, 1)),
      doubted: fc.oneof(
        fc.constant([]),
        fc.uniqueArray(fc.constantFrom(...doubtable(type)), { minLength: 1, maxLength: 2 }),
      ),
      cabled: both(fc.boolean()),
    }),
    ends: both(fc.constantFrom(...ends)),
    beginnings: both(fc.constantFrom(...beginnings)),
    texts:
      type === 'document'
        ? fc.record({
            told: fc.integer({ min: 0, max: 5 }).map((one) => one < 5),
            kept: both(fc.constantFrom(null, 'en', 'kk')),
          })
        : fc.constant({ told: false, kept: [null, null] as const }),
  });

const merge = (type: RecordType, id: string, into: string): Merge => ({ of: ref(type, id), into });
const twofold: readonly RecordType[] = ['process', 'round', 'document', 'outcome'];
const mergeable = [
  merge('party', 'party-3', 'party-2'),
  merge('party', 'bloc-2', 'bloc-1'),
  merge('party', 'bloc-1', 'party-2'),
  ...twofold.map((type) => merge(type, `${type}-2`, `${type}-1`)),
];
const mergedInSecret = [
  ...mergeable.map((one) => ({ ...one, into: one.into.replace('party-2', 'party-1') })),
  ...apart.map(([type, id]) => merge(type, id, `${type}-1`)),
];
const anyMerges: Arbitrary<Pair['merged']> = fc.record({
  openly: fc.option(fc.constantFrom(...mergeable), { nil: undefined }),
  inSecret: both(fc.uniqueArray(fc.constantFrom(...mergedInSecret), { maxLength: 3 })),
});

/** Any pair; of the records that stand apart it has two. */
export const anyPair = (difference: Difference): Arbitrary<Pair> =>
  fc.uniqueArray(fc.constantFrom(...apart), { minLength: 2, maxLength: 2, selector: ([type]) => type }).chain((some) =>
    fc.record({
      fates: fc.tuple(...[...anyIds, ...some].map(([type, id]) => anyFate(type, id))),
      agreed: anyForm,
      difference: fc.constant(difference),
      merged: anyMerges,
    }),
  );

const refOf = ({ type, id }: AnyRecord): Ref => ref(type, id);

/** Whoever stands on a process is shown as reserved as its parties want it. */
const formOf = ({ open, out }: Fate, agreed: Form): Form =>
  mostReserved([
    out?.form ?? 'full',
    ...(open.type === 'process' || 'process' in open || 'round' in open ? [agreed] : []),
  ]);

/** A process asks the same of both, unless all that are asked anywhere agreed to everything. */
const askingAlike = (record: AnyRecord, agreed: Form): AnyRecord => {
  if (record.type !== 'process') return record;
  const { consentOf = [], ...rest } = record;
  const asked = agreed === 'full' ? consentOf.filter((party) => parties.includes(party)) : parties.slice(0, 1);
  return asked.length > 0 ? { ...rest, consentOf: asked } : rest;
};

/** The content of each record that the public has or had, as each store has it. */
const contentsOf = (fate: Fate, { agreed, difference }: Pair): [AnyRecord, AnyRecord] => {
  if (difference === 'restricted') return [askingAlike(fate.open, agreed), askingAlike(fate.open, agreed)];
  const [one, other] = twinsOf(fate.open, fate.withheld, formOf(fate, agreed));
  return [askingAlike(one, agreed), askingAlike(other, agreed)];
};

/** Whether what is out of a record was something else before: of every record that stays out whose id ends so. */
const isCorrected = ({ open, out }: Fate): boolean => out !== undefined && !out.gone && open.id.endsWith('-1');

const otherDate: Readonly<Record<string, string>> = { '2017-05-04': '2017-05', '2018-05': '2018-06', '/': '2017' };

/** What the public read of a record before: of a name, a date and whoever came something else. */
const misread = (open: AnyRecord): AnyRecord => {
  const wrong = Object.entries(open).map(([name, value]): [string, unknown] => {
    if (['name', 'label', 'title'].includes(name)) return [name, { ...value, en: `Misread ${open.id}` }];
    if (name === 'period' || name === 'date') return [name, otherDate[value] ?? value];
    if (name !== 'participations') return [name, value];
    return [name, value.map((seat: object) => ({ ...seat, attendance: 'invited' }))];
  });
  const record = Object.fromEntries(wrong);
  const verdict = validate(open.type, open.id, record);
  return verdict.ok ? verdict.record : open;
};

/** The same as each store has it; what both withhold is of another kind than in what came after. */
const misreadOf = (fate: Fate, { agreed, difference }: Pair): [AnyRecord, AnyRecord] => {
  const before = misread(fate.open);
  if (difference === 'restricted') return [askingAlike(before, agreed), askingAlike(before, agreed)];
  const [first, second] = fate.withheld.others;
  const [one, other] = twinsOf(before, { ...fate.withheld, others: [second, first] }, formOf(fate, agreed));
  return [askingAlike(one, agreed), askingAlike(other, agreed)];
};

const restricted = (record: AnyRecord): AnyRecord => ({ ...record, classification: 'restricted' });

/** What nobody outside may read in a file. */
const secretText = ({ open }: Fate, which: 0 | 1): string => `${isApart(open) ? classified : secret} text ${which}`;

/** A text that a store files in secret, if it does. */
const filedInSecret = (fate: Fate, which: 0 | 1): Act[] => {
  const language = fate.texts.kept[which];
  return language ? [{ does: 'file', of: refOf(fate.open), language, content: secretText(fate, which) }] : [];
};

/** What is done in secret to a record that was saved before, if it was: `before` says what there is of it. */
const inSecret = (fate: Fate, which: 0 | 1, end: End): Act[] => {
  const record = fate.withheld.others[which];
  const of = refOf(record);
  const save: Act[] = [{ does: 'save', record }, ...filedInSecret(fate, which)];
  switch (end) {
    case 'nothing':
    case 'absent':
      return [];
    case 'internal':
    case 'edited':
      return save;
    case 'proposed':
      return [...save, { does: 'propose', of }];
    case 'embargoed':
      return [...save, { does: 'propose', of }, { does: 'release', of, form: 'full', embargoUntil: farAway }];
    case 'consented':
      // By a party that nobody asks, to less than anybody agreed to.
      return [...save, { does: 'consent', of, party: 'party-3', form: 'existence' }];
    case 'deleted':
      return [...save, { does: 'delete', of }];
    case 'restricted':
      return [{ does: 'save', record: restricted(record) }, ...filedInSecret(fate, which)];
  }
};

/** What was done in secret to a record that is released later, of which `content` is there. */
const beginning = (fate: Fate, which: 0 | 1, content: AnyRecord): Act[] => {
  const of = refOf(content);
  switch (fate.beginnings[which]) {
    case 'none':
      return [];
    case 'embargoed':
      return [
        { does: 'propose', of },
        { does: 'release', of, form: 'full', embargoUntil: farAway },
        { does: 'retract', of },
      ];
    case 'rewritten':
      return [
        { does: 'save', record: fate.withheld.others[which] },
        { does: 'save', record: content },
      ];
  }
};

/** The text with which a document is released: the same in both stores where the public may read it. */
const releasedText = (fate: Fate, which: 0 | 1, { agreed, difference }: Pair): Act[] => {
  if (difference === 'unreleased' && formOf(fate, agreed) !== 'full') return filedInSecret(fate, which);
  const of = refOf(fate.open);
  return fate.texts.told ? [{ does: 'file', of, language: 'en', content: `Text of ${fate.open.id}` }] : [];
};

/** Whether the text of a document was released in full, as the parties of its process agreed, and stays so. */
const showsText = ({ fates, agreed }: Pair): boolean =>
  fates.some((fate) => fate.texts.told && fate.out && !fate.out.gone && formOf(fate, agreed) === 'full');

/** The same pair at every run, with a text that is read: few of those that chance draws have one. */
export const pairWithText = (difference: Difference): Pair => {
  const [pair] = fc.sample(anyPair(difference).filter(showsText), { seed: 3, numRuns: 1 });
  if (!pair) throw new Error('no pair was drawn');
  return pair;
};

/** Which end a record has in a store: what is seen by the audience that may not tell them apart stays the same. */
const endOf = ({ open, ends: all, out }: Fate, which: 0 | 1, difference: Difference): End => {
  if (difference === 'unreleased') {
    const end = all[which];
    // An edit of what is out changes nothing; to delete it, or to raise it, is to retract it.
    return out && !out.gone && (end === 'deleted' || end === 'restricted' || end === 'embargoed') ? 'edited' : end;
  }
  if (!isApart(open)) return out ? 'edited' : 'internal';
  const end = all[which];
  return end === 'deleted' || end === 'absent' ? end : 'restricted';
};

const order: readonly RecordType[] = ['party', 'process', 'round', 'document', 'outcome', 'caseload'];

/**
 * One of the two histories of a pair: all is written, what is never out has its end and all else its beginning, some is
 * released, some of that is corrected and one merged, what is out is edited, some is merged in secret, some is retracted and has its end. With `complete`, whatever a released record names is written, as the staff door wants it.
 */
export const historyOf = (pair: Pair, which: 0 | 1, complete: boolean): History => {
  const { difference, agreed } = pair;
  const all = order.flatMap((type) => pair.fates.filter(({ open }) => open.type === type));
  const contents = new Map(all.map((fate) => [fate, contentsOf(fate, pair)]));
  const firsts = new Map([...contents].map(([fate, both]) => [fate, isCorrected(fate) ? misreadOf(fate, pair) : both]));
  const named = new Set<Ref>(parties.map((party) => ref('party', party)));
  if (complete) {
    for (const [{ out }, both] of [...contents, ...firsts]) {
      for (const record of both) {
        if (out) for (const { refs } of mentions(shapes[record.type], record)) for (const one of refs) named.add(one);
      }
    }
  }
  const draftOf = (fate: Fate): AnyRecord =>
    fate.withheld.others[difference === 'unreleased' || isApart(fate.open) ? which : 0];
  const howOf = (fate: Fate): End => {
    const how = endOf(fate, which, difference);
    // The door refuses to take away what others name.
    const isTaken = how === 'deleted' || how === 'restricted';
    return isTaken && complete && !fate.out && named.has(refOf(fate.open)) ? 'edited' : how;
  };
  const end = (fate: Fate): Act[] => {
    const how = howOf(fate);
    const known = difference === 'unreleased' || isApart(fate.open) ? which : 0;
    if (difference === 'restricted' && how === 'deleted') {
      const record = restricted(draftOf(fate));
      return [{ does: 'save', record }, ...filedInSecret(fate, known), { does: 'delete', of: refOf(record) }];
    }
    return inSecret(fate, known, how);
  };
  const written = all.flatMap((fate): Act[] => {
    const content = firsts.get(fate)?.[which];
    if (fate.out && content) return [{ does: 'save', record: content }];
    const how = howOf(fate);
    const isThere = (how !== 'absent' && how !== 'restricted' && !isApart(fate.open)) || named.has(refOf(fate.open));
    return isThere ? [{ does: 'save', record: askingAlike(draftOf(fate), agreed) }] : [];
  });
  const out = all.filter((fate) => fate.out);
  const gone = out.filter((fate) => fate.out?.gone);
  const released = out.flatMap((fate): Act[] => {
    const of = refOf(fate.open);
    const consents = parties.map((party): Act => ({ does: 'consent', of, party, form: agreed }));
    return [
      ...(fate.open.type === 'process' ? consents : []),
      { does: 'propose', of },
      { does: 'release', of, form: fate.out?.form ?? 'full' },
    ];
  });
  const corrected = out.filter(isCorrected).flatMap((fate): Act[] => {
    const record = contents.get(fate)?.[which];
    const of = refOf(fate.open);
    const release: Act = { does: 'release', of, form: fate.out?.form ?? 'full' };
    return record ? [{ does: 'save', record }, { does: 'propose', of }, release] : [];
  });
  return [
    written,
    all.flatMap((fate) => {
      const content = firsts.get(fate)?.[which];
      if (!fate.out || !content) return end(fate);
      return [...beginning(fate, difference === 'unreleased' ? which : 0, content), ...releasedText(fate, which, pair)];
    }),
    released,
    [...corrected, ...mergedOpenly(pair)],
    [...out.filter((fate) => !fate.out?.gone).flatMap(end), ...mergesInSecret(pair, which)],
    gone.map((fate): Act => ({ does: 'retract', of: refOf(fate.open) })),
    gone.flatMap(end),
  ];
};

/** What is merged in both stores, by whoever writes, and released: where the public has both records for good. */
const mergedOpenly = ({ fates, merged: { openly } }: Pair): Act[] => {
  const [old, survivor] = [openly?.of, openly && ref(splitRef(openly.of)?.type ?? 'party', openly.into)].map((one) =>
    fates.find(({ open, out }) => refOf(open) === one && out && !out.gone),
  );
  if (!openly || !old?.out || !survivor) return [];
  const { of } = openly;
  return [
    { does: 'merge', ...openly },
    { does: 'propose', of },
    { does: 'release', of, form: old.out.form },
  ];
};

/** What a store merges in secret: where only what is restricted differs, nothing else. */
const mergesInSecret = ({ difference, merged: { inSecret: all } }: Pair, which: 0 | 1): Act[] =>
  all[which]
    .filter(({ of }) => difference === 'unreleased' || apart.some(([type, id]) => ref(type, id) === of))
    .map((one) => ({ does: 'merge', ...one }));

/** Every record that a pair has in either history. */
export const refsOf = ({ fates }: Pair): Ref[] => fates.map(({ open }) => refOf(open));
