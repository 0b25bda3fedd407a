/** The command line: which command was asked for, and what it ends with. */
import { deskCommands, runOnDesk } from './desk-command.ts';
import { exitCode } from './exit-code.ts';
import { exportRecords } from './export.ts';
import { help } from './help.ts';
import { importFiles } from './import.ts';
import { askedIn } from './options.ts';
import { UnwritableFile } from './output-file.ts';
import { exportSnapshot } from './snapshot.ts';
import { exportTables } from './tables.ts';

const run = async (args: readonly string[]): Promise<number> => {
  const [command, ...rest] = args;
  if (command !== undefined && deskCommands.includes(command)) return runOnDesk(command, rest);
  const answer = askedIn(rest, process.env);
  const isHelp = command === undefined || command === 'help' || command === '--help' || command === '-h';
  if (isHelp || (answer.ok && answer.asked.help)) {
    process.stdout.write(help);
    return exitCode.done;
  }
  if (!answer.ok) {
    process.stderr.write(`${answer.sentence}\n`);
    return exitCode.wronglyAsked;
  }
  const terminal = { out: process.stdout, err: process.stderr, clock: Date.now };
  if (command === 'import') return importFiles(answer.asked, terminal);
  const { tables, snapshot } = answer.asked;
  if (command === 'export' && snapshot !== undefined) return exportSnapshot(answer.asked, snapshot, terminal);
  if (command === 'export' && tables !== undefined) return exportTables(answer.asked, tables, terminal);
  if (command === 'export') return exportRecords(answer.asked, terminal);
  process.stderr.write(`There is no command ${command}. See \`npx kelissoz --help\`.\n`);
  return exitCode.wronglyAsked;
};

const unwritten = (error: unknown): number => {
  if (!(error instanceof UnwritableFile)) throw error;
  process.stderr.write(`${error.message}\n`);
  return exitCode.wronglyAsked;
};

// Killed, the launcher takes this with it: an import that goes on unseen would be in the way of the next.
process.once('disconnect', () => process.exit(exitCode.stopped));
process.channel?.unref();

// Should it ever end in the middle, that is not success.
process.exitCode = exitCode.stopped;
process.exitCode = await run(process.argv.slice(2)).catch(unwritten);
