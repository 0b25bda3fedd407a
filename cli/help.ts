/** What `kelissoz --help` says. */
import { formats } from '../shared/interchange/formats.ts';

export const help = `kelissoz: the tracker from a terminal. It speaks to the HTTP API, as everybody does.

  npx kelissoz import <format> <files…>   make records of other people's data, or of our own
  npx kelissoz export --output FILE       all records that are not restricted, content only, as NDJSON
  npx kelissoz export --tables FOLDER     what is public as flat tables for R, with their codebook; needs no token
  npx kelissoz export --snapshot FOLDER   what is public, whole: JSON Lines, tables, codebook, manifest; needs no token
  npx kelissoz token --sub NAME --groups staff    a token of the desk on this machine
  npx kelissoz verify [rounds/ID]         whether histories are as they were written (on a desk)
  npx kelissoz rebuild                    make the views anew (on a desk)
  npx kelissoz snapshot                   freeze what is public now, besides the snapshot of each month (on a desk)

Formats:
${formats.map(({ name, says }) => `  ${name.padEnd(10)} ${says}`).join('\n')}

Options:
  --api URL        where the tracker is; else KELISSOZ_API, else http://localhost:3000
  --token TOKEN    a token of somebody in the group staff; better in KELISSOZ_TOKEN
  --dry-run        write nothing, and say of each row what would become of it
  --report FILE    JSON Lines: file, row, verdict, record, fields, cell, reason, notes
  --release TEXT   the version of the data set, where its files do not say it
  --mapping FILE   for \`table\`: what its columns mean (YAML; docs/import.md has a template)
  --output FILE    where \`export\` writes; else to the terminal
  --tables FOLDER  where \`export\` writes tables instead: round-party, document-party, outcome-party
  --snapshot FOLDER  where \`export\` writes a snapshot instead; it prints the hash of its manifest
  --reason TEXT    why, for the history of each record

Every row of the files ends as created, updated, unchanged, conflict (somebody edited the record by hand:
it is left as it is) or refused (with the cell and the reason). Imported records are internal. Interrupted,
an import is simply run again; files that are new take the place of older ones, record by record.

Ends with 0: all done. 1: done, and some rows were refused or in conflict. 2: asked for something that
cannot be. 3: stopped on the way (no connection, no admission); run it again.
`;
