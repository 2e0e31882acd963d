import { defineConfig } from 'vitest/config'

// .ci/run counts from this file what was tested.
const results = process.env.TEST_RESULTS

export default defineConfig({
  test: {
    reporters: results === undefined ? ['default'] : ['default', ['json', { outputFile: results }]],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [
            'test/browser/**',
            'test/faults/**',
            'test/hapi/**',
            'test/postgres/**',
            'test/soak/**',
            'node_modules/**',
          ],
        },
      },
      {
        // The same tests of store and delivery on a real PostgreSQL server, and what only concerns that one.
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/{store,delivery,postgres}/**/*.test.ts'],
          exclude: ['test/store/libsql-*.test.ts', 'node_modules/**'],
          globalSetup: ['test/support/provide-postgres.ts'],
          setupFiles: ['test/support/setup.ts', 'test/support/postgres-setup.ts'],
        },
      },
      {
        // After the others and one at a time: a Chromium beside a full set of workers starves on two cores.
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/report-not-run.ts'],
          maxWorkers: 1,
          testTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
