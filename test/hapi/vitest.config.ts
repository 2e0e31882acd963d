import { defineConfig } from 'vitest/config'
import '../support/as-in-production.ts'

// .ci/run counts from this file what was tested.
const results = process.env.TEST_RESULTS

/** One HAPI and one copy of the app’s modules for all files, one file at a time: it and they share two cores. */
export default defineConfig({
  test: {
    name: 'hapi',
    reporters: results === undefined ? ['default'] : ['default', ['json', { outputFile: results }]],
    include: ['test/hapi/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/hapi/provide-hapi.ts', 'test/support/provide-postgres.ts', 'test/support/report-not-run.ts'],
    fileParallelism: false,
    isolate: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
})
