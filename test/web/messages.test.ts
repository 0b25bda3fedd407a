/** What the interface says: every word in every language, none beside the catalogues, and none that nobody says. */
import { globSync, readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { problems } from '../../shared/contract/problem.ts';
import { isObject } from '../../shared/domain/json.ts';
import * as terms from '../../shared/domain/terms.ts';
import { languages } from '../../web/language.ts';
import { en } from '../../web/messages/en.ts';
import { faultIn, faultWords } from '../../web/messages/fault.ts';
import { kk } from '../../web/messages/kk.ts';
import { ru } from '../../web/messages/ru.ts';

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, kk, ru };
const keys = Object.keys(en);
const web = new URL('../../web/', import.meta.url).pathname;
const sources = globSync('**/*.{ts,tsx}', { cwd: web, exclude: ['messages/**'] }).map((file) => ({
  file,
  text: readFileSync(`${web}${file}`, 'utf8'),
}));

/** The names of the values that a message takes. */
const valuesIn = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name))].sort();

describe('a catalogue', () => {
  it('has every key that another has, and no message is empty', () => {
    for (const language of languages) {
      expect(Object.keys(catalogues[language] ?? {}), language).toEqual(keys);
      for (const [key, message] of Object.entries(catalogues[language] ?? {})) expect(message, key).toMatch(/\S/);
    }
  });

  it('can be read by the formatter, and takes the same values in every language', () => {
    for (const key of keys) {
      const wanted = valuesIn(catalogues.en?.[key] ?? '');
      for (const language of languages) {
        const message = catalogues[language]?.[key] ?? '';
        expect(() => new IntlMessageFormat(message, language), key).not.toThrow();
        expect(valuesIn(message), `${language} ${key}`).toEqual(wanted);
      }
    }
  });

  it('leaves nothing in another alphabet: what is Kazakh or Russian is written in Cyrillic', () => {
    // Names and formats that are the same in every language.
    const latin = /Kelissöz|SHA-256|BibTeX|CSL-JSON|Apache License|URL|WCAG|A4|AA/g;
    for (const language of ['kk', 'ru'] as const) {
      for (const [key, message] of Object.entries(catalogues[language] ?? {})) {
        const words = message.replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, '').replace(latin, '');
        expect(words, `${language} ${key}`).not.toMatch(/[A-Za-z]{2}/);
      }
    }
  });

  it('asks no case ending of a name: in Kazakh and Russian it stands first, after a colon, or within «»', () => {
    for (const language of ['kk', 'ru'] as const) {
      for (const [key, message] of Object.entries(catalogues[language] ?? {})) {
        const names = message.replace(/\{\w+, plural,.*\}/g, '').matchAll(/(.{0,2})\{(\w+)\}/g);
        for (const [, before = ''] of names) {
          const free = before === '' || before.endsWith(': ') || before.endsWith('«') || /[–/-] ?$/.test(before);
          expect(free, `${language} ${key}: ${message}`).toBe(true);
        }
      }
    }
  });

  it('names every term of the vocabularies', () => {
    const vocabularies = {
      role: terms.processRoles,
      attendance: terms.attendances,
      'round-kind': terms.roundKinds,
      'round-level': terms.roundLevels,
      'round-status': terms.roundStatuses,
      mode: terms.modes,
      contact: terms.contacts,
      rank: terms.ranks,
      'party-kind': terms.partyKinds,
      level: terms.levels,
      method: terms.methods,
      'process-status': terms.processStatuses,
      'document-kind': terms.documentKinds,
      stage: terms.stages,
      'document-status': terms.documentStatuses,
      action: terms.signatureActions,
      relation: terms.relationTypes,
      'outcome-kind': terms.outcomeKinds,
      position: terms.positions,
      implementation: terms.implementationStatuses,
      'vote-on': terms.voteSubjects,
      claim: terms.claimKinds,
      numbering: terms.numberings,
      classification: terms.classifications,
      access: terms.accesses,
      // What is refused for these statuses is said of the whole page.
      problem: Object.entries(problems).flatMap(([name, { status }]) =>
        [401, 404, 503].includes(status) ? [] : [name],
      ),
    };
    const wanted = Object.entries(vocabularies).flatMap(([name, words]) => words.map((word) => `${name}.${word}`));
    expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('has no message that nobody says', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const said = keys.filter((key) => {
      const vocabulary = `${key.slice(0, key.lastIndexOf('.'))}`;
      const bySome = all.includes(`\`${vocabulary}.\${`) || all.includes(`'${vocabulary}'`);
      return all.includes(`'${key}'`) || bySome;
    });
    expect(keys.filter((key) => !said.includes(key))).toEqual([]);
  });
});

