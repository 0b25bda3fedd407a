/** Places and values of records in words: what pages show of a correction, a dispute and a comparison. */
import { type ComponentChildren, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { RecordType } from '../../shared/domain/record-type.ts';
import type { Shape } from '../../shared/domain/shape.ts';
import { shapes } from '../../shared/domain/shapes.ts';
import type { Language } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';
import { fieldWords } from '../../web/part/field-word.ts';
import type { Names } from '../../web/part/name.tsx';
import { LookUpProvider } from '../../web/part/unnamed.tsx';
import { PlaceName, Value } from '../../web/part/value.tsx';
import { SiteProvider, siteOf } from '../../web/site.ts';

const catalogues = { en, kk, ru };
const names: Names = { parties: { fra: { name: { en: 'France', kk: 'Франция' } } }, processes: {} };

const textIn = (language: Language, of: ComponentChildren): string => {
  const place = { page: 'changes', id: '', language, query: new URLSearchParams() } as const;
  const value = siteOf(catalogues[language], { place, path: '', address: '', today: '2026-11-27' });
  return renderToString(h(SiteProvider, { value, children: of })).replace(/<[^>]*>/g, '');
};

const place = (language: Language, at: string): string => textIn(language, h(PlaceName, { at, names }));
const value = (type: RecordType, at: string, of: unknown): string => textIn('en', h(Value, { type, at, of, names }));

/** The fields of a shape, however deep. */
const fieldsIn = (shape: Shape): string[] => {
  if (shape.is === 'list') return fieldsIn(shape.of);
  if (shape.is !== 'object') return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => [name, ...fieldsIn(field.shape)]);
};

describe('a place', () => {
  it('is called by words, whichever field of a record it is', () => {
    const fields = Object.values(shapes).flatMap(fieldsIn);
    expect(fields.filter((field) => fieldWords[field] === undefined)).toEqual([]);
  });

  it('in a list is called by one member of it, by its number or by what it is about', () => {
    expect(place('en', '/sources/6/url')).toBe('Source 7 – Address (link)');
    expect(place('ru', '/sources/s7')).toBe('7-й источник');
    expect(place('kk', '/sources/s7')).toBe('7-дереккөз');
    expect(place('ru', '/aliases/1/name')).toBe('2-е название – Название');
    expect(place('kk', '/participations/fra/roles')).toBe('Кім қатысты – Франция – Рөлдері');
    expect(place('en', '/signatures/fra.initialled/date')).toBe('Who acted in it, and how – France, initialled – Date');
    expect(place('en', '/relations/amends.a-letter')).toBe('How it stands to other documents – amends, a-letter');
    expect(place('en', '/implementation/2017-05/status')).toBe('What came of it – May 2017 – Status');
    expect(place('en', '/label/kk')).toBe('Label – Kazakh');
  });
});

describe('a value', () => {
  it('is said in the words of its vocabulary, and in the language that it is in', () => {
    expect(value('process', '/numbering', 'official')).toBe('official numbers');
    expect(value('process', '/method', ['good-offices', 'mediation'])).toBe('good offices, mediation');
    expect(value('process', '/countries', ['KAZ'])).toBe('Kazakhstan');
    expect(value('round', '/place/country', 'CHE')).toBe('Switzerland');
    expect(value('document', '/relations', [{ type: 'amends', document: 'x' }])).toContain('Kind: amends');
    expect(value('outcome', '/implementation/2017-05/status', 'intermediate')).toBe('on its way');
    expect(value('round', '/label/kk', 'Төртінші')).toBe('Төртіншіkk (Kazakh)');
  });

  it('names a record as the reply does, as it is asked for where that is possible, and else by its id', () => {
    expect(value('outcome', '/concerns', ['fra', 'deu'])).toBe('France, deu');
    const asking = h(LookUpProvider, {
      value: ({ types, id }) => `${types.join()} ${id} is asked for`,
      children: h(Value, { type: 'document', at: '/round', of: 'r4', names }),
    });
    expect(textIn('en', asking)).toBe('round r4 is asked for');
  });
});
