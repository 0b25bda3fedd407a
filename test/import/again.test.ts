/** What an import made and the next one finds in the tracker is no other party to it: its records are the same again. */
import { expect, test } from 'vitest';
import { tableIn } from '../../cli/table-file.ts';
import type { Party } from '../../shared/domain/party.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import type { Format } from '../../shared/interchange/format.ts';
import { ieadb } from '../../shared/interchange/ieadb.ts';
import { ucdp } from '../../shared/interchange/ucdp.ts';
import { unVotes } from '../../shared/interchange/un-votes.ts';
import { fixture, read } from './reading.ts';

type Files = { readonly [kind: string]: string };

const byRef = (records: readonly AnyRecord[]) =>
  new Map(records.map((record) => [`${record.type}#${record.id}`, record]));

/** Some parties, every third of them merged into another that is called and identified as it is. */
const someMerged = (parties: readonly Party[]): Party[] =>
  parties.flatMap((party, index) =>
    index % 3 > 0
      ? [party]
      : [
          { ...party, mergedInto: `m-${party.id}` },
          { ...party, id: `m-${party.id}` },
        ],
  );

/**
 * The records of the files that come out otherwise, or are new, when the parties of the first reading are known to the second, with
 * what has become of them meanwhile.
 */
const otherwise = async (
  format: Format,
  files: Files,
  become = (parties: readonly Party[]) => parties,
): Promise<string[]> => {
  const tables = async () => {
    const opened = Object.entries(files).map(async ([kind, file]) => [
      kind,
      [await tableIn(fixture(file), () => undefined)],
    ]);
    return Object.fromEntries(await Promise.all(opened));
  };
  const first = byRef((await read(format, await tables())).records);
  const parties = [...first.values()].flatMap((record) => (record.type === 'party' ? [record] : []));
  const second = byRef((await read(format, await tables(), { parties: become(parties) })).records);
  expect(second.size).toBeGreaterThan(0);
  return [...second].flatMap(([one, record]) =>
    JSON.stringify(record) === JSON.stringify(first.get(one)) ? [] : [one],
  );
};

test.each<[string, Format, Files]>([
  [
    'ucdp',
    ucdp,
    {
      agreements: 'ucdp-agreements.csv',
      actors: 'ucdp-actors.csv',
      dyads: 'ucdp-dyads.csv',
      conflicts: 'ucdp-conflicts.csv',
    },
  ],
  ['ucdp without its actors', ucdp, { agreements: 'ucdp-agreements.csv', dyads: 'ucdp-dyads.csv' }],
  [
    'ieadb',
    ieadb,
    { agreements: 'ieadb-agreements.csv', parties: 'ieadb-parties.csv', ratifications: 'ieadb-ratifications.csv' },
  ],
  [
    'un-votes',
    unVotes,
    { rollCalls: 'un-roll-calls.csv', issues: 'un-issues.csv', countries: 'un-countries.csv', votes: 'un-votes.csv' },
  ],
])('%s: every record is as the first time, also where parties were merged since', async (_what, format, files) => {
  expect(await otherwise(format, files)).toEqual([]);
  expect(await otherwise(format, files, someMerged)).toEqual([]);
});