/** The sentences in which the doors say what is wrong: as they stand in the sources, values of theirs as `{}`. */
const faultSentences = (): Map<string, string> => {
  const root = new URL('../../', import.meta.url).pathname;
  const found = new Map<string, string>();
  // A sentence about a place begins with its verb; one about the whole is a sentence of its own.
  const isFault = (text: string, file: string): boolean =>
    /^(is|has|names|needs|stands|refers|does|appears|changes|was|begins|may|says) ./.test(text) ||
    (file.startsWith('functions/writing/') && /^(It|Its|The|Not|Only|Among) .*\.$/.test(text));
  const read = (node: unknown, file: string): void => {
    if (Array.isArray(node)) for (const one of node) read(one, file);
    if (!isObject(node)) return;
    const parts = node.type === 'TemplateLiteral' && Array.isArray(node.quasis) ? node.quasis : [];
    const text =
      node.type === 'StringLiteral' ? String(node.value) : parts.map((part) => Object(part).cooked).join('{}');
    if (isFault(text, file)) found.set(text, file);
    for (const one of Object.values(node)) read(one, file);
  };
  for (const file of globSync('{shared/domain,functions/writing}/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] })) {
    read(parseSync(readFileSync(root + file, 'utf8'), { syntax: 'typescript' }), file);
  }
  return found;
};

describe('what the doors say is wrong', () => {
  it('is said in Kazakh and Russian, whichever sentence it is', () => {
    const sentences = faultSentences();
    expect(sentences.size).toBeGreaterThan(70);
    for (const language of ['kk', 'ru'] as const) {
      const unsaid = [...sentences].filter(
        ([text]) => faultIn(language, text.replaceAll('{}', 'is missing')).lang !== language,
      );
      expect(unsaid).toEqual([]);
    }
  });

  it('keeps its values, and one that is a sentence itself is said as well', () => {
    expect(faultIn('ru', 'has more than 40 members').text).toBe('Список слишком длинный. Самое большее: 40');
    expect(faultIn('kk', 'has a name that has a lone surrogate').text).toBe(
      'Атауы дұрыс емес: Мәтінде бүлінген таңба бар.',
    );
    expect(faultIn('ru', 'has never been said')).toEqual({ text: 'has never been said', lang: 'en' });
    expect(faultIn('en', 'is missing')).toEqual({ text: 'is missing', lang: 'en' });
  });

  it('names the same values in each language, where no case ending is asked of them', () => {
    for (const [sentence, words] of Object.entries(faultWords)) {
      for (const text of [words.kk, words.ru]) {
        expect(
          valuesIn(text).every((name) => valuesIn(sentence).includes(name)),
          sentence,
        ).toBe(true);
        for (const [, before = ''] of text.matchAll(/(.{0,2})\{\w+\}/g)) {
          expect(before === '' || before.endsWith(': '), text).toBe(true);
        }
        expect(text.replace(/\{\w+\}|«[^»]*»|SHA-256/g, ''), sentence).not.toMatch(/[A-Za-z]{2}/);
      }
    }
  });
});

/** Words that stand in JSX: between tags, in braces as they are, or in an attribute that is read. */
const wordsIn = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(wordsIn);
  if (!isObject(node)) return [];
  const { type, value, name, expression } = node;
  const own = (words: unknown): string[] => (typeof words === 'string' ? [words] : []);
  if (type === 'JSXText') return own(value);
  if (type === 'JSXExpressionContainer' && isObject(expression) && expression.type === 'StringLiteral') {
    return own(expression.value);
  }
  const read = ['aria-label', 'title', 'alt', 'placeholder', 'label', 'or'];
  if (type === 'JSXAttribute' && isObject(name) && read.includes(String(name.value)) && isObject(value)) {
    return value.type === 'StringLiteral' ? own(value.value) : wordsIn(value);
  }
  // A class or an id is nobody's to read.
  return type === 'JSXAttribute' ? [] : Object.values(node).flatMap(wordsIn);
};

describe('a page', () => {
  const parts = sources.filter(({ file }) => file.endsWith('.tsx'));

  it.each(parts)('says nothing but what a catalogue has: $file', ({ text }) => {
    const words = wordsIn(parseSync(text, { syntax: 'typescript', tsx: true }));
    // The site's own name; signs and numbers are no words.
    expect(words.filter((word) => /\p{L}{2}/u.test(word.replaceAll('Kelissöz', '')))).toEqual([]);
  });
});
