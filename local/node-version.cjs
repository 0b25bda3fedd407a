/** Refuses a Node that is too old, in a form that every Node can run: npm scripts begin with it. */
'use strict';

const oldest = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < oldest) {
  console.error(
    `Kelissöz needs Node ${oldest} or later and this is ${process.version}: install Node ${oldest}, or run \`npm ci\` again without --omit=optional, which brings Node ${oldest} along for Linux, macOS and Windows on common processors.`,
  );
  process.exit(1);
}
