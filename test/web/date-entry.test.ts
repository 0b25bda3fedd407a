/** Dates as people write them: read as records have them, and what the site itself says is read back. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { datesIn } from '../../web/date.ts';
import { edtfOf } from '../../web/date-entry.ts';
import { languages } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';
import { sayIn } from '../../web/translate.ts';

it.each([
  ['May 2017', '2017-05'],
  ['about May 2017', '2017-05~'],
  ['4 May 2017', '2017-05-04'],
  ['May 4, 2017', '2017-05-04'],
  ['3–4 May 2017', '2017-05-03/2017-05-04'],
  ['3-4 мая 2017 г.', '2017-05-03/2017-05-04'],
  ['30 января – 2 февраля 2017', '2017-01-30/2017-02-02'],
  ['около 2017 года', '2017~'],
  ['04.05.2017', '2017-05-04'],
  ['05.2017', '2017-05'],
  ['29.02.2024', '2024-02-29'],
  ['03.05.2017 – 04.05.2017', '2017-05-03/2017-05-04'],
  ['2017 жылғы 4 мамыр', '2017-05-04'],
  ['2017 ж. 23–24 қаңтар', '2017-01-23/2017-01-24'],
  ['мамыр 2017', '2017-05'],
  ['шамамен 2017', '2017~'],
  ['с мая 2017', '2017-05/..'],
  ['until 2013', '../2013'],
  ['2017-2018', '2017/2018'],
  ['2017-05-03/2017-05-04', '2017-05-03/2017-05-04'],
  ['201X', '201X'],
  ['..', '..'],
])('%s is %s', (text, edtf) => {
  expect(edtfOf(text)).toBe(edtf);
});

it.each([
  'tomorrow',
  'May',
  '4 2017',
  '4 May 5 June 2017',
  '13.13.2017',
  '31.02.2026',
  '2026-02-29',
  '2026-13',
  '30–31 June 2017',
  '',
])('what cannot be told is not guessed: %s', (text) => {
  expect(edtfOf(text)).toBeUndefined();
});

const says = {
  kk: datesIn('kk', sayIn('kk', kk)),
  ru: datesIn('ru', sayIn('ru', ru)),
  en: datesIn('en', sayIn('en', en)),
};

it('what the site says of a date is read as that date, in each language', () => {
  const day = fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
  const point = fc
    .tuple(day, fc.constantFrom(4, 7, 10), fc.constantFrom('', '~', '?', '%'))
    .map(([date, length, doubt]) => date.toISOString().slice(0, length) + doubt);
  const range = fc
    .tuple(day, day)
    .filter(([a, b]) => a < b)
    .map(([a, b]) => `${a.toISOString().slice(0, 10)}/${b.toISOString().slice(0, 10)}`)
    .filter((text) => text.slice(0, 10) !== text.slice(11));
  const open = day
    .map((date) => date.toISOString().slice(0, 7))
    .chain((one) => fc.constantFrom(`${one}/..`, `../${one}`));
  fc.assert(
    fc.property(fc.oneof(point, range, open), fc.constantFrom(...languages), (edtf, language) => {
      expect(edtfOf(says[language].word(edtf))).toBe(edtf);
    }),
  );
});
