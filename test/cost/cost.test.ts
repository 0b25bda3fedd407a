/** That docs/cost.md says what it costs: its figures are measured, and its tables are made of them, the prices and the templates. */
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { connectionTo } from '../../local/dynamodb.ts';
import { isObject } from '../../shared/domain/json.ts';
import { everySize, keptFigures } from './basis.ts';
import { measure } from './measure.ts';
import { month, sum } from './month.ts';
import { tables, withTables } from './page.ts';

const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
const all = everySize(keptFigures());

/** Every number of a nested object, by the way to it. */
const numbersIn = (value: unknown, path = ''): [string, number][] => {
  if (typeof value === 'number') return [[path, value]];
  return isObject(value) ? Object.entries(value).flatMap(([name, of]) => numbersIn(of, `${path}/${name}`)) : [];
};

describe('the page', () => {
  it('is what the kept figures, the bench, the prices and the templates make of it', () => {
    expect(withTables(page, tables(all)), 'run `npm run cost -- --kept`').toBe(page);
  });

  it('rests on figures that are measured again here, to a hundredth', { timeout: 600_000 }, async () => {
    const measured = new Map(numbersIn(await measure(connectionTo(inject('dynamoDbPort'), 'cost'))));
    const off = numbersIn(keptFigures()).filter(
      ([path, kept]) => !(Math.abs((measured.get(path) ?? Number.NaN) - kept) <= kept / 100),
    );
    expect(
      off.map(([path, kept]) => `${path}: ${kept} is now ${measured.get(path)}`),
      'run `npm run cost`',
    ).toEqual([]);
    expect(measured.size).toBe(numbersIn(keptFigures()).length);
  });
});

describe('a month', () => {
  const { size, basis } = all.find(({ size: { name } }) => name === 'agency') ?? { size: undefined, basis: undefined };
  if (!size || !basis) throw new Error('there is no agency');

  it('has nothing behind CloudFront paid for what CloudFront answers by itself', () => {
    const kept = month(size, 1, basis);
    const nobody = month({ ...size, publicReads: 0 }, 0, basis);
    expect(kept.taken.public).toEqual({ reads: 0, writes: 0 });
    for (const part of ['DynamoDB reads', 'Lambda', 'HTTP API']) {
      expect(sum(kept.lines, false, part)).toBe(sum(nobody.lines, false, part));
    }
    expect(sum(kept.lines, false, 'CloudFront')).toBeGreaterThan(sum(nobody.lines, false, 'CloudFront'));
  });

  it('is dearer by every edit: the save, and its projection with the entries of the log', () => {
    const more = month({ ...size, staff: size.staff * 2 }, 0, basis).taken;
    const { staff, projection } = month(size, 0, basis).taken;
    expect(more.staff.writes).toBeCloseTo(2 * staff.writes);
    expect(more.projection.writes).toBeGreaterThan(projection.writes);
  });
});
