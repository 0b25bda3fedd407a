/** Finds the Java that DynamoDB Local needs. */
import { execFile } from 'node:child_process';
import { type Refusal, refusal } from './refusal.ts';

/** The oldest Java that DynamoDB Local 3 runs on. */
const oldest = 17;

const remedy = `DynamoDB Local needs Java ${oldest} or later: install it (for example \`apt install openjdk-17-jre-headless\` or \`brew install openjdk\`) and see that \`java -version\` answers`;

/** The major version in what `java -version` prints: 17 in `openjdk version "17.0.15"`, 8 in `java version "1.8.0_392"`. */
export const javaVersion = (printed: string): number | undefined => {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(printed) ?? [];
  if (first === undefined) return undefined;
  return Number(first === '1' && second !== undefined ? second : first);
};

/** The command that runs Java 17 or later, taken from the PATH as a shell would. */
export const findJava = (): Promise<{ ok: true; command: string } | Refusal> =>
  new Promise((resolve) => {
    execFile('java', ['-version'], { timeout: 20_000 }, (error, stdout, stderr) => {
      const version = javaVersion(`${stderr}${stdout}`);
      if (version !== undefined && version >= oldest) return resolve({ ok: true, command: 'java' });
      if (version !== undefined) return resolve(refusal(`Java ${version} is too old; ${remedy}.`));
      const missing = error && 'code' in error && error.code === 'ENOENT';
      resolve(refusal(`${missing ? 'No Java was found' : '`java -version` did not say its version'}; ${remedy}.`));
    });
  });
