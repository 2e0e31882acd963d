import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import './test/support/as-in-production.ts'
import { keepFilesInMemory } from './test/support/files-in-memory.ts'

keepFilesInMemory()

// .ci/run counts from this file what was tested.
const results = process.env.TEST_RESULTS

/** Parts on their own: no app, no sandbox, no browser, no process; at most a stub of the other side. Quick to run while writing. */
const PARTS = [
  'test/{api,delivery,domain,fhir,gateways,http,questionnaire,store}/**/*.test.{ts,tsx}',
  'test/launch/!(ehr-check)/**/*.test.{ts,tsx}',
]

/**
 * Files of a project share their modules (`isolate: false`): to load the app anew for each of them took longer than many a test.
 * So a test puts back what it changes: timers, environment, stubs.
 */
export default defineConfig({
  test: {
    reporters: results === undefined ? ['default'] : ['default', ['json', { outputFile: results }]],
    setupFiles: ['test/support/setup.ts'],
    isolate: false,
    // Also where there are only two cores, and then also while a browser is at work.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Only what hangs comes to these: how long something takes on a busy machine says nothing about it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'quick', include: PARTS } },
      {
        // The app as a whole, its sandbox, its commands and its documents.
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [
            ...PARTS,
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
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/report-not-run.ts'],
          // Whole journeys, of steps that each fail by their own name first.
          testTimeout: 300_000,
        },
      },
    ],
  },
})
