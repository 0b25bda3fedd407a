#!/usr/bin/env node
/** The command `kelissoz`: finds a Node that runs TypeScript, the one of this machine or the one that the project brings along. */
'use strict';

const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, 'main.ts');
const brought = join(__dirname, '..', 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const isOld = Number(process.versions.node.split('.')[0]) < 24;
// Says what to do where this Node is too old and no other is there.
if (isOld && !existsSync(brought)) require('../local/node-version.cjs');

// What streams through an import dies young: a small nursery halves its memory. It can only be set where Node begins.
const flags = ['--max-semi-space-size=4'];
const run = [...flags, main, ...process.argv.slice(2)];
// The channel closes however this process ends, and by that `main.ts` knows that it is alone.
const child = spawn(isOld ? brought : process.execPath, run, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 130 : (code ?? 1);
});
