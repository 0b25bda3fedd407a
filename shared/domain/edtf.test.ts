import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExtent } from './edtf.ts';

describe('an EDTF date', () => {
  it.each([
    ['2017-05-04', '2017-05-04', '2017-05-04'],
    ['2017-05', '2017-05-01', '2017-05-31'],
    ['2016-02', '2016-02-01', '2016-02-29'],
    ['2017', '2017-01-01', '2017-12-31'],
    ['2017-05-04?', '2017-05-04', '2017-05-04'],
    ['201X', '2010-01-01', '2019-12-31'],
    ['2017-05-XX', '2017-05-01', '2017-05-31'],
    ['2017-01-23/2017-01-24', '2017-01-23', '2017-01-24'],
    ['2015-04/2015-06', '2015-04-01', '2015-06-30'],
    ['2017-05-04/2017-05', '2017-05-04', '2017-05-31'],
    ['2004-06/2004-06-11', '2004-06-01', '2004-06-11'],
    ['2018/2018-05-14', '2018-01-01', '2018-05-14'],
    ['0001', '0001-01-01', '0001-12-31'],
    ['9999-12-31', '9999-12-31', '9999-12-31'],
  ])('%s means the days from %s to %s', (text, earliest, latest) => {
    expect(readExtent(text)).toMatchObject({ earliest, latest, open: false, unknown: false });
  });
  it.each([
    ['2017-01-23/..', '2017-01-23', '9999-12-31', true, false],
    ['2017-01-23/', '2017-01-23', '9999-12-31', true, false],
    ['/2017', '0001-01-01', '2017-12-31', false, false],
    ['../2017', '0001-01-01', '2017-12-31', false, false],
    ['/', '0001-01-01', '9999-12-31', false, true],
    ['../..', '0001-01-01', '9999-12-31', false, true],
  ])('%s is read with its open ends', (text, earliest, latest, open, unknown) => {
    expect(readExtent(text)).toMatchObject({ earliest, latest, open, unknown });
  });
  it.each(
    [
      '',
      '2017-02-30',
      '2017-02-29',
      '2017-13',
      '2017-00',
      '2017-21',
      '0000',
      '10000',
      '-0001',
      '2017-05-04T10:00:00Z',
      '2017-06/2017-05',
      '2017/2018/2019',
      '1XXX',
      'XXXX',
      '2017-5-4',
      ' 2017',
      'Y17000',
      '../',
      'May 2017',
    ].filter((text) => text !== '../'),
  )('%j is none', (text) => {
    expect(readExtent(text)).toBeUndefined();
  });
  it('of any calendar day means that day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          const { earliest, latest } = readExtent(day) ?? {};
          expect([earliest, latest]).toEqual([day, day]);
        },
      ),
    );
  });
  it('never throws, whatever is sent', () => {
    fc.assert(fc.property(fc.string(), (text) => void readExtent(text)));
  });
});
