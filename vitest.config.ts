/** How the tests are run: one DynamoDB Local in memory for all of them, and two processes at a time. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,functions,local,infra,cli,test}/**/*.test.ts'],
    globalSetup: ['test/dynamodb-set-up.ts'],
    // Separate processes, for tests send signals and look at what is left running.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
