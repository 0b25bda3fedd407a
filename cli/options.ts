/** What can be said on the command line, and what it means; anything else is a sentence on what to say instead. */
import { parseArgs } from 'node:util';

const options = {
  api: { type: 'string' },
  token: { type: 'string' },
  'dry-run': { type: 'boolean' },
  report: { type: 'string' },
  release: { type: 'string' },
  mapping: { type: 'string' },
  reason: { type: 'string' },
  output: { type: 'string' },
  tables: { type: 'string' },
  snapshot: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `words` are the arguments that are no options. `token` may come from the environment, which other people cannot see in a list of processes. */
export type Asked = {
  words: string[];
  api: string;
  token: string | undefined;
  dryRun: boolean;
  report: string | undefined;
  release: string | undefined;
  mapping: string | undefined;
  reason: string | undefined;
  output: string | undefined;
  tables: string | undefined;
  snapshot: string | undefined;
  help: boolean;
};

/** Where a desk listens unless told otherwise. */
const desk = 'http://localhost:3000';

export const askedIn = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): { ok: true; asked: Asked } | { ok: false; sentence: string } => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const api = (values.api ?? environment.KELISSOZ_API ?? desk).replace(/\/+$/, '');
    if (!/^https?:\/\/[^/\s]+$/.test(api)) {
      return { ok: false, sentence: `--api is the address of a tracker without a path, such as ${desk}.` };
    }
    return {
      ok: true,
      asked: {
        words: positionals,
        api,
        token: values.token ?? environment.KELISSOZ_TOKEN,
        dryRun: values['dry-run'] ?? false,
        report: values.report,
        release: values.release,
        mapping: values.mapping,
        reason: values.reason,
        output: values.output,
        tables: values.tables,
        snapshot: values.snapshot,
        help: values.help ?? false,
      },
    };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    return { ok: false, sentence: `${reason}. See \`npx kelissoz --help\`.` };
  }
};
