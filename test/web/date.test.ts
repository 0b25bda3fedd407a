/** Dates in the words of each language, and Kazakh ones and names as `Intl` has them where it knows Kazakh. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesIn } from '../../web/date.ts';
import { byName, type Language } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';
import { sayIn } from '../../web/translate.ts';

const dates = {
  kk: datesIn('kk', sayIn('kk', kk)),
  ru: datesIn('ru', sayIn('ru', ru)),
  en: datesIn('en', sayIn('en', en)),
};
// Some versions of the data have thin spaces about a dash.
const even = (text: string): string => text.replace(/\s/g, ' ').replace(/ ?– ?/g, '–');

it.each<[string, Record<Language, string>]>([
  ['2017-05-04', { kk: '2017 ж. 4 мамыр', ru: '4 мая 2017 г.', en: '4 May 2017' }],
  ['2017-05', { kk: '2017 ж. мамыр', ru: 'май 2017 г.', en: 'May 2017' }],
  ['2017', { kk: '2017 ж.', ru: '2017 г.', en: '2017' }],
  ['201X', { kk: '2010–2019 жж.', ru: '2010–2019 гг.', en: '2010–2019' }],
  ['2017-01-23/2017-01-24', { kk: '2017 ж. 23–24 қаңтар', ru: '23–24 января 2017 г.', en: '23–24 January 2017' }],
  [
    '2017-01-23/..',
    { kk: 'басталуы: 2017 ж. 23 қаңтар', ru: 'начало: 23 января 2017 г.', en: 'since 23 January 2017' },
  ],
  ['../2013-06', { kk: 'аяқталуы: 2013 ж. маусым', ru: 'окончание: июнь 2013 г.', en: 'until June 2013' }],
  [
    '2017-05-04?',
    { kk: '2017 ж. 4 мамыр (болжамды)', ru: '4 мая 2017 г. (предположительно)', en: 'perhaps 4 May 2017' },
  ],
  ['2017~', { kk: '2017 ж. (шамамен)', ru: '2017 г. (приблизительно)', en: 'about 2017' }],
  ['/', { kk: 'күні белгісіз', ru: 'дата неизвестна', en: 'date not known' }],
])('%s is said in each language', (edtf, said) => {
  for (const language of ['kk', 'ru', 'en'] as const) expect(even(dates[language].word(edtf))).toBe(said[language]);
});

it('a point that is an interval is some time within it, and acts write the year out', () => {
  expect(even(dates.en.point('2017-05/2017-06'))).toBe('some time within May–June 2017');
  expect(even(dates.kk.cited('2017-05-04'))).toBe('2017 жылғы 4 мамыр');
});

it('a number stands on one line with its word', () => {
  expect(dates.ru.word('2017-05-03/2017-05-04')).toBe('3–4\u00a0мая 2017\u00a0г.');
  expect(dates.kk.word('2017~')).toBe('2017\u00a0ж. (шамамен)');
});

describe('Kazakh', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
  const text = (date: Date): string => date.toISOString().slice(0, 10);
  const format = new Intl.DateTimeFormat('kk', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

  it('days are written as Intl writes them', () => {
    fc.assert(
      fc.property(day, (one) => {
        expect(even(dates.kk.word(text(one)))).toBe(format.format(one));
      }),
    );
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, until] = a < b ? [a, b] : [b, a];
        const ranged = even(format.formatRange(from, until));
        expect(even(dates.kk.word(`${text(from)}/${text(until)}`))).toBe(ranged);
      }),
    );
  });

  it('names are in the order of its letters, as Intl has them', () => {
    const name = fc.string({
      unit: fc.constantFrom(...'аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя'),
      minLength: 1,
      maxLength: 8,
    });
    const { compare } = new Intl.Collator('kk');
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(Math.sign(byName('kk')(a, b))).toBe(Math.sign(compare(a, b)));
      }),
    );
  });
});
