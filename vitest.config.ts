/** How the tests are run: one DynamoDB Local in memory for all of them, and two processes at a time. */
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  test: {
    include: ['{shared,functions,local,infra,cli,test}/**/*.test.ts'],
    globalSetup: ['test/dynamodb-set-up.ts'],
    setupFiles: ['test/laws.ts'],
    // Separate processes, for tests send signals and look at what is left running.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // No guarantee: so long may a test wait on a machine that does much besides.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
