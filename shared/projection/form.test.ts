import { describe, expect, it } from 'vitest';
import {
  bloc,
  differs,
  document,
  listed,
  outcome,
  publicRows,
  published,
  reply,
  round,
  state,
  unverified,
} from '../../test/least-record.ts';

const text = (rows: unknown): string => JSON.stringify(rows);

describe('a place that nobody has verified', () => {
  const rus = state('rus');
  const signed = (date: string) => ({ party: 'rus', action: 'signed', date });

  it('is kept back of a second of the same, and of a tenth', () => {
    const signatures = Array.from({ length: 11 }, (_, index) => signed(String(2001 + index)));
    const claims = [unverified('/signatures/rus.signed~2/date'), unverified('/signatures/rus.signed~10/date')];
    const shown = reply(document({ signatures, claims }), rus)?.signatures;
    expect(shown).toEqual(
      signatures.map((one, index) => (index === 1 || index === 9 ? { party: 'rus', action: 'signed' } : one)),
    );
  });
  it('is found by a key with a slash or a tilde in it', () => {
    const aliases = [
      { name: 'a/b~c', language: 'ru' },
      { name: 'plain', language: 'ru' },
    ];
    const one = state('rus', { aliases, claims: [unverified('/aliases/a~1b~0c/language')] });
    expect(reply(one)?.aliases).toEqual([{ name: 'a/b~c' }, { name: 'plain', language: 'ru' }]);
    const sources = [published('s1')];
    const implementation = [{ date: '2017/2018', status: 'full', source: 's1' }];
    const claims = [unverified('/implementation/2017~12018/status')];
    expect(reply(outcome({ sources, implementation, claims }))?.implementation).toEqual([
      { date: '2017/2018', source: 's1' },
    ]);
  });
  it('may be one language of a text', () => {
    const label = { en: 'Round', ru: 'тайна' };
    const rows = publicRows(round({ label, claims: [unverified('/label/ru')] }));
    expect(text([...rows])).not.toContain('тайна');
    expect(rows.get('round#round a')?.body.label).toEqual({ en: 'Round' });
  });
  it('is not shown of a party in the records that name it, nor can the party be found by it', () => {
    const named = state('rus', { name: { en: 'Russia', ru: 'тайна' }, claims: [unverified('/name/ru')] });
    const rows = publicRows(named, round({ participations: [{ party: 'rus', attendance: 'attended' }] }));
    expect(text([...rows])).not.toContain('тайна');
    expect(rows.get('round#round a')?.names.parties.rus).toEqual({ name: { en: 'Russia' }, kind: 'state' });
  });
  it('may be one of the identifiers', () => {
    const one = state('rus', {
      identifiers: { pax: ['714'], ucdp: ['365'] },
      claims: [unverified('/identifiers/pax')],
    });
    expect(text([...publicRows(one)])).not.toContain('714');
    expect(reply(one)?.identifiers).toEqual({ ucdp: ['365'] });
  });
  it.each(['/positions/fra/onBehalfOf', '/positions/fra/party'])('takes its whole entry with it at %s', (at) => {
    const positions = [
      { party: 'fra', position: 'agrees', onBehalfOf: 'e3' },
      { party: 'deu', position: 'agrees' },
    ];
    const all = [outcome({ positions, claims: [unverified(at)] }), state('fra'), state('deu'), bloc('e3')] as const;
    expect(reply(...all)?.positions).toEqual([{ party: 'deu', position: 'agrees' }]);
    expect(listed('party#fra#outcomes', ...all)).toEqual([]);
    expect(listed('party#e3#outcomes', ...all)).toEqual([]);
  });
  it('takes the participation with it where it says who', () => {
    const participations = [{ party: 'fra', attendance: 'attended' }];
    const one = round({ participations, claims: [unverified('/participations/fra/party')] });
    expect(reply(one, state('fra'))).not.toHaveProperty('participations');
  });
  it('is not betrayed by a claimed third of the same', () => {
    const signatures = [signed('2001'), signed('2002')];
    const claims = [unverified('/signatures/rus.signed~2'), differs('/signatures/rus.signed~3', signed('2003'))];
    const shown = reply(document({ signatures, claims, sources: [published('s1')] }), rus);
    expect(shown).toMatchObject({ signatures: [signed('2001')], disputed: [] });
    expect(shown).not.toHaveProperty('claims');
    const alone = { signatures: [signed('2001')], claims: [differs('/signatures/rus.signed~3', signed('2003'))] };
    expect(reply(document({ ...alone, sources: [published('s1')] }), rus)).not.toHaveProperty('claims');
  });
  it('stays hidden within what a source says of the whole', () => {
    const participations = [{ party: 'un', roles: ['mediator'], attendance: 'attended' }];
    const said = { party: 'un', roles: ['facilitator'], attendance: 'absent' };
    const claims = [unverified('/participations/un/roles'), differs('/participations/un', said)];
    expect(reply(round({ participations, claims, sources: [published('s1')] }), state('un'))?.disputed).toMatchObject([
      { adopted: { party: 'un', attendance: 'attended' }, differs: [{ value: { party: 'un', attendance: 'absent' } }] },
    ]);
  });
});
