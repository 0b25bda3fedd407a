/** The order in which the files of tests begin: those that take longest first, so that two processes end together. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, half a minute and more; a machine that ran nothing before would go by how long the files are. */
const longest = [
  'test/web/signed-in.test.ts',
  'test/leaks/crawl.test.ts',
  'test/web/browser.test.ts',
  'shared/projection/non-interference.test.ts',
  'test/cost/cost.test.ts',
  'test/local/old-stream.test.ts',
  'test/projecting/rebuild.test.ts',
  'test/local/desk.test.ts',
  'test/where-it-may-run/where-it-may-run.test.ts',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
  return place < 0 ? longest.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
