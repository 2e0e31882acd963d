import { defineConfig } from 'vitest/config'
import '../support/as-in-production.ts'

// .ci/run counts from this file what was tested.
const results = process.env.TEST_RESULTS

/** Faults of hub, store and process: a suite of its own, because it takes minutes. */
export default defineConfig({
  test: {
    name: 'faults',
    reporters: results === undefined ? ['default'] : ['default', ['json', { outputFile: results }]],
    // Of the kills by the hundred, a sample: `npm run soak` runs them all.
    include: ['test/faults/**/*.test.ts', 'test/soak/**/*.test.ts'],
    // Its sample is part of `npm run conformance`.
    exclude: ['test/soak/mutants.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/provide-postgres.ts'],
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
})
