/** What does not add up in a caseload: figures stay as published, and this says so. */
import type { Measure } from './caseload.ts';
import type { Fault } from './json.ts';

type Published = { [Name in keyof Measure]?: Measure[Name] | Partial<Measure[Name]> };
type Range = { low: number; high: number };

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const rangeOf = (measure: Published | undefined): Range | undefined => {
  const low = number(measure?.value) ?? number(measure?.low);
  const high = number(measure?.value) ?? number(measure?.high);
  return low === undefined || high === undefined ? undefined : { low, high };
};

const text = ({ low, high }: Range): string => (low === high ? String(low) : `${low}–${high}`);

/** Parts of one whole and breakdown: their sum is checked against the whole. */
const sums = (measures: readonly Published[]): Fault[] => {
  const groups = Map.groupBy(
    measures.filter(({ of, breakdown }) => of !== undefined && breakdown !== undefined),
    ({ of, breakdown }) => `${of}\n${breakdown}`,
  );
  return [...groups.values()].flatMap((parts): Fault[] => {
    const [first] = parts;
    const whole = rangeOf(measures.find(({ measure }) => measure === first?.of));
    const ranges = parts.flatMap((part) => rangeOf(part) ?? []);
    // Where a name or a figure is withheld, nothing can be said.
    const isKnown = ranges.length === parts.length && parts.every(({ measure }) => measure !== undefined);
    if (!whole || !isKnown) return [];
    const sum = ranges.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), { low: 0, high: 0 });
    if (sum.low <= whole.high && whole.low <= sum.high) return [];
    const sign = sum.low > whole.high ? '>' : '<';
    const names = parts.map(({ measure }) => measure).join(' + ');
    const detail = `${names} = ${text(sum)} ${sign} ${first?.of} = ${text(whole)} (${first?.breakdown})`;
    return [{ pointer: `/measures/${measures.indexOf(first ?? {})}`, detail }];
  });
};

/**
 * Warnings of a caseload's measures: parts that do not make up their whole, a part greater than its whole, a stated
 * percentage off by more than half a unit. Pointers are RFC 6901, into the list as given.
 */
export const warningsOfMeasures = (measures: readonly Published[]): Fault[] => [
  ...sums(measures),
  ...measures.flatMap((part, index): Fault[] => {
    const whole = rangeOf(measures.find(({ measure }) => measure === part.of));
    const range = rangeOf(part);
    const percent = typeof part.stated === 'object' ? number(part.stated.percent) : undefined;
    if (part.measure === undefined || part.of === undefined || !whole || !range) return [];
    const pointer = `/measures/${index}`;
    const greater = range.low > whole.high;
    const lowest = (100 * range.low) / whole.high;
    const highest = (100 * range.high) / whole.low;
    const off = percent !== undefined && whole.low > 0 && (percent < lowest - 0.5 || percent > highest + 0.5);
    const computed = `${text(range)} / ${text(whole)} = ${((lowest + highest) / 2).toFixed(1)} %`;
    return [
      ...(greater ? [{ pointer, detail: `${part.measure} = ${text(range)} > ${part.of} = ${text(whole)}` }] : []),
      ...(off ? [{ pointer: `${pointer}/stated/percent`, detail: `${computed}, stated ${percent} %` }] : []),
    ];
  }),
];
