/** Records in any number, alike at every scale: what the readings of the bench are made over. */
import { issueTerms } from '../../shared/domain/issues.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { project } from '../../shared/projection/project.ts';
import type { Row } from '../../shared/projection/row.ts';
import { dice } from '../projecting/stage.ts';
import { open, recordOf, worldOf } from '../world.ts';

/** The records that the bench asks for by name: they are there at every scale. */
export const asked = { process: 'process-0', party: 'party-0', round: 'round-0', outcome: 'outcome-0', issue: 'land' };

const languages = (text: string) => ({ en: text, ru: `${text}, по-русски`, kk: `${text}, қазақша` });
const two = (number: number): string => String(number).padStart(2, '0');
const source = { id: 's1', title: 'Communiqué', publisher: 'Ministry of Foreign Affairs', access: 'public' };

/**
 * So many records: of a hundred one process, two parties, thirty rounds, twelve documents, fifty-four outcomes and one
 * caseload. A party meets the four with the next numbers; party-0, process-0 and the issue `land` have a part of all.
 */
export const generated = (count: number): AnyRecord[] => {
  const roll = dice(count);
  const parts = Math.max(1, Math.floor(count / 100));
  const many = { process: parts, party: 2 * parts + 6, round: 30 * parts, document: 12 * parts, outcome: 54 * parts };
  const day = (): string => `${2010 + roll(15)}-${two(1 + roll(12))}-${two(1 + roll(28))}`;
  const parties = (): string[] => {
    const first = roll(4) === 0 ? 0 : roll(many.party);
    return Array.from({ length: 4 }, (_, index) => `party-${(first + index) % many.party}`);
  };
  const process = (): string => `process-${roll(8) === 0 ? 0 : roll(many.process)}`;
  const issues = (): string[] =>
    [...new Set(['land', ...Array.from({ length: 2 }, () => issueTerms[roll(issueTerms.length)] ?? 'land')])].slice(
      roll(2),
    );
  const all = <T>(number: number, make: (index: number) => T): T[] =>
    Array.from({ length: number }, (_, index) => make(index));
  const common = { sources: [source] };
  const drafts = [
    ...all(many.process, (index) => ({
      type: 'process' as const,
      id: `process-${index}`,
      name: languages(`Process ${index}`),
      level: 'international',
      status: 'active',
      period: `${2010 + (index % 10)}/..`,
    })),
    ...all(many.party, (index) => ({
      type: 'party' as const,
      id: `party-${index}`,
      kind: 'state',
      name: languages(`Party ${index}`),
    })),
    ...all(many.round, (index) => ({
      ...common,
      type: 'round' as const,
      id: `round-${index}`,
      process: index === 0 ? 'process-0' : process(),
      kind: 'main',
      status: 'held',
      label: languages(`Round ${index}`),
      period: day(),
      place: { name: languages('Astana'), country: 'KAZ' },
      agenda: issues(),
      summary: languages('They met, went through the agenda and agreed to meet again.'),
      participations: parties().map((party, seat) => ({
        party,
        roles: [seat === 3 ? 'observer' : 'party'],
        attendance: 'attended',
      })),
    })),
    ...all(many.document, (index) => ({
      ...common,
      type: 'document' as const,
      id: `document-${index}`,
      process: process(),
      kind: index % 3 === 0 ? 'agreement' : 'joint-statement',
      status: 'adopted',
      title: languages(`Document ${index}`),
      date: day(),
      issues: issues(),
      signatures: parties().map((party) => ({ party, action: 'signed' })),
    })),
    ...all(many.outcome, (index) => ({
      ...common,
      type: 'outcome' as const,
      id: `outcome-${index}`,
      process: process(),
      ...(index % 2 === 0 && { round: `round-${index < 10 ? 0 : roll(many.round)}` }),
      kind: 'commitment',
      date: day(),
      issues: issues(),
      summary: languages(`Both sides agreed on point ${index} and will report on it.`),
      positions: parties().map((party) => ({ party, position: 'agrees' })),
      due: day(),
    })),
    ...all(parts, (index) => ({
      type: 'caseload' as const,
      id: `caseload-${index}`,
      institution: `party-${index % many.party}`,
      period: `${2010 + (index % 15)}`,
      measures: [{ measure: 'cases', value: 100 + index, unit: 'cases' }],
    })),
  ];
  return drafts.map(recordOf);
};

/** The public rows of some records, all released, with the record each is of: made by the projection, one record after another. */
export const publicRows = function* (records: readonly AnyRecord[]): Generator<readonly [Row, Ref]> {
  const world = worldOf('public', records.map(open));
  for (const { type, id } of records) {
    const one = ref(type, id);
    for (const row of project(world, one)) yield [row, one];
  }
};
