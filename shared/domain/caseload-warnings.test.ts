/** What is said of figures that do not add up, where a name among them is withheld. */
import { expect, it } from 'vitest';
import { warningsOfMeasures } from './caseload-warnings.ts';

const whole = { measure: 'all', value: 7 };
const parts = [
  { measure: 'settled', value: 8, of: 'all', breakdown: 'result', stated: { percent: 20 } },
  { measure: 'other', value: 1, of: 'all', breakdown: 'result' },
];

it('says nothing of parts of which one has no name, and none of its own figure', () => {
  expect(warningsOfMeasures([whole, ...parts])).toHaveLength(3);
  const withheld = parts.map(({ measure, ...part }) => (measure === 'settled' ? part : { measure, ...part }));
  expect(warningsOfMeasures([whole, ...withheld])).toEqual([]);
});
